import { nothingGiven } from './policy-conditions.ts';
import { everything, grants, type Power } from './policy-grants.ts';
import type { Policy } from './policy.ts';
import { literal, pattern } from './wildcard.ts';

/** Where ARNs are written: their partition and account. */
export interface Place {
  readonly partition: string;
  readonly account: string;
}

/** Those that a resource without an ARN (a planned one) may come to stand in. */
const partitions = ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'];
/** An account that the input does not tell: only a wildcard covers it. */
const anyAccount = '?'.repeat(12);

/** The places whose resources a principal or policy speaks of: its own, or all it may have while it is planned. */
export function placesOf(resource: { readonly arn: string; readonly account: string | null }): Place[] {
  const [, partition, , , owner] = resource.arn.startsWith('arn:') ? resource.arn.split(':') : [];
  const account = resource.account ?? (/^\d{12}$/.test(owner ?? '') ? String(owner) : anyAccount);
  return !partition?.startsWith('aws')
    ? partitions.map((each) => ({ partition: each, account }))
    : [{ partition, account }];
}

/** An action and the ARNs it is asked of, `{p}` and `{a}` standing for partition and account. */
export function power(place: Place, action: string, space: string, passedTo: string | null = null): Power {
  const key = `${place.partition} ${place.account} ${action} ${space} ${passedTo ?? ''}`;
  let asked = powers.get(key);
  if (asked === undefined) {
    if (powers.size >= 10_000) powers.clear();
    const given = passedTo === null ? nothingGiven : new Map([['iam:passedtoservice', [passedTo, `${passedTo}.cn`]]]);
    const at = pattern(space.replace('{p}', place.partition).replace('{a}', place.account));
    powers.set(key, (asked = { action: literal(action.toLowerCase()), spaces: [at], given }));
  }
  return asked;
}

/** The same powers are asked of every policy of an account. */
const powers = new Map<string, Power>();

const iam = (noun: string) => `arn:{p}:iam::{a}:${noun}/?*`;

/** A way to turn some rights into more: each action of it is needed. */
interface Escalation {
  /** Stable: findings are told apart by it. */
  readonly name: string;
  readonly actions: readonly (readonly [action: string, space: string])[];
  /** The services that iam:PassRole hands a role to. */
  readonly passedTo?: string;
}

const direct = (action: string, noun: string): Escalation => ({ name: action, actions: [[action, iam(noun)]] });

/** Hands a role to a service that runs what the caller says; then acts with the role's rights. */
function pass(passedTo: string, ...actions: (readonly [action: string, space: string])[]): Escalation {
  const name = ['iam:PassRole', ...actions.map(([action]) => action)].join(' + ');
  return { name, actions: [['iam:PassRole', iam('role')], ...actions], passedTo };
}

const lambda = 'arn:{p}:lambda:?*:{a}:function:?*';
const glue = 'arn:{p}:glue:?*:{a}:?*';

/** Each ends in rights that the policy does not name. After the published research (Rhino Security Labs and others). */
export const escalations: readonly Escalation[] = [
  direct('iam:CreatePolicyVersion', 'policy'),
  direct('iam:SetDefaultPolicyVersion', 'policy'),
  direct('iam:CreateAccessKey', 'user'),
  direct('iam:CreateLoginProfile', 'user'),
  direct('iam:UpdateLoginProfile', 'user'),
  direct('iam:AttachUserPolicy', 'user'),
  direct('iam:AttachGroupPolicy', 'group'),
  direct('iam:AttachRolePolicy', 'role'),
  direct('iam:PutUserPolicy', 'user'),
  direct('iam:PutGroupPolicy', 'group'),
  direct('iam:PutRolePolicy', 'role'),
  direct('iam:AddUserToGroup', 'group'),
  direct('iam:UpdateAssumeRolePolicy', 'role'),
  pass('ec2.amazonaws.com', ['ec2:RunInstances', 'arn:{p}:ec2:?*:{a}:instance/?*']),
  pass('lambda.amazonaws.com', ['lambda:CreateFunction', lambda], ['lambda:InvokeFunction', lambda]),
  pass('lambda.amazonaws.com', ['lambda:CreateFunction', lambda], ['lambda:AddPermission', lambda]),
  pass(
    'lambda.amazonaws.com',
    ['lambda:CreateFunction', lambda],
    ['lambda:CreateEventSourceMapping', 'arn:{p}:lambda:?*:{a}:event-source-mapping:?*'],
  ),
  { name: 'lambda:UpdateFunctionCode', actions: [['lambda:UpdateFunctionCode', lambda]] },
  pass('glue.amazonaws.com', ['glue:CreateDevEndpoint', glue]),
  pass('glue.amazonaws.com', ['glue:CreateJob', glue], ['glue:StartJobRun', glue]),
  { name: 'glue:UpdateDevEndpoint', actions: [['glue:UpdateDevEndpoint', glue]] },
  pass('cloudformation.amazonaws.com', ['cloudformation:CreateStack', 'arn:{p}:cloudformation:?*:{a}:stack/?*']),
  pass(
    'datapipeline.amazonaws.com',
    ['datapipeline:CreatePipeline', 'arn:{p}:datapipeline:?*:{a}:pipeline/?*'],
    ['datapipeline:PutPipelineDefinition', 'arn:{p}:datapipeline:?*:{a}:pipeline/?*'],
    ['datapipeline:ActivatePipeline', 'arn:{p}:datapipeline:?*:{a}:pipeline/?*'],
  ),
  pass(
    'ecs-tasks.amazonaws.com',
    ['ecs:RegisterTaskDefinition', 'arn:{p}:ecs:?*:{a}:task-definition/?*'],
    ['ecs:RunTask', 'arn:{p}:ecs:?*:{a}:task-definition/?*'],
  ),
  pass(
    'codebuild.amazonaws.com',
    ['codebuild:CreateProject', 'arn:{p}:codebuild:?*:{a}:project/?*'],
    ['codebuild:StartBuild', 'arn:{p}:codebuild:?*:{a}:project/?*'],
  ),
  pass(
    'sagemaker.amazonaws.com',
    ['sagemaker:CreateNotebookInstance', 'arn:{p}:sagemaker:?*:{a}:notebook-instance/?*'],
    ['sagemaker:CreatePresignedNotebookInstanceUrl', 'arn:{p}:sagemaker:?*:{a}:notebook-instance/?*'],
  ),
];

