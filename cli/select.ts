import type { Collector } from '../collectors/collector.ts';
import collectors from '../collectors/index.ts';
import { UsageError } from '../core/errors.ts';
import type { Framework } from '../core/framework.ts';
import type { Rule } from '../core/rule.ts';
import { closest } from '../core/suggest.ts';
import { frameworks } from '../rules/frameworks/index.ts';
import rules from '../rules/index.ts';
import { ruleNamed } from './config.ts';

export interface Selection {
  readonly rules: readonly Rule[];
  readonly frameworks: readonly Framework[];
  /** The collectors that bring what these rules judge and ask about. */
  readonly collectors: readonly Collector[];
}

/** Every rule there is: those that come with assize and the configuration's own. */
export function allRules(own: readonly Rule[] = []): readonly Rule[] {
  for (const rule of own) {
    if (rules.some(({ id }) => id === rule.id)) {
      throw new UsageError(`your rule ${rule.id} has the id of one that comes with assize`, 'Give it another id');
    }
  }
  return [...rules, ...own].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The rules that `--rule` and `--framework` choose: both narrow; neither means all that are not deprecated. */
export function select(choice: {
  rule: readonly string[];
  framework: readonly string[];
  own: readonly Rule[];
}): Selection {
  const all = allRules(choice.own);
  const chosenFrameworks = choice.framework.map(frameworkNamed);
  const named = new Set(choice.rule.map((id) => ruleNamed(id, all).id));
  const chosen = all.filter(
    (rule) =>
      (named.size === 0 ? rule.deprecated === null : named.has(rule.id)) &&
      (chosenFrameworks.length === 0 ||
        rule.controls.some((control) => chosenFrameworks.some(({ id }) => control.startsWith(`${id}:`)))),
  );
  if (chosen.length === 0) throw new UsageError('no rule is selected', 'See assize rules list');
  const needed = new Set(chosen.flatMap((rule) => [...rule.kinds, ...rule.reads]));
  return {
    rules: chosen,
    frameworks: chosenFrameworks.length === 0 ? frameworks : chosenFrameworks,
    collectors: collectors.filter((collector) => collector.kinds.some((kind) => needed.has(kind))),
  };
}

function frameworkNamed(id: string): Framework {
  const framework = frameworks.find((candidate) => candidate.id === id);
  if (framework !== undefined) return framework;
  const known = frameworks.map((candidate) => candidate.id);
  const near = closest(id, known);
  throw new UsageError(
    `there is no framework "${id}"`,
    near === null ? `There are ${known.join(', ')}` : `Did you mean ${near}?`,
  );
}
