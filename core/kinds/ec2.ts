import { defineKind, flag, instant, list, nullable, record, text, whole } from './kind.ts';

const region = (title: string) => ({ title, scope: 'region' }) as const;

/**
 * One rule of a security group and one source or destination of it: exactly one of the four is not null.
 * `protocol` is lower case (`tcp`, `udp`, `icmp`, `icmpv6`), `all` for -1, or the number of another protocol as text.
 * For ICMP the ports are type and code, -1 for all. Ports are null where the protocol is `all` or a number: AWS then
 * lets every port through.
 */
const securityGroupRule = record({
  protocol: text(),
  fromPort: nullable(whole()),
  toPort: nullable(whole()),
  cidrIpv4: nullable(text()),
  cidrIpv6: nullable(text()),
  prefixListId: nullable(text()),
  referencedGroupId: nullable(text()),
  description: nullable(text()),
});

/** EC2's settings of one Region. */
export const ec2Settings = defineKind('aws.ec2.settings', region('EC2 settings'), {
  ebsEncryptionByDefault: flag(),
  ebsDefaultKmsKeyId: nullable(text()),
  snapshotBlockPublicAccess: text('block-all-sharing, block-new-sharing or unblocked'),
  imageBlockPublicAccess: text('block-new-sharing or unblocked'),
  vpcBlockPublicAccess: text('InternetGatewayBlockMode: off, block-bidirectional or block-ingress'),
  vpcBlockPublicAccessExclusions: list(
    record({ exclusionId: text(), resourceArn: text(), mode: text(), state: text() }),
  ),
});

export const securityGroup = defineKind('aws.ec2.security-group', region('security group'), {
  groupId: text(),
  groupName: text(),
  description: text(),
  vpcId: nullable(text()),
  ownerId: text(),
  ingress: list(securityGroupRule),
  egress: list(securityGroupRule),
});

export const prefixList = defineKind('aws.ec2.prefix-list', region('managed prefix list'), {
  prefixListId: text(),
  ownerId: text('an account id, or AWS'),
  addressFamily: text('IPv4 or IPv6'),
  entries: list(record({ cidr: text(), description: nullable(text()) }), 'Not collected for lists that AWS manages'),
});

export const networkInterface = defineKind('aws.ec2.network-interface', region('network interface'), {
  interfaceId: text(),
  interfaceType: text(),
  status: text('available, associated, attaching, in-use or detaching'),
  description: text(),
  ownerId: text(),
  vpcId: text(),
  subnetId: text(),
  groupIds: list(text()),
  instanceId: nullable(text()),
  requesterManaged: flag(),
  publicIps: list(text(), 'public IPv4 addresses associated'),
  ipv6Addresses: list(text()),
});

export const instance = defineKind('aws.ec2.instance', region('instance'), {
  instanceId: text(),
  state: text('pending, running, shutting-down, terminated, stopping or stopped'),
  imageId: nullable(text()),
  instanceType: text(),
  launchedAt: instant(),
  vpcId: nullable(text()),
  subnetId: nullable(text()),
  instanceProfileArn: nullable(text()),
  keyName: nullable(text()),
  imdsEndpoint: text('enabled or disabled'),
  imdsTokens: text('required or optional'),
  imdsHopLimit: nullable(whole()),
  detailedMonitoring: text('disabled, disabling, enabled or pending'),
  publicIp: nullable(text()),
  volumeIds: list(text()),
  networkInterfaces: list(
    record({
      interfaceId: text(),
      subnetId: text(),
      vpcId: text(),
      groupIds: list(text()),
      publicIps: list(text()),
      ipv6Addresses: list(text()),
    }),
  ),
});

export const volume = defineKind('aws.ec2.volume', region('EBS volume'), {
  volumeId: text(),
  state: text('creating, available, in-use, deleting, deleted or error'),
  encrypted: flag(),
  kmsKeyId: nullable(text()),
  sizeGiB: whole(),
  volumeType: text(),
  snapshotId: nullable(text('snapshot it was made from')),
  createdAt: instant(),
  attachments: list(record({ instanceId: nullable(text()), device: nullable(text()), state: text() })),
});

