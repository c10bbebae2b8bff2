import { expect } from 'chai';
import { evaluate } from '../../core/evaluate.ts';
import type { KindId } from '../../core/kinds/index.ts';
import type { Resource } from '../../core/resource.ts';
import type { Rule } from '../../core/rule.ts';
import rules from '../../rules/index.ts';
import { account, denied, region, resourceOf, splitExample, world, type Given } from './tester.ts';

/** The resources of an example: the one judged first. */
function exampleOf(rule: Rule, which: 'pass' | 'fail', kind: KindId): Resource[] {
  const [facts, surroundings] = splitExample(rule.examples[which]);
  return [
    resourceOf(kind, { arn: `arn:aws:test:${region}:${account}:judged`, ...facts }),
    ...Object.entries(surroundings).flatMap(([other, list]) =>
      (list as Given<KindId>[]).map((one, index) => resourceOf(other as KindId, one, index + 1)),
    ),
  ];
}

async function verdictOf(rule: Rule, resources: readonly Resource[], options: Parameters<typeof world>[1] = {}) {
  const found = new Set<string>();
  for await (const finding of evaluate(world(resources, options), [rule])) {
    if (finding.resource.arn === resources[0]?.arn) found.add(finding.status);
  }
  return found;
}

/** Every way to hide one fact (or the tags) of one of the resources. */
function* hidings(resources: readonly Resource[]): Generator<[string, Resource[]]> {
  for (const [index, resource] of resources.entries()) {
    for (const fact of [...Object.keys(resource.facts), 'tags']) {
      const { [fact]: _, ...facts } = resource.facts as Record<string, unknown>;
      const hidden = { ...resource, facts, unknown: { ...resource.unknown, [fact]: denied } } as Resource;
      yield [`${resource.kind} ${fact}`, resources.map((other, at) => (at === index ? hidden : other))];
      for (const path of partsOf((resource.facts as Record<string, unknown>)[fact], fact)) {
        const partly = { ...resource, unknown: { ...resource.unknown, [path]: denied } };
        yield [`${resource.kind} ${path}`, resources.map((other, at) => (at === index ? partly : other))];
      }
    }
  }
}

/** The paths of everything inside a value that could be unknown: members, elements, and further elements of lists. */
function* partsOf(value: unknown, path: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) yield `${path}/*`;
  for (const [name, inner] of Object.entries(value)) {
    yield `${path}/${name}`;
    yield* partsOf(inner, `${path}/${name}`);
  }
}

/** As a plan tells of resources: no account, no Region, no ARN, and nothing of what else there is. */
function planned(resources: readonly Resource[]): Resource[] {
  return resources.map((resource, index) => ({
    ...resource,
    arn: `tf:aws_thing.number${index}`,
    account: null,
    region: resource.region === 'global' ? 'global' : null,
    address: `aws_thing.number${index}`,
  }));
}

describe('every rule', () => {
  for (const rule of rules) {
    for (const kind of rule.kinds) {
      for (const which of ['pass', 'fail'] as const) {
        it(`${rule.id}: the ${which} example on ${kind} gives ${which}`, async () => {
          expect([...(await verdictOf(rule, exampleOf(rule, which, kind)))]).to.deep.equal([which]);
        });

        it(`${rule.id}: hiding any fact of the ${which} example on ${kind} never flips the verdict`, async () => {
          for (const [what, resources] of hidings(exampleOf(rule, which, kind))) {
            for (const status of await verdictOf(rule, resources)) {
              expect([which, 'unknown'], `without ${what}`).to.include(status);
            }
          }
        });

        it(`${rule.id}: the ${which} example on ${kind} in a plan, whole or with any part hidden, never flips`, async () => {
          const resources = planned(exampleOf(rule, which, kind));
          for (const [what, shaped] of [['', resources] as const, ...hidings(resources)]) {
            for (const status of await verdictOf(rule, shaped, { accounts: [], coverage: [] })) {
              expect([which, 'unknown'], `without ${what}`).to.include(status);
            }
          }
        });

        it(`${rule.id}: a gap in any kind that it reads never flips the ${which} example on ${kind}`, async () => {
          for (const read of rule.reads) {
            const gaps = [{ kind: read, ...denied, operation: 'test:Denied' }];
            for (const status of await verdictOf(rule, exampleOf(rule, which, kind), { gaps })) {
              expect([which, 'unknown'], `with a gap in ${read}`).to.include(status);
            }
          }
        });
      }
    }
  }
});
