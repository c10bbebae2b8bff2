import { expect } from 'chai';
import fc from 'fast-check';
import type { Plan } from '../../../collectors/terraform/plan.ts';
import { changeOf } from '../../../collectors/terraform/read.ts';
import type { Facts } from '../../../core/kinds/index.ts';
import type { Resource } from '../../../core/resource.ts';
import { arnOf, block, group, judge, planOf, references, sidesOf, type Change } from './plans.ts';

const groupFacts = (resource: Resource | undefined) => resource?.facts as Facts<'aws.ec2.security-group'>;
const ports = (resource: Resource | undefined) => groupFacts(resource).ingress.map(({ fromPort }) => fromPort);

describe('reading a Terraform plan', () => {
  it('has each resource on the sides on which it is', () => {
    const kept = group('sg-kept');
    const { before, after } = sidesOf(
      planOf([
        { address: 'aws_security_group.made', after: { name: 'made', ingress: [], egress: [] }, unknown: { id: true } },
        { address: 'aws_security_group.gone', before: group('sg-gone') },
        { address: 'aws_security_group.kept', before: kept, after: kept },
      ]),
    );
    expect(before.map(({ arn }) => arn)).to.deep.equal([arnOf('sg-gone'), arnOf('sg-kept')]);
    expect(after.map(({ arn }) => arn)).to.deep.equal([arnOf('sg-kept'), 'tf:aws_security_group.made']);
    expect(after.map(({ address }) => address)).to.deep.equal(['aws_security_group.kept', 'aws_security_group.made']);
  });

  it('keeps what is replaced the same resource, by its id from before', () => {
    const { before, after } = sidesOf(
      planOf([
        {
          address: 'aws_security_group.web',
          actions: ['delete', 'create'],
          before: group('sg-1'),
          after: { name: 'other', ingress: [], egress: [] },
          unknown: { id: true, arn: true },
        },
      ]),
    );
    expect(after.map(({ arn }) => arn)).to.deep.equal(before.map(({ arn }) => arn));
    expect(groupFacts(after[0]).groupId).to.equal('sg-1');
    expect(groupFacts(after[0]).groupName).to.equal('other');
  });

  it('leaves what is only forgotten as it is, and data sources and other providers out', () => {
    const change = changeOf(
      planOf([
        { address: 'aws_security_group.kept', actions: ['forget'], before: group('sg-1') },
        { address: 'google_compute_firewall.other', after: { name: 'x' }, provider: 'google' },
      ]),
      'plan.json',
    );
    expect(change.before?.map(({ address }) => address)).to.deep.equal(['aws_security_group.kept']);
    expect(change.after.map(({ address }) => address)).to.deep.equal(['aws_security_group.kept']);
  });

  it('leaves what AWS makes by itself, and Terraform adopted, where it is when it is destroyed', () => {
    const adopted = { ...group('sg-1'), name: 'default' };
    const { after } = sidesOf(planOf([{ address: 'aws_default_security_group.main', before: adopted }]));
    expect(after.map(({ arn }) => arn)).to.deep.equal([arnOf('sg-1')]);
  });

  it('takes a deposed object for one that goes', () => {
    const plan = planOf([{ address: 'aws_security_group.web', before: group('sg-2'), after: group('sg-2') }]);
    const [first] = plan.resource_changes ?? [];
    const deposed = { ...first!, deposed: 'abc', change: { actions: ['delete'], before: group('sg-1'), after: null } };
    const { before, after } = sidesOf({ ...plan, resource_changes: [first!, deposed] });
    expect(before.map(({ arn }) => arn).sort()).to.deep.equal([arnOf('sg-1'), arnOf('sg-2')]);
    expect(after.map(({ arn }) => arn)).to.deep.equal([arnOf('sg-2')]);
  });

  it('knows from the state what a plan with -target leaves out', () => {
    const { before, after } = sidesOf(
      planOf([], {
        prior_state: {
          values: {
            root_module: {
              child_modules: [
                {
                  resources: [
                    { address: 'module.a.aws_security_group.web', type: 'aws_security_group', values: group('sg-1') },
                  ],
                },
              ],
            },
          },
        },
      }),
    );
    expect(after.map(({ arn }) => arn)).to.deep.equal([arnOf('sg-1')]);
    expect(before).to.deep.equal(after);
  });

  it('refuses a plan of other providers only, and says which', () => {
    const plan = planOf([{ address: 'google_compute_firewall.other', after: {}, provider: 'google' }]);
    expect(() => changeOf(plan, 'plan.json')).to.throw(
      'plan.json: has no resource of the AWS provider, only of google (1)',
    );
  });

  it('takes a plan without a resource for one that changes nothing', () => {
    expect(sidesOf({ format_version: '1.0' })).to.deep.equal({ before: [], after: [] });
  });

  it('has no two resources for equal plans in another order', () => {
    const changes: Change[] = ['a', 'b', 'c', 'd'].map((name) => ({
      address: `aws_security_group.${name}`,
      after: { name, description: name, ingress: [block(22, 22, '0.0.0.0/0')], egress: [] },
      unknown: { id: true, arn: true, vpc_id: true },
    }));
    fc.assert(
      fc.property(fc.shuffledSubarray(changes, { minLength: 4 }), (shuffled) => {
        expect(sidesOf(planOf(shuffled))).to.deep.equal(sidesOf(planOf(changes)));
      }),
    );
  });

  describe('what is not known yet', () => {
    it('is an unknown fact, or an unknown part of one', () => {
      const [made] = sidesOf(
        planOf([
          {
            address: 'aws_security_group.web',
            after: { name: 'web', ingress: [{ ...block(22, 22), cidr_blocks: [null, '10.0.0.0/8'] }], egress: [] },
            unknown: { id: true, description: true, ingress: [{ cidr_blocks: [true, false] }] },
          },
        ]),
      ).after;
      expect(Object.keys(made?.unknown ?? {}).sort()).to.include.members(['description', 'ingress/0/cidrIpv4']);
      expect(made?.unknown?.description?.reason).to.equal('known-after-apply');
      expect(groupFacts(made).ingress[1]?.cidrIpv4).to.equal('10.0.0.0/8');
    });

    it('of sensitive values stays unread', () => {
      const plan = planOf([
        {
          address: 'aws_security_group.web',
          after: { name: 'web', description: 'hunter2', ingress: [], egress: [] },
          sensitive: { description: true },
        },
      ]);
      const [made] = sidesOf(plan).after;
      expect(made?.unknown?.description?.message).to.equal(
        'description is marked sensitive, and is not read; it changes',
      );
      expect(JSON.stringify(made)).to.not.include('hunter2');
    });

    it('is followed to the resource that an expression refers to', () => {
      const cases: [string, Record<string, unknown>, string | undefined][] = [
        ['directly', references('aws_vpc.main.id'), 'tf:aws_vpc.main'],
        ['not to an attribute that does not name it', references('aws_vpc.main.owner_id'), undefined],
        ['not through a local', references('local.vpc'), undefined],
        ['not to one of two that are not known', references('aws_vpc.main.id', 'aws_vpc.other.id'), undefined],
        ['to the one of two that is not known', references('aws_vpc.main.id', 'aws_vpc.there.id'), 'tf:aws_vpc.main'],
        ['not to what the plan does not have', references('aws_vpc.nowhere.id'), undefined],
        ['past what is known', references('var.create', 'aws_vpc.main.id', 'path.root'), 'tf:aws_vpc.main'],
      ];
      const vpc = { id: 'vpc-9', arn: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-9' };
      for (const [title, expression, expected] of cases) {
        const { after } = sidesOf(
          planOf([
            { address: 'aws_vpc.main', after: {}, unknown: { id: true } },
            { address: 'aws_vpc.other', after: {}, unknown: { id: true } },
            { address: 'aws_vpc.there', before: vpc, after: vpc },
            {
              address: 'aws_security_group.web',
              after: { name: 'web', ingress: [], egress: [] },
              unknown: { vpc_id: true },
              expressions: { vpc_id: expression, name: {}, ingress: {}, egress: {} },
            },
          ]),
        );
        const made = after.find(({ address }) => address === 'aws_security_group.web');
        expect(groupFacts(made).vpcId, title).to.equal(expected);
      }
    });

    it('is followed through modules, their variables and outputs, with their keys', () => {
      const web: Change = {
        address: 'module.web["a"].aws_security_group.this[0]',
        after: { name: 'web', ingress: [], egress: [] },
        unknown: { id: true, vpc_id: true },
      };
      const plan: Plan = {
        ...planOf([
          { address: 'module.net["a"].aws_vpc.this[0]', after: {}, unknown: { id: true } },
          { address: 'module.net["b"].aws_vpc.this[0]', after: {}, unknown: { id: true } },
          web,
        ]),
        configuration: {
          root_module: {
            module_calls: {
              net: {
                module: {
                  resources: [{ address: 'aws_vpc.this' }],
                  outputs: {
                    id: {
                      expression: {
                        references: ['var.create', 'aws_vpc.this[0].id', 'aws_vpc.this[0]', 'aws_vpc.this'],
                      },
                    },
                  },
                },
              },
              web: {
                expressions: { vpc: { references: ['module.net["a"].id', 'module.net["a"]', 'module.net'] } },
                module: {
                  resources: [
                    { address: 'aws_security_group.this', expressions: { vpc_id: { references: ['var.vpc'] } } },
                  ],
                },
              },
            },
          },
        },
      };
      const made = sidesOf(plan).after.find(({ address }) => address === web.address);
      expect(groupFacts(made).vpcId).to.equal('tf:module.net["a"].aws_vpc.this[0]');
    });

    it('is not taken for what a text of one’s own is made of', () => {
      const { after } = sidesOf(
        planOf([
          { address: 'aws_vpc.main', after: {}, unknown: { id: true } },
          {
            address: 'aws_security_group.web',
            after: { name: 'web', ingress: [], egress: [], tags_all: { Name: null } },
            unknown: { id: true, description: true, tags_all: { Name: true } },
            expressions: {
              description: references('aws_vpc.main.id'),
              tags_all: references('aws_vpc.main.id'),
              ingress: {},
              egress: {},
            },
          },
        ]),
      );
      const made = after.find(({ kind }) => kind === 'aws.ec2.security-group');
      expect(made?.unknown).to.include.keys('description', 'tags');
    });

    it('is followed to the instance with the same key', () => {
      const instances = ['a', 'b'].flatMap((key): Change[] => [
        { address: `aws_vpc.net["${key}"]`, after: {}, unknown: { id: true } },
        {
          address: `aws_security_group.web["${key}"]`,
          after: { name: key, ingress: [], egress: [] },
          unknown: { vpc_id: true },
          expressions: { vpc_id: { references: ['aws_vpc.net', 'each.key'] }, ingress: {}, egress: {} },
        },
      ]);
      const groups = sidesOf(planOf(instances)).after.filter(({ kind }) => kind === 'aws.ec2.security-group');
      expect(groups.map((one) => groupFacts(one).vpcId)).to.deep.equal(['tf:aws_vpc.net["a"]', 'tf:aws_vpc.net["b"]']);
    });
  });

  describe('rules of a group that are resources of their own', () => {
    const rule = (port: number, more: Record<string, unknown> = {}) => ({
      security_group_id: 'sg-1',
      ip_protocol: 'tcp',
      from_port: port,
      to_port: port,
      cidr_ipv4: '0.0.0.0/0',
      ...more,
    });
    const own = (name: string) => `aws_vpc_security_group_ingress_rule.${name}`;

    it('are of the group, and gone with their resource', () => {
      // The state holds what the group had when it was refreshed, whoever put it there.
      const web = group('sg-1', [{ ...block(22, 22, '0.0.0.0/0'), description: '' }]);
      const { before, after } = sidesOf(
        planOf([
          { address: 'aws_security_group.web', before: web, after: web, expressions: { name: {} } },
          { address: own('ssh'), before: rule(22) },
          { address: own('https'), after: rule(443) },
        ]),
      );
      expect(ports(before[0])).to.deep.equal([22]);
      expect(ports(after[0])).to.deep.equal([443]);
    });

    it('do not take away what the group says itself', () => {
      const web = group('sg-1', [{ ...block(22, 22, '0.0.0.0/0'), description: '' }]);
      const { after } = sidesOf(
        planOf([
          { address: 'aws_security_group.web', before: web, after: web },
          { address: own('ssh'), before: rule(22) },
        ]),
      );
      expect(ports(after[0])).to.deep.equal([22]);
    });

    it('are found by the group that is to come', () => {
      const { after } = sidesOf(
        planOf([
          {
            address: 'aws_security_group.web',
            after: { name: 'web' },
            unknown: { id: true, ingress: true, egress: true },
          },
          {
            address: own('ssh'),
            after: rule(22, { security_group_id: undefined }),
            unknown: { security_group_id: true },
            expressions: { security_group_id: references('aws_security_group.web.id') },
          },
        ]),
      );
      expect(after).to.have.lengthOf(1);
      expect(ports(after[0])).to.deep.equal([22]);
      // A dynamic block may hold more.
      expect(after[0]?.unknown).to.have.property('ingress/*');
    });

    it('of a group outside the plan stand for it, the rest unknown', () => {
      const { after } = sidesOf(planOf([{ address: own('ssh'), after: rule(22) }]));
      expect(after[0]?.arn).to.equal(arnOf('sg-1'));
      expect(groupFacts(after[0]).groupId).to.equal('sg-1');
      expect(ports(after[0])).to.deep.equal([22]);
      expect(after[0]?.unknown).to.include.keys('ingress/*', 'egress', 'vpcId', 'tags');
    });

    it('of which nobody can tell the group are judged by themselves, and every group to come may have them', () => {
      const { after } = sidesOf(
        planOf([
          { address: 'aws_security_group.new', after: { name: 'web', ingress: [], egress: [] }, unknown: { id: true } },
          { address: 'aws_security_group.old', before: group('sg-2'), after: group('sg-2') },
          {
            address: own('ssh'),
            after: rule(22, { security_group_id: undefined }),
            unknown: { security_group_id: true },
            expressions: { security_group_id: references('local.group') },
          },
        ]),
      );
      const unknown = new Map(after.map(({ arn, unknown }) => [arn, Object.keys(unknown ?? {})]));
      expect(unknown.get('tf:aws_security_group.new')).to.include('ingress/*');
      expect(unknown.get(arnOf('sg-2'))).to.not.include('ingress/*');
      expect(ports(after.find(({ arn }) => arn === `tf:${own('ssh')}`))).to.deep.equal([22]);
    });
  });

  describe('where it will land', () => {
    const made: Change = { address: 'aws_security_group.web', after: { name: 'web', ingress: [], egress: [] } };
    const at = (plan: Plan) => {
      const [resource] = sidesOf(plan).after.filter(({ name }) => name === 'web');
      return [resource?.account, resource?.region];
    };
    const provider = (expressions: Record<string, unknown>, more: Partial<Plan> = {}): Plan => ({
      ...planOf([made]),
      configuration: { provider_config: { aws: { expressions } }, root_module: { resources: [] } },
      ...more,
    });

    it('is what the provider is configured with', () => {
      expect(at(provider({ region: { constant_value: 'eu-west-1' } }))).to.deep.equal([null, 'eu-west-1']);
      const variables = { where: { value: 'eu-west-2' } };
      expect(at(provider({ region: { references: ['var.where'] } }, { variables }))).to.deep.equal([null, 'eu-west-2']);
      expect(at(provider({ region: { references: ['local.where'] } }))).to.deep.equal([null, null]);
    });

    it('is what the resources that are there show, if they agree', () => {
      const there = (region: string, account: string) => ({
        ...group('sg-1'),
        name: 'there',
        arn: `arn:aws:ec2:${region}:${account}:security-group/sg-1`,
      });
      const plan = (...more: Change[]) => ({ ...planOf([made, ...more]), configuration: { root_module: {} } });
      const one = there('eu-west-1', '111111111111');
      const other = there('us-east-1', '222222222222');
      expect(at(plan({ address: 'aws_security_group.a', before: one, after: one }))).to.deep.equal([
        '111111111111',
        'eu-west-1',
      ]);
      expect(
        at(
          plan(
            { address: 'aws_security_group.a', before: one, after: one },
            { address: 'aws_security_group.b', before: other, after: other },
          ),
        ),
      ).to.deep.equal([null, null]);
    });

    it('is the resource’s own Region, since version 6 of the provider', () => {
      const plan = planOf([{ ...made, after: { ...made.after, region: 'ap-south-1' } }]);
      expect(at(plan)).to.deep.equal(['123456789012', 'ap-south-1']);
    });
  });

  it('keeps what is moved the same resource', () => {
    const kept = group('sg-1', [block(22, 22, '0.0.0.0/0')]);
    const plan = planOf([{ address: 'module.net.aws_security_group.web', before: kept, after: kept }]);
    Object.assign(plan.resource_changes![0]!, { previous_address: 'aws_security_group.web' });
    const { before, after } = sidesOf(plan);
    expect(after).to.deep.equal(before);
    expect(after.map(({ arn, address }) => [arn, address])).to.deep.equal([
      [arnOf('sg-1'), 'module.net.aws_security_group.web'],
    ]);
  });

  it('says what is nested too deep, and goes on', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 5000; level += 1) deep = [deep];
    const [made] = sidesOf(
      planOf([{ address: 'aws_security_group.web', after: { name: 'web', ingress: deep } }]),
    ).after;
    expect(made?.name).to.equal('web');
    expect(Object.keys(made?.unknown ?? {}).some((path) => path.startsWith('ingress'))).to.equal(true);
  });

  it('never throws an untyped error, whatever stands in a plan', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(json, json, json, json, (before, after, unknown, expressions) => {
        const plan = planOf([
          { address: 'aws_security_group.web', before: {}, after: {}, expressions: expressions as never },
          { address: 'aws_security_group_rule.web', after: {} },
        ]);
        for (const change of plan.resource_changes ?? []) {
          Object.assign(change.change, { before, after, after_unknown: unknown, after_sensitive: unknown });
        }
        judge(plan);
      }),
      { numRuns: 300 },
    );
  });
});