export const snapshot = defineKind('aws.ec2.snapshot', region('EBS snapshot'), {
  snapshotId: text(),
  ownerId: text(),
  state: text('pending, completed, error, recoverable or recovering'),
  volumeId: text('arbitrary for a copy'),
  encrypted: flag(),
  kmsKeyId: nullable(text()),
  sizeGiB: whole('size of the volume'),
  startedAt: instant(),
  description: text(),
  sharedWithAll: flag('restorable by every AWS account'),
});

export const image = defineKind('aws.ec2.image', region('machine image'), {
  imageId: text(),
  ownerId: text(),
  state: text(),
  createdAt: nullable(instant()),
  deprecatedAt: nullable(instant()),
  sharedWithAll: flag('launchable by every AWS account'),
  blockDevices: list(record({ device: text(), snapshotId: nullable(text()), encrypted: nullable(flag()) })),
});

export const vpc = defineKind('aws.ec2.vpc', region('VPC'), {
  vpcId: text(),
  ownerId: text(),
  state: text(),
  isDefault: flag(),
  cidrBlocks: list(text()),
  ipv6CidrBlocks: list(text()),
});

export const subnet = defineKind('aws.ec2.subnet', region('subnet'), {
  subnetId: text(),
  vpcId: text(),
  ownerId: text(),
  availabilityZone: text(),
  cidrBlock: nullable(text()),
  ipv6CidrBlocks: list(text()),
  mapPublicIpOnLaunch: flag(),
  assignIpv6OnCreation: flag(),
  defaultForAz: flag(),
  freeAddresses: whole('AvailableIpAddressCount'),
});

export const routeTable = defineKind('aws.ec2.route-table', region('route table'), {
  routeTableId: text(),
  vpcId: text(),
  ownerId: text(),
  main: flag('the table of every subnet of the VPC that names no other'),
  subnetIds: list(text(), 'subnets that name this table'),
  routes: list(
    record({
      destinationCidr: nullable(text()),
      destinationIpv6Cidr: nullable(text()),
      destinationPrefixListId: nullable(text()),
      // One that has no id yet has the prefix of its id before what stands for it: `igw-tf:aws_internet_gateway.edge`.
      target: nullable(text('id of the gateway, interface or connection; `local`')),
      state: text('active or blackhole'),
    }),
  ),
});

export const internetGateway = defineKind('aws.ec2.internet-gateway', region('internet gateway'), {
  internetGatewayId: text(),
  ownerId: text(),
  attachments: list(record({ vpcId: text(), state: text() })),
});

/** `protocol` and ports as in a security group's rule; lower rule numbers are decided first. */
export const networkAcl = defineKind('aws.ec2.network-acl', region('network ACL'), {
  networkAclId: text(),
  vpcId: text(),
  ownerId: text(),
  isDefault: flag(),
  subnetIds: list(text()),
  entries: list(
    record({
      ruleNumber: whole(),
      egress: flag(),
      action: text('allow or deny'),
      protocol: text(),
      cidrIpv4: nullable(text()),
      cidrIpv6: nullable(text()),
      fromPort: nullable(whole()),
      toPort: nullable(whole()),
    }),
  ),
});

export const flowLog = defineKind('aws.ec2.flow-log', region('flow log'), {
  flowLogId: text(),
  resourceId: text('VPC, subnet, interface or gateway that it watches'),
  status: text('ACTIVE or not'),
  trafficType: nullable(text('ACCEPT, REJECT or ALL; null for a transit gateway')),
  destinationType: nullable(text()),
  destination: nullable(text()),
  deliveryStatus: nullable(text('SUCCESS or FAILED; null before the first delivery')),
});

export const address = defineKind('aws.ec2.address', region('Elastic IP address'), {
  publicIp: text(),
  allocationId: nullable(text()),
  associationId: nullable(text()),
  instanceId: nullable(text()),
  interfaceId: nullable(text()),
});
