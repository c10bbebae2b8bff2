import { expect } from 'chai';
import { evaluate } from '../../../../core/evaluate.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import rule from '../../../../rules/ec2/ec2-network-acl-admin-ports-restricted.ts';
import { judge, planOf, references, sidesOf as allSidesOf, type Change } from '../plans.ts';

/** Types may be parts of other kinds too. */
function sidesOf(plan: Parameters<typeof allSidesOf>[0]) {
  const { before, after } = allSidesOf(plan);
  const own = (resource: Resource) => resource.kind === 'aws.ec2.network-acl';
  return { before: before.filter(own), after: after.filter(own) };
}

type AclFacts = Facts<'aws.ec2.network-acl'>;
const factsOf = (resource: Resource | undefined) => resource?.facts as AclFacts;
const unknownOf = (resource: Resource | undefined) => Object.keys(resource?.unknown ?? {}).sort();
const numbers = (resource: Resource | undefined) =>
  factsOf(resource).entries.map(({ ruleNumber, egress }) => `${ruleNumber} ${egress ? 'out' : 'in'}`);

const made = { id: true, arn: true, owner_id: true, subnet_ids: true, ingress: true, egress: true };
const fresh: Change = {
  address: 'aws_network_acl.web',
  after: { vpc_id: 'vpc-1', tags: null },
  unknown: made,
  expressions: { vpc_id: {} },
};
const standing = {
  id: 'acl-1',
  arn: 'arn:aws:ec2:us-east-1:123456789012:network-acl/acl-1',
  owner_id: '123456789012',
  vpc_id: 'vpc-1',
  subnet_ids: ['subnet-1'],
  ingress: [],
  egress: [],
};
const ssh = { rule_no: 100, action: 'allow', protocol: 'tcp', cidr_block: '0.0.0.0/0', from_port: 22, to_port: 22 };

function rules(...all: readonly Record<string, unknown>[]): Change[] {
  return all.map((after, index) => ({
    address: `aws_network_acl_rule.r${index}`,
    after: { rule_action: 'allow', protocol: 'tcp', cidr_block: '0.0.0.0/0', from_port: 22, to_port: 22, ...after },
    unknown: { id: true, network_acl_id: true },
    expressions: { network_acl_id: references('aws_network_acl.web.id') },
  }));
}

async function verdicts(...changes: readonly Change[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { status, part } of evaluate(judge(planOf(changes)).after, [rule])) {
    found.push(part === null ? status : `${status} ${part}`);
  }
  return found;
}

