import type { SectionCoverage } from '../../core/coverage.ts';
import type { Inventory } from '../../core/inventory.ts';
import { kinds, type Facts, type KindId } from '../../core/kinds/index.ts';
import type { Resource, Unknown } from '../../core/resource.ts';

const takenAt = '2026-06-15T12:00:00.000Z';
const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
/** AWS lets an account have so many users and groups: a larger world is an organisation. */
const accountSize = 50_000;

/** An inventory that is made while it is read, and of which none is held: the same for the same size, every time. */
export interface World extends Inventory {
  readonly sections: () => Iterable<Section>;
}

interface Section {
  readonly section: SectionCoverage;
  readonly resources: () => Iterable<Resource>;
}

export function worldOf(size: number): World {
  const accounts = Array.from({ length: Math.ceil(size / accountSize) }, (_, index) => ({
    id: String(100_000_000_000 + index),
    size: Math.min(accountSize, size - index * accountSize),
  }));
  function* sections() {
    for (const { id: account, size: share } of accounts) {
      for (const region of [...regions, 'global']) {
        for (const kind of makers.keys()) {
          if (kinds.get(kind)?.scope !== (region === 'global' ? 'global' : 'region')) continue;
          const rounding = kind === 'aws.ec2.snapshot' && region === regions[0] ? leftOf(share) : 0;
          yield sectionOf(kind, { account, region, size: share }, countOf(kind, share) + rounding);
        }
      }
    }
  }
  return {
    takenAt,
    accounts: accounts.map(({ id }) => ({ id, enabled: regions, scanned: regions })),
    coverage: [...sections()].map(({ section }) => section),
    sections,
    // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, this one need not wait
    async *resources(only) {
      for (const { section, resources } of sections()) {
        if (only === undefined || section.kinds.some((kind) => only.has(kind))) yield* resources();
      }
    },
  };
}

interface Place {
  readonly account: string;
  readonly region: string;
  /** Resources of the account. */
  readonly size: number;
}

function sectionOf(kind: KindId, place: Place, count: number): Section {
  const { account, region } = place;
  const operation = makers.get(kind)?.operation;
  const section: SectionCoverage = {
    account,
    region,
    collector: kind.replace(/^aws\./, '').replace('.', '-'),
    kinds: [kind],
    operations: { [kind]: operation === undefined ? [] : [operation] },
    status: 'complete',
    resources: count,
    calls: Math.ceil(count / 1000),
    gaps: [],
  };
  return {
    section,
    *resources() {
      const made = makers.get(kind);
      for (let number = 0; number < count; number += 1) if (made !== undefined) yield made.make(kind, number, place);
    },
  };
}

/** How many of a kind an account of a size has in each of its Regions (or globally). */
function countOf(kind: KindId, size: number): number {
  const perThousand = makers.get(kind)?.perThousand ?? 0;
  return perThousand === 0 ? 1 : Math.max(1, Math.floor((size * perThousand) / 1000));
}

/** What rounding leaves of an account. */
function leftOf(size: number): number {
  const counts = [...makers.keys()].map(
    (kind) => countOf(kind, size) * (kinds.get(kind)?.scope === 'region' ? regions.length : 1),
  );
  return size - counts.reduce((sum, count) => sum + count);
}

interface Made<K extends KindId> {
  readonly facts: Facts<K>;
  readonly name?: string;
  readonly tags?: Record<string, string>;
  /** A fact that another call told. */
  readonly sourced?: string;
}

interface Maker {
  /** Of a thousand resources of the account, in each Region (or globally); 0: one, whatever the size. */
  readonly perThousand: number;
  /** The operation that lists it. */
  readonly operation: string;
  make(kind: KindId, number: number, place: Place): Resource;
}

