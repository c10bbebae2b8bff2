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
  #tried: Tried = { resource: null, variants: [], failing: new Map() };

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
    if (this.#tried.resource !== resource) {
      this.#tried = {
        resource,
        variants: [resource, ...contributions.map((one) => without(resource, one))],
        failing: new Map(),
      };
    }
    // Judged by itself: what only other resources would tell cannot be placed.
    if (!(await this.#failing(rule, 0)).has(finding.fingerprint)) return finding;
    for (const [index, contribution] of contributions.entries()) {
      if ((await this.#failing(rule, index + 1)).has(finding.fingerprint)) continue;
      return { ...finding, resource: { ...finding.resource, source: contribution.place } };
    }
    return finding;
  }

  /** Fingerprints of what fails of a variant of the resource at hand: whole, or without one contribution. */
  async #failing(rule: Rule, variant: number): Promise<ReadonlySet<string>> {
    const { variants, failing } = this.#tried;
    const key = `${rule.id} ${variant}`;
    let found = failing.get(key);
    if (found === undefined) {
      failing.set(key, (found = new Set()));
      const resource = variants[variant];
      const resources = resource === undefined ? [] : [resource];
      const inventory = inventoryOf({ takenAt: new Date(0).toISOString(), resources });
      for await (const { status, fingerprint } of evaluate(inventory, [rule], this.#options)) {
        if (status === 'fail') found.add(fingerprint);
      }
    }
    return found;
  }
}

/** What was tried of one resource: its findings come one after the other. */
interface Tried {
  readonly resource: Resource | null;
  readonly variants: readonly Resource[];
  readonly failing: Map<string, Set<string>>;
}
