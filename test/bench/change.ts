/** A plan and a template of many resources, of the types that people have most of. */

const account = '123456789012';
const region = 'us-east-1';

/** `terraform show -json` of a plan: a third is there already and changes, the rest is new. */
export function planOf(size: number): string {
  const changes: unknown[] = [];
  const resources: unknown[] = [];
  const add = (type: string, name: string, values: Record<string, unknown>, unknown: Record<string, unknown>) => {
    const there = changes.length % 3 === 0;
    const id = { id: `${type}-${name}`, arn: `arn:aws:ec2:${region}:${account}:${type}/${name}` };
    changes.push({
      address: `module.estate.${type}.${name}`,
      mode: 'managed',
      type,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions: [there ? 'update' : 'create'],
        before: there ? { ...values, ...id, description: 'before' } : null,
        after: there ? { ...values, ...id } : values,
        after_unknown: there ? {} : { id: true, arn: true, ...unknown },
        before_sensitive: {},
        after_sensitive: {},
      },
    });
    const expressions = Object.fromEntries(Object.keys({ ...values, ...unknown }).map((key) => [key, {}]));
    resources.push({ address: `${type}.${name}`, provider_config_key: 'aws', expressions });
  };
  const tags = { Project: 'bench', Owner: 'team' };
  for (let number = 0; changes.length < size; number += 1) {
    const group = `group${number}`;
    add(
      'aws_security_group',
      group,
      { name: group, description: 'a group', vpc_id: 'vpc-1', tags, tags_all: tags, ingress: [], egress: [] },
      {},
    );
    for (const port of [22, 443, 3306]) {
      add(
        'aws_vpc_security_group_ingress_rule',
        `rule${number}_${port}`,
        {
          ip_protocol: 'tcp',
          from_port: port,
          to_port: port,
          cidr_ipv4: number % 20 === 0 ? '0.0.0.0/0' : '10.0.0.0/8',
          security_group_id: `aws_security_group-${group}`,
        },
        {},
      );
    }
    add(
      'aws_instance',
      `instance${number}`,
      { ami: 'ami-1', instance_type: 't3.micro', subnet_id: 'subnet-1', tags, tags_all: tags },
      { vpc_security_group_ids: true },
    );
    add(
      'aws_ebs_volume',
      `volume${number}`,
      { encrypted: number % 2 === 0, size: 10, type: 'gp3', availability_zone: `${region}a`, tags, tags_all: tags },
      {},
    );
    add(
      'aws_db_instance',
      `database${number}`,
      {
        identifier: `db${number}`,
        engine: 'mysql',
        storage_encrypted: true,
        publicly_accessible: false,
        tags,
        tags_all: tags,
      },
      {},
    );
    add(
      'aws_iam_role',
      `role${number}`,
      { name: `role${number}`, path: '/', assume_role_policy: '{"Statement":[]}', tags, tags_all: tags },
      {},
    );
  }
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.0',
    timestamp: '2026-06-15T12:00:00Z',
    resource_changes: changes.slice(0, size),
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: { region: { constant_value: region } } } },
      root_module: {
        module_calls: { estate: { source: './estate', module: { resources: resources.slice(0, size) } } },
      },
    },
  });
}

/** A template, with references between its resources. */
export function templateOf(size: number): object {
  const resources: Record<string, object> = {};
  let count = 0;
  const add = (id: string, type: string, properties: object) => {
    if (count >= size) return;
    count += 1;
    resources[id] = { Type: type, Properties: properties };
  };
  for (let number = 0; count < size; number += 1) {
    const range = (cidr: string, port: number) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: cidr });
    add(`Group${number}`, 'AWS::EC2::SecurityGroup', {
      GroupDescription: 'a group',
      VpcId: { Ref: 'Vpc' },
      SecurityGroupIngress: [range('10.0.0.0/8', 443)],
      Tags: [{ Key: 'Project', Value: { 'Fn::Sub': '${Vpc}-bench' } }],
    });
    add(`Rule${number}`, 'AWS::EC2::SecurityGroupIngress', {
      GroupId: { 'Fn::GetAtt': [`Group${number}`, 'GroupId'] },
      ...range(number % 20 === 0 ? '0.0.0.0/0' : '10.0.0.0/8', 22),
    });
    const encrypted = number % 2 === 0;
    add(`Volume${number}`, 'AWS::EC2::Volume', { Size: 10, Encrypted: encrypted, AvailabilityZone: 'us-east-1a' });
    add(`Role${number}`, 'AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [] } });
    add(`Database${number}`, 'AWS::RDS::DBInstance', {
      Engine: 'mysql',
      StorageEncrypted: true,
      DBInstanceClass: 'db.t3.micro',
    });
  }
  const parameters = { Vpc: { Type: 'String', Default: 'vpc-1' } };
  return { AWSTemplateFormatVersion: '2010-09-09', Parameters: parameters, Resources: resources };
}
