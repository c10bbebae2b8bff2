import { grants } from './policy-grants.ts';
import { power, type Place } from './policy-powers.ts';
import type { Policy, Statement } from './policy.ts';
import { covers, pattern } from './wildcard.ts';

/** A service all of whose actions a statement allows; `*` for more services than can be named. */
interface WholeService {
  readonly service: string;
  readonly how: string;
}

const everyAction = pattern('?*');
const everyArn = pattern('arn:?*');

/** The services whose every action an Allow statement grants, whatever conditions it has. */
export function wholeServices(policy: Policy, resources: 'any' | 'all'): WholeService[] {
  const found = new Map<string, WholeService>();
  for (const statement of policy.statements) {
    if (statement.effect !== 'allow' || statement.actions === null) continue;
    if (resources === 'all' && !reachesAll(statement)) continue;
    if (statement.actions.negated) found.set('*', { service: '*', how: 'every action but some (NotAction)' });
    else for (const text of statement.actions.texts) note(found, text.toLowerCase());
  }
  return [...found.values()].sort((a, b) => (a.service < b.service ? -1 : 1));
}

function note(found: Map<string, WholeService>, text: string): void {
  const [service = '', action] = text.split(':', 2);
  if (action === undefined ? /^[*?]*\*[*?]*$/.test(service) : covers(pattern(action), everyAction)) {
    const name = /[*?]/.test(service) ? '*' : service;
    found.set(name, {
      service: name,
      how: name === '*' ? `every action of services (${text})` : `every action of ${name}`,
    });
  }
}

function reachesAll({ resources }: Statement): boolean {
  return resources !== null && (resources.negated || resources.patterns.some((one) => covers(one, everyArn)));
}

/** Actions whose holder controls a service, and what they are asked of. */
const control = {
  cloudtrail: [
    'arn:{p}:cloudtrail:?*:{a}:trail/?*',
    'CreateTrail DeleteTrail StopLogging UpdateTrail PutEventSelectors',
  ],
  iam: [
    'arn:{p}:iam::{a}:?*',
    'CreateUser DeleteUser AttachUserPolicy PutRolePolicy CreatePolicyVersion PassRole CreateAccessKey DeactivateMFADevice',
  ],
  kms: [
    'arn:{p}:kms:?*:{a}:key/?*',
    'Decrypt PutKeyPolicy ScheduleKeyDeletion DisableKey CreateGrant DisableKeyRotation',
  ],
} as const;

export const criticalServices = ['cloudtrail', 'iam', 'kms'] as const;

/** Whether a policy grants all that it takes to control the service, on all its resources. */
export function controlsService(policy: Policy, service: keyof typeof control, places: readonly Place[]): boolean {
  const [space, actions] = control[service];
  return places.some((place) =>
    actions.split(' ').every((action) => grants([policy], power(place, `${service}:${action}`, space))),
  );
}

type Sensitive = readonly [action: string, space: string];

/**
 * Actions that can be limited to resources and should be, by what they give away. Actions that AWS knows on `*` only
 * (`ecr:GetAuthorizationToken`) are not among them.
 */
const sensitive: Readonly<Record<string, readonly Sensitive[]>> = {
  credentials: [
    ['iam:CreateAccessKey', 'arn:{p}:iam::{a}:user/?*'],
    ['iam:CreateLoginProfile', 'arn:{p}:iam::{a}:user/?*'],
    ['iam:CreateServiceSpecificCredential', 'arn:{p}:iam::{a}:user/?*'],
    ['ec2:GetPasswordData', 'arn:{p}:ec2:?*:{a}:instance/?*'],
    ['redshift:GetClusterCredentials', 'arn:{p}:redshift:?*:{a}:dbuser:?*/?*'],
    ['rds-db:connect', 'arn:{p}:rds-db:?*:{a}:dbuser:?*/?*'],
  ],
  data: [
    ['s3:GetObject', 'arn:{p}:s3:::?*/?*'],
    ['secretsmanager:GetSecretValue', 'arn:{p}:secretsmanager:?*:{a}:secret:?*'],
    ['ssm:GetParameter', 'arn:{p}:ssm:?*:{a}:parameter/?*'],
    ['ssm:GetParameters', 'arn:{p}:ssm:?*:{a}:parameter/?*'],
    ['ssm:GetParametersByPath', 'arn:{p}:ssm:?*:{a}:parameter/?*'],
    ['dynamodb:Scan', 'arn:{p}:dynamodb:?*:{a}:table/?*'],
  ],
  permissions: [
    ['iam:PassRole', 'arn:{p}:iam::{a}:role/?*'],
    ['iam:PutRolePolicy', 'arn:{p}:iam::{a}:role/?*'],
    ['iam:UpdateAssumeRolePolicy', 'arn:{p}:iam::{a}:role/?*'],
    ['s3:PutBucketPolicy', 'arn:{p}:s3:::?*'],
    ['s3:PutBucketAcl', 'arn:{p}:s3:::?*'],
    ['kms:PutKeyPolicy', 'arn:{p}:kms:?*:{a}:key/?*'],
    ['kms:CreateGrant', 'arn:{p}:kms:?*:{a}:key/?*'],
    ['lambda:AddPermission', 'arn:{p}:lambda:?*:{a}:function:?*'],
    ['secretsmanager:PutResourcePolicy', 'arn:{p}:secretsmanager:?*:{a}:secret:?*'],
    ['rds:ModifyDBSnapshotAttribute', 'arn:{p}:rds:?*:{a}:snapshot:?*'],
    ['ec2:ModifySnapshotAttribute', 'arn:{p}:ec2:?*::snapshot/?*'],
  ],
  writing: [
    ['s3:PutObject', 'arn:{p}:s3:::?*/?*'],
    ['s3:DeleteObject', 'arn:{p}:s3:::?*/?*'],
    ['s3:DeleteBucket', 'arn:{p}:s3:::?*'],
    ['ec2:TerminateInstances', 'arn:{p}:ec2:?*:{a}:instance/?*'],
    ['rds:DeleteDBInstance', 'arn:{p}:rds:?*:{a}:db:?*'],
    ['dynamodb:DeleteTable', 'arn:{p}:dynamodb:?*:{a}:table/?*'],
    ['kms:ScheduleKeyDeletion', 'arn:{p}:kms:?*:{a}:key/?*'],
    ['lambda:UpdateFunctionCode', 'arn:{p}:lambda:?*:{a}:function:?*'],
    ['cloudformation:DeleteStack', 'arn:{p}:cloudformation:?*:{a}:stack/?*'],
    ['logs:DeleteLogGroup', 'arn:{p}:logs:?*:{a}:log-group:?*'],
    ['cloudtrail:StopLogging', 'arn:{p}:cloudtrail:?*:{a}:trail/?*'],
  ],
};

/** The sensitive actions that a policy grants on all resources, by what they give away. */
export function sensitiveActions(
  policy: Policy,
  places: readonly Place[],
): { readonly kind: string; readonly actions: readonly string[] }[] {
  return Object.entries(sensitive).flatMap(([kind, all]) => {
    const actions = all
      .filter(([action, space]) => places.some((place) => grants([policy], power(place, action, space))))
      .map(([action]) => action);
    return actions.length === 0 ? [] : [{ kind, actions }];
  });
}
