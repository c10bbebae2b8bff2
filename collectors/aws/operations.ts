import type * as account from '@aws-sdk/client-account';
import type * as acm from '@aws-sdk/client-acm';
import type * as cloudtrail from '@aws-sdk/client-cloudtrail';
import type * as ec2 from '@aws-sdk/client-ec2';
import type * as iam from '@aws-sdk/client-iam';
import type * as inspector2 from '@aws-sdk/client-inspector2';
import type * as rds from '@aws-sdk/client-rds';
import type * as sts from '@aws-sdk/client-sts';
import { DefinitionError } from '../../core/errors.ts';
import type { LimitId } from './limits.ts';

/** How one operation is asked and what its answer must hold. */
export interface Operation<Input = object, Output = object> {
  /** The IAM action that allows it, where that is not the operation's own name. */
  readonly action?: string;
  /**
   * The members of an answer that must be arrays, dotted where they are nested (`Result.Items`). An answer without
   * them is malformed, not empty: a genuine empty list is answered as one. Absent for what is no list.
   */
  readonly list?: readonly [string, ...string[]];
  /** The member that every genuine answer of an operation that is no list has. */
  readonly has?: string;
  /** The input member that sets the page size, and AWS's documented maximum. */
  readonly page?: readonly [string, number];
  /** The input member and the output member that carry the token of the next page. */
  readonly token?: readonly [string, string];
  /** The output member that says whether there is a next page, where the token alone does not. */
  readonly more?: string;
  /** The rate limit that it draws on. */
  readonly limit: LimitId;
  /** Error codes, as on the wire, that are an answer: there is none. */
  readonly absent?: readonly string[];
  /** Error codes, as on the wire, that say that what was asked about has been deleted meanwhile. */
  readonly gone?: readonly string[];
  /** Never set: carries the types of the SDK. */
  readonly types?: { readonly input: Input; readonly output: Output };
}

type Member<T> = Exclude<Extract<keyof T, string>, '$metadata'>;
/** A member of an output, or one of a structure in it. */
type Path<T> = Member<T> | { [K in Member<T>]: `${K}.${Member<NonNullable<T[K]>>}` }[Member<T>];

interface Row<Input, Output> extends Operation<Input, Output> {
  readonly list?: readonly [Path<Output>, ...Path<Output>[]];
  readonly has?: Member<Output>;
  readonly page?: readonly [Member<Input>, number];
  readonly token?: readonly [Member<Input>, Member<Output>];
  readonly more?: Member<Output>;
}

function operation<Input, Output>(row: Row<Input, Output>): Operation<Input, Output> {
  return row;
}

const nextToken = ['NextToken', 'NextToken'] as const;
const marker = ['Marker', 'Marker'] as const;

/**
 * Every operation that may be sent, and no other: the client refuses what is not on this list before it is signed, and
 * the permissions that a scan needs are derived from it. All of them read, but for `iam:GenerateCredentialReport`,
 * which has AWS renew the one report that it keeps.
 */