/** Whether the policies together open the way, on all users, roles, functions… of the account. */
export function opens(policies: readonly Policy[], { actions, passedTo }: Escalation, place: Place): boolean {
  return actions.every(([action, space]) => grants(policies, power(place, action, space, passedTo)));
}

/** One powerful action for each of the services most used, to tell how broad a grant is. */
const breadth: readonly (readonly [action: string, space: string])[] = [
  ['s3:DeleteBucket', 'arn:{p}:s3:::?*'],
  ['ec2:TerminateInstances', 'arn:{p}:ec2:?*:{a}:instance/?*'],
  ['rds:DeleteDBInstance', 'arn:{p}:rds:?*:{a}:db:?*'],
  ['dynamodb:DeleteTable', 'arn:{p}:dynamodb:?*:{a}:table/?*'],
  ['lambda:DeleteFunction', lambda],
  ['kms:ScheduleKeyDeletion', 'arn:{p}:kms:?*:{a}:key/?*'],
  ['secretsmanager:GetSecretValue', 'arn:{p}:secretsmanager:?*:{a}:secret:?*'],
  ['ssm:PutParameter', 'arn:{p}:ssm:?*:{a}:parameter/?*'],
  ['cloudtrail:StopLogging', 'arn:{p}:cloudtrail:?*:{a}:trail/?*'],
  ['cloudformation:DeleteStack', 'arn:{p}:cloudformation:?*:{a}:stack/?*'],
  ['cloudwatch:DeleteAlarms', 'arn:{p}:cloudwatch:?*:{a}:alarm:?*'],
  ['logs:DeleteLogGroup', 'arn:{p}:logs:?*:{a}:log-group:?*'],
  ['events:DeleteRule', 'arn:{p}:events:?*:{a}:rule/?*'],
  ['sqs:DeleteQueue', 'arn:{p}:sqs:?*:{a}:?*'],
  ['sns:DeleteTopic', 'arn:{p}:sns:?*:{a}:?*'],
  ['ecs:DeleteCluster', 'arn:{p}:ecs:?*:{a}:cluster/?*'],
  ['eks:DeleteCluster', 'arn:{p}:eks:?*:{a}:cluster/?*'],
  ['ecr:DeleteRepository', 'arn:{p}:ecr:?*:{a}:repository/?*'],
  ['elasticloadbalancing:DeleteLoadBalancer', 'arn:{p}:elasticloadbalancing:?*:{a}:loadbalancer/?*'],
  ['route53:ChangeResourceRecordSets', 'arn:{p}:route53:::hostedzone/?*'],
  ['guardduty:DeleteDetector', 'arn:{p}:guardduty:?*:{a}:detector/?*'],
];

/**
 * Whether the policies together make an administrator. They do where they grant the powerful actions of more than half
 * of the services above, and leave open a way through IAM to all other rights: that way undoes whatever else was held
 * back. So `Allow *` stays an administrator without CloudTrail, or without `iam:AttachUserPolicy`; without `iam:*` (as
 * PowerUserAccess) it is none, nor is `iam:*` alone, which has a rule of its own. Both halves must be free of
 * conditions that narrow them (`policy-conditions.ts`), and stand within the permissions boundary. Service control policies are not known here.
 */
export function isAdministrator(
  policies: readonly Policy[],
  places: readonly Place[],
  boundary: readonly Policy[] = [everything],
): boolean {
  return places.some((place) => {
    const ways = escalations.filter(({ actions }) => actions.some(([action]) => action.startsWith('iam:')));
    if (!ways.some((way) => opens(policies, way, place) && opens(boundary, way, place))) return false;
    const granted = breadth.filter(([action, space]) => {
      const asked = power(place, action, space);
      return grants(policies, asked) && grants(boundary, asked);
    });
    return granted.length * 2 > breadth.length;
  });
}

/** Whether, whatever other policies allow, the Deny statements of these leave no administrator. */
export function forbidAdministrator(policies: readonly Policy[], places: readonly Place[]): boolean {
  const denying = policies.filter(({ statements }) => statements.some(({ effect }) => effect === 'deny'));
  return denying.length > 0 && !isAdministrator([everything, ...denying], places);
}