describe('network ACLs in a plan', () => {
  it('puts the rules of their own in a new one, and knows all of them', async () => {
    const open = rules({ rule_number: 100 }, { rule_number: 90, rule_action: 'deny', cidr_block: '198.51.100.0/24' });
    const { after } = sidesOf(planOf([fresh, ...open]));
    expect(numbers(after[0])).to.deep.equal(['32767 in', '32767 out', '100 in', '90 in']);
    expect(unknownOf(after[0])).to.deep.equal([]);
    expect(factsOf(after[0])).to.deep.include({ isDefault: false, subnetIds: [] });
    expect(await verdicts(fresh, ...open)).to.deep.equal(['fail ingress tcp/22 0.0.0.0/0']);
    const closed = rules({ rule_number: 100 }, { rule_number: 90, rule_action: 'DENY', protocol: '-1' });
    expect(await verdicts(fresh, ...closed)).to.deep.equal(['pass']);
  });

  it('does not know the entries of a new one that has no rules: a block may be dynamic', async () => {
    expect(unknownOf(sidesOf(planOf([fresh])).after[0])).to.deep.equal(['entries/*']);
    expect(await verdicts(fresh)).to.deep.equal(['unknown']);
  });

  it('judges one direction whatever the other is', async () => {
    const half = (name: 'ingress' | 'egress', blocks: unknown): Change => ({
      ...fresh,
      after: { vpc_id: 'vpc-1', [name]: blocks },
      unknown: { ...made, [name]: [] },
      expressions: { vpc_id: {}, [name]: [{}] },
    });
    expect(await verdicts(half('ingress', [ssh]))).to.deep.equal(['fail ingress tcp/22 0.0.0.0/0']);
    expect(await verdicts(half('ingress', [{ ...ssh, from_port: 443, to_port: 443 }]))).to.deep.equal(['pass']);
    expect(await verdicts(half('egress', [ssh]))).to.deep.equal(['unknown']);
  });

  it('takes out of the state what a rule of its own had put there', () => {
    const held = { ...standing, ingress: [ssh, { ...ssh, rule_no: 110, from_port: 443, to_port: 443 }] };
    const acl: Change = { address: 'aws_network_acl.web', before: held, after: held, expressions: { vpc_id: {} } };
    const gone: Change = {
      address: 'aws_network_acl_rule.ssh',
      before: {
        network_acl_id: 'acl-1',
        rule_number: 100,
        rule_action: 'allow',
        egress: false,
        protocol: '6',
        cidr_block: '0.0.0.0/0',
        from_port: 22,
        to_port: 22,
      },
    };
    const { before, after } = sidesOf(planOf([acl, gone]));
    expect(numbers(before[0])).to.deep.equal(['32767 in', '32767 out', '100 in', '110 in']);
    expect(numbers(after[0])).to.deep.equal(['32767 in', '32767 out', '110 in']);
  });

  it('reads protocols by name or number, and ports as the provider sends them', () => {
    const [{ entries }] = sidesOf(
      planOf([
        fresh,
        ...rules(
          { rule_number: 1, protocol: 'ESP' },
          { rule_number: 2, protocol: 'ipv6-icmp', cidr_block: null, ipv6_cidr_block: '::/0', icmp_type: 128 },
          { rule_number: 3, protocol: 'icmp', icmp_type: '8', icmp_code: -1 },
          { rule_number: 4, protocol: 'udp', from_port: null, to_port: null },
          { rule_number: 5, protocol: 'all' },
        ),
      ]),
    ).after.map(factsOf) as [AclFacts];
    expect(entries.slice(2).map(({ protocol, fromPort, toPort }) => [protocol, fromPort, toPort])).to.deep.equal([
      ['50', null, null],
      ['icmpv6', 128, 0],
      ['icmp', 8, -1],
      ['udp', 0, 0],
      ['all', null, null],
    ]);
  });

  it('does not know what is missing, strange or of another type', () => {
    const { after } = sidesOf(
      planOf([
        fresh,
        ...rules(
          { rule_number: null, cidr_block: null },
          { rule_number: 'first', rule_action: null, protocol: 'chaos', egress: 'maybe', cidr_block: null },
        ),
      ]),
    );
    expect(unknownOf(after[0])).to.deep.equal([
      'entries/2/cidrIpv4',
      'entries/2/ruleNumber',
      'entries/3/action',
      'entries/3/cidrIpv4',
      'entries/3/egress',
      'entries/3/fromPort',
      'entries/3/protocol',
      'entries/3/ruleNumber',
      'entries/3/toPort',
    ]);
  });

  it('knows its subnets where it names them, and those of resources of their own', () => {
    const association: Change = {
      address: 'aws_network_acl_association.a',
      before: { id: 'aclassoc-1', network_acl_id: 'acl-1', subnet_id: 'subnet-1' },
    };
    const acl = (expressions: Record<string, unknown>): Change => ({
      address: 'aws_network_acl.web',
      before: standing,
      after: standing,
      expressions,
    });
    const subnets = (...changes: Change[]) => factsOf(sidesOf(planOf(changes)).after[0]).subnetIds;
    expect(subnets(acl({ subnet_ids: {} }))).to.deep.equal(['subnet-1']);
    expect(subnets(acl({}), association)).to.deep.equal([]);
    const named = { ...fresh, expressions: { vpc_id: {}, subnet_ids: references('aws_subnet.a.id') } };
    const subnet: Change = { address: 'aws_subnet.a', after: { vpc_id: 'vpc-1' }, unknown: { id: true } };
    const [first] = sidesOf(planOf([named, subnet])).after;
    expect(factsOf(first).subnetIds).to.deep.equal(['tf:aws_subnet.a']);
    expect(unknownOf(first)).to.deep.equal(['entries/*', 'subnetIds/*']);
  });

  it('adopts a default one by its id: without blocks it has no entries, and keeps its subnets', async () => {
    const adopted: Change = {
      address: 'aws_default_network_acl.all',
      after: { default_network_acl_id: 'acl-0', ingress: [], egress: [ssh], subnet_ids: null },
      unknown: { id: true, arn: true, owner_id: true, vpc_id: true },
    };
    const [first] = sidesOf(planOf([adopted])).after;
    expect(factsOf(first)).to.include({ networkAclId: 'acl-0', isDefault: true });
    expect(numbers(first)).to.deep.equal(['32767 in', '32767 out', '100 out']);
    expect(unknownOf(first)).to.deep.equal(['subnetIds', 'vpcId']);
    expect(await verdicts(adopted)).to.deep.equal(['pass']);
  });
});