export const operations = {
  'sts:GetCallerIdentity': operation<sts.GetCallerIdentityCommandInput, sts.GetCallerIdentityCommandOutput>({
    has: 'Account',
    limit: 'sts',
  }),

  // Tells of Regions on their way in or out, which EC2's list calls not opted in.
  'account:ListRegions': operation<account.ListRegionsCommandInput, account.ListRegionsCommandOutput>({
    list: ['Regions'],
    page: ['MaxResults', 50],
    token: nextToken,
    limit: 'account',
  }),
  // With AllRegions it also lists those not opted in: this list decides which Regions are enabled.
  'ec2:DescribeRegions': operation<ec2.DescribeRegionsCommandInput, ec2.DescribeRegionsCommandOutput>({
    list: ['Regions'],
    limit: 'ec2',
  }),
  'ec2:DescribeSecurityGroups': operation<
    ec2.DescribeSecurityGroupsCommandInput,
    ec2.DescribeSecurityGroupsCommandOutput
  >({ list: ['SecurityGroups'], page: ['MaxResults', 1000], token: nextToken, limit: 'ec2' }),
  'ec2:DescribeManagedPrefixLists': operation<
    ec2.DescribeManagedPrefixListsCommandInput,
    ec2.DescribeManagedPrefixListsCommandOutput
  >({ list: ['PrefixLists'], page: ['MaxResults', 100], token: nextToken, limit: 'ec2' }),
  'ec2:GetManagedPrefixListEntries': operation<
    ec2.GetManagedPrefixListEntriesCommandInput,
    ec2.GetManagedPrefixListEntriesCommandOutput
  >({
    list: ['Entries'],
    page: ['MaxResults', 100],
    token: nextToken,
    limit: 'ec2',
    gone: ['InvalidPrefixListID.NotFound', 'InvalidPrefixListId.NotFound'],
  }),
  'ec2:DescribeNetworkInterfaces': operation<
    ec2.DescribeNetworkInterfacesCommandInput,
    ec2.DescribeNetworkInterfacesCommandOutput
  >({ list: ['NetworkInterfaces'], page: ['MaxResults', 1000], token: nextToken, limit: 'ec2' }),
  'ec2:DescribeInstances': operation<ec2.DescribeInstancesCommandInput, ec2.DescribeInstancesCommandOutput>({
    list: ['Reservations'],
    page: ['MaxResults', 1000],
    token: nextToken,
    limit: 'ec2',
  }),
  'ec2:DescribeVolumes': operation<ec2.DescribeVolumesCommandInput, ec2.DescribeVolumesCommandOutput>({
    list: ['Volumes'],
    page: ['MaxResults', 500],
    token: nextToken,
    limit: 'ec2',
  }),
  // Without OwnerIds it lists every public snapshot there is. OwnerIds self with RestorableByUserIds all lists the shared.
  'ec2:DescribeSnapshots': operation<ec2.DescribeSnapshotsCommandInput, ec2.DescribeSnapshotsCommandOutput>({
    list: ['Snapshots'],
    page: ['MaxResults', 1000],
    token: nextToken,
    limit: 'ec2',
  }),
  'ec2:DescribeSnapshotAttribute': operation<
    ec2.DescribeSnapshotAttributeCommandInput,
    ec2.DescribeSnapshotAttributeCommandOutput
  >({ has: 'SnapshotId', limit: 'ec2', gone: ['InvalidSnapshot.NotFound'] }),
  'ec2:DescribeImages': operation<ec2.DescribeImagesCommandInput, ec2.DescribeImagesCommandOutput>({
    list: ['Images'],
    page: ['MaxResults', 1000],
    token: nextToken,
    limit: 'ec2',
  }),
  'ec2:GetEbsEncryptionByDefault': operation<
    ec2.GetEbsEncryptionByDefaultCommandInput,
    ec2.GetEbsEncryptionByDefaultCommandOutput
  >({ has: 'EbsEncryptionByDefault', limit: 'ec2' }),
  'ec2:GetEbsDefaultKmsKeyId': operation<ec2.GetEbsDefaultKmsKeyIdCommandInput, ec2.GetEbsDefaultKmsKeyIdCommandOutput>(
    { has: 'KmsKeyId', limit: 'ec2' },
  ),
  'ec2:GetSnapshotBlockPublicAccessState': operation<
    ec2.GetSnapshotBlockPublicAccessStateCommandInput,
    ec2.GetSnapshotBlockPublicAccessStateCommandOutput
  >({ has: 'State', limit: 'ec2' }),
  'ec2:GetImageBlockPublicAccessState': operation<
    ec2.GetImageBlockPublicAccessStateCommandInput,
    ec2.GetImageBlockPublicAccessStateCommandOutput
  >({ has: 'ImageBlockPublicAccessState', limit: 'ec2' }),
  'ec2:DescribeVpcBlockPublicAccessOptions': operation<
    ec2.DescribeVpcBlockPublicAccessOptionsCommandInput,
    ec2.DescribeVpcBlockPublicAccessOptionsCommandOutput
  >({ has: 'VpcBlockPublicAccessOptions', limit: 'ec2' }),
  'ec2:DescribeVpcBlockPublicAccessExclusions': operation<
    ec2.DescribeVpcBlockPublicAccessExclusionsCommandInput,
    ec2.DescribeVpcBlockPublicAccessExclusionsCommandOutput
  >({ list: ['VpcBlockPublicAccessExclusions'], page: ['MaxResults', 1000], token: nextToken, limit: 'ec2' }),
  'ec2:DescribeVpcs': operation<ec2.DescribeVpcsCommandInput, ec2.DescribeVpcsCommandOutput>({
    list: ['Vpcs'],
    page: ['MaxResults', 1000],
    token: nextToken,
    limit: 'ec2',
  }),
  'ec2:DescribeSubnets': operation<ec2.DescribeSubnetsCommandInput, ec2.DescribeSubnetsCommandOutput>({
    list: ['Subnets'],
    page: ['MaxResults', 1000],
    token: nextToken,
    limit: 'ec2',
  }),
  'ec2:DescribeRouteTables': operation<ec2.DescribeRouteTablesCommandInput, ec2.DescribeRouteTablesCommandOutput>({
    list: ['RouteTables'],
    page: ['MaxResults', 100],
    token: nextToken,
    limit: 'ec2',
  }),
  'ec2:DescribeInternetGateways': operation<
    ec2.DescribeInternetGatewaysCommandInput,
    ec2.DescribeInternetGatewaysCommandOutput
  >({ list: ['InternetGateways'], page: ['MaxResults', 1000], token: nextToken, limit: 'ec2' }),
  'ec2:DescribeNetworkAcls': operation<ec2.DescribeNetworkAclsCommandInput, ec2.DescribeNetworkAclsCommandOutput>({
    list: ['NetworkAcls'],
    page: ['MaxResults', 1000],
    token: nextToken,
    limit: 'ec2',
  }),
  'ec2:DescribeFlowLogs': operation<ec2.DescribeFlowLogsCommandInput, ec2.DescribeFlowLogsCommandOutput>({
    list: ['FlowLogs'],
    page: ['MaxResults', 1000],
    token: nextToken,
    limit: 'ec2',
  }),
  // AWS does not page it.
  'ec2:DescribeAddresses': operation<ec2.DescribeAddressesCommandInput, ec2.DescribeAddressesCommandOutput>({
    list: ['Addresses'],
    limit: 'ec2',
  }),

  'iam:GetAccountAuthorizationDetails': operation<
    iam.GetAccountAuthorizationDetailsCommandInput,
    iam.GetAccountAuthorizationDetailsCommandOutput
  >({
    list: ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
    page: ['MaxItems', 1000],
    token: marker,
    more: 'IsTruncated',
    limit: 'iam',
  }),
  // LimitExceeded is no throttling: AWS makes no further report now, and the one that it has can be had.
  'iam:GenerateCredentialReport': operation<
    iam.GenerateCredentialReportCommandInput,
    iam.GenerateCredentialReportCommandOutput
  >({ has: 'State', limit: 'iam', absent: ['LimitExceeded'] }),
  // AWS makes the report when asked for it; until then, and again after four hours, there is none.
  'iam:GetCredentialReport': operation<iam.GetCredentialReportCommandInput, iam.GetCredentialReportCommandOutput>({
    has: 'Content',
    limit: 'iam',
    absent: ['ReportNotPresent', 'ReportExpired', 'ReportInProgress'],
  }),
  'iam:GetAccountPasswordPolicy': operation<
    iam.GetAccountPasswordPolicyCommandInput,
    iam.GetAccountPasswordPolicyCommandOutput
  >({ has: 'PasswordPolicy', limit: 'iam', absent: ['NoSuchEntity'] }),
  'iam:GetAccountSummary': operation<iam.GetAccountSummaryCommandInput, iam.GetAccountSummaryCommandOutput>({
    has: 'SummaryMap',
    limit: 'iam',
  }),
  'iam:ListServerCertificates': operation<
    iam.ListServerCertificatesCommandInput,
    iam.ListServerCertificatesCommandOutput
  >({
    list: ['ServerCertificateMetadataList'],
    page: ['MaxItems', 1000],
    token: marker,
    more: 'IsTruncated',
    limit: 'iam',
  }),
  'iam:ListVirtualMFADevices': operation<iam.ListVirtualMFADevicesCommandInput, iam.ListVirtualMFADevicesCommandOutput>(
    { list: ['VirtualMFADevices'], page: ['MaxItems', 1000], token: marker, more: 'IsTruncated', limit: 'iam' },
  ),
  // AWS does not page it.
  'iam:ListSAMLProviders': operation<iam.ListSAMLProvidersCommandInput, iam.ListSAMLProvidersCommandOutput>({
    list: ['SAMLProviderList'],
    limit: 'iam',
  }),

  // Unasked it leaves out most key types and ACME certificates: name every one in Includes.keyTypes and
  // CertificateKeyPairOrigins. It tells dates, use and eligibility; what a renewal did is told by SearchCertificates,
  // and why it failed by DescribeCertificate.
  'acm:ListCertificates': operation<acm.ListCertificatesCommandInput, acm.ListCertificatesCommandOutput>({
    list: ['CertificateSummaryList'],
    page: ['MaxItems', 1000],
    token: nextToken,
    limit: 'acm-list',
  }),
  'acm:SearchCertificates': operation<acm.SearchCertificatesCommandInput, acm.SearchCertificatesCommandOutput>({
    list: ['Results'],
    page: ['MaxResults', 500],
    token: nextToken,
    limit: 'acm-search',
  }),
  'acm:DescribeCertificate': operation<acm.DescribeCertificateCommandInput, acm.DescribeCertificateCommandOutput>({
    has: 'Certificate',
    limit: 'acm-describe',
    gone: ['ResourceNotFoundException'],
  }),

  'rds:DescribeDBInstances': operation<rds.DescribeDBInstancesCommandInput, rds.DescribeDBInstancesCommandOutput>({
    list: ['DBInstances'],
    page: ['MaxRecords', 100],
    token: marker,
    limit: 'rds',
  }),
  'rds:DescribeDBClusters': operation<rds.DescribeDBClustersCommandInput, rds.DescribeDBClustersCommandOutput>({
    list: ['DBClusters'],
    page: ['MaxRecords', 100],
    token: marker,
    limit: 'rds',
  }),
  'rds:DescribeDBSnapshots': operation<rds.DescribeDBSnapshotsCommandInput, rds.DescribeDBSnapshotsCommandOutput>({
    list: ['DBSnapshots'],
    page: ['MaxRecords', 100],
    token: marker,
    limit: 'rds',
  }),
  'rds:DescribeDBClusterSnapshots': operation<
    rds.DescribeDBClusterSnapshotsCommandInput,
    rds.DescribeDBClusterSnapshotsCommandOutput
  >({ list: ['DBClusterSnapshots'], page: ['MaxRecords', 100], token: marker, limit: 'rds' }),
  'rds:DescribeDBSnapshotAttributes': operation<
    rds.DescribeDBSnapshotAttributesCommandInput,
    rds.DescribeDBSnapshotAttributesCommandOutput
  >({
    list: ['DBSnapshotAttributesResult.DBSnapshotAttributes'],
    limit: 'rds',
    gone: ['DBSnapshotNotFound'],
  }),
  'rds:DescribeDBClusterSnapshotAttributes': operation<
    rds.DescribeDBClusterSnapshotAttributesCommandInput,
    rds.DescribeDBClusterSnapshotAttributesCommandOutput
  >({
    list: ['DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes'],
    limit: 'rds',
    gone: ['DBClusterSnapshotNotFoundFault'],
  }),

  // AWS does not page it. Shadow trails (those of other Regions that record here) are included unless refused.
  'cloudtrail:DescribeTrails': operation<cloudtrail.DescribeTrailsCommandInput, cloudtrail.DescribeTrailsCommandOutput>(
    { list: ['trailList'], limit: 'cloudtrail' },
  ),
  'cloudtrail:GetTrailStatus': operation<cloudtrail.GetTrailStatusCommandInput, cloudtrail.GetTrailStatusCommandOutput>(
    { has: 'IsLogging', limit: 'cloudtrail', gone: ['TrailNotFoundException'] },
  ),
  'cloudtrail:GetEventSelectors': operation<
    cloudtrail.GetEventSelectorsCommandInput,
    cloudtrail.GetEventSelectorsCommandOutput
  >({ has: 'TrailARN', limit: 'cloudtrail', gone: ['TrailNotFoundException'] }),
  'cloudtrail:GetInsightSelectors': operation<
    cloudtrail.GetInsightSelectorsCommandInput,
    cloudtrail.GetInsightSelectorsCommandOutput
  >({
    list: ['InsightSelectors'],
    limit: 'cloudtrail',
    absent: ['InsightNotEnabledException'],
    gone: ['TrailNotFoundException'],
  }),
  // Of up to 20 trails at once.
  'cloudtrail:ListTags': operation<cloudtrail.ListTagsCommandInput, cloudtrail.ListTagsCommandOutput>({
    list: ['ResourceTagList'],
    token: nextToken,
    limit: 'cloudtrail',
    gone: ['ResourceNotFoundException'],
  }),

  'inspector2:BatchGetAccountStatus': operation<
    inspector2.BatchGetAccountStatusCommandInput,
    inspector2.BatchGetAccountStatusCommandOutput
  >({ list: ['accounts'], limit: 'inspector2' }),
  'inspector2:ListFindings': operation<inspector2.ListFindingsCommandInput, inspector2.ListFindingsCommandOutput>({
    list: ['findings'],
    page: ['maxResults', 100],
    token: ['nextToken', 'nextToken'],
    limit: 'inspector2',
  }),
} as const satisfies Readonly<Record<`${Service}:${string}`, Operation>>;

