import { expect } from 'chai';
import { untold, type Planned } from '../../../../collectors/planned/value.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import { templateResource } from '../../../equivalence/triple.ts';

const kind = 'aws.ec2.network-acl';

function acl(...entries: readonly Readonly<Record<string, Planned>>[]) {
  const resources = Object.fromEntries(
    entries.map((entry, index) => [
      `Entry${index}`,
      { Type: 'AWS::EC2::NetworkAclEntry', Properties: { NetworkAclId: 'cfn:template/Acl', ...entry } },
    ]),
  );
  const own = { Acl: { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: 'vpc-1' } } };
  return templateResource(kind, { ...own, ...resources }, '');
}
const entriesOf = (resource: ReturnType<typeof acl>) => (resource.facts as Facts<typeof kind>).entries;
const allow = { RuleAction: 'allow', CidrBlock: '0.0.0.0/0' };

describe('network ACLs in a template', () => {
  it('refuses everything by default', () => {
    const { facts, unknown } = acl();
    expect(facts).to.deep.include({ isDefault: false, subnetIds: [] });
    expect(entriesOf(acl()).map(({ ruleNumber, egress, action }) => [ruleNumber, egress, action])).to.deep.equal([
      [32767, false, 'deny'],
      [32767, true, 'deny'],
    ]);
    expect(unknown).to.equal(undefined);
  });

  it('takes an entry for one of traffic that comes in, where it does not say', () => {
    const [, , entry] = entriesOf(acl({ ...allow, RuleNumber: 100, Protocol: -1 }));
    expect(entry).to.include({ egress: false, protocol: 'all', fromPort: null, toPort: null });
  });

  it('does not know ports that are required and missing, or not known', () => {
    const unknownOf = (entry: Readonly<Record<string, Planned>>) =>
      Object.keys(acl({ ...allow, RuleNumber: 100, ...entry }).unknown ?? {});
    expect(unknownOf({ Protocol: 6 })).to.deep.equal(['entries/2/fromPort', 'entries/2/toPort']);
    expect(unknownOf({ Protocol: 6, PortRange: { From: 22 } })).to.deep.equal(['entries/2/toPort']);
    expect(unknownOf({ Protocol: 1, PortRange: { From: 22, To: 22 } })).to.deep.equal([
      'entries/2/fromPort',
      'entries/2/toPort',
    ]);
    expect(
      unknownOf({ Protocol: 58, Ipv6CidrBlock: '::/0', CidrBlock: null, Icmp: untold('a parameter') }),
    ).to.deep.equal(['entries/2/fromPort', 'entries/2/toPort']);
    expect(unknownOf({ Protocol: untold('a parameter') })).to.deep.equal([
      'entries/2/protocol',
      'entries/2/fromPort',
      'entries/2/toPort',
    ]);
    expect(unknownOf({ Protocol: -1, RuleNumber: 'first', Egress: untold('a parameter') })).to.deep.equal([
      'entries/2/ruleNumber',
      'entries/2/egress',
    ]);
  });

  it('may have an entry of which nobody can tell where it belongs', () => {
    const { unknown } = acl({ ...allow, RuleNumber: 100, Protocol: -1, NetworkAclId: untold('the default one') });
    expect(Object.keys(unknown!)).to.deep.equal(['entries/*']);
  });
});
