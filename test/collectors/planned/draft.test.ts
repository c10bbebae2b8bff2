import { expect } from 'chai';
import fc from 'fast-check';
import { merge } from '../../../collectors/planned/change.ts';
import { canonical, draftOf, settle, type Draft } from '../../../collectors/planned/draft.ts';
import { onlyLive, OpenList, untold } from '../../../collectors/planned/value.ts';
import type { Resource, Unknown } from '../../../core/resource.ts';

const unread: Unknown = { reason: 'access-denied', operation: 'ec2:DescribeSecurityGroups', message: 'denied' };

/** A rule of a group, of which there are few, so that lists overlap. */
const rule = fc.constantFrom(22, 80, 443, 3306).map((port) => ({
  protocol: 'tcp',
  fromPort: port,
  toPort: port,
  cidrIpv4: '10.0.0.0/8',
  cidrIpv6: null,
  prefixListId: null,
  referencedGroupId: null,
  description: null,
}));
const rules = fc.uniqueArray(rule, { selector: ({ fromPort }) => fromPort });
const text = fc.constantFrom('a', 'b', 'c');

const facts = fc.record({
  groupId: fc.constant('sg-1'),
  groupName: text,
  description: text,
  vpcId: fc.option(text),
  ownerId: fc.constant('123456789012'),
  ingress: rules,
  egress: rules,
});

const resource = facts.map((all): Resource => ({
  kind: 'aws.ec2.security-group',
  arn: 'arn:aws:ec2:us-east-1:123456789012:security-group/sg-1',
  account: '123456789012',
  region: 'us-east-1',
  name: all.groupName,
  tags: { Owner: all.description },
  facts: all,
  source: { operation: 'ec2:DescribeSecurityGroups', request: 'r' },
}));

/** With some of it unknown: facts, elements, members of elements, ends of lists. */
const partly = fc
  .tuple(resource, fc.subarray(['description', 'ingress/*', 'egress/*', 'vpcId', 'tags']))
  .map(([whole, hidden]) => {
    const known = Object.fromEntries(Object.entries(whole.facts).filter(([fact]) => !hidden.includes(fact)));
    const unknown = Object.fromEntries(hidden.map((path) => [path, unread]));
    const tags = hidden.includes('tags') ? {} : whole.tags;
    return { ...whole, tags, facts: known, ...(hidden.length === 0 ? {} : { unknown }) };
  });

const ports = (draft: Draft, fact: 'ingress' | 'egress') =>
  (draft.facts[fact] as { fromPort: number }[]).map(({ fromPort }) => fromPort).sort((a, b) => a - b);

describe('a resource while it is put together', () => {
  it('is the same again when it is settled', () => {
    fc.assert(
      fc.property(partly, (one) => {
        expect(settle(draftOf(one))).to.deep.equal(one);
      }),
    );
  });

  it('settles what is unknown at every depth to its path', () => {
    const given = draftOf({ ...fc.sample(resource, 1)[0]! });
    const unknown = untold('known after apply');
    const settled = settle({
      ...given,
      tags: { Owner: unknown },
      facts: {
        ...given.facts,
        description: unknown,
        ingress: new OpenList([{ protocol: 'tcp', cidrIpv4: unknown }, unknown], untold('more')),
      },
    });
    expect(Object.keys(settled.unknown ?? {}).sort()).to.deep.equal(
      ['description', 'ingress/*', 'ingress/0/cidrIpv4', 'ingress/1', 'tags'].sort(),
    );
    expect(settled.facts).to.not.have.property('description');
  });

  it('has the same text whatever the order of its members', () => {
    expect(canonical({ a: 1, b: [{ c: 2, d: 3 }] })).to.equal(canonical({ b: [{ d: 3, c: 2 }], a: 1 }));
    expect(canonical([1, 2])).to.not.equal(canonical([2, 1]));
  });
});

describe('a change merged into what is live', () => {
  const drafts = fc
    .tuple(resource, resource, resource)
    .map((all) => all.map((one) => draftOf(one)) as [Draft, Draft, Draft]);

  it('leaves the account as it is where it changes nothing', () => {
    fc.assert(
      fc.property(fc.tuple(partly, resource), ([live, before]) => {
        const merged = merge(draftOf(live), draftOf(before), draftOf(before));
        expect(settle(merged).facts).to.deep.equal(live.facts);
        expect(settle(merged).unknown).to.deep.equal(live.unknown);
        expect(settle(merged).tags).to.deep.equal(live.tags);
      }),
    );
  });

  it('gives what is planned where the account is as it was before', () => {
    fc.assert(
      fc.property(drafts, ([before, after]) => {
        const merged = merge(before, before, after);
        expect(ports(merged, 'ingress')).to.deep.equal(ports(after, 'ingress'));
        expect(merged.facts.vpcId).to.equal(after.facts.vpcId);
        expect(merged.tags).to.deep.equal(after.tags);
      }),
    );
  });

  it('takes from a list what it withdraws and puts to it what it adds, and leaves the others', () => {
    fc.assert(
      fc.property(drafts, ([live, before, after]) => {
        const merged = merge(live, before, after);
        for (const fact of ['ingress', 'egress'] as const) {
          const [now, old, next] = [ports(live, fact), ports(before, fact), ports(after, fact)];
          const expected = [22, 80, 443, 3306].filter(
            (port) =>
              (next.includes(port) && !old.includes(port)) ||
              (now.includes(port) && (!old.includes(port) || next.includes(port))),
          );
          expect(ports(merged, fact)).to.deep.equal(expected);
        }
      }),
    );
  });

  it('never takes the account for what it changes to something unknown, and always for what only the account tells', () => {
    fc.assert(
      fc.property(drafts, ([live, before, after]) => {
        const unknown = untold('known after apply');
        const changed = { ...after, facts: { ...after.facts, description: unknown, vpcId: onlyLive } };
        const merged = merge(live, before, changed);
        expect(merged.facts.description).to.equal(unknown);
        expect(merged.facts.vpcId).to.equal(live.facts.vpcId);
      }),
    );
  });

  it('names the source of each fact that it decides', () => {
    const [live] = fc.sample(resource, 1);
    const other = { ...draftOf(live!), source: { operation: 'terraform show', request: 'plan.json' } };
    const merged = merge(draftOf(live!), draftOf(live!), { ...other, facts: { ...other.facts, description: 'z' } });
    expect(merged.sources).to.deep.equal({ description: other.source });
  });
});
