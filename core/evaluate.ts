import { Surroundings, type Inventory } from './inventory.ts';
import { Trace } from './evidence.ts';
import { messageOf } from './errors.ts';
import { fingerprintOf, type Finding, type FindingResource, type Status } from './finding.ts';
import type { KindId } from './kinds/index.ts';
import { UnknownFact } from './listing.ts';
import type { ParamSpecs } from './params.ts';
import type { Gap, SectionCoverage } from './coverage.ts';
import type { Resource } from './resource.ts';
import type { Judgement, Rule, Verdict } from './rule.ts';
import { viewOf } from './view.ts';

/** Values of rules' parameters where they differ from the defaults: by rule id, then by name. Already parsed. */
export type ParamOverrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface EvaluateOptions {
  /** Ages are measured against this; default: when the inventory was taken. */
  readonly asOf?: Date;
  readonly params?: ParamOverrides;
}

/**
 * Judges an inventory: for every resource and rule of its kind one finding or more, then one `unknown` finding for
 * every rule and gap in the rule's kind. Pure: the same inventory and rules give the same findings in the same order.
 */
export async function* evaluate(
  inventory: Inventory,
  rules: readonly Rule[],
  options: EvaluateOptions = {},
): AsyncGenerator<Finding> {
  const asOf = options.asOf ?? new Date(inventory.takenAt);
  const byKind = rulesByKind(rules);
  const params = new Map(rules.map((rule) => [rule.id, paramsOf(rule, options.params?.[rule.id])]));
  const surroundings = await Surroundings.of(inventory, new Set(rules.flatMap((rule) => rule.reads)));

  for await (const resource of inventory.resources(new Set(byKind.keys()))) {
    const subject = subjectOf(resource);
    for (const rule of byKind.get(resource.kind) ?? []) {
      const trace = new Trace(resource);
      const context = { params: params.get(rule.id) ?? {}, inventory: surroundings.lookup(resource, trace), asOf };
      // Not `yield*`: in an asynchronous generator it waits several times for each of what may be millions.
      for (const finding of judge(rule, subject, trace, () => rule.evaluate(viewOf(resource, trace), context))) {
        yield finding;
      }
    }
  }
  yield* unseen(inventory, byKind);
}

/** The values a rule's parameters have: the defaults, and over them what the configuration says. */
export function paramsOf(rule: Rule, overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const specs: ParamSpecs = rule.params;
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, overrides[name] ?? spec.default]));
}

function rulesByKind(rules: readonly Rule[]): Map<KindId, Rule[]> {
  const byKind = new Map<KindId, Rule[]>();
  for (const rule of [...rules].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const kind of rule.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), rule]);
  }
  return byKind;
}

/** The findings of one rule on one resource. What a generator yields before it meets an unknown fact stands. */
function* judge(rule: Rule, subject: FindingResource, trace: Trace, run: () => Judgement): Generator<Finding> {
  const find = (status: Status, message: string, part: string | null = null): Finding => ({
    fingerprint: fingerprintOf(rule.id, subject, part),
    ruleId: rule.id,
    status,
    severity: rule.severity,
    resource: subject,
    part,
    message,
    evidence: trace.evidence(),
  });
  const parts = new Set<string | null>();
  let verdict: Verdict | undefined;
  try {
    const answer = run();
    if ('status' in answer) verdict = answer;
    else {
      const holes = answer[Symbol.iterator]();
      for (let hole = holes.next(); ; hole = holes.next()) {
        if (hole.done === true) {
          verdict = hole.value ?? undefined;
          break;
        }
        if (!parts.has(hole.value.part)) yield find('fail', hole.value.message, hole.value.part);
        parts.add(hole.value.part);
      }
    }
  } catch (error) {
    if (error instanceof UnknownFact) yield find('unknown', `${error.message} (${error.unknown.reason})`);
    else yield find('error', `the rule failed: ${messageOf(error)}`);
    return;
  }
  if (verdict?.status === 'fail') yield find('fail', verdict.message, verdict.part);
  else if (verdict?.status === 'not-applicable') yield find('not-applicable', verdict.message);
  else if (parts.size === 0) yield find('pass', rule.title);
}

function subjectOf(resource: Resource): FindingResource {
  const { kind, arn, account, region, name, tags, address, place } = resource;
  return {
    kind,
    arn,
    account,
    region,
    name,
    tags,
    ...(address === undefined ? {} : { address }),
    ...(place === undefined ? {} : { source: place }),
  };
}

/** One `unknown` finding for each rule and gap in its kind: a denied list call must not look like a clean account. */
function* unseen(inventory: Inventory, byKind: ReadonlyMap<KindId, readonly Rule[]>): Generator<Finding> {
  for (const section of inventory.coverage) {
    const told = new Set<string>(); // one operation may leave several gaps in a kind; the coverage lists them all
    for (const gap of section.gaps) {
      if (told.has(`${gap.kind} ${gap.operation}`)) continue;
      told.add(`${gap.kind} ${gap.operation}`);
      for (const rule of byKind.get(gap.kind) ?? []) yield unknownFor(rule, section, gap);
    }
  }
}

function unknownFor(rule: Rule, section: SectionCoverage, gap: Gap): Finding {
  const subject: FindingResource = {
    kind: gap.kind,
    arn: null,
    account: section.account,
    region: section.region,
    name: null,
    tags: {},
  };
  return {
    fingerprint: fingerprintOf(rule.id, subject, gap.operation),
    ruleId: rule.id,
    status: 'unknown',
    severity: rule.severity,
    resource: subject,
    part: gap.operation,
    message: `${gap.operation}: ${gap.message} (${gap.reason})`,
    evidence: [
      {
        kind: gap.kind,
        where: null,
        scope: { account: section.account, region: section.region },
        count: 0,
        operations: [gap.operation],
        unknown: { reason: gap.reason, operation: gap.operation, message: gap.message },
      },
    ],
  };
}
