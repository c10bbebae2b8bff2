import { expect } from 'chai';
import { onto, type JudgedChange } from '../../../collectors/planned/change.ts';
import { changeOf } from '../../../collectors/terraform/read.ts';
import { evaluate } from '../../../core/evaluate.ts';
import { inventoryOf, type Inventory } from '../../../core/inventory.ts';
import type { Facts } from '../../../core/kinds/index.ts';
import type { Resource } from '../../../core/resource.ts';
import rule from '../../../rules/ec2/ec2-security-group-ssh-restricted.ts';
import { arnOf, block, group, judge, planOf, sidesOf, type Change } from '../terraform/plans.ts';

type Rule = Facts<'aws.ec2.security-group'>['ingress'][number];

async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const at = { account: '123456789012', region: 'us-east-1' };
const permission = (port: number, cidrIpv4: string): Rule => ({
  protocol: 'tcp',
  fromPort: port,
  toPort: port,
  cidrIpv4,
  cidrIpv6: null,
  prefixListId: null,
  referencedGroupId: null,
  description: 'a rule',
});

function liveGroup(
  id: string,
  ingress: readonly Rule[],
  more: Partial<Resource<'aws.ec2.security-group'>> = {},
): Resource {
  return {
    kind: 'aws.ec2.security-group',
    arn: arnOf(id),
    ...at,
    name: id.replace('sg-', ''),
    tags: { Owner: 'web', 'aws:cloudformation:stack-name': 'prod' },
    facts: {
      groupId: id,
      groupName: id.replace('sg-', ''),
      description: 'a group',
      vpcId: 'vpc-1',
      ownerId: at.account,
      ingress: [...ingress],
      egress: [],
    },
    source: { operation: 'ec2:DescribeSecurityGroups', request: 'r-1' },
    ...more,
  };
}

function account(...resources: readonly Resource[]): Inventory {
  return inventoryOf({
    takenAt: '2026-06-15T12:00:00.000Z',
    accounts: [{ id: at.account, enabled: [at.region], scanned: [at.region] }],
    coverage: [],
    resources,
  });
}

async function put(
  changes: readonly Change[],
  ...live: readonly Resource[]
): Promise<{ judged: JudgedChange; after: Resource[] }> {
  const judged = await onto(changeOf(planOf(changes), 'plan.json'), account(...live));
  return { judged, after: await listed(judged.after.resources()) };
}

const ingressOf = (resource: Resource | undefined) => (resource?.facts as Facts<'aws.ec2.security-group'>).ingress;
const ports = (resource: Resource | undefined) => ingressOf(resource).map(({ fromPort }) => fromPort);

