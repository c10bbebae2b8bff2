import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/network-acls.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const mine = '123456789012';

describe('network ACLs', () => {
  const collect = (acl: Record<string, Xml>) =>
    collectOne(collector, 'ec2:DescribeNetworkAcls', xml({ networkAclSet: [{ networkAclId: 'acl-1', ...acl }] }));
  const entry = { ruleNumber: 100, ruleAction: 'allow', egress: false };

  it('reads every fact', async () => {
    const resource = await collect({
      vpcId: 'vpc-1',
      ownerId: mine,
      default: true,
      entrySet: [
        { ...entry, protocol: '6', cidrBlock: '0.0.0.0/0', portRange: { from: 22, to: 23 } },
        { ruleNumber: 32768, protocol: '-1', ruleAction: 'deny', egress: true, ipv6CidrBlock: '::/0' },
        { ...entry, protocol: '1', cidrBlock: '10.0.0.0/8', icmpTypeCode: { type: 8, code: -1 } },
        // Of IPv6's ICMP over IPv4 AWS lets all types through, whatever is given.
        { ...entry, protocol: '58', cidrBlock: '10.0.0.0/8' },
        { ...entry, protocol: '47', cidrBlock: '10.0.0.0/8', portRange: { from: 1, to: 2 } },
      ],
      associationSet: [{ networkAclAssociationId: 'aclassoc-1', networkAclId: 'acl-1', subnetId: 'subnet-1' }],
      tagSet: [],
    });
    const shown = { ruleNumber: 100, action: 'allow', egress: false, cidrIpv6: null };
    expect(resource).to.deep.equal({
      kind: 'aws.ec2.network-acl',
      arn: `arn:aws:ec2:us-east-1:${mine}:network-acl/acl-1`,
      account: mine,
      region: 'us-east-1',
      name: null,
      tags: {},
      facts: {
        networkAclId: 'acl-1',
        vpcId: 'vpc-1',
        ownerId: mine,
        isDefault: true,
        subnetIds: ['subnet-1'],
        entries: [
          { ...shown, protocol: 'tcp', cidrIpv4: '0.0.0.0/0', fromPort: 22, toPort: 23 },
          {
            ruleNumber: 32768,
            action: 'deny',
            egress: true,
            protocol: 'all',
            cidrIpv4: null,
            cidrIpv6: '::/0',
            fromPort: null,
            toPort: null,
          },
          { ...shown, protocol: 'icmp', cidrIpv4: '10.0.0.0/8', fromPort: 8, toPort: -1 },
          { ...shown, protocol: 'icmpv6', cidrIpv4: '10.0.0.0/8', fromPort: -1, toPort: -1 },
          { ...shown, protocol: '47', cidrIpv4: '10.0.0.0/8', fromPort: null, toPort: null },
        ],
      },
      source: { operation: 'ec2:DescribeNetworkAcls', request: 'DescribeNetworkAcls-1' },
    });
    const { asked, operations } = await collectWith(collector);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked.map(({ question }) => question)).to.deep.equal([{ MaxResults: '1000' }]);
  });

  it('leaves the entries open for one without ports, without range or without number', async () => {
    const broken: Xml[] = [
      { ...entry, protocol: '6', cidrBlock: '0.0.0.0/0' },
      { ...entry, protocol: '-1' },
      { ruleAction: 'allow', egress: false, protocol: '-1', cidrBlock: '0.0.0.0/0' },
    ];
    for (const one of broken) {
      const { facts, unknown } = await collect({ entrySet: [one] });
      expect((facts as Facts<'aws.ec2.network-acl'>).entries).to.deep.equal([]);
      expect(unknown).to.have.property('entries/*');
    }
  });

  it('says what the answer lacks', async () => {
    const { facts, unknown } = await collect({});
    expect(facts).to.deep.equal({ networkAclId: 'acl-1' });
    expect(Object.keys(unknown!)).to.have.lengthOf(5);
  });
});
