import * as acm from '@aws-sdk/client-acm';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as inspector2 from '@aws-sdk/client-inspector2';
import * as rds from '@aws-sdk/client-rds';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const homeRegion = 'us-east-1';
export const secondRegion = 'eu-west-1';

/** Makes things in an AWS API on loopback. */
export interface Builder {
  readonly url: string;
  /** When it will be looked at. */
  readonly takenAt: Date;
  /** Whether the API's clock can be set; where not, everything is made now. */
  readonly clock: boolean;
  at(when: string): Promise<void>;
}

export function clients(url: string, region: string) {
  const common = { endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return {
    acm: new acm.ACMClient(common),
    cloudtrail: new cloudtrail.CloudTrailClient(common),
    ec2: new ec2.EC2Client(common),
    iam: new iam.IAMClient(common),
    inspector2: new inspector2.Inspector2Client(common),
    rds: new rds.RDSClient(common),
  };
}
export type Clients = ReturnType<typeof clients>;

export function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the API gave no ${what}`);
  return value;
}

const tagsOf = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const anywhere = (port: number, cidr = '0.0.0.0/0', description?: string) => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp: cidr, ...(description === undefined ? {} : { Description: description }) }],
});

/**
 * The estate of the runbooks: TechHealth (a web server and a MySQL database, HIPAA) and RMS (containers behind a load
 * balancer, an Aurora cluster), in one account, as it has grown since 2024.
 */
export async function buildEstate(builder: Builder): Promise<void> {
  const home = clients(builder.url, homeRegion);
  const second = clients(builder.url, secondRegion);
  await builder.at('2024-03-04T09:00:00Z');
  // S3's client is not among the dependencies; the API on loopback takes an unsigned request.
  for (const bucket of ['techhealth-audit-trail', 'techhealth-flow-logs']) {
    await fetch(`${builder.url}/${bucket}`, { method: 'PUT' });
  }
  const techHealth = await techHealthNetwork(home);
  const rms = await rmsNetwork(home);
  await people(home, builder);
  await builder.at('2024-05-20T09:00:00Z');
  const { volumeId, instanceId } = await techHealthServer(home, techHealth);
  await databases(home, builder, techHealth, rms);
  await backups(home, builder, volumeId, instanceId);
  await certificates(home, builder);
  await trails(home, second);
  await home.inspector2.send(
    new inspector2.EnableCommand({ accountIds: ['123456789012'], resourceTypes: ['EC2', 'ECR'] }),
  );
  await vulnerabilities(builder, instanceId);
  await legacy(second, builder);
}

interface Network {
  readonly vpcId: string;
  readonly publicSubnet: string;
  readonly privateSubnets: readonly string[];
}

async function network(api: Clients, name: string, base: string): Promise<Network> {
  const project = tagsOf({ Project: name });
  const tag = (resource: ec2.ResourceType, label: string) => [
    { ResourceType: resource, Tags: [{ Key: 'Name', Value: label }, ...project] },
  ];
  const vpc = await api.ec2.send(
    new ec2.CreateVpcCommand({ CidrBlock: `${base}.0.0/16`, TagSpecifications: tag('vpc', `${name}-VPC`) }),
  );
  const vpcId = given(vpc.Vpc?.VpcId, 'VPC');
  const subnet = async (label: string, third: number, zone: string) => {
    const made = await api.ec2.send(
      new ec2.CreateSubnetCommand({
        VpcId: vpcId,
        CidrBlock: `${base}.${third}.0/24`,
        AvailabilityZone: zone,
        TagSpecifications: tag('subnet', `${name}-${label}`),
      }),
    );
    return given(made.Subnet?.SubnetId, 'subnet');
  };
  const publicSubnet = await subnet('Public-A', 1, 'us-east-1a');
  const privateSubnets = [await subnet('Private-A', 11, 'us-east-1a'), await subnet('Private-B', 12, 'us-east-1b')];
  const gateway = await api.ec2.send(
    new ec2.CreateInternetGatewayCommand({ TagSpecifications: tag('internet-gateway', `${name}-IGW`) }),
  );
  const gatewayId = given(gateway.InternetGateway?.InternetGatewayId, 'internet gateway');
  await api.ec2.send(new ec2.AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: gatewayId }));
  const table = await api.ec2.send(
    new ec2.CreateRouteTableCommand({ VpcId: vpcId, TagSpecifications: tag('route-table', `${name}-Public`) }),
  );
  const routeTableId = given(table.RouteTable?.RouteTableId, 'route table');
  await api.ec2.send(
    new ec2.CreateRouteCommand({ RouteTableId: routeTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gatewayId }),
  );
  await api.ec2.send(new ec2.AssociateRouteTableCommand({ RouteTableId: routeTableId, SubnetId: publicSubnet }));
  return { vpcId, publicSubnet, privateSubnets };
}

async function group(
  api: Clients,
  vpcId: string,
  name: string,
  description: string,
  ingress: ec2.IpPermission[],
  project: string,
): Promise<string> {
  const made = await api.ec2.send(
    new ec2.CreateSecurityGroupCommand({
      GroupName: name,
      Description: description,
      VpcId: vpcId,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: tagsOf({ Project: project }) }],
    }),
  );
  const GroupId = given(made.GroupId, 'security group');
  if (ingress.length > 0) {
    await api.ec2.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: ingress }));
  }
  return GroupId;
}

async function techHealthNetwork(api: Clients) {
  const made = await network(api, 'TechHealth', '10.20');
  await api.ec2.send(
    new ec2.ModifySubnetAttributeCommand({ SubnetId: made.publicSubnet, MapPublicIpOnLaunch: { Value: true } }),
  );
  const web = await group(
    api,
    made.vpcId,
    'TechHealth-EC2-SG',
    'Web server of TechHealth',
    [
      anywhere(80, '0.0.0.0/0', 'HTTP for patients'),
      anywhere(443, '0.0.0.0/0', 'HTTPS for patients'),
      anywhere(22, '0.0.0.0/0', 'SSH, to be narrowed to the office'),
    ],
    'TechHealth',
  );
  const database = await group(
    api,
    made.vpcId,
    'TechHealth-RDS-SG',
    'Database of TechHealth',
    [
      {
        IpProtocol: 'tcp',
        FromPort: 3306,
        ToPort: 3306,
        UserIdGroupPairs: [{ GroupId: web, Description: 'MySQL from the web server' }],
      },
    ],
    'TechHealth',
  );
  // The whole internet again, spelt in halves, and IPv6: a rule that looks for 0.0.0.0/0 sees nothing.
  await group(
    api,
    made.vpcId,
    'TechHealth-Support-SG',
    'Remote desktop for the vendor',
    [
      {
        IpProtocol: 'tcp',
        FromPort: 3389,
        ToPort: 3389,
        IpRanges: [{ CidrIp: '0.0.0.0/1' }, { CidrIp: '128.0.0.0/1' }],
      },
    ],
    'TechHealth',
  );
  await api.ec2.send(
    new ec2.CreateFlowLogsCommand({
      ResourceIds: [made.vpcId],
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: 'arn:aws:s3:::techhealth-flow-logs',
    }),
  );
  return { ...made, web, database };
}

async function rmsNetwork(api: Clients) {
  const made = await network(api, 'RMS', '10.30');
  const balancer = await group(
    api,
    made.vpcId,
    'rms-alb',
    'Load balancer of RMS',
    [anywhere(443, '0.0.0.0/0', 'HTTPS'), anywhere(80, '0.0.0.0/0', 'HTTP, redirected')],
    'RMS',
  );
  const offices = await api.ec2.send(
    new ec2.CreateManagedPrefixListCommand({
      PrefixListName: 'rms-offices',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [
        { Cidr: '198.51.100.0/24', Description: 'Office north' },
        { Cidr: '203.0.113.0/24', Description: 'Office south' },
      ],
    }),
  );
  const backend = await group(
    api,
    made.vpcId,
    'rms-backend',
    'Containers of RMS',
    [
      {
        IpProtocol: 'tcp',
        FromPort: 3000,
        ToPort: 3000,
        UserIdGroupPairs: [{ GroupId: balancer, Description: 'From the load balancer' }],
      },
      {
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        PrefixListIds: [
          { PrefixListId: given(offices.PrefixList?.PrefixListId, 'prefix list'), Description: 'SSH from the offices' },
        ],
      },
    ],
    'RMS',
  );
  const database = await group(
    api,
    made.vpcId,
    'rms-database',
    'Aurora of RMS',
    [
      {
        IpProtocol: 'tcp',
        FromPort: 5432,
        ToPort: 5432,
        UserIdGroupPairs: [{ GroupId: backend, Description: 'From the containers' }],
      },
    ],
    'RMS',
  );
  for (const GroupId of [backend, database]) {
    await api.ec2.send(
      new ec2.RevokeSecurityGroupEgressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    );
  }
  // What AWS makes for a load balancer, for containers and for a database.
  const [near = '', far = ''] = made.privateSubnets;
  for (const [Description, SubnetId, owner] of [
    ['ELB app/rms-alb/50dc6c495c0c9188', made.publicSubnet, balancer],
    ['arn:aws:ecs:us-east-1:123456789012:attachment/4f1c0c5e-rms-backend', near, backend],
    ['RDSNetworkInterface', near, database],
    ['RDSNetworkInterface', far, database],
  ] as const) {
    await api.ec2.send(new ec2.CreateNetworkInterfaceCommand({ Description, SubnetId, Groups: [owner] }));
  }
  return { ...made, database };
}

async function people(api: Clients, builder: Builder): Promise<void> {
  const send = api.iam;
  await send.send(
    new iam.UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 8,
      RequireNumbers: true,
      RequireLowercaseCharacters: true,
    }),
  );
  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const document = (Action: string | string[], Resource: string | string[] = '*') =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
  const trust = (Principal: object, Condition?: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition === undefined ? {} : { Condition }) },
      ],
    });

  await send.send(new iam.CreateGroupCommand({ GroupName: 'Operators' }));
  await send.send(new iam.AttachGroupPolicyCommand({ GroupName: 'Operators', PolicyArn: readOnly }));
  await send.send(new iam.CreateGroupCommand({ GroupName: 'Contractors' }));
  await send.send(
    new iam.PutGroupPolicyCommand({
      GroupName: 'Contractors',
      PolicyName: 'logs',
      PolicyDocument: document('logs:Get*'),
    }),
  );

  for (const UserName of ['devops-lead', 'dba', 'deploy-rms', 'john.smith']) {
    await send.send(
      new iam.CreateUserCommand({ UserName, Tags: tagsOf({ Team: UserName === 'deploy-rms' ? 'RMS' : 'Operations' }) }),
    );
  }
  await send.send(new iam.AttachUserPolicyCommand({ UserName: 'devops-lead', PolicyArn: admin }));
  for (const UserName of ['dba', 'john.smith'])
    await send.send(new iam.AddUserToGroupCommand({ GroupName: 'Operators', UserName }));
  for (const UserName of ['devops-lead', 'dba', 'john.smith']) {
    await send.send(new iam.CreateLoginProfileCommand({ UserName, Password: 'Correct-Horse-7-Battery' }));
  }
  const device = await send.send(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'dba' }));
  await send.send(
    new iam.EnableMFADeviceCommand({
      UserName: 'dba',
      SerialNumber: given(device.VirtualMFADevice?.SerialNumber, 'MFA device'),
      AuthenticationCode1: '123456',
      AuthenticationCode2: '654321',
    }),
  );
  const deploy = await send.send(
    new iam.CreatePolicyCommand({
      PolicyName: 'rms-deploy',
      PolicyDocument: document(
        ['ecs:UpdateService', 'ecs:DescribeServices'],
        'arn:aws:ecs:us-east-1:123456789012:service/rms-cluster-prod/*',
      ),
    }),
  );
  await send.send(
    new iam.AttachUserPolicyCommand({ UserName: 'deploy-rms', PolicyArn: given(deploy.Policy?.Arn, 'policy') }),
  );
  await send.send(new iam.CreatePolicyCommand({ PolicyName: 'legacy-everything', PolicyDocument: document('*') }));
  await send.send(new iam.CreateAccessKeyCommand({ UserName: 'deploy-rms' })); // 2024, never rotated

  await send.send(
    new iam.CreateRoleCommand({
      RoleName: 'techhealth-web',
      AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }),
    }),
  );
  await send.send(
    new iam.PutRolePolicyCommand({
      RoleName: 'techhealth-web',
      PolicyName: 'secrets',
      PolicyDocument: document(
        'secretsmanager:GetSecretValue',
        'arn:aws:secretsmanager:us-east-1:123456789012:secret:TechHealth-DB-Credentials-*',
      ),
    }),
  );
  await send.send(
    new iam.CreateRoleCommand({
      RoleName: 'rms-task',
      AssumeRolePolicyDocument: trust({ Service: 'ecs-tasks.amazonaws.com' }),
    }),
  );
  await send.send(
    new iam.PutRolePolicyCommand({ RoleName: 'rms-task', PolicyName: 'task', PolicyDocument: document('*') }),
  );
  await send.send(
    new iam.CreateRoleCommand({
      RoleName: 'vendor-support',
      AssumeRolePolicyDocument: trust({ AWS: 'arn:aws:iam::210987654321:root' }),
    }),
  );
  await send.send(new iam.AttachRolePolicyCommand({ RoleName: 'vendor-support', PolicyArn: readOnly }));
  await builder.at('2026-05-18T09:00:00Z');
  await send.send(new iam.CreateAccessKeyCommand({ UserName: 'dba' }));
  await send.send(new iam.CreateUserCommand({ UserName: 'on-call' }));
  await send.send(new iam.AddUserToGroupCommand({ GroupName: 'Operators', UserName: 'on-call' }));
}

async function techHealthServer(api: Clients, at: Awaited<ReturnType<typeof techHealthNetwork>>) {
  const ImageId = 'ami-0c02fb55956c7d316';
  const launch = async (
    label: string,
    SubnetId: string,
    SecurityGroupIds: string[],
    HttpTokens: 'required' | 'optional',
  ) => {
    const made = await api.ec2.send(
      new ec2.RunInstancesCommand({
        ImageId,
        InstanceType: 't3.small',
        MinCount: 1,
        MaxCount: 1,
        SubnetId,
        SecurityGroupIds,
        MetadataOptions: { HttpTokens, HttpEndpoint: 'enabled' },
        TagSpecifications: [{ ResourceType: 'instance', Tags: tagsOf({ Name: label, Project: 'TechHealth' }) }],
      }),
    );
    return given(made.Instances?.[0], 'instance');
  };
  const web = await launch('TechHealth-Web', at.publicSubnet, [at.web], 'optional');
  await launch('TechHealth-Batch', at.privateSubnets[0] ?? '', [at.database], 'required');
  const volumes = await api.ec2.send(new ec2.DescribeVolumesCommand({}));
  const volumeId = given(volumes.Volumes?.[0]?.VolumeId, 'volume');
  const data = await api.ec2.send(
    new ec2.CreateVolumeCommand({
      AvailabilityZone: 'us-east-1a',
      Size: 100,
      Encrypted: true,
      TagSpecifications: [{ ResourceType: 'volume', Tags: tagsOf({ Name: 'TechHealth-Data', Project: 'TechHealth' }) }],
    }),
  );
  await api.ec2.send(
    new ec2.AttachVolumeCommand({
      VolumeId: given(data.VolumeId, 'volume'),
      InstanceId: given(web.InstanceId, 'instance'),
      Device: '/dev/sdf',
    }),
  );
  await api.ec2.send(
    new ec2.CreateVolumeCommand({
      AvailabilityZone: 'us-east-1b',
      Size: 20,
      Encrypted: false,
      TagSpecifications: [{ ResourceType: 'volume', Tags: tagsOf({ Name: 'old-import' }) }],
    }),
  );
  await api.ec2.send(new ec2.AllocateAddressCommand({ Domain: 'vpc' }));
  await api.ec2.send(new ec2.EnableEbsEncryptionByDefaultCommand({}));
  return { volumeId, instanceId: given(web.InstanceId, 'instance') };
}

async function databases(
  api: Clients,
  builder: Builder,
  techHealth: Awaited<ReturnType<typeof techHealthNetwork>>,
  rms: Awaited<ReturnType<typeof rmsNetwork>>,
): Promise<void> {
  const subnets = async (DBSubnetGroupName: string, SubnetIds: readonly string[]) =>
    api.rds.send(
      new rds.CreateDBSubnetGroupCommand({
        DBSubnetGroupName,
        DBSubnetGroupDescription: DBSubnetGroupName,
        SubnetIds: [...SubnetIds],
      }),
    );
  await subnets('techhealth', techHealth.privateSubnets);
  await subnets('rms', rms.privateSubnets);
  await api.rds.send(
    new rds.CreateDBInstanceCommand({
      DBInstanceIdentifier: 'techhealth-database',
      Engine: 'mysql',
      EngineVersion: '8.0.35',
      DBInstanceClass: 'db.t3.micro',
      AllocatedStorage: 20,
      MasterUsername: 'admin',
      MasterUserPassword: 'not-a-real-password',
      DBSubnetGroupName: 'techhealth',
      VpcSecurityGroupIds: [techHealth.database],
      BackupRetentionPeriod: 1,
      StorageEncrypted: false,
      MultiAZ: false,
      PubliclyAccessible: false,
      AutoMinorVersionUpgrade: true,
      DeletionProtection: false,
      Tags: tagsOf({ Project: 'TechHealth' }),
    }),
  );
  await api.rds.send(
    new rds.CreateDBClusterCommand({
      DBClusterIdentifier: 'rms-db-prod',
      Engine: 'aurora-postgresql',
      EngineVersion: '15.4',
      MasterUsername: 'rms_owner',
      MasterUserPassword: 'not-a-real-password',
      DBSubnetGroupName: 'rms',
      VpcSecurityGroupIds: [rms.database],
      BackupRetentionPeriod: 14,
      StorageEncrypted: true,
      DeletionProtection: true,
      CopyTagsToSnapshot: true,
      Tags: tagsOf({ Project: 'RMS' }),
    }),
  );
  for (const number of [1, 2]) {
    await api.rds.send(
      new rds.CreateDBInstanceCommand({
        DBInstanceIdentifier: `rms-db-prod-${number}`,
        DBClusterIdentifier: 'rms-db-prod',
        Engine: 'aurora-postgresql',
        DBInstanceClass: 'db.r6g.large',
        DBSubnetGroupName: 'rms',
        AvailabilityZone: number === 1 ? 'us-east-1a' : 'us-east-1b',
        PubliclyAccessible: false,
        StorageEncrypted: true,
        AutoMinorVersionUpgrade: true,
        Tags: tagsOf({ Project: 'RMS' }),
      }),
    );
  }
  await builder.at('2026-06-08T02:00:00Z');
  await api.rds.send(
    new rds.CreateDBSnapshotCommand({
      DBInstanceIdentifier: 'techhealth-database',
      DBSnapshotIdentifier: 'techhealth-maintenance-20260608-020000',
    }),
  );
  await api.rds.send(
    new rds.CreateDBClusterSnapshotCommand({
      DBClusterIdentifier: 'rms-db-prod',
      DBClusterSnapshotIdentifier: 'rms-db-prod-maintenance-20260608-0200',
    }),
  );
  await api.rds.send(
    new rds.CreateDBSnapshotCommand({
      DBInstanceIdentifier: 'techhealth-database',
      DBSnapshotIdentifier: 'techhealth-for-the-vendor',
    }),
  );
  await api.rds.send(
    new rds.ModifyDBSnapshotAttributeCommand({
      DBSnapshotIdentifier: 'techhealth-for-the-vendor',
      AttributeName: 'restore',
      ValuesToAdd: ['all'],
    }),
  );
}

async function backups(api: Clients, builder: Builder, VolumeId: string, InstanceId: string): Promise<void> {
  await builder.at('2026-06-14T02:00:00Z');
  await api.ec2.send(
    new ec2.CreateSnapshotCommand({
      VolumeId,
      Description: 'Pre-maintenance snapshot 20260614-020000',
      TagSpecifications: [
        {
          ResourceType: 'snapshot',
          Tags: tagsOf({ Name: 'pre-maintenance', Purpose: 'Maintenance', Date: '20260614' }),
        },
      ],
    }),
  );
  const shared = await api.ec2.send(
    new ec2.CreateSnapshotCommand({
      VolumeId,
      Description: 'Sample data for the vendor',
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: tagsOf({ Name: 'vendor-sample' }) }],
    }),
  );
  await api.ec2.send(
    new ec2.ModifySnapshotAttributeCommand({
      SnapshotId: given(shared.SnapshotId, 'snapshot'),
      Attribute: 'createVolumePermission',
      OperationType: 'add',
      GroupNames: ['all'],
    }),
  );
  await api.ec2.send(new ec2.CreateImageCommand({ InstanceId, Name: 'techhealth-web-20260614' }));
}

/** A certificate made on a date, today if null, that ends so many days later. */
function selfSigned(name: string, from: string | null, days: number) {
  const folder = mkdtempSync(path.join(tmpdir(), 'assize-cert-'));
  try {
    const [key, certificate] = ['key.pem', 'cert.pem'].map((file) => path.join(folder, file)) as [string, string];
    const make = `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${certificate} -days ${days} -subj /CN=${name}`;
    const [command, ...args] = [...(from === null ? [] : ['faketime', '-f', `${from} 00:00:00`]), 'openssl'];
    execFileSync(command, [...args, ...make.split(' ')], { stdio: 'ignore', env: { ...process.env, TZ: 'UTC' } });
    return { Certificate: readFileSync(certificate), PrivateKey: readFileSync(key) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function certificates(api: Clients, builder: Builder): Promise<void> {
  await builder.at('2025-07-01T00:00:00Z');
  const made = (name: string, days: number) =>
    builder.clock ? selfSigned(name, '2025-06-30', days + 1) : selfSigned(name, null, days - 349);
  const importing = (certificate: ReturnType<typeof made>) =>
    api.acm.send(new acm.ImportCertificateCommand({ ...certificate, Tags: tagsOf({ Project: 'TechHealth' }) }));
  await importing(made('techhealth.com', 364));
  await importing(made('portal.techhealth.com', 700));
  // A certificate that is over cannot be imported, only become so.
  if (builder.clock) await importing(made('old.techhealth.com', 90));
  await builder.at('2026-01-20T00:00:00Z');
  await api.acm.send(
    new acm.RequestCertificateCommand({
      DomainName: 'rms.example.com',
      SubjectAlternativeNames: ['api.rms.example.com'],
      ValidationMethod: 'DNS',
    }),
  );
  await api.acm.send(
    new acm.RequestCertificateCommand({ DomainName: '*.rms-dev.example.com', ValidationMethod: 'DNS' }),
  );
  const old = builder.clock ? selfSigned('vpn.techhealth.com', '2025-01-01', 365) : made('vpn.techhealth.com', 350);
  await api.iam.send(
    new iam.UploadServerCertificateCommand({
      ServerCertificateName: 'vpn-2025',
      CertificateBody: old.Certificate.toString(),
      PrivateKey: old.PrivateKey.toString(),
    }),
  );
  await builder.at('2026-06-15T05:30:00Z');
  await api.acm.send(
    new acm.RequestCertificateCommand({ DomainName: 'claims.techhealth.com', ValidationMethod: 'DNS' }),
  );
}

/** What moto's Inspector is told to have found. */
async function vulnerabilities(builder: Builder, instanceId: string): Promise<void> {
  const finding = (id: string, severity: string, vulnerabilityId: string, title: string, daysAgo: number) => {
    const seen = builder.takenAt.getTime() / 1000 - daysAgo * 86_400;
    return {
      awsAccountId: '123456789012',
      findingArn: `arn:aws:inspector2:${homeRegion}:123456789012:finding/${id}`,
      type: 'PACKAGE_VULNERABILITY',
      status: 'ACTIVE',
      severity,
      title: `${vulnerabilityId} - ${title}`,
      firstObservedAt: seen,
      lastObservedAt: builder.takenAt.getTime() / 1000 - 3_600,
      updatedAt: seen,
      fixAvailable: 'YES',
      exploitAvailable: severity === 'CRITICAL' ? 'YES' : 'NO',
      packageVulnerabilityDetails: { vulnerabilityId, source: 'NVD' },
      resources: [{ type: 'AWS_EC2_INSTANCE', id: instanceId, partition: 'aws', region: homeRegion }],
      remediation: { recommendation: { text: 'Update the package' } },
    };
  };
  const results = [
    finding('0a1b2c3d4e5f60718293a4b5c6d7e8f9', 'CRITICAL', 'CVE-2024-3094', 'xz-utils', 40),
    finding('1b2c3d4e5f60718293a4b5c6d7e8f90a', 'HIGH', 'CVE-2026-0042', 'openssl', 3),
  ];
  await fetch(`${builder.url}/moto-api/static/inspector2/findings-results`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ results: [results], region: homeRegion }),
  });
}

async function trails(home: Clients, second: Clients): Promise<void> {
  await home.cloudtrail.send(
    new cloudtrail.CreateTrailCommand({
      Name: 'TechHealthAuditTrail',
      S3BucketName: 'techhealth-audit-trail',
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
    }),
  );
  await home.cloudtrail.send(new cloudtrail.StartLoggingCommand({ Name: 'TechHealthAuditTrail' }));
  await second.cloudtrail.send(
    new cloudtrail.CreateTrailCommand({ Name: 'rms-eu', S3BucketName: 'techhealth-audit-trail' }),
  );
}

/** A Region that was tried once and forgotten. */
async function legacy(api: Clients, builder: Builder): Promise<void> {
  await builder.at('2024-08-01T09:00:00Z');
  await api.ec2.send(
    new ec2.CreateVolumeCommand({
      AvailabilityZone: 'eu-west-1a',
      Size: 8,
      Encrypted: false,
      TagSpecifications: [{ ResourceType: 'volume', Tags: tagsOf({ Name: 'rms-proof-of-concept' }) }],
    }),
  );
  const vpcs = await api.ec2.send(new ec2.DescribeVpcsCommand({}));
  const made = await api.ec2.send(
    new ec2.CreateSecurityGroupCommand({
      GroupName: 'launch-wizard-1',
      Description: 'launch-wizard-1 created 2024-08-01T09:00:00.000+00:00',
      VpcId: given(vpcs.Vpcs?.[0]?.VpcId, 'VPC'),
    }),
  );
  await api.ec2.send(
    new ec2.AuthorizeSecurityGroupIngressCommand({
      GroupId: given(made.GroupId, 'group'),
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
    }),
  );
}