describe('a change put onto an account', () => {
  const web = group('sg-web', [block(443, 443, '10.0.0.0/8')]);

  it('leaves what it does not touch as the account has it, drift included', async () => {
    const live = [liveGroup('sg-web', [permission(22, '0.0.0.0/0')]), liveGroup('sg-other', [])];
    const { after, judged } = await put([{ address: 'aws_security_group.web', before: web, after: web }], ...live);
    expect(after.map(({ facts }) => facts)).to.deep.equal(live.map(({ facts }) => facts));
    expect(judged.removed.size).to.equal(0);
    expect(after[0]?.address).to.equal('aws_security_group.web');
    expect(after[1]?.address).to.equal(undefined);
  });

  it('takes from a list what it takes away, and puts to it what it adds', async () => {
    const { after } = await put(
      [
        {
          address: 'aws_security_group.web',
          before: group('sg-web', [block(443, 443, '10.0.0.0/8'), block(80, 80, '10.0.0.0/8')]),
          after: group('sg-web', [block(443, 443, '10.0.0.0/8'), block(22, 22, '0.0.0.0/0')]),
        },
      ],
      liveGroup('sg-web', [
        permission(443, '10.0.0.0/8'),
        permission(80, '10.0.0.0/8'),
        permission(8080, '10.0.0.0/8'),
      ]),
    );
    expect(ports(after[0])).to.deep.equal([443, 8080, 22]);
    expect(after[0]?.sources?.ingress?.operation).to.equal('terraform show');
    expect(after[0]?.sources?.egress).to.equal(undefined);
  });

  it('keeps the tags that AWS sets', async () => {
    const { after } = await put(
      [{ address: 'aws_security_group.web', before: web, after: { ...web, tags_all: { Team: 'a' } } }],
      liveGroup('sg-web', []),
    );
    expect(after[0]?.tags).to.deep.equal({ Team: 'a', 'aws:cloudformation:stack-name': 'prod' });
  });

  it('removes what it deletes, and only that', async () => {
    const { after, judged } = await put(
      [{ address: 'aws_security_group.web', before: web }],
      liveGroup('sg-web', []),
      liveGroup('sg-other', []),
    );
    expect(after.map(({ arn }) => arn)).to.deep.equal([arnOf('sg-other')]);
    expect([...judged.removed]).to.deep.equal([arnOf('sg-web')]);
  });

  it('adds what it creates, in the account and Region of the snapshot', async () => {
    const plan = planOf([
      {
        address: 'aws_security_group.new',
        after: { name: 'new', ingress: [], egress: [] },
        unknown: { id: true, vpc_id: true },
      },
    ]);
    const judged = await onto(changeOf({ ...plan, configuration: {} }, 'plan.json'), account());
    const [made] = await listed(judged.after.resources());
    expect([made?.arn, made?.account, made?.region]).to.deep.equal([
      'tf:aws_security_group.new',
      at.account,
      at.region,
    ]);
  });

  it('meets what was created since by what identifies it', async () => {
    const created: Change = {
      address: 'aws_security_group.web',
      after: {
        name: 'web',
        description: 'a group',
        vpc_id: 'vpc-1',
        ingress: [block(22, 22, '10.0.0.0/8')],
        egress: [],
      },
      unknown: { id: true, arn: true },
    };
    const { after } = await put([created], liveGroup('sg-web', [permission(443, '10.0.0.0/8')]));
    expect(after.map(({ arn }) => arn)).to.deep.equal([arnOf('sg-web')]);
    expect(ports(after[0])).to.deep.equal([22]);
    const elsewhere = await put([created], liveGroup('sg-web', [], { region: 'eu-west-1' }));
    expect(elsewhere.after.map(({ arn }) => arn)).to.deep.equal([arnOf('sg-web'), 'tf:aws_security_group.web']);
  });

  it('does not meet one of two that it could be', async () => {
    const created: Change = {
      address: 'aws_security_group.web',
      after: { name: 'web', vpc_id: 'vpc-1', ingress: [], egress: [] },
      unknown: { id: true, arn: true },
    };
    const twin = liveGroup('sg-twin', [], { name: 'web' });
    const same = { ...twin, facts: { ...twin.facts, groupName: 'web' } } as Resource;
    const { after } = await put([created], liveGroup('sg-web', []), same);
    expect(after).to.have.lengthOf(3);
  });

  it('makes what it changes to something unknown unknown', async () => {
    const { after } = await put(
      [
        {
          address: 'aws_security_group.web',
          before: web,
          after: { ...web, ingress: null },
          unknown: { ingress: true },
        },
      ],
      liveGroup('sg-web', [permission(443, '10.0.0.0/8')]),
    );
    expect(after[0]?.unknown).to.have.property('ingress/*');
  });

  it('puts a rule of its own to the group that only the account has', async () => {
    const rules: Change[] = [
      {
        address: 'aws_vpc_security_group_ingress_rule.ssh',
        after: { security_group_id: 'sg-web', ip_protocol: 'tcp', from_port: 22, to_port: 22, cidr_ipv4: '0.0.0.0/0' },
      },
      {
        address: 'aws_vpc_security_group_ingress_rule.web',
        before: {
          security_group_id: 'sg-web',
          ip_protocol: 'tcp',
          from_port: 443,
          to_port: 443,
          cidr_ipv4: '10.0.0.0/8',
          description: 'a rule',
        },
      },
    ];
    const { after, judged } = await put(
      rules,
      liveGroup('sg-web', [permission(443, '10.0.0.0/8'), permission(80, '10.0.0.0/8')]),
    );
    expect(ports(after[0])).to.deep.equal([80, 22]);
    expect(after[0]?.unknown).to.equal(undefined);
    expect(judged.removed.size).to.equal(0);
  });

  it('judges rules over the whole account', async () => {
    const { judged } = await put(
      [
        {
          address: 'aws_vpc_security_group_ingress_rule.ssh',
          after: {
            security_group_id: 'sg-web',
            ip_protocol: 'tcp',
            from_port: 22,
            to_port: 22,
            cidr_ipv4: '0.0.0.0/0',
          },
        },
      ],
      liveGroup('sg-web', []),
      liveGroup('sg-other', [permission(22, '0.0.0.0/0')]),
    );
    const failing = async (inventory: Inventory | null) =>
      (await listed(evaluate(inventory!, [rule])))
        .filter(({ status }) => status === 'fail')
        .map(({ resource }) => resource.arn);
    expect(await failing(judged.before)).to.deep.equal([arnOf('sg-other')]);
    expect(await failing(judged.after)).to.deep.equal([arnOf('sg-web'), arnOf('sg-other')]);
  });
});

