import nock from 'nock';
import type { Clock } from '../../../collectors/aws/clock.ts';
import type { OperationId, Service } from '../../../collectors/aws/operations.ts';

/** A request as it arrives at AWS. */
export interface Request {
  readonly host: string;
  readonly operation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** What AWS answers to an operation where there is nothing: every list empty, every required member there. */
const nothingThere: Readonly<Record<OperationId, string>> = {
  'sts:GetCallerIdentity':
    '<Arn>arn:aws:iam::123456789012:user/auditor</Arn><UserId>AIDA</UserId><Account>123456789012</Account>',
  'account:ListRegions': '{"Regions":[]}',
  'ec2:DescribeRegions': '<regionInfo/>',
  'ec2:DescribeSecurityGroups': '<securityGroupInfo/>',
  'ec2:DescribeManagedPrefixLists': '<prefixListSet/>',
  'ec2:GetManagedPrefixListEntries': '<entrySet/>',
  'ec2:DescribeNetworkInterfaces': '<networkInterfaceSet/>',
  'ec2:DescribeInstances': '<reservationSet/>',
  'ec2:DescribeVolumes': '<volumeSet/>',
  'ec2:DescribeSnapshots': '<snapshotSet/>',
  'ec2:DescribeSnapshotAttribute':
    '<snapshotId>snap-1</snapshotId><createVolumePermission><item><group>all</group></item></createVolumePermission>',
  'ec2:DescribeImages': '<imagesSet/>',
  'ec2:GetEbsEncryptionByDefault': '<ebsEncryptionByDefault>false</ebsEncryptionByDefault>',
  'ec2:GetEbsDefaultKmsKeyId': '<kmsKeyId>alias/aws/ebs</kmsKeyId>',
  'ec2:GetSnapshotBlockPublicAccessState': '<state>unblocked</state>',
  'ec2:GetImageBlockPublicAccessState': '<imageBlockPublicAccessState>unblocked</imageBlockPublicAccessState>',
  'ec2:DescribeVpcBlockPublicAccessOptions':
    '<vpcBlockPublicAccessOptions><internetGatewayBlockMode>off</internetGatewayBlockMode></vpcBlockPublicAccessOptions>',
  'ec2:DescribeVpcBlockPublicAccessExclusions': '<vpcBlockPublicAccessExclusionSet/>',
  'ec2:DescribeVpcs': '<vpcSet/>',
  'ec2:DescribeSubnets': '<subnetSet/>',
  'ec2:DescribeRouteTables': '<routeTableSet/>',
  'ec2:DescribeInternetGateways': '<internetGatewaySet/>',
  'ec2:DescribeNetworkAcls': '<networkAclSet/>',
  'ec2:DescribeFlowLogs': '<flowLogSet/>',
  'ec2:DescribeAddresses': '<addressesSet/>',
  'iam:GetAccountAuthorizationDetails':
    '<UserDetailList/><GroupDetailList/><RoleDetailList/><Policies/><IsTruncated>false</IsTruncated>',
  'iam:GenerateCredentialReport': '<State>STARTED</State>',
  'iam:GetCredentialReport': '<Content>dXNlcg==</Content><ReportFormat>text/csv</ReportFormat>',
  'iam:GetAccountPasswordPolicy': '<PasswordPolicy><ExpirePasswords>false</ExpirePasswords></PasswordPolicy>',
  'iam:GetAccountSummary': '<SummaryMap><entry><key>Users</key><value>0</value></entry></SummaryMap>',
  'iam:ListServerCertificates': '<ServerCertificateMetadataList/><IsTruncated>false</IsTruncated>',
  'iam:ListVirtualMFADevices': '<VirtualMFADevices/><IsTruncated>false</IsTruncated>',
  'iam:ListSAMLProviders': '<SAMLProviderList/>',
  'acm:ListCertificates': '{"CertificateSummaryList":[]}',
  'acm:SearchCertificates': '{"Results":[]}',
  'acm:DescribeCertificate': '{"Certificate":{"Status":"ISSUED"}}',
  'rds:DescribeDBInstances': '<DBInstances/>',
  'rds:DescribeDBClusters': '<DBClusters/>',
  'rds:DescribeDBSnapshots': '<DBSnapshots/>',
  'rds:DescribeDBClusterSnapshots': '<DBClusterSnapshots/>',
  'rds:DescribeDBSnapshotAttributes':
    '<DBSnapshotAttributesResult><DBSnapshotAttributes/></DBSnapshotAttributesResult>',
  'rds:DescribeDBClusterSnapshotAttributes':
    '<DBClusterSnapshotAttributesResult><DBClusterSnapshotAttributes/></DBClusterSnapshotAttributesResult>',
  'cloudtrail:DescribeTrails': '{"trailList":[]}',
  'cloudtrail:GetTrailStatus': '{"IsLogging":true}',
  'cloudtrail:GetEventSelectors': '{"TrailARN":"arn:aws:cloudtrail:us-east-1:123456789012:trail/main"}',
  'cloudtrail:GetInsightSelectors': '{"InsightSelectors":[]}',
  'cloudtrail:ListTags': '{"ResourceTagList":[]}',
  'inspector2:BatchGetAccountStatus': '{"accounts":[],"failedAccounts":[]}',
  'inspector2:ListFindings': '{"findings":[]}',
};

function serviceOf(operation: string): Service {
  return operation.split(':')[0] as Service;
}

function speaksXml(service: Service): boolean {
  return service === 'ec2' || service === 'iam' || service === 'rds' || service === 'sts';
}

/** AWS's answer to an operation; `inner` instead of the members of an empty one. */
export function answer(operation: OperationId, inner = nothingThere[operation], request = 'request-1'): Reply {
  const [service, name] = operation.split(':') as [Service, string];
  const headers = { 'x-amzn-requestid': request };
  if (!speaksXml(service))
    return { body: inner, headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' } };
  const result =
    service === 'ec2'
      ? `<requestId>${request}</requestId>${inner}`
      : `<${name}Result>${inner}</${name}Result><ResponseMetadata><RequestId>${request}</RequestId></ResponseMetadata>`;
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${name}Response xmlns="${namespace}">${result}</${name}Response>`;
  return { body, headers: { ...headers, 'content-type': 'text/xml' } };
}

/** An error as the service puts it on the wire. */
export function refusal(operation: string, code: string, message = 'no', status = 400, request = 'request-2'): Reply {
  const service = serviceOf(operation);
  const headers = { 'x-amzn-requestid': request };
  if (service === 'ec2') {
    const body = `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>${request}</RequestID></Response>`;
    return { status, body, headers };
  }
  if (speaksXml(service)) {
    const body = `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${request}</RequestId></ErrorResponse>`;
    return { status, body, headers };
  }
  if (service === 'inspector2') {
    return {
      status,
      body: JSON.stringify({ message }),
      headers: { ...headers, 'x-amzn-errortype': `${code}:http://aws/` },
    };
  }
  return { status, body: JSON.stringify({ __type: `com.amazonaws.${service}#${code}`, message }), headers };
}

