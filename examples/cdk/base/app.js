import { App, Duration, Stack, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';

const app = new App({ treeMetadata: false });
const stack = new Stack(app, 'TechHealth', { env: { account: '123456789012', region: 'us-east-1' } });
Tags.of(stack).add('Project', 'TechHealth');

const vpc = new ec2.Vpc(stack, 'Network', {
  ipAddresses: ec2.IpAddresses.cidr('10.20.0.0/16'),
  maxAzs: 2,
  natGateways: 0,
  restrictDefaultSecurityGroup: false, // it would bring a Lambda function
  subnetConfiguration: [
    { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
    { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  ],
});

const web = new ec2.SecurityGroup(stack, 'WebGroup', { vpc, description: 'Web server of TechHealth' });
web.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'HTTPS for patients');

const role = new iam.Role(stack, 'WebRole', {
  assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
  managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
});

new ec2.Instance(stack, 'Web', {
  vpc,
  vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
  securityGroup: web,
  role,
  instanceType: ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.SMALL),
  machineImage: ec2.MachineImage.latestAmazonLinux2023(),
  requireImdsv2: true,
  blockDevices: [{ deviceName: '/dev/xvda', volume: ec2.BlockDeviceVolume.ebs(20, { encrypted: true }) }],
});

const data = new ec2.SecurityGroup(stack, 'DatabaseGroup', { vpc, description: 'Database of TechHealth' });
data.addIngressRule(web, ec2.Port.MYSQL_AURORA, 'MySQL from the web server');

new rds.DatabaseInstance(stack, 'Database', {
  vpc,
  vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  securityGroups: [data],
  engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_0_40 }),
  instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL),
  credentials: rds.Credentials.fromGeneratedSecret('techhealth'),
  backupRetention: Duration.days(14),
  storageEncrypted: true,
  multiAz: true,
  deletionProtection: true,
  publiclyAccessible: false,
});
