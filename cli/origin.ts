import { without, type Contribution } from '../collectors/planned/draft.ts';
import { evaluate, type EvaluateOptions } from '../core/evaluate.ts';
import type { Finding } from '../core/finding.ts';
import { inventoryOf, type Inventory } from '../core/inventory.ts';
import type { Resource } from '../core/resource.ts';
import type { Rule } from '../core/rule.ts';

/**
 * Says where a planned finding comes from: of a resource that others put something into (rules of a security group), the
 * one without which the rule would not fail. Where that is not one of them, the resource's own place stands.
 */
export class Origins {
  readonly #contributions: ReadonlyMap<string, readonly Contribution[]>;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #options: EvaluateOptions;
  readonly #resources = new Map<string, Resource>();

  private constructor(
    contributions: ReadonlyMap<string, readonly Contribution[]>,
    rules: readonly Rule[],
    options: EvaluateOptions,
  ) {
    this.#contributions = contributions;
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#options = options;
  }

  static async of(
    inventory: Inventory,
    contributions: ReadonlyMap<string, readonly Contribution[]>,
    rules: readonly Rule[],
    options: EvaluateOptions,
  ): Promise<Origins> {
    const origins = new Origins(contributions, rules, options);
    if (contributions.size > 0) {
      for await (const resource of inventory.resources()) {
        if (contributions.has(resource.arn)) origins.#resources.set(resource.arn, resource);
      }
    }
    return origins;
  }

  /** The finding, with the place of what it comes from. */
  async placed<F extends Finding>(finding: F): Promise<F> {
    const { arn } = finding.resource;
    const contributions = finding.status === 'fail' && arn !== null ? this.#contributions.get(arn) : undefined;
    const [resource, rule] = [this.#resources.get(arn ?? ''), this.#rules.get(finding.ruleId)];
    if (contributions === undefined || resource === undefined || rule === undefined) return finding;
    // Judged by itself: what only other resources would tell cannot be placed.
    if (!(await this.#fails(rule, resource, finding))) return finding;
    for (const contribution of contributions) {
      if (await this.#fails(rule, without(resource, contribution), finding)) continue;
      return { ...finding, resource: { ...finding.resource, source: contribution.place } };
    }
    return finding;
  }

  async #fails(rule: Rule, resource: Resource, finding: Finding): Promise<boolean> {
    const inventory = inventoryOf({ takenAt: new Date(0).toISOString(), resources: [resource] });
    for await (const { status, fingerprint } of evaluate(inventory, [rule], this.#options)) {
      if (status === 'fail' && fingerprint === finding.fingerprint) return true;
    }
    return false;
  }
}
