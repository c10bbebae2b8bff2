import type { Role } from './answers.ts';
import { quoted } from './quoted.ts';

/** Where GitHub looks for workflows; the pull request's names the review's. */
const folder = '.github/workflows';
const reviewName = 'assize-weekly-review.yml';
const changeName = 'assize-pull-request.yml';

/** Actions of others, by the commit of their tag: a tag can be moved, a commit cannot. */
const checkout = 'actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2';
const terraform = 'hashicorp/setup-terraform@dfe3c3f87815947d99a8997f908cb6525fc44e9e # v4.0.1';

const pinning = (version: string) =>
  `# The commit of the tag pins it: gh api repos/assize/assize/commits/v${version} --jq .sha`;

/** The workflows of GitHub Actions, by path. */
export function githubFiles(role: Role, version: string): Map<string, string> {
  return new Map([
    [`${folder}/${reviewName}`, weeklyReview(role, version)],
    [`${folder}/${changeName}`, pullRequest(version)],
  ]);
}

export function weeklyReview(role: Role, version: string): string {
  return `# The weekly review: scans the account, compares with the committed baseline, keeps snapshot and report as artifacts,
# and one issue while there are findings that the baseline does not have. Exit codes: 1 new findings, 3 something could
# not be seen. Written by assize init; https://github.com/assize/assize/blob/main/docs/ci.md
name: assize weekly review
on:
  schedule:
    - cron: '17 6 * * 1' # Mondays, in UTC
  workflow_dispatch:
permissions: {}
concurrency:
  group: assize-weekly-review
  cancel-in-progress: false
jobs:
  review:
    # The role trusts the default branch only.
    if: github.ref_name == github.event.repository.default_branch
    runs-on: ubuntu-latest
    timeout-minutes: 180
    permissions:
      contents: read # configuration, baseline and waivers
      id-token: write # the role is assumed with GitHub's identity: no key is kept
      issues: write # one issue for what is open
    steps:
      - uses: ${checkout}
        with:
          persist-credentials: false
      ${pinning(version)}
      - uses: assize/assize/ci/github/weekly-review@v${version}
        with:
          role-arn: ${quoted(role.arn)}${audienceOf(role)}
          retention-days: '90'
`;
}

/** In China the provider of identities takes another audience. */
const audienceOf = ({ partition }: Role) =>
  partition === 'aws-cn' ? `\n          audience: ${quoted('sts.amazonaws.com.cn')}` : '';

export function pullRequest(version: string): string {
  return `# The pull-request check: what does this change break? Judged onto the snapshot that the weekly review kept last;
# a pull request from a fork is judged by itself, and has the report in the summary of the run only.
# Written by assize init; https://github.com/assize/assize/blob/main/docs/ci.md
name: assize pull request
on:
  pull_request: # never pull_request_target: it gives a fork's change the rights of this repository
permissions: {}
concurrency:
  group: assize-pull-request-\${{ github.event.pull_request.number }}
  cancel-in-progress: true
jobs:
  change:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read
      actions: read # to fetch the snapshot that the weekly review kept
      pull-requests: write # for the one comment
    steps:
      - uses: ${checkout}
        with:
          persist-credentials: false
      # Yours: make plan.json as your own pipeline makes its plan, with its backend and credentials. For CloudFormation
      # or CDK leave these two steps out, and name the template or cdk.out as the input below.
      - uses: ${terraform}
        with:
          terraform_wrapper: false
      - name: Make the plan
        run: |
          set -euo pipefail
          terraform init -input=false
          terraform plan -input=false -lock=false -out=tfplan
          terraform show -json tfplan > plan.json
      ${pinning(version)}
      - uses: assize/assize@v${version}
        with:
          input: plan.json
          source: .
          onto-workflow: ${reviewName}
          report-artifact: assize-pull-request
`;
}