/** The services asked, named as IAM names them. */
export type Service = 'account' | 'acm' | 'cloudtrail' | 'ec2' | 'iam' | 'inspector2' | 'rds' | 'sts';

/** `service:Operation`, one of the list. */
export type OperationId = keyof typeof operations;

type Types<O extends OperationId> = NonNullable<(typeof operations)[O]['types']>;

/** What an operation is asked, as the SDK types it. */
export type Question<O extends OperationId> = Types<O>['input'];
/** What an operation answers, as the SDK types it; an array that the list promises is there, the rest may not be. */
export type Answer<O extends OperationId> = Omit<Types<O>['output'], '$metadata'>;

export function isOperationId(id: string): id is OperationId {
  return Object.hasOwn(operations, id);
}

/** What the list says of an operation; throws for one that is not on it, whatever its type claims. */
export function rowOf(operation: OperationId): Operation {
  if (!isOperationId(operation)) throw notListed(operation);
  return operations[operation];
}

/** The error for an operation that is not on the list. */
export function notListed(id: string): DefinitionError {
  const message = `${id} is not on the list of operations that may be sent: nothing was sent`;
  return new DefinitionError(message, 'A scan only reads. What it may ask stands in collectors/aws/operations.ts.');
}

/** The IAM action that allows an operation. */
export function actionOf(operation: OperationId): string {
  return rowOf(operation).action ?? operation;
}