describe('a change by itself', () => {
  it('has the values from before as its before, and what it removes', async () => {
    const judged = judge(planOf([{ address: 'aws_security_group.web', before: group('sg-web') }]));
    expect((await listed(judged.before!.resources())).map(({ arn }) => arn)).to.deep.equal([arnOf('sg-web')]);
    expect([...judged.removed]).to.deep.equal([arnOf('sg-web')]);
  });

  it('counts what no kind stands for', () => {
    const judged = judge(
      planOf([
        { address: 'aws_s3_bucket.a', after: {} },
        { address: 'aws_s3_bucket.b', after: {} },
      ]),
    );
    expect([...judged.unmapped]).to.deep.equal([['aws_s3_bucket', 2]]);
  });

  it('lets nobody conclude anything from what it does not hold', async () => {
    const judged = judge(planOf([{ address: 'aws_security_group.web', after: group('sg-web') }]));
    expect(judged.after.accounts).to.deep.equal([]);
    const { after } = sidesOf(planOf([{ address: 'aws_security_group.web', after: group('sg-web') }]));
    expect(await listed(judged.after.resources())).to.deep.equal(after);
  });
});

describe('what a change makes and the account has already', () => {
  it('is called by its live id, wherever it is spoken of', async () => {
    const vpc: Resource = {
      kind: 'aws.ec2.vpc',
      arn: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1',
      ...at,
      name: 'main',
      tags: {},
      facts: {
        vpcId: 'vpc-1',
        ownerId: at.account,
        state: 'available',
        isDefault: false,
        cidrBlocks: [],
        ipv6CidrBlocks: [],
      },
      source: { operation: 'ec2:DescribeVpcs', request: 'r' },
    };
    const other: Change = {
      address: 'aws_security_group.other',
      after: { name: 'other', description: 'x', vpc_id: 'vpc-1', ingress: [], egress: [] },
      unknown: { id: true, arn: true },
    };
    const { after } = await put(
      [
        {
          address: 'aws_security_group.web',
          after: { name: 'web', description: 'a group', vpc_id: 'vpc-1', egress: [] },
          unknown: { id: true, arn: true, ingress: true },
        },
        {
          ...other,
          after: { ...other.after, ingress: [{ ...block(22, 22), security_groups: [null] }] },
          unknown: { ...(other.unknown as object), ingress: [{ security_groups: [true] }] },
          expressions: {
            name: {},
            ingress: [{ security_groups: { references: ['aws_security_group.web.id', 'aws_security_group.web'] } }],
          },
        },
      ],
      vpc,
      liveGroup('sg-web', [permission(443, '10.0.0.0/8')]),
    );
    const web = after.find(({ arn }) => arn === arnOf('sg-web'));
    expect((web?.facts as Facts<'aws.ec2.security-group'>).groupId).to.equal('sg-web');
    const made = after.find(({ arn }) => arn === 'tf:aws_security_group.other');
    expect(ingressOf(made).map(({ referencedGroupId }) => referencedGroupId)).to.deep.equal(['sg-web']);
  });
});
