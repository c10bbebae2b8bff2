import { UsageError } from '../../core/errors.ts';
import { reportRule } from '../../core/report.ts';
import type { Rule } from '../../core/rule.ts';
import { wrap } from '../../reporters/shared/layout.ts';
import type { Run } from '../command.ts';
import { ruleNamed } from '../config.ts';
import { allRules, select } from '../select.ts';
import { terminal, writeParts } from '../terminal.ts';

/** `assize rules list`: every selected rule on a line. */
export async function list(run: Run): Promise<number> {
  const { rules } = select(run.options);
  if (run.options.json) {
    await writeParts(terminal.out, [
      `${JSON.stringify(
        rules.map((rule) => reportRule(rule)),
        null,
        2,
      )}\n`,
    ]);
    return 0;
  }
  const widest = Math.max(...rules.map(({ id }) => id.length));
  await writeParts(
    terminal.out,
    rules.map(({ id, severity, title }) => `${id.padEnd(widest)}  ${severity.padEnd(13)}  ${title}\n`),
  );
  return 0;
}

/** `assize rules show`: what a rule means, why, and what to do. */
export async function show(run: Run): Promise<number> {
  const [id] = run.arguments;
  if (id === undefined) throw new UsageError('no rule is named', 'See assize rules list');
  const rule = ruleNamed(id, allRules(run.options.own));
  const text = run.options.json
    ? `${JSON.stringify({ ...reportRule(rule), equivalents: rule.equivalents }, null, 2)}\n`
    : pageOf(rule);
  await writeParts(terminal.out, [text]);
  return 0;
}

const indented = (text: string) => wrap(text, 76).map((line) => `  ${line}`);

function pageOf(rule: Rule): string {
  const params = Object.entries(rule.params).map(
    ([name, spec]) => `  ${name}: ${spec.takes} (default ${JSON.stringify(spec.default)})`,
  );
  const equivalents = Object.entries<readonly string[]>({ ...rule.equivalents }).map(
    ([scanner, ids]) => `  ${scanner}: ${ids.join(', ')}`,
  );
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);
  return [
    `${rule.id} (${rule.severity})`,
    rule.title,
    ...(rule.deprecated === null ? [] : [`Deprecated: ${rule.deprecated}`]),
    ...part('Judges', [`  ${rule.kinds.join(', ')}`]),
    ...part('Why', indented(rule.rationale)),
    ...part('What to do', indented(rule.remediation)),
    ...part(
      'Controls',
      rule.controls.map((control) => `  ${control}`),
    ),
    ...part('Parameters', params),
    ...part('The same elsewhere', equivalents),
    ...part(
      'References',
      rule.references.map((url) => `  ${url}`),
    ),
    '',
  ].join('\n');
}
