import { keyOf, type RuleDigest } from './digest.ts';

/** Rules that fail on the same resources: often one thing to mend, such as a security group that is open. */
export interface Cause {
  readonly lead: RuleDigest;
  /** Rules whose resources are all among those of the first. */
  readonly also: readonly RuleDigest[];
}

/**
 * The rules, in their order, each that fails on no other resources than one before it put to that one.
 *
 * @param joins whether a rule may be put to another
 */
export function causesOf(rules: readonly RuleDigest[], joins: (entry: RuleDigest) => boolean = () => true): Cause[] {
  const causes: { lead: RuleDigest; also: RuleDigest[]; keys: ReadonlySet<string> }[] = [];
  for (const entry of rules) {
    const keys = new Set(entry.kept.map(({ resource }) => keyOf(resource)));
    // Of a rule with more resources than are kept, nobody can tell.
    const known = keys.size === entry.resources && joins(entry);
    const cause = known ? causes.find((one) => [...keys].every((key) => one.keys.has(key))) : undefined;
    if (cause === undefined) causes.push({ lead: entry, also: [], keys });
    else cause.also.push(entry);
  }
  return causes.map(({ lead, also }) => ({ lead, also }));
}