function maker<K extends KindId>(
  perThousand: number,
  operation: string,
  make: (n: number, at: Place) => Made<K>,
): Maker {
  return {
    perThousand,
    operation,
    make(kind, number, place) {
      const { facts, name, tags, sourced } = make(number, place);
      const [, service = '', noun = ''] = kind.split('.');
      const { account, region } = place;
      const made: Resource = {
        kind,
        arn: `arn:aws:${service}:${region === 'global' ? '' : region}:${account}:${noun}/${idOf('', number, place)}`,
        account,
        region,
        name: name ?? null,
        tags: tags ?? { Environment: oneOf(['prod', 'test', 'dev'], number), Team: `team-${number % 23}` },
        facts,
        source: { operation, request: requestOf(number, kind, place) },
        ...(sourced === undefined
          ? {}
          : { sources: { [sourced]: { operation, request: requestOf(0, sourced, place) } } }),
      };
      // Of some, a fact could not be read.
      if (perThousand === 0 || number % 97 !== 13) return made;
      const names = Object.keys(facts);
      const hidden = names[number % names.length] ?? '';
      const { [hidden]: _, ...known } = facts as Record<string, unknown>;
      return { ...made, facts: known, unknown: { [hidden]: denied(operation) } };
    },
  };
}

function denied(operation: string): Unknown {
  return { reason: 'access-denied', operation, message: `not authorised to perform ${operation}` };
}

/** Of pages of 500, each with an id of its own. */
function requestOf(number: number, kind: string, { account, region }: Place): string {
  return `${account}-${region}-${kind}-${Math.floor(number / 500)}`.padEnd(52, 'x');
}

function idOf(prefix: string, number: number, { account, region }: Place): string {
  const place = (Number(account.slice(-5)) * 8 + regions.indexOf(region) + 1).toString(16);
  return `${prefix}${place.padStart(8, '0')}${number.toString(16).padStart(9, '0')}`;
}

function oneOf<T>(values: readonly [T, ...T[]], number: number): T {
  return values[number % values.length] ?? values[0];
}

/** The id of one of another kind, the same every time. */
function someOf(kind: KindId, prefix: string, number: number, place: Place): string {
  return idOf(prefix, (Math.imul(number + 7, 48_271) >>> 0) % countOf(kind, place.size), place);
}

function daysAgo(days: number): string {
  return new Date(Date.parse(takenAt) - days * 86_400_000).toISOString();
}

type GroupRule = Facts<'aws.ec2.security-group'>['ingress'][number];

function groupRule(number: number, place: Place): GroupRule {
  const port = oneOf([443, 22, 5432, 80, 3389, 8080, 6379], number);
  const from = number % 6;
  return {
    protocol: oneOf(['tcp', 'tcp', 'tcp', 'udp'], number),
    fromPort: port,
    toPort: port,
    cidrIpv4: from === 0 ? '0.0.0.0/0' : from < 3 ? `10.${number % 200}.0.0/16` : null,
    cidrIpv6: from === 3 ? 'fd00::/8' : null,
    prefixListId: from === 4 ? someOf('aws.ec2.prefix-list', 'pl-', number, place) : null,
    referencedGroupId: from === 5 ? someOf('aws.ec2.security-group', 'sg-', number, place) : null,
    description: number % 3 === 0 ? null : 'from the load balancer',
  };
}

const everything: GroupRule = {
  protocol: 'all',
  fromPort: null,
  toPort: null,
  cidrIpv4: '0.0.0.0/0',
  cidrIpv6: null,
  prefixListId: null,
  referencedGroupId: null,
  description: null,
};

function document(number: number): string {
  const Action = oneOf(['s3:GetObject', 'ec2:Describe*', 'kms:Decrypt', '*', 'iam:PassRole', 'logs:*'], number);
  const Resource = oneOf(['arn:aws:s3:::bucket/*', '*'], number);
  const first = { Sid: 'Logs', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [first, { Effect: 'Allow', Action, Resource }] });
}

function attached(number: number, place: Place) {
  return [{ arn: `arn:aws:iam::${place.account}:policy/${someOf('aws.iam.policy', '', number, place)}`, name: 'work' }];
}

const vpcOf = (subnet: number, place: Place): string =>
  idOf('vpc-', subnet % countOf('aws.ec2.vpc', place.size), place);

function home(number: number, place: Place): { vpcId: string; subnetId: string } {
  const subnet = number % countOf('aws.ec2.subnet', place.size);
  return { vpcId: vpcOf(subnet, place), subnetId: idOf('subnet-', subnet, place) };
}

