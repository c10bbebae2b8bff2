/** Templates as people write them, to be cut, turned and broken. */
export const estate = `AWSTemplateFormatVersion: 2010-09-09
Description: Patient portal
Parameters:
  Environment:
    Type: String
    Default: staging
    AllowedValues: [staging, production]
  AdminCidr: {Type: String, Default: 10.0.0.0/8}
  ImageId: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ami}
  DatabasePassword: {Type: String, NoEcho: true}
  Zones: {Type: CommaDelimitedList, Default: "eu-west-1a, eu-west-1b"}
Mappings:
  Accounts:
    '012345678901': {Name: portal}
  Sizes:
    staging: {Instance: t3.small, Retention: 1}
    production: {Instance: m6i.large, Retention: 30}
Conditions:
  IsProduction: !Equals [!Ref Environment, production]
  IsNamed: !Not [!Equals [!Ref AWS::StackName, ""]]
  Both: !And [!Condition IsProduction, !Or [!Condition IsNamed, !Equals [a, b]]]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.20.0.0/16
      EnableDnsSupport: yes
      Tags: &tags
        - {Key: Name, Value: !Sub "\${AWS::StackName}-vpc"}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]
      AvailabilityZone: !Select [0, !Ref Zones]
      MapPublicIpOnLaunch: !If [IsProduction, false, true]
      Tags: *tags
  WebGroup:
    Type: AWS::EC2::SecurityGroup
    Metadata: {aws:cdk:path: Portal/Web/Resource}
    Properties:
      GroupDescription: |
        Web servers,
        open to the world
      VpcId: !GetAtt Vpc.VpcId
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
        - !If [IsProduction, !Ref "AWS::NoValue", {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref AdminCidr}]
  DatabaseGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: Database, VpcId: !Ref Vpc}
  DatabaseIngress:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: !GetAtt DatabaseGroup.GroupId
      SourceSecurityGroupId: {Fn::GetAtt: [WebGroup, GroupId]}
      IpProtocol: tcp
      FromPort: 5432
      ToPort: 5432
  Database:
    Type: AWS::RDS::DBInstance
    Condition: IsNamed
    DeletionPolicy: Snapshot
    Properties:
      DBInstanceClass: db.t4g.medium
      DBInstanceIdentifier: !Join ["-", [portal, !Ref Environment]]
      MasterUserPassword: !Ref DatabasePassword
      MasterUsername: "{{resolve:secretsmanager:portal:SecretString:username}}"
      BackupRetentionPeriod: !FindInMap [Sizes, !Ref Environment, Retention]
      StorageEncrypted: true
      VPCSecurityGroups: [!Ref DatabaseGroup]
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub portal-\${Environment}
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: {Service: !Sub "ec2.\${AWS::URLSuffix}"}
            Action: sts:AssumeRole
            Condition: {StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}}
      ManagedPolicyArns: [!Sub "arn:\${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"]
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: nested.yaml, Parameters: {Group: !Ref WebGroup}}
Outputs:
  Group:
    Condition: Both
    Value: !GetAtt Nested.Outputs.Group
    Export: {Name: !Sub "\${AWS::StackName}:Group"}
`;

/** The same shapes as the CDK writes them. */
export const synthesised = JSON.stringify(
  {
    Resources: {
      Vpc8378EB38: {
        Type: 'AWS::EC2::VPC',
        Properties: { CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'Portal/Vpc' }] },
        Metadata: { 'aws:cdk:path': 'Portal/Vpc/Resource' },
      },
      VpcPublicSubnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: {
          AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
          CidrBlock: '10.0.0.0/24',
          MapPublicIpOnLaunch: true,
          VpcId: { Ref: 'Vpc8378EB38' },
        },
      },
      Group: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          GroupDescription: 'Portal/Group',
          SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }],
          SecurityGroupIngress: [
            { CidrIp: { 'Fn::GetAtt': ['Vpc8378EB38', 'CidrBlock'] }, FromPort: 22, IpProtocol: 'tcp', ToPort: 22 },
          ],
          VpcId: { Ref: 'Vpc8378EB38' },
        },
      },
      RoleE2F1: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' } }],
            Version: '2012-10-17',
          },
          ManagedPolicyArns: [
            { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonSSMManagedInstanceCore']] },
          ],
        },
      },
      CDKMetadata: {
        Type: 'AWS::CDK::Metadata',
        Properties: { Analytics: 'v2:deflate64:H4sIAAAAAAAA/' },
        Condition: 'CDKMetadataAvailable',
      },
    },
    Conditions: {
      CDKMetadataAvailable: {
        'Fn::Or': [
          { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
          { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
        ],
      },
    },
    Parameters: {
      BootstrapVersion: {
        Type: 'AWS::SSM::Parameter::Value<String>',
        Default: '/cdk-bootstrap/hnb659fds/version',
        Description: 'Version of the CDK Bootstrap resources in this environment',
      },
    },
  },
  null,
  1,
);
