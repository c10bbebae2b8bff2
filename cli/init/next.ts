import type { Answers, Role } from './answers.ts';
import { configName } from './config-file.ts';
import { gitlabName } from './gitlab.ts';
import { jenkinsName } from './jenkins.ts';
import type { Repository } from './repository.ts';

const guide = 'https://github.com/assize/assize/blob/main/docs/ci.md';

/** What is left for a person to do, in their order. */
export function nextSteps(answers: Answers, repository: Repository, entries: number): string {
  const steps = [
    `Look at ${configName}, and commit what was written.`,
    ...(entries === 0
      ? [
          'Once a scan is complete, accept what it found: assize baseline write assize-out/report.json -o assize.baseline.jsonl',
        ]
      : []),
    ...pipelineSteps(answers, repository),
  ];
  return ['Next:', ...steps.map((step, index) => `${String(index + 1)}. ${step}`), ''].join('\n');
}

function pipelineSteps({ ci, role }: Answers, repository: Repository): string[] {
  if (ci === 'github' && role !== null) {
    return [
      `Make the role ${role.arn} with the permissions that assize permissions prints, and this trust policy:\n${trustPolicy(role, githubTrust(repository))}\n   A repository made or renamed after 15 July 2026 has ids in that subject: ${guide}#the-role`,
      'Put your own steps for the plan into .github/workflows/assize-pull-request.yml.',
      'Start the workflow "assize weekly review" by hand once: pull requests are judged onto the snapshot that it keeps.',
    ];
  }
  if (ci === 'gitlab' && role !== null) {
    return [
      `Make the role ${role.arn} with the permissions that assize permissions prints, and this trust policy:\n${trustPolicy(role, gitlabTrust(repository))}`,
      `Include it in .gitlab-ci.yml: include: { local: ${gitlabName} }`,
      'Put your own steps for the plan into it, and make a pipeline schedule with the variable ASSIZE_REVIEW set to true.',
    ];
  }
  if (ci === 'jenkins') {
    return [
      `Make a multibranch pipeline with ${jenkinsName} as its script path; put your own steps for the plan into it.`,
      'Give the agent credentials with the permissions that assize permissions prints.',
    ];
  }
  return ['Scan with credentials that have the permissions that assize permissions prints: assize scan'];
}

/** Who may assume the role: the provider of identities, what it must say of the audience and of the job. */
interface Trust {
  readonly provider: string;
  readonly audience: string;
  readonly subject: string;
}

function githubTrust({ host, name, defaultBranch }: Repository): Trust {
  return {
    provider: 'token.actions.githubusercontent.com',
    audience: 'sts.amazonaws.com',
    subject: `repo:${host === 'github.com' && name !== null ? name : 'OWNER/REPOSITORY'}:ref:refs/heads/${defaultBranch ?? 'main'}`,
  };
}

function gitlabTrust({ host, name, defaultBranch }: Repository): Trust {
  const provider = host?.includes('gitlab') === true ? host : 'gitlab.com';
  return {
    provider,
    audience: 'https://gitlab.com',
    subject: `project_path:${host === provider && name !== null ? name : 'GROUP/PROJECT'}:ref_type:branch:ref:${defaultBranch ?? 'main'}`,
  };
}

/** Of one repository and branch: whoever may push to another branch may not assume it. */
function trustPolicy({ partition, account }: Role, { provider, audience, subject }: Trust): string {
  const given = partition === 'aws-cn' && audience === 'sts.amazonaws.com' ? 'sts.amazonaws.com.cn' : audience;
  return JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${provider}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${provider}:aud`]: given, [`${provider}:sub`]: subject } },
        },
      ],
    },
    null,
    2,
  );
}