/** The kinds of the world, in the order of a snapshot's sections. */
const makers = new Map<KindId, Maker>([
  [
    'aws.acm.certificate',
    maker<'aws.acm.certificate'>(3, 'acm:ListCertificates', (n) => ({
      name: `www${n}.example.com`,
      facts: {
        domainName: `www${n}.example.com`,
        subjectAlternativeNames: [`www${n}.example.com`, `${n % 9 === 0 ? '*' : 'api'}.example.com`],
        status: 'ISSUED',
        type: oneOf(['AMAZON_ISSUED', 'IMPORTED'], n),
        keyAlgorithm: oneOf(['RSA_2048', 'EC-prime256v1', 'RSA_1024'], n),
        inUse: n % 4 !== 0,
        createdAt: daysAgo(200),
        issuedAt: daysAgo(200),
        importedAt: null,
        notBefore: daysAgo(200),
        notAfter: daysAgo((n % 400) - 390),
        renewalEligibility: 'ELIGIBLE',
        renewalStatus: oneOf(['SUCCESS', 'PENDING_AUTO_RENEWAL', 'FAILED'], n),
        renewalReason: null,
        transparencyLogging: oneOf(['ENABLED', 'DISABLED'], n),
      },
    })),
  ],
  [
    'aws.ec2.flow-log',
    maker<'aws.ec2.flow-log'>(1, 'ec2:DescribeFlowLogs', (n, at) => ({
      facts: {
        flowLogId: idOf('fl-', n, at),
        resourceId: vpcOf(n, at),
        status: 'ACTIVE',
        trafficType: oneOf(['ALL', 'REJECT'], n),
        destinationType: 's3',
        destination: 'arn:aws:s3:::flow-logs',
        deliveryStatus: 'SUCCESS',
      },
    })),
  ],
  [
    'aws.ec2.image',
    maker<'aws.ec2.image'>(4, 'ec2:DescribeImages', (n, at) => ({
      name: `build-${n}`,
      facts: {
        imageId: idOf('ami-', n, at),
        ownerId: at.account,
        state: 'available',
        createdAt: daysAgo(n % 700),
        deprecatedAt: null,
        sharedWithAll: n % 50 === 0,
        blockDevices: [
          {
            device: '/dev/xvda',
            snapshotId: someOf('aws.ec2.snapshot', 'snap-', n, at),
            encrypted: oneOf([true, false, null], n),
          },
        ],
      },
    })),
  ],
  [
    'aws.ec2.instance',
    maker<'aws.ec2.instance'>(21, 'ec2:DescribeInstances', (n, at) => {
      const publicIps = n % 5 === 0 ? [`54.${n % 250}.1.2`] : [];
      const groupIds = [
        someOf('aws.ec2.security-group', 'sg-', n, at),
        someOf('aws.ec2.security-group', 'sg-', n + 1, at),
      ];
      return {
        name: `web-${n}`,
        tags: { Name: `web-${n}`, Project: 'Shop', CostCenter: `cc-${n % 40}` },
        facts: {
          instanceId: idOf('i-', n, at),
          state: oneOf(['running', 'running', 'stopped'], n),
          imageId: someOf('aws.ec2.image', 'ami-', n, at),
          instanceType: 't3.small',
          launchedAt: daysAgo(n % 300),
          ...home(n, at),
          instanceProfileArn: null,
          keyName: null,
          imdsEndpoint: 'enabled',
          imdsTokens: oneOf(['required', 'optional'], n),
          imdsHopLimit: 1,
          detailedMonitoring: 'disabled',
          publicIp: publicIps[0] ?? null,
          volumeIds: [idOf('vol-', n, at)],
          networkInterfaces: [
            { interfaceId: idOf('eni-', n, at), ...home(n, at), groupIds, publicIps, ipv6Addresses: [] },
          ],
        },
      };
    }),
  ],
  [
    'aws.ec2.internet-gateway',
    maker<'aws.ec2.internet-gateway'>(1, 'ec2:DescribeInternetGateways', (n, at) => ({
      facts: {
        internetGatewayId: idOf('igw-', n, at),
        ownerId: at.account,
        attachments: [{ vpcId: idOf('vpc-', n, at), state: 'available' }],
      },
    })),
  ],
  [
    'aws.ec2.network-acl',
    maker<'aws.ec2.network-acl'>(1, 'ec2:DescribeNetworkAcls', (n, at) => {
      const entry = { protocol: 'all', cidrIpv4: '0.0.0.0/0', cidrIpv6: null, fromPort: null, toPort: null };
      const subnets = Array.from({ length: 5 }, (_, index) =>
        idOf('subnet-', n + index * countOf('aws.ec2.vpc', at.size), at),
      );
      return {
        facts: {
          networkAclId: idOf('acl-', n, at),
          vpcId: idOf('vpc-', n, at),
          ownerId: at.account,
          isDefault: true,
          subnetIds: subnets,
          entries: [true, false].flatMap((egress) => [
            { ...entry, ruleNumber: 100, egress, action: oneOf(['allow', 'allow', 'deny'], n) },
            { ...entry, ruleNumber: 32_767, egress, action: 'deny' },
          ]),
        },
      };
    }),
  ],
  [
    'aws.ec2.network-interface',
    maker<'aws.ec2.network-interface'>(35, 'ec2:DescribeNetworkInterfaces', (n, at) => ({
      facts: {
        interfaceId: idOf('eni-', n, at),
        interfaceType: oneOf(['interface', 'lambda', 'nat_gateway'], n),
        status: 'in-use',
        description: 'Primary network interface',
        ownerId: at.account,
        ...home(n, at),
        groupIds: [someOf('aws.ec2.security-group', 'sg-', n, at), someOf('aws.ec2.security-group', 'sg-', n + 1, at)],
        instanceId: n % 2 === 0 ? idOf('i-', n, at) : null,
        requesterManaged: n % 3 === 0,
        publicIps: n % 5 === 0 ? [`54.${n % 250}.1.2`] : [],
        ipv6Addresses: [],
      },
    })),
  ],
  [
    'aws.ec2.prefix-list',
    maker<'aws.ec2.prefix-list'>(0.5, 'ec2:DescribeManagedPrefixLists', (n, at) => ({
      facts: {
        prefixListId: idOf('pl-', n, at),
        ownerId: at.account,
        addressFamily: 'IPv4',
        entries: Array.from({ length: 8 }, (_, index) => ({
          cidr: `198.51.${n % 200}.${index}/32`,
          description: null,
        })),
      },
    })),
  ],
  [
    'aws.ec2.route-table',
    maker<'aws.ec2.route-table'>(2, 'ec2:DescribeRouteTables', (n, at) => ({
      facts: {
        routeTableId: idOf('rtb-', n, at),
        vpcId: vpcOf(n, at),
        ownerId: at.account,
        main: n < countOf('aws.ec2.vpc', at.size),
        subnetIds: n < countOf('aws.ec2.vpc', at.size) ? [] : [idOf('subnet-', n, at)],
        routes: [
          ['10.0.0.0/16', 'local'],
          ['0.0.0.0/0', n % 2 === 0 ? idOf('igw-', n, at) : 'nat-1'],
        ].map(([cidr, target]) => ({
          destinationCidr: cidr ?? null,
          destinationIpv6Cidr: null,
          destinationPrefixListId: null,
          target: target ?? null,
          state: 'active',
        })),
      },
    })),
  ],
  [
    'aws.ec2.security-group',
    maker<'aws.ec2.security-group'>(22, 'ec2:DescribeSecurityGroups', (n, at) => {
      const groupName = n < countOf('aws.ec2.vpc', at.size) ? 'default' : `service-${n}`;
      return {
        name: groupName,
        facts: {
          groupId: idOf('sg-', n, at),
          groupName,
          description: 'what the service lets in',
          vpcId: vpcOf(n, at),
          ownerId: at.account,
          ingress: Array.from({ length: 1 + (n % 7) }, (_, index) => groupRule(n + index, at)),
          egress: [everything],
        },
      };
    }),
  ],
  [
    'aws.ec2.settings',
    maker<'aws.ec2.settings'>(0, 'ec2:GetEbsEncryptionByDefault', () => ({
      facts: {
        ebsEncryptionByDefault: true,
        ebsDefaultKmsKeyId: 'alias/aws/ebs',
        snapshotBlockPublicAccess: 'unblocked',
        imageBlockPublicAccess: 'block-new-sharing',
        vpcBlockPublicAccess: 'off',
        vpcBlockPublicAccessExclusions: [],
      },
    })),
  ],
  [
    'aws.ec2.snapshot',
    maker<'aws.ec2.snapshot'>(64, 'ec2:DescribeSnapshots', (n, at) => ({
      sourced: 'sharedWithAll',
      facts: {
        snapshotId: idOf('snap-', n, at),
        ownerId: at.account,
        state: 'completed',
        volumeId: someOf('aws.ec2.volume', 'vol-', n, at),
        encrypted: n % 4 !== 0,
        kmsKeyId: n % 4 === 0 ? null : `arn:aws:kms:${at.region}:${at.account}:key/1`,
        sizeGiB: 8,
        startedAt: daysAgo(n % 500),
        description: 'nightly',
        sharedWithAll: n % 1000 === 0,
      },
    })),
  ],
  [
    'aws.ec2.subnet',
    maker<'aws.ec2.subnet'>(5, 'ec2:DescribeSubnets', (n, at) => ({
      facts: {
        subnetId: idOf('subnet-', n, at),
        vpcId: vpcOf(n, at),
        ownerId: at.account,
        availabilityZone: `${at.region}${oneOf(['a', 'b', 'c'], n)}`,
        cidrBlock: `10.0.${n % 250}.0/24`,
        ipv6CidrBlocks: [],
        mapPublicIpOnLaunch: n % 3 === 0,
        assignIpv6OnCreation: false,
        defaultForAz: false,
        freeAddresses: n % 251,
      },
    })),
  ],
  [
    'aws.ec2.volume',
    maker<'aws.ec2.volume'>(45, 'ec2:DescribeVolumes', (n, at) => ({
      facts: {
        volumeId: idOf('vol-', n, at),
        state: oneOf(['in-use', 'in-use', 'available'], n),
        encrypted: n % 4 !== 0,
        kmsKeyId: n % 4 === 0 ? null : `arn:aws:kms:${at.region}:${at.account}:key/1`,
        sizeGiB: 8,
        volumeType: 'gp3',
        snapshotId: null,
        createdAt: daysAgo(n % 900),
        attachments: n % 3 === 2 ? [] : [{ instanceId: idOf('i-', n, at), device: '/dev/sda1', state: 'attached' }],
      },
    })),
  ],
  [
    'aws.ec2.vpc',
    maker<'aws.ec2.vpc'>(1, 'ec2:DescribeVpcs', (n, at) => ({
      facts: {
        vpcId: idOf('vpc-', n, at),
        ownerId: at.account,
        state: 'available',
        isDefault: n === 0,
        cidrBlocks: ['10.0.0.0/16'],
        ipv6CidrBlocks: [],
      },
    })),
  ],
  [
    'aws.inspector.settings',
    maker<'aws.inspector.settings'>(0, 'inspector2:BatchGetAccountStatus', () => ({
      facts: { offered: true, status: 'ENABLED', ec2: 'ENABLED', ecr: 'DISABLED', lambda: 'ENABLED', lambdaCode: null },
    })),
  ],
  [
    'aws.inspector.finding',
    maker<'aws.inspector.finding'>(20, 'inspector2:ListFindings', (n, at) => ({
      facts: {
        severity: oneOf(['CRITICAL', 'HIGH'], n),
        status: 'ACTIVE',
        type: 'PACKAGE_VULNERABILITY',
        title: `CVE-2026-${n} - openssl`,
        vulnerabilityId: `CVE-2026-${n}`,
        firstObservedAt: daysAgo(n % 120),
        lastObservedAt: daysAgo(1),
        fixAvailable: 'YES',
        exploitAvailable: 'NO',
        resources: [{ type: 'AWS_EC2_INSTANCE', id: someOf('aws.ec2.instance', 'i-', n, at) }],
      },
    })),
  ],
  [
    'aws.rds.cluster',
    maker<'aws.rds.cluster'>(0.5, 'rds:DescribeDBClusters', (n, at) => ({
      facts: {
        clusterId: `cluster-${n}`,
        engine: 'aurora-postgresql',
        engineVersion: '15.4',
        engineMode: 'provisioned',
        status: 'available',
        createdAt: daysAgo(100),
        members: [{ instanceId: idOf('db-', n, at), writer: true }],
        storageEncrypted: n % 3 !== 0,
        kmsKeyId: null,
        multiAz: n % 2 === 0,
        availabilityZones: [`${at.region}a`, `${at.region}b`],
        backupRetentionDays: n % 15,
        backupWindow: '01:37-02:07',
        latestRestorableAt: daysAgo(n % 3),
        deletionProtection: n % 2 === 0,
        autoMinorVersionUpgrade: true,
        iamAuthentication: false,
        logExports: n % 2 === 0 ? ['postgresql'] : [],
        backtrackSeconds: null,
        masterUsername: oneOf(['postgres', 'owner'], n),
        endpoint: `cluster-${n}.rds.amazonaws.com`,
        port: 5432,
        copyTagsToSnapshots: n % 2 === 0,
        publiclyAccessible: null,
        securityGroupIds: [someOf('aws.ec2.security-group', 'sg-', n, at)],
      },
    })),
  ],
  [
    'aws.rds.instance',
    maker<'aws.rds.instance'>(3, 'rds:DescribeDBInstances', (n, at) => ({
      facts: {
        instanceId: idOf('db-', n, at),
        engine: oneOf(['mysql', 'postgres', 'aurora-postgresql'], n),
        engineVersion: '8.0.35',
        instanceClass: oneOf(['db.t3.micro', 'db.m1.small', 'db.r6g.large'], n),
        status: 'available',
        createdAt: daysAgo(n % 900),
        clusterId: n % 3 === 2 ? `cluster-${n % countOf('aws.rds.cluster', at.size)}` : null,
        replicaSource: null,
        storageEncrypted: n % 3 !== 0,
        kmsKeyId: null,
        publiclyAccessible: n % 10 === 0,
        multiAz: n % 2 === 0,
        availabilityZone: `${at.region}a`,
        backupRetentionDays: n % 15,
        backupWindow: '13:14-13:44',
        latestRestorableAt: daysAgo(n % 3),
        deletionProtection: n % 2 === 0,
        autoMinorVersionUpgrade: true,
        iamAuthentication: false,
        logExports: [],
        monitoringInterval: oneOf([0, 60], n),
        performanceInsights: false,
        masterUsername: 'admin',
        endpoint: `db-${n}.rds.amazonaws.com`,
        port: 3306,
        copyTagsToSnapshots: false,
        caCertificateId: 'rds-ca-rsa2048-g1',
        caValidUntil: daysAgo(-(n % 900)),
        allocatedGiB: 20,
        vpcId: home(n, at).vpcId,
        subnetIds: [home(n, at).subnetId],
        securityGroupIds: [someOf('aws.ec2.security-group', 'sg-', n, at)],
        parameterGroups: ['default.mysql8.0'],
      },
    })),
  ],
  [
    'aws.rds.snapshot',
    maker<'aws.rds.snapshot'>(10, 'rds:DescribeDBSnapshots', (n, at) => ({
      facts: {
        instanceId: someOf('aws.rds.instance', 'db-', n, at),
        snapshotId: `rds:snapshot-${n}`,
        engine: 'mysql',
        snapshotType: oneOf(['automated', 'manual'], n),
        status: 'available',
        createdAt: daysAgo(n % 60),
        encrypted: n % 3 !== 0,
        kmsKeyId: null,
        allocatedGiB: 20,
        sharedWith: n % 200 === 0 ? ['all'] : [],
      },
    })),
  ],
  [
    'aws.cloudtrail.trail',
    maker<'aws.cloudtrail.trail'>(0, 'cloudtrail:DescribeTrails', (_, at) => ({
      name: 'main',
      facts: {
        homeRegion: at.region,
        multiRegion: at.region === 'us-east-1',
        organizationTrail: false,
        logging: true,
        logFileValidation: true,
        kmsKeyId: null,
        bucket: 'trail',
        snsTopicArn: null,
        logGroupArn: null,
        globalServiceEvents: true,
        latestDeliveryAt: takenAt,
        latestDeliveryError: null,
        latestLogsDeliveryAt: null,
        latestLogsDeliveryError: null,
        latestNotificationError: null,
        selectors: null,
        advancedSelectors: null,
        insights: [],
      },
    })),
  ],
  [
    'aws.account',
    maker<'aws.account'>(0, 'ec2:DescribeRegions', () => ({
      facts: { partition: 'aws', regions: regions.map((name) => ({ name, status: 'opt-in-not-required' })) },
    })),
  ],
  [
    'aws.iam.access-key',
    maker<'aws.iam.access-key'>(9, 'iam:GetCredentialReport', (n, at) => ({
      facts: {
        userName: `user-${Math.floor(n / 2)}`,
        userArn: `arn:aws:iam::${at.account}:user/${idOf('', Math.floor(n / 2), at)}`,
        userCreatedAt: daysAgo(500),
        userPasswordEnabled: n % 3 === 0,
        number: 1 + (n % 2),
        active: n % 3 !== 0,
        lastRotatedAt: daysAgo(n % 200),
        lastUsedAt: n % 5 === 0 ? null : daysAgo(n % 150),
      },
    })),
  ],
  [
    'aws.iam.account',
    maker<'aws.iam.account'>(0, 'iam:GetAccountSummary', () => ({
      facts: {
        rootMfaEnabled: true,
        rootAccessKeysPresent: 0,
        rootSigningCertificatesPresent: 0,
        rootPasswordPresent: 1,
        rootPasswordLastUsedAt: null,
        rootAccessKey1LastUsedAt: null,
        rootAccessKey2LastUsedAt: null,
        rootVirtualMfaDevices: [],
        passwordPolicy: null,
        samlProviders: [],
        reportGeneratedAt: takenAt,
      },
    })),
  ],
  [
    'aws.iam.group',
    maker<'aws.iam.group'>(1, 'iam:GetAccountAuthorizationDetails', (n, at) => ({
      facts: {
        groupId: idOf('AGPA', n, at),
        groupName: `group-${n}`,
        path: '/',
        createdAt: daysAgo(400),
        attachedPolicies: attached(n, at),
        inlinePolicies: [],
      },
    })),
  ],
  [
    'aws.iam.policy',
    maker<'aws.iam.policy'>(8, 'iam:GetAccountAuthorizationDetails', (n, at) => ({
      facts: {
        policyId: idOf('ANPA', n, at),
        path: '/',
        owner: 'customer',
        attachmentCount: n % 4,
        boundaryCount: 0,
        document: document(n),
        createdAt: daysAgo(400),
        updatedAt: daysAgo(40),
      },
    })),
  ],
  [
    'aws.iam.role',
    maker<'aws.iam.role'>(18, 'iam:GetAccountAuthorizationDetails', (n, at) => ({
      name: `role-${n}`,
      facts: {
        roleId: idOf('AROA', n, at),
        path: '/',
        createdAt: daysAgo(400),
        assumeRolePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${n % 9 === 0 ? '999999999999' : at.account}:root` },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
        attachedPolicies: attached(n, at),
        inlinePolicies: [{ name: 'own', document: document(n + 1) }],
        permissionsBoundary: null,
        lastUsedAt: n % 6 === 0 ? null : daysAgo(n % 300),
      },
    })),
  ],
  [
    'aws.iam.server-certificate',
    maker<'aws.iam.server-certificate'>(0.2, 'iam:ListServerCertificates', (n, at) => ({
      facts: { certificateId: idOf('ASCA', n, at), path: '/', uploadedAt: daysAgo(400), expiresAt: daysAgo(n - 5) },
    })),
  ],
  [
    'aws.iam.user',
    maker<'aws.iam.user'>(6, 'iam:GetAccountAuthorizationDetails', (n, at) => ({
      name: `user-${n}`,
      facts: {
        userId: idOf('AIDA', n, at),
        path: '/',
        createdAt: daysAgo(500),
        groups: [`group-${n % countOf('aws.iam.group', at.size)}`],
        attachedPolicies: n % 5 === 0 ? attached(n, at) : [],
        inlinePolicies: n % 7 === 0 ? [{ name: 'own', document: document(n) }] : [],
        permissionsBoundary: null,
        passwordEnabled: n % 3 === 0,
        passwordLastUsedAt: daysAgo(n % 200),
        passwordLastChangedAt: daysAgo(n % 300),
        mfaActive: n % 4 !== 0,
        virtualMfaDevices: [],
      },
    })),
  ],
]);
