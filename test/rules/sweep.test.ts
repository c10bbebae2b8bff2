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
      const value = (resource.facts as Record<string, unknown>)[fact];
      if (!Array.isArray(value)) continue;
      for (const path of [`${fact}/*`, ...value.map((_, element) => `${fact}/${element}`)]) {
        const partly = { ...resource, unknown: { ...resource.unknown, [path]: denied } };
        yield [`${resource.kind} ${path}`, resources.map((other, at) => (at === index ? partly : other))];
      }
    }
  }
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
