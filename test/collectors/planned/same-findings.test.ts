import { expect } from 'chai';
import fc from 'fast-check';
import { alone } from '../../../collectors/planned/change.ts';
import type { Plan } from '../../../collectors/terraform/plan.ts';
import { changeOf } from '../../../collectors/terraform/read.ts';
import { evaluate } from '../../../core/evaluate.ts';
import rules from '../../../rules/index.ts';
import { takenAt } from '../../rules/tester.ts';
import { block, group, planOf, references, type Change } from '../terraform/plans.ts';
import { listed } from './account.ts';

/** Ids that AWS makes as it likes, of what is named elsewhere by other means. */
interface Random {
  readonly rule: string;
  readonly association: string;
  readonly timestamp: string;
}

const rule = (id: string, port: number, cidr: string) => ({
  id,
  arn: `arn:aws:ec2:us-east-1:123456789012:security-group-rule/${id}`,
  security_group_rule_id: id,
  security_group_id: 'sg-web',
  ip_protocol: 'tcp',
  from_port: port,
  to_port: port,
  cidr_ipv4: cidr,
});

/** A group with rules of each form, a network, and an instance in it; some of it there, some to come. */
function changesWith(random: Random): readonly Change[] {
  const ssh = rule(`sgr-1${random.rule}`, 22, '0.0.0.0/0');
  const web = group('sg-web', [], { revoke_rules_on_delete: false });
  const inline = group('sg-old', [block(3389, 3389, '0.0.0.0/0', '198.51.100.0/24'), block(443, 443, '10.0.0.0/8')]);
  const association = {
    id: `rtbassoc-${random.association}`,
    route_table_id: 'rtb-1',
    subnet_id: 'subnet-1',
  };
  return [
    { address: 'aws_security_group.web', before: web, after: web, expressions: { name: {}, vpc_id: {} } },
    { address: 'aws_security_group.old', before: inline, after: inline },
    { address: 'aws_vpc_security_group_ingress_rule.ssh', before: ssh, after: ssh },
    {
      address: 'aws_vpc_security_group_ingress_rule.all',
      before: rule(`sgr-2${random.rule}`, 5432, '10.0.0.0/8'),
      after: rule(`sgr-2${random.rule}`, 5432, '0.0.0.0/0'),
    },
    { address: 'aws_route_table_association.a', before: association, after: association },
    {
      address: 'aws_instance.web',
      after: { ami: 'ami-1', instance_type: 't3.micro', subnet_id: 'subnet-1' },
      unknown: { id: true, arn: true, vpc_security_group_ids: true },
      expressions: {
        ami: {},
        instance_type: {},
        subnet_id: {},
        vpc_security_group_ids: references('aws_security_group.web.id', 'aws_security_group.old.id'),
      },
    },
  ];
}

const planWith = (random: Random): Plan => planOf(changesWith(random), { timestamp: random.timestamp });

/** Every order of what has none: of resources, and of what Terraform keeps as sets. */
function shuffled(plan: Plan, turn: number): Plan {
  const sets = new Set(['resource_changes', 'resources', 'ingress', 'egress', 'cidr_blocks', 'references']);
  const turned = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) {
      const list = (value as unknown[]).map((element) => turned(element, name));
      if (!sets.has(name)) return list;
      const by = list.length === 0 ? 0 : turn % list.length;
      const moved = [...list.slice(by), ...list.slice(0, by)];
      return turn % 2 === 1 ? moved.reverse() : moved;
    }
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([key, inner]) => [key, turned(inner, key)] as const);
    return Object.fromEntries(turn % 2 === 1 ? members.reverse() : members);
  };
  return turned(plan, '') as Plan;
}

async function findingsOf(plan: Plan): Promise<Record<'before' | 'after', string[]>> {
  const judged = alone(changeOf(plan, 'plan.json'), takenAt);
  const of = async (side: typeof judged.after) =>
    (await listed(evaluate(side, rules)))
      .map(({ fingerprint, ruleId, status, part, message }) => [ruleId, status, part, message, fingerprint].join(' | '))
      .sort();
  return { before: await of(judged.before!), after: await of(judged.after) };
}

describe('two plans of the same change', () => {
  const first: Random = { rule: '0a', association: '0b', timestamp: '2026-06-15T12:00:00Z' };

  it('give the same findings, whatever ids are random in them and whatever order they have', async function () {
    this.timeout(20_000);
    const expected = await findingsOf(planWith(first));
    expect(expected.after.filter((finding) => finding.includes(' | fail | ')).length).to.be.greaterThan(3);
    expect(expected.after).to.not.deep.equal(expected.before);
    const hex = fc.stringMatching(/^[0-9a-f]{17}$/);
    await fc.assert(
      fc.asyncProperty(hex, hex, fc.date({ noInvalidDate: true }), fc.nat(20), async (id, association, at, turn) => {
        const plan = planWith({ rule: id, association, timestamp: at.toISOString() });
        expect(await findingsOf(shuffled(plan, turn))).to.deep.equal(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('give others where one opens another port', async () => {
    const changes = changesWith(first).map((change): Change =>
      change.address.endsWith('.ssh') ? { ...change, after: rule('sgr-10a', 3306, '0.0.0.0/0') } : change,
    );
    expect((await findingsOf(planOf(changes))).after).to.not.deep.equal((await findingsOf(planWith(first))).after);
  });
});
