import type { Identity } from './resource.ts';
import type { Facts, KindId } from './kinds/index.ts';
import type { Lookup } from './inventory.ts';
import type { ParamSpecs, ParamValues } from './params.ts';
import type { View } from './view.ts';
import { DefinitionError } from './errors.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const;
export type Severity = (typeof severities)[number];

/** The control catalogues add themselves here (`rules/frameworks/`), so that the compiler checks a rule's controls. @public */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface ControlCatalogues {}
/** `hipaa:164.312(a)(1)`: a framework and a control of it. */
export type ControlId = keyof ControlCatalogues extends never ? string : ControlCatalogues[keyof ControlCatalogues];

/** What other scanners call the same thing, so that people who come from there find it. */
export interface Equivalents {
  securityHub?: readonly string[];
  awsConfig?: readonly string[];
  prowler?: readonly string[];
  powerpipe?: readonly string[];
  cloudsploit?: readonly string[];
  scoutsuite?: readonly string[];
  checkov?: readonly string[];
  trivy?: readonly string[];
  cdkNag?: readonly string[];
}

export type Verdict =
  { readonly status: 'pass' } | Failure | { readonly status: 'not-applicable'; readonly message: string };
export interface Failure {
  readonly status: 'fail';
  readonly message: string;
  readonly part: string | null;
}

/** The compliant condition holds. */
export const pass: Verdict = { status: 'pass' };

/** @param message what was observed, no full stop. @param part what inside the resource fails, stable over time. */
export function fail(message: string, part: string | null = null): Failure {
  return { status: 'fail', message, part };
}

/** @param reason why the rule says nothing of this resource. */
export function notApplicable(reason: string): Verdict {
  return { status: 'not-applicable', message: reason };
}

/** What `evaluate` gives: one verdict, or the holes it finds, one after another. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a generator that just ends returns void
export type Judgement = Verdict | Iterable<Failure, Verdict | undefined | void>;

export interface Context<R extends KindId, P extends ParamSpecs> {
  readonly params: ParamValues<P>;
  /** Answers questions about other resources, of the kinds that `reads` names. */
  readonly inventory: Lookup<R>;
  /** The moment that ages are measured against: when the snapshot was taken, unless told otherwise. */
  readonly asOf: Date;
}

/** Facts of an example; those not given are unknown, so that an example shows what the rule needs. */
export type ExampleFacts<K extends KindId> = K extends KindId
  ? Partial<Omit<Identity, 'place'>> & Partial<Facts<K>>
  : never;
/** Other resources that an example stands among, by kind. Kinds not given were seen and have none. */
export type ExampleSurroundings = { readonly [K in KindId]?: readonly ExampleFacts<K>[] };
export type Example<K extends KindId> = ExampleFacts<K> | readonly [ExampleFacts<K>, ExampleSurroundings];

export interface RuleDefinition<K extends KindId, R extends KindId, P extends ParamSpecs> {
  /** The file's name, the docs page and the SARIF rule id; it is forever. */
  id: string;
  /** The compliant condition, no full stop. */
  title: string;
  severity: Severity;
  /** The kind, or kinds, judged. */
  resource: K | readonly K[];
  /** Other kinds that `evaluate` asks the inventory about. */
  reads?: readonly R[];
  controls: readonly ControlId[];
  rationale: string;
  remediation: string;
  references: readonly string[];
  equivalents?: Equivalents;
  /** Ids it had before. */
  aliases?: readonly string[];
  /** Why it should no longer be used, and what to use instead. */
  deprecated?: string;
  params?: P;
  examples: { pass: Example<K>; fail: Example<K> };
  evaluate(resource: View<K>, context: Context<R, P>): Judgement;
}

/** A rule as the evaluator and the reports see it, whatever its kinds and parameters. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly kinds: readonly KindId[];
  readonly reads: readonly KindId[];
  readonly controls: readonly ControlId[];
  readonly rationale: string;
  readonly remediation: string;
  readonly references: readonly string[];
  readonly equivalents: Equivalents;
  readonly aliases: readonly string[];
  readonly deprecated: string | null;
  readonly params: ParamSpecs;
  readonly examples: { readonly pass: Example<KindId>; readonly fail: Example<KindId> };
  evaluate(resource: View<KindId>, context: Context<KindId, ParamSpecs>): Judgement;
}

/**
 * Declares a rule. A generator `*evaluate` yields a failure for each hole that it finds; it passes if it yields none
 * and may return `notApplicable(…)`.
 * @throws DefinitionError where an id or a text does not have the form the project keeps
 */
export function defineRule<const K extends KindId, const R extends KindId = never, P extends ParamSpecs = ParamSpecs>(
  rule: RuleDefinition<K, R, P>,
): Rule {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(rule.id)) {
    throw new DefinitionError(
      `rule id "${rule.id}" is not of the form service-thing-state`,
      'Use lower case words joined by hyphens',
    );
  }
  if (rule.title.endsWith('.')) throw new DefinitionError(`title of rule ${rule.id} ends in a full stop`, 'Remove it');
  return {
    id: rule.id,
    title: rule.title,
    severity: rule.severity,
    kinds: typeof rule.resource === 'string' ? [rule.resource] : rule.resource,
    reads: rule.reads ?? [],
    controls: rule.controls,
    rationale: rule.rationale,
    remediation: rule.remediation,
    references: rule.references,
    equivalents: rule.equivalents ?? {},
    aliases: rule.aliases ?? [],
    deprecated: rule.deprecated ?? null,
    params: rule.params ?? {},
    examples: rule.examples,
    // The evaluator calls it only with views of `kinds` and a look-up that holds `reads`.
    evaluate: (resource, context) => rule.evaluate(resource as View<K>, context as unknown as Context<R, P>),
  };
}

export { choice, integer, integers, texts } from './params.ts';
