import type { Role } from './answers.ts';
import { quoted } from './quoted.ts';

export const gitlabName = '.gitlab/assize.gitlab-ci.yml';

/** For GitLab CI: included by .gitlab-ci.yml. */
export function gitlabFile(role: Role, version: string): string {
  return `# assize in GitLab CI: include it from .gitlab-ci.yml with
#   include: { local: ${gitlabName} }
# Written by assize init; https://github.com/assize/assize/blob/main/docs/ci.md
.assize:
  stage: test
  image: node:24
  before_script:
    - npm install --global --ignore-scripts --no-audit --no-fund assize@${version}

# Yours: make plan.json as your own pipeline makes its plan, with its backend and credentials. For CloudFormation or CDK
# leave this job out, and name the template or cdk.out in place of plan.json below.
assize-plan:
  stage: test
  image:
    name: hashicorp/terraform:1.13
    entrypoint: ['']
  rules: &for-merge-requests
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - terraform init -input=false
    - terraform plan -input=false -lock=false -out=tfplan
    - terraform show -json tfplan > plan.json
  artifacts:
    paths: [plan.json]
    access: developer
    expire_in: 1 day

# What does this change break? The merge request shows the findings: those of the code-quality report at their lines.
assize-change:
  extends: .assize
  rules: *for-merge-requests
  needs:
    - job: assize-plan
      artifacts: true
  variables:
    ASSIZE_FORMAT: text,json,markdown,junit,codeclimate
    # ASSIZE_ONTO: snapshot # a folder with the account's last snapshot, where a job before this one puts it
  script:
    - assize evaluate plan.json --source .
  artifacts:
    when: always
    access: developer
    expire_in: 2 weeks
    paths: [assize-out/]
    reports:
      codequality: assize-out/report.codeclimate.json
      junit: assize-out/report.junit.xml

# The weekly review: runs in a pipeline schedule of the default branch whose variable ASSIZE_REVIEW is true. Fails with
# 1 on new findings; 3, something could not be seen, is a warning.
assize-review:
  extends: .assize
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule" && $ASSIZE_REVIEW == "true" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  resource_group: assize-review
  id_tokens:
    ASSIZE_ID_TOKEN:
      aud: https://gitlab.com # the audience of the identity provider in IAM
  variables:
    AWS_ROLE_ARN: ${quoted(role.arn)}
    AWS_REGION: ${regionOf(role)} # where the role is assumed
    ASSIZE_FORMAT: text,json,markdown,junit
  script:
    - |
      umask 077
      AWS_WEB_IDENTITY_TOKEN_FILE="$(mktemp)"
      export AWS_WEB_IDENTITY_TOKEN_FILE
      printf '%s' "$ASSIZE_ID_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE"
      unset ASSIZE_ID_TOKEN
      assize scan
  allow_failure:
    exit_codes: [3]
  artifacts:
    when: always
    access: developer
    expire_in: 3 months
    paths: [assize-out/]
    reports:
      junit: assize-out/report.junit.xml
`;
}

const regionOf = ({ partition }: Role) =>
  ({ 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' })[partition] ?? 'us-east-1';
