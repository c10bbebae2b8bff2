import type { Answers } from '../collect.ts';
import { startOfClock, type Reply } from '../wire.ts';
import { xml, type Xml } from '../xml.ts';

export const details = 'iam:GetAccountAuthorizationDetails';
export const generate = 'iam:GenerateCredentialReport';
export const get = 'iam:GetCredentialReport';

/** The ARN of something of IAM in the account: `user/alice`. */
export const arn = (path: string) => `arn:aws:iam::123456789012:${path}`;

/** A page of the listing; what is not given is an empty list, as IAM answers it. */
export function page(
  lists: { users?: readonly Xml[]; groups?: readonly Xml[]; roles?: readonly Xml[]; policies?: readonly Xml[] },
  marker?: string,
): string {
  return xml({
    'UserDetailList/member': lists.users ?? [],
    'GroupDetailList/member': lists.groups ?? [],
    'RoleDetailList/member': lists.roles ?? [],
    'Policies/member': lists.policies ?? [],
    IsTruncated: marker !== undefined,
    ...(marker === undefined ? {} : { Marker: marker }),
  });
}

export const user = (name: string, members: Readonly<Record<string, Xml>> = {}): Xml => ({
  UserName: name,
  Arn: arn(`user/${name}`),
  CreateDate: '2024-01-31T12:00:00Z',
  ...members,
});

export const header =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,' +
  'mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,' +
  'access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,' +
  'access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,' +
  'cert_2_last_rotated,additional_credentials_info';

/** A line of the report: a user with what is given, who has nothing else. */
export function line(name: string, cells: Readonly<Record<string, string>> = {}, of = arn(`user/${name}`)): string {
  const none: Readonly<Record<string, string>> = {
    user: name,
    arn: of,
    user_creation_time: '2024-01-31T12:00:00+00:00',
    password_enabled: 'false',
    mfa_active: 'false',
    access_key_1_active: 'false',
    access_key_2_active: 'false',
    cert_1_active: 'false',
    cert_2_active: 'false',
  };
  return header
    .split(',')
    .map((column) => cells[column] ?? none[column] ?? 'N/A')
    .join(',');
}

export const rootLine = line(
  '<root_account>',
  {
    password_enabled: 'not_supported',
    password_last_used: '2026-01-01T10:00:00+00:00',
    password_last_changed: 'not_supported',
  },
  arn('root'),
);

/** The report as IAM answers it, made so many minutes ago. */
export function report(lines: readonly string[], minutes = 5, head = header): string {
  return xml({
    Content: Buffer.from([head, ...lines].join('\n')).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: new Date(startOfClock - minutes * 60_000).toISOString(),
  });
}

/** The answers of an account with this report, made already. */
export const reported = (...lines: readonly string[]): Answers => ({
  [generate]: [state('COMPLETE')],
  [get]: [report([rootLine, ...lines])],
});

export const state = (word: string): string | Reply => xml({ State: word });
