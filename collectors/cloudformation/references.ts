/**
 * What `Ref` and `Fn::GetAtt` give of resources of AWS, from the return values of each type:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */

/** Types whose `Ref` is a name that a property may set, by type. */
const named: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudTrail::Trail', 'TrailName'],
  ['AWS::EC2::KeyPair', 'KeyName'],
  ['AWS::IAM::Group', 'GroupName'],
  ['AWS::IAM::InstanceProfile', 'InstanceProfileName'],
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::IAM::ServerCertificate', 'ServerCertificateName'],
  ['AWS::IAM::User', 'UserName'],
  ['AWS::KMS::Alias', 'AliasName'],
  ['AWS::Lambda::Function', 'FunctionName'],
  ['AWS::Logs::LogGroup', 'LogGroupName'],
  ['AWS::RDS::DBCluster', 'DBClusterIdentifier'],
  ['AWS::RDS::DBClusterParameterGroup', 'DBClusterParameterGroupName'],
  ['AWS::RDS::DBInstance', 'DBInstanceIdentifier'],
  ['AWS::RDS::DBParameterGroup', 'DBParameterGroupName'],
  ['AWS::RDS::DBSubnetGroup', 'DBSubnetGroupName'],
  ['AWS::RDS::GlobalCluster', 'GlobalClusterIdentifier'],
  ['AWS::RDS::OptionGroup', 'OptionGroupName'],
  ['AWS::S3::Bucket', 'BucketName'],
]);

/** The property that sets what `Ref` gives; undefined where that is an id or an ARN. */
export function nameProperty(type: string): string | undefined {
  return named.get(type);
}

/** A name as AWS keeps it: RDS keeps its names in small letters. */
export function keptName(type: string, name: string): string {
  return type.startsWith('AWS::RDS::') ? name.toLowerCase() : name;
}

/** Attributes that are a resource's own id or ARN, but are not called after its type. */
const own: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::EIP': ['AllocationId'],
  'AWS::EC2::SecurityGroup': ['GroupId'],
  'AWS::IAM::ManagedPolicy': ['PolicyArn'],
};

/**
 * Whether an attribute tells which resource it is: its ARN or id. Others that end so are of other resources: the VpcId
 * of a security group, the SnsTopicArn of a trail.
 */
export function isIdentity(type: string, attribute: string): boolean {
  if (attribute === 'Arn' || attribute === 'Id') return true;
  if (own[type]?.includes(attribute) === true) return true;
  const noun = type.split('::').at(-1)?.toLowerCase() ?? '';
  return attribute.toLowerCase() === `${noun}arn` || attribute.toLowerCase() === `${noun}id`;
}

/** Whether an attribute names what AWS makes with a VPC. */
export function isBeside(type: string, attribute: string): boolean {
  return type === 'AWS::EC2::VPC' && (attribute === 'DefaultNetworkAcl' || attribute === 'DefaultSecurityGroup');
}

/** Attributes that give back the property of the same name as it was set. */
const echoed: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::Instance': ['AvailabilityZone'],
  'AWS::EC2::SecurityGroup': ['VpcId'],
  'AWS::EC2::Subnet': ['AvailabilityZone', 'CidrBlock', 'VpcId'],
  'AWS::EC2::VPC': ['CidrBlock'],
};

export function isEchoed(type: string, attribute: string): boolean {
  return echoed[type]?.includes(attribute) === true;
}

/**
 * Whether a type is of what is judged: of AWS, and made as it is written. What SAM, custom resources, modules and
 * other people's types make, no template tells.
 */
export function isTold(type: string): boolean {
  if (type === 'AWS::CloudFormation::CustomResource') return false;
  return type.startsWith('AWS::') && !type.startsWith('AWS::Serverless::');
}