/** Reads what was asked from a request of any of the protocols. */
export function requestOf(host: string, uri: string, headers: Readonly<Record<string, string>>, body: string): Request {
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
  const rest: Readonly<Record<string, string>> = {
    '/status/batch/get': 'BatchGetAccountStatus',
    '/findings/list': 'ListFindings',
    '/listRegions': 'ListRegions',
  };
  const name =
    new URLSearchParams(body).get('Action') ?? headers['x-amz-target']?.split('.').at(-1) ?? rest[uri] ?? uri;
  return { host, operation: `${scope}:${name}`, headers, body };
}

/** Stands in for all of AWS over https: whatever is sent is answered by `reply`, and noted. */
export function fakeAws(reply: (request: Request, count: number) => Reply | Promise<Reply>): Request[] {
  const seen: Request[] = [];
  nock(/^https:\/\/[a-z0-9.-]+\.amazonaws\.com(\.cn)?(:443)?$/)
    .persist()
    .post(/.*/)
    .reply(async (request: globalThis.Request) => {
      const url = new URL(request.url);
      const headers = Object.fromEntries(request.headers.entries());
      const asked = requestOf(url.hostname, url.pathname, headers, await request.text());
      seen.push(asked);
      const { status = 200, body = '', headers: back = {} } = await reply(asked, seen.length);
      return [status, body, back];
    });
  return seen;
}

/** When a `JumpingClock` begins. */
export const startOfClock = Date.UTC(2026, 0, 31, 12);

/** A clock that jumps to whatever is waited for next, in order, so that hours pass in no time. */
export class JumpingClock implements Clock {
  time: number;
  /** The milliseconds of every wait. */
  readonly slept: number[] = [];
  readonly #waiting: { until: number; wake: () => void }[] = [];
  #running = false;

  constructor(start = startOfClock) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  random(): number {
    return 0.5;
  }

  sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#waiting.push({ until: this.time + milliseconds, wake: () => resolve(undefined) });
    this.#run();
    return promise;
  }

  #run(): void {
    if (this.#running) return;
    this.#running = true;
    setImmediate(() => {
      this.#running = false;
      this.#waiting.sort((a, b) => a.until - b.until);
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.time = Math.max(this.time, next.until);
      next.wake();
      this.#run();
    });
  }
}
