import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/security-groups.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import { collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const anywhere = { ipRanges: [{ cidrIp: '0.0.0.0/0' }] };
const nothing = {
  cidrIpv4: null,
  cidrIpv6: null,
  prefixListId: null,
  referencedGroupId: null,
  description: null,
};

async function collect(group: Record<string, Xml>): Promise<Resource> {
  const answers = { 'ec2:DescribeSecurityGroups': [xml({ securityGroupInfo: [{ groupId: 'sg-1', ...group }] })] };
  const { resources } = await collectWith(collector, answers);
  return resources[0]!;
}

async function ingress(...permissions: Xml[]): Promise<unknown[]> {
  const { facts, unknown } = await collect({ ipPermissions: permissions });
  expect(unknown).to.not.have.any.keys('ingress', 'ingress/*');
  return (facts as Facts<'aws.ec2.security-group'>).ingress;
}

describe('security groups', () => {
  it('reads every fact', async () => {
    const answers = {
      'ec2:DescribeSecurityGroups': [
        xml({
          securityGroupInfo: [
            {
              ownerId: '210987654321',
              groupId: 'sg-903004f8',
              groupName: 'web',
              groupDescription: 'Front <end> & API',
              vpcId: 'vpc-1a2b3c4d',
              securityGroupArn: 'arn:aws:ec2:us-east-1:210987654321:security-group/sg-903004f8',
              ipPermissions: [
                {
                  ipProtocol: 'tcp',
                  fromPort: 22,
                  toPort: 23,
                  groups: [{ userId: '111122223333', groupId: 'sg-2', vpcPeeringConnectionId: 'pcx-1' }],
                  ipRanges: [{ cidrIp: '203.0.113.0/24', description: 'office' }, { cidrIp: '0.0.0.0/0' }],
                  ipv6Ranges: [{ cidrIpv6: '::/0' }],
                  prefixListIds: [{ prefixListId: 'pl-1', description: 'partners' }],
                },
              ],
              ipPermissionsEgress: [
                {
                  ipProtocol: '-1',
                  groups: [],
                  ipRanges: [{ cidrIp: '0.0.0.0/0' }],
                  ipv6Ranges: [],
                  prefixListIds: [],
                },
              ],
              tagSet: [
                { key: 'Name', value: 'Web' },
                { key: '__proto__', value: 'kept' },
                { key: 'empty', value: '' },
              ],
            },
          ],
        }),
      ],
    };
    const { resources, operations, asked } = await collectWith(collector, answers);
    const tcp = { ...nothing, protocol: 'tcp', fromPort: 22, toPort: 23 };
    expect(JSON.parse(JSON.stringify(resources))).to.deep.equal([
      {
        kind: 'aws.ec2.security-group',
        arn: 'arn:aws:ec2:us-east-1:210987654321:security-group/sg-903004f8',
        account: '123456789012',
        region: 'us-east-1',
        name: 'web',
        tags: JSON.parse('{"Name":"Web","__proto__":"kept","empty":""}') as object,
        facts: {
          groupId: 'sg-903004f8',
          groupName: 'web',
          description: 'Front <end> & API',
          vpcId: 'vpc-1a2b3c4d',
          ownerId: '210987654321',
          ingress: [
            { ...tcp, cidrIpv4: '203.0.113.0/24', description: 'office' },
            { ...tcp, cidrIpv4: '0.0.0.0/0' },
            { ...tcp, cidrIpv6: '::/0' },
            { ...tcp, prefixListId: 'pl-1', description: 'partners' },
            { ...tcp, referencedGroupId: 'sg-2' },
          ],
          egress: [{ ...nothing, protocol: 'all', fromPort: null, toPort: null, cidrIpv4: '0.0.0.0/0' }],
        },
        source: { operation: 'ec2:DescribeSecurityGroups', request: 'DescribeSecurityGroups-1' },
      },
    ]);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked).to.deep.equal([{ operation: 'ec2:DescribeSecurityGroups', question: { MaxResults: '1000' } }]);
  });

  it('says what the answer lacks', async () => {
    const { facts, unknown } = await collect({});
    expect(facts).to.deep.equal({ groupId: 'sg-1' });
    expect(Object.keys(unknown!)).to.have.members([
      'groupName',
      'description',
      'vpcId',
      'ownerId',
      'ingress',
      'egress',
    ]);
  });

  it('sg-023: takes empty lists for empty', async () => {
    const { facts } = await collect({ ipPermissions: [], ipPermissionsEgress: [] });
    expect(facts).to.deep.include({ ingress: [], egress: [] });
  });

  it('sg-001: all traffic has no ports, whatever the answer says', async () => {
    const rules = await ingress(
      { ipProtocol: '-1', ...anywhere },
      { ipProtocol: '-1', fromPort: 0, toPort: 0, ...anywhere },
    );
    const rule = { ...nothing, protocol: 'all', fromPort: null, toPort: null, cidrIpv4: '0.0.0.0/0' };
    expect(rules).to.deep.equal([rule, rule]);
  });

  it('sg-002: reads IPv6 ranges', async () => {
    const rules = await ingress({ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipv6Ranges: [{ cidrIpv6: '::/0' }] });
    expect(rules).to.deep.equal([{ ...nothing, protocol: 'tcp', fromPort: 22, toPort: 22, cidrIpv6: '::/0' }]);
  });

  it('sg-006, sg-007: keeps ICMP type and code', async () => {
    const rules = await ingress(
      { ipProtocol: 'icmp', fromPort: -1, toPort: -1, ...anywhere },
      { ipProtocol: 'icmp', fromPort: 8, toPort: -1, ...anywhere },
      { ipProtocol: 'icmpv6', ...anywhere },
    );
    expect(rules).to.deep.equal([
      { ...nothing, protocol: 'icmp', fromPort: -1, toPort: -1, cidrIpv4: '0.0.0.0/0' },
      { ...nothing, protocol: 'icmp', fromPort: 8, toPort: -1, cidrIpv4: '0.0.0.0/0' },
      { ...nothing, protocol: 'icmpv6', fromPort: -1, toPort: -1, cidrIpv4: '0.0.0.0/0' },
    ]);
  });

  it('sg-008: calls protocols by their names', async () => {
    const ports = { fromPort: 22, toPort: 22, ...anywhere };
    const rules = await ingress(
      ...['6', 'TCP', '17', '1', '58'].map((ipProtocol) => ({ ipProtocol, ...ports })),
      // Of any other protocol all ports are open, regardless of the range.
      { ipProtocol: '50', ...ports },
    );
    expect(rules.map((rule) => (rule as { protocol: string }).protocol)).to.deep.equal([
      'tcp',
      'tcp',
      'udp',
      'icmp',
      'icmpv6',
      '50',
    ]);
    expect(rules[5]).to.include({ fromPort: null, toPort: null });
  });

  const unreadable: readonly [string, Xml][] = [
    ['without a source', { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: [], groups: [] }],
    ['of TCP without ports', { ipProtocol: 'tcp', ...anywhere }],
    ['without protocol', { fromPort: 22, toPort: 22, ...anywhere }],
    ['with an empty source', { ipProtocol: 'tcp', fromPort: 22, toPort: 22, groups: [{ description: 'x' }] }],
  ];
  for (const [which, permission] of unreadable) {
    it(`leaves the list open for a permission ${which}`, async () => {
      const known = { ipProtocol: 'udp', fromPort: 53, toPort: 53, ...anywhere };
      const { facts, unknown } = await collect({ ipPermissions: [permission, known] });
      expect((facts as Facts<'aws.ec2.security-group'>).ingress).to.have.lengthOf(1);
      expect(unknown!['ingress/*']).to.include({ reason: 'error', operation: 'ec2:DescribeSecurityGroups' });
    });
  }

  it('ends at an element without id', async () => {
    const { resources, failure } = await collectWith(collector, {
      'ec2:DescribeSecurityGroups': [xml({ securityGroupInfo: [{ groupName: 'web' }] })],
    });
    expect(resources).to.deep.equal([]);
    expect(failure).to.include({ reason: 'error', request: 'DescribeSecurityGroups-1' });
  });

  it('writes the partition and the Region into the ARN', async () => {
    const { resources } = await collectWith(
      collector,
      { 'ec2:DescribeSecurityGroups': [xml({ securityGroupInfo: [{ groupId: 'sg-1' }] })] },
      { partition: 'aws-us-gov', region: 'us-gov-west-1' },
    );
    expect(resources[0]).to.include({
      arn: 'arn:aws-us-gov:ec2:us-gov-west-1:123456789012:security-group/sg-1',
      region: 'us-gov-west-1',
    });
  });
});
