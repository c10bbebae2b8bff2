import type { Framework } from '../core/framework.ts';
import { kinds } from '../core/kinds/index.ts';
import type { Rule } from '../core/rule.ts';
import { equivalentsOf } from './coverage.ts';
import { prose, table } from './markdown.ts';

const scanners: ReadonlyMap<string, string> = new Map(
  Object.entries({
    securityHub: 'AWS Security Hub',
    awsConfig: 'AWS Config',
    prowler: 'Prowler',
    powerpipe: 'Powerpipe',
    cloudsploit: 'CloudSploit',
    scoutsuite: 'ScoutSuite',
    checkov: 'Checkov',
    trivy: 'Trivy',
    cdkNag: 'cdk-nag',
  }),
);

const serviceOf = (rule: Pick<Rule, 'id'>) => rule.id.split('-')[0] ?? '';

/** The list of all rules. */
export function rulesPage(rules: readonly Rule[]): string {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const services = [...new Set(sorted.map(serviceOf))];
  const sections = services.map((service) => {
    const own = sorted.filter((rule) => serviceOf(rule) === service);
    const lines = own.map(({ id, title, severity }) => [`[${id}](rules/${id}.md)`, prose(title), severity]);
    return `## ${service}\n\n${table(['Rule', 'It passes where', 'Severity'], lines)}\n`;
  });
  return `# Rules

${sorted.length} rules. What they answer of what other scanners look for is in [coverage](coverage.md), which controls they serve in
[HIPAA](frameworks/hipaa.md).

${sections.join('\n')}`;
}

/** The page of one rule. */
export function rulePage(rule: Rule, frameworks: readonly Framework[]): string {
  const sections = [
    `# ${rule.id}`,
    sentence(rule.title),
    ...(rule.deprecated === null ? [] : [`**Deprecated.** ${sentence(rule.deprecated)}`]),
    [
      `- Severity: ${rule.severity}`,
      `- Judges: ${rule.kinds.map(kindText).join(', ')}`,
      ...(rule.reads.length === 0 ? [] : [`- Asks about: ${rule.reads.map(kindText).join(', ')}`]),
      ...(rule.aliases.length === 0 ? [] : [`- Called before: ${rule.aliases.map((id) => `\`${id}\``).join(', ')}`]),
    ].join('\n'),
    `## Why\n\n${sentence(rule.rationale)}`,
    `## What to do\n\n${sentence(rule.remediation)}`,
    ...parameters(rule),
    `## Examples\n\nPasses:\n\n${example(rule.examples.pass)}\n\nFails:\n\n${example(rule.examples.fail)}`,
    ...controls(rule, frameworks),
    ...equivalents(rule),
    `## References\n\n${rule.references.map((url) => `- <${url}>`).join('\n')}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? prose(text) : `${prose(text)}.`);
const kindText = (id: Rule['kinds'][number]) => `${kinds.get(id)?.title ?? id} (\`${id}\`)`;

function parameters(rule: Rule): string[] {
  const lines = Object.entries(rule.params).map(([name, spec]) => [
    `\`${name}\``,
    prose(spec.takes),
    `\`${JSON.stringify(spec.default)}\``,
  ]);
  return lines.length === 0 ? [] : [`## Parameters\n\n${table(['Parameter', 'Takes', 'Default'], lines)}`];
}

function example(given: Rule['examples']['pass']): string {
  const [facts, others] = (Array.isArray(given) ? given : [given, undefined]) as [unknown, unknown];
  const block = (value: unknown) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
  return others === undefined ? block(facts) : `${block(facts)}\n\namong\n\n${block(others)}`;
}

function controls(rule: Rule, frameworks: readonly Framework[]): string[] {
  const lines = frameworks.flatMap((framework) =>
    framework.controls
      .filter(({ id }) => (rule.controls as readonly string[]).includes(`${framework.id}:${id}`))
      .map(
        ({ id, title, type }) =>
          `- [${framework.title} ${id}](../frameworks/${framework.id}.md) ${prose(title)} (${type})`,
      ),
  );
  return [`## Controls\n\n${lines.length === 0 ? 'It serves no control of a framework.' : lines.join('\n')}`];
}

function equivalents(rule: Rule): string[] {
  const ids = equivalentsOf(rule);
  const lines = [...scanners].flatMap(([scanner, name]) => {
    const own = ids.filter((id) => id.startsWith(`${scanner} `)).map((id) => `\`${id.slice(scanner.length + 1)}\``);
    return own.length === 0 ? [] : [`- ${name}: ${own.join(', ')}`];
  });
  return lines.length === 0 ? [] : [`## Elsewhere\n\n${lines.join('\n')}`];
}

/** The page of a framework: each control with its rules, then those that no rule answers. */
export function frameworkPage(framework: Framework, rules: readonly Pick<Rule, 'id' | 'controls'>[]): string {
  const rulesOf = (id: string) =>
    rules
      .filter((rule) => (rule.controls as readonly string[]).includes(`${framework.id}:${id}`))
      .map((rule) => rule.id)
      .sort();
  const answered = framework.controls.filter(({ id }) => rulesOf(id).length > 0);
  const others = framework.controls.filter(({ id }) => rulesOf(id).length === 0);
  const [text = '', url = ''] = framework.source.split(/: (?=https:)/);
  const first = answered.map(({ id, title, type }) => {
    const links = rulesOf(id).map((rule) => `[${rule}](../rules/${rule}.md)`);
    return [id, prose(title), type, links.join(', ')];
  });
  return `# ${framework.title}

The controls of ${prose(text)}: <${url}>. Of ${framework.controls.length} controls ${answered.length} are served by rules; the others are answered by people.
A rule serves a control, it does not fulfil it: that is for the auditor to say, with the evidence that the report shows.

## Controls with rules

${table(['Control', 'Title', 'Type', 'Rules'], first)}

## Controls that no rule answers

A report lists them as not assessed, unless an attestation answers them.

${table(
  ['Control', 'Title', 'Type'],
  others.map(({ id, title, type }) => [id, prose(title), type]),
)}
`;
}
