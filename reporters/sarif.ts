import { hash } from 'node:crypto';
import type {
  Invocation,
  Location,
  Notification,
  ReportingDescriptor,
  ReportingDescriptorReference,
  Result,
  Run,
  Suppression,
  ToolComponent,
} from 'sarif';
import type { FindingResource } from '../core/finding.ts';
import type { BaselineEntry, Report, ReportFinding, Reporter, ReportRule } from '../core/report.ts';
import { severities, type Severity } from '../core/rule.ts';
import { clip, prose, visible } from './shared/escape.ts';
import { segment, sourceUri, virtualPath } from './shared/place.ts';
import { redacted } from './shared/redact.ts';
import { Top } from './shared/top.ts';
import { existingArn, many, number, observation, placeOf, reasons } from './shared/wording.ts';

/**
 * SARIF 2.1.0 in two profiles.
 *
 * `sarif` is the whole report for any consumer: every verdict, suppressions, baseline states and taxonomies, in one run.
 * `sarifGithub` is what GitHub code scanning takes as it is: open failing findings only (it would show waived ones as
 * open), a run for each account, and nothing beyond its limits, over which it refuses the whole file.
 */
const limits = {
  runs: 20,
  /** Of one run. GitHub takes 25,000 and keeps 5,000. */
  results: 5_000,
  /** Of all runs, so that the file stays far below 10 MB when compressed. */
  file: 25_000,
  tags: 10,
  name: 255,
  text: 1_024,
  notifications: 100,
};

const home = 'https://github.com/assize/assize';

/** Within GitHub's bands: above 9.0 critical, from 7.0 high, from 4.0 medium, from 0.1 low. */
const securitySeverity: Readonly<Record<Severity, string | null>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  informational: null,
};
const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note', informational: 'note' } as const;
const kindOf = {
  pass: 'pass',
  fail: 'fail',
  // "open": there was not enough information to decide.
  unknown: 'open',
  error: 'open',
  'not-applicable': 'notApplicable',
} as const;

export const sarif: Reporter<object> = function* (given: Report) {
  const report = redacted(given);
  const taxonomies = taxonomiesOf(report);
  const rules = rulesOf(report.rules, taxonomies);
  const only = report.accounts.length === 1 ? report.accounts[0] : undefined;
  yield opening;
  yield runHead(report, {
    rules,
    supported: taxonomies,
    id:
      report.input === undefined
        ? `assize/${only === undefined ? '' : `${segment(only.id)}/`}`
        : inputRun(report.input),
  });
  let first = true;
  for (const result of fullResults(report, indexesOf(report.rules), taxonomies)) {
    yield `${first ? '\n' : ',\n'}${JSON.stringify(result)}`;
    first = false;
  }
  const { asOf, snapshot, input, accounts, summary } = report;
  const properties = {
    asOf,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(input === undefined ? {} : { input }),
    accounts: accounts.map(({ id }) => id),
    summary,
  };
  yield runTail({ invocations: [invocationOf(report, () => true, [])], taxonomies, properties });
  yield closing;
};

function* fullResults(
  report: Report,
  indexes: ReadonlyMap<string, number>,
  taxonomies: readonly ToolComponent[],
): Generator<Result> {
  const controls = new Map(report.rules.map((rule) => [rule.id, taxaOf(rule.controls, taxonomies)]));
  for (const finding of report.findings) {
    const { ruleId, status, severity, resource, disposition, part, baselineState } = finding;
    const taxa = controls.get(ruleId) ?? [];
    yield {
      ...identityOf(ruleId, finding.fingerprint, indexes),
      kind: kindOf[status],
      level: status === 'fail' ? levels[severity] : 'none',
      message: { text: textOf(observation(finding)) },
      locations: [locationOf(resource)],
      // Either every result of a run has it or none.
      suppressions: finding.waiver === undefined ? [] : [suppressionOf(finding.waiver)],
      ...(baselineState === null ? {} : { baselineState }),
      ...(taxa.length === 0 ? {} : { taxa }),
      properties: {
        status,
        severity,
        disposition,
        kind: resource.kind,
        account: resource.account,
        region: resource.region,
        name: resource.name,
        ...(resource.address === undefined ? {} : { address: resource.address }),
        part,
      },
    };
  }
  for (const entry of report.baseline?.absent ?? []) yield absentResult(entry, report, indexes);
}

/** Not a failure any more: a reader that knows nothing of baselines must not count it as one. */
function absentResult(entry: BaselineEntry, { input }: Report, indexes: ReadonlyMap<string, number>): Result {
  const { ruleId, kind, account, region, arn, part } = entry;
  const gone = input === undefined ? 'Of the baseline, and no longer found' : 'Fixed by the change';
  const text = `${gone}${part === null ? '' : `: ${part}`}`;
  return {
    ...identityOf(ruleId, entry.fingerprint, indexes),
    kind: 'informational',
    level: 'none',
    message: { text: textOf(text) },
    locations: [locationOf({ kind, account, region, arn, name: null, tags: {} })],
    suppressions: [],
    baselineState: 'absent',
    properties: { kind, account, region, part },
  };
}

function suppressionOf(waiver: NonNullable<ReportFinding['waiver']>): Suppression {
  const { id, reason, owner, approver, change, expires } = waiver;
  return {
    kind: 'external',
    status: 'accepted',
    justification: textOf(reason),
    properties: { waiver: id, owner, approver, change, expires },
  };
}

export const sarifGithub: Reporter<object> = function* (given: Report) {
  const report = redacted(given);
  const ids = runIds(report);
  const perRun = Math.min(limits.results, Math.floor(limits.file / ids.length));
  const rank = (finding: ReportFinding) =>
    severities.indexOf(finding.severity) * 2 + (finding.baselineState === 'new' ? 0 : 1);
  const runs = new Map(ids.map((id) => [id, new Top<ReportFinding>(perRun, (a, b) => rank(a) - rank(b))]));
  for (const finding of report.findings) {
    if (finding.status !== 'fail' || finding.disposition !== 'open') continue;
    // Evidence is not written here, and what is kept should be small.
    const slim = { ...finding, evidence: [], resource: { ...finding.resource, tags: {} } };
    runs.get(runIdOf(finding.resource.account, ids, report))?.add(slim);
  }
  const known = new Map(report.rules.map((rule) => [rule.id, rule]));
  yield opening;
  let first = true;
  for (const [id, top] of runs) {
    const findings = top.sorted();
    const used = [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
    const ruled = used.map((rule) => known.get(rule)).filter((rule) => rule !== undefined);
    const rules = rulesOf(ruled, []);
    const indexes = indexesOf(ruled);
    yield first ? '' : ',\n';
    first = false;
    yield runHead(report, { rules, supported: [], id });
    for (const [index, finding] of findings.entries()) {
      const result: Result = {
        ...identityOf(finding.ruleId, finding.fingerprint, indexes),
        level: levels[finding.severity],
        message: { text: textOf(observation(finding)) },
        locations: [locationOf(finding.resource)],
      };
      yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(result)}`;
    }
    const left = top.left;
    const notes =
      left === 0
        ? []
        : [
            `${many(left, 'open finding')} of ${number(top.seen)} left out, the least severe: ` +
              `at most ${number(perRun)} of a run are uploaded. All of them are in report.json`,
          ];
    const mine = (account: string | null) => runIdOf(account, ids, report) === id;
    yield runTail({ invocations: [invocationOf(report, mine, notes)] });
  }
  yield closing;
};

/**
 * GitHub takes 20 runs in a file. Up to so many accounts have one each; more are dealt to 20 by their id, so that an
 * account's alerts stay in one category whatever other accounts come and go.
 */
function runIds(report: Report): string[] {
  // What a change would do must not stand in for what was found in the account that it is for.
  if (report.input !== undefined) return [inputRun(report.input)];
  if (report.accounts.length === 0) return ['assize/account/'];
  if (report.accounts.length <= limits.runs) return report.accounts.map(({ id }) => `assize/${segment(id)}/`);
  return Array.from({ length: limits.runs }, (_, index) => bucketRun(index));
}

function runIdOf(account: string | null, ids: readonly string[], report: Report): string {
  const first = ids[0] ?? '';
  if (account === null || ids.length === 1) return first;
  if (report.accounts.length > limits.runs) {
    return bucketRun(Number.parseInt(hash('sha256', account).slice(0, 8), 16) % limits.runs);
  }
  const own = `assize/${segment(account)}/`;
  return ids.includes(own) ? own : first;
}

const inputRun = ({ kind }: NonNullable<Report['input']>) => `assize/${kind}/`;
const bucketRun = (index: number) => `assize/accounts-${String(index + 1).padStart(2, '0')}-of-${String(limits.runs)}/`;

const opening = '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[\n';
const closing = '\n]}\n';

/** A run up to its results, which follow. */
function runHead(
  report: Report,
  about: { rules: ReportingDescriptor[]; supported: readonly ToolComponent[]; id: string },
): string {
  const { version } = report.tool;
  const run: Omit<Run, 'results'> = {
    tool: {
      driver: {
        name: 'assize',
        fullName: `assize ${version}`,
        informationUri: home,
        version,
        ...(/^\d+\.\d+\.\d+/.test(version) ? { semanticVersion: version } : {}),
        rules: about.rules,
        notifications: [
          {
            id: 'not-seen',
            shortDescription: { text: 'Something could not be seen, so verdicts are unknown' },
            defaultConfiguration: { level: 'warning' },
          },
          {
            id: 'left-out',
            shortDescription: { text: 'Not all of the report is in this file' },
            defaultConfiguration: { level: 'warning' },
          },
        ],
        ...(about.supported.length === 0
          ? {}
          : { supportedTaxonomies: about.supported.map(({ name }, index) => ({ name, index })) }),
      },
    },
    automationDetails: { id: about.id },
    columnKind: 'utf16CodeUnits',
  };
  return `${JSON.stringify(run).slice(0, -1)},"results":[`;
}

function runTail(rest: Partial<Run>): string {
  return `\n],${JSON.stringify(rest).slice(1)}`;
}

function invocationOf(report: Report, mine: (account: string | null) => boolean, notes: readonly string[]): Invocation {
  const { summary } = report;
  const notification = (id: string, text: string): Notification => ({
    descriptor: { id },
    level: 'warning',
    message: { text: textOf(text) },
  });
  const gaps: Notification[] = [];
  let left = 0;
  for (const section of report.coverage.filter(({ account }) => mine(account))) {
    for (const { operation, reason, kind, message } of section.gaps) {
      if (gaps.length < limits.notifications) {
        const text = `${operation}: ${reasons[reason]} in ${placeOf(section)}, so ${kind} was not wholly seen: ${message}`;
        gaps.push(notification('not-seen', text));
      } else left += 1;
    }
  }
  const unseen = summary.unknown + summary.error;
  const notObserved = (report.baseline?.notObserved ?? []).filter(({ account }) => mine(account)).length;
  return {
    executionSuccessful: true,
    exitCode: summary.exitCode,
    toolExecutionNotifications: [
      ...notes.map((note) => notification('left-out', note)),
      ...(unseen === 0
        ? []
        : [
            notification(
              'not-seen',
              `${many(unseen, 'verdict')} of the whole run could not be reached; what is missing here may not be mended`,
            ),
          ]),
      ...(notObserved === 0
        ? []
        : [notification('not-seen', `${many(notObserved, 'entry', 'entries')} of the baseline could not be observed`)]),
      ...gaps,
      ...(left === 0 ? [] : [notification('left-out', `${many(left, 'further gap')}: see report.json`)]),
    ],
  };
}

function rulesOf(rules: readonly ReportRule[], taxonomies: readonly ToolComponent[]): ReportingDescriptor[] {
  return rules.map((rule) => {
    const { id, title, severity, rationale, remediation, references } = rule;
    const score = securitySeverity[severity];
    const links = references.filter((reference) => /^https?:\/\/[^\s<>"]+$/.test(reference));
    const relationships = taxaOf(rule.controls, taxonomies).map((target) => ({ target, kinds: ['relevant'] }));
    return {
      id: named(id),
      name: pascal(named(id)).slice(0, limits.name),
      // A title states what should be; in a list of alerts it would read as what is.
      shortDescription: { text: textOf(`Expected: ${title}`) },
      fullDescription: { text: textOf(rationale === '' ? title : rationale) },
      help: {
        text: textOf([title, rationale, remediation, ...links].filter((part) => part !== '').join('. ')),
        markdown: helpOf(rule, links),
      },
      ...(links[0] === undefined ? {} : { helpUri: links[0] }),
      defaultConfiguration: { level: levels[severity] },
      ...(relationships.length === 0 ? {} : { relationships }),
      properties: {
        tags: tagsOf(rule),
        precision: 'very-high',
        'problem.severity': { error: 'error', warning: 'warning', note: 'recommendation' }[levels[severity]],
        ...(score === null ? {} : { 'security-severity': score }),
      },
    };
  });
}

function helpOf(rule: ReportRule, links: readonly string[]): string {
  return [
    `**Expected: ${prose(rule.title)}**`,
    ...(rule.rationale === '' ? [] : [`Why: ${prose(rule.rationale.replace(/\.$/, ''))}.`]),
    ...(rule.remediation === '' ? [] : [`What to do: ${prose(rule.remediation.replace(/\.$/, ''))}.`]),
    ...(rule.controls.length === 0 ? [] : [`Controls: ${rule.controls.map(prose).join(', ')}`]),
    ...links.map((link) => `<${link}>`),
  ].join('\n\n');
}

/** GitHub keeps ten, and counts `security-severity` only where `security` is one of them. */
function tagsOf(rule: ReportRule): string[] {
  const services = rule.kinds.map((kind) => kind.split('.')[1] ?? '');
  const tags = ['security', 'aws', ...services, ...rule.controls].filter((tag) => tag !== '');
  return [...new Set(tags.map((tag) => clip(visible(tag), 60)))].slice(0, limits.tags);
}

function taxonomiesOf(report: Report): ToolComponent[] {
  return report.frameworks.map((framework) => ({
    name: named(framework.id),
    shortDescription: { text: textOf(framework.title) },
    fullDescription: { text: textOf(framework.source) },
    isComprehensive: true,
    taxa: framework.controls.map(({ id, title, type, status, counts }) => ({
      id: named(id),
      shortDescription: { text: textOf(title) },
      properties: { type, status, counts },
    })),
  }));
}

/** References to the controls that are in a taxonomy of this run. */
function taxaOf(controls: readonly string[], taxonomies: readonly ToolComponent[]): ReportingDescriptorReference[] {
  return controls.flatMap((control) => {
    const colon = control.indexOf(':');
    const [framework, id] = [control.slice(0, colon), control.slice(colon + 1)];
    const at = taxonomies.findIndex(({ name }) => name === framework);
    const index = taxonomies[at]?.taxa?.findIndex((taxon) => taxon.id === id) ?? -1;
    return index < 0 ? [] : [{ id, index, toolComponent: { name: framework, index: at } }];
  });
}

function identityOf(
  ruleId: string,
  fingerprint: string,
  indexes: ReadonlyMap<string, number>,
): Pick<Result, 'ruleId' | 'ruleIndex' | 'partialFingerprints'> {
  const ruleIndex = indexes.get(ruleId);
  return {
    ruleId: named(ruleId),
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    // The one key that GitHub reads.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'assize/v1': fingerprint },
  };
}

/** Never empty, within the limit, and without the `[text](target)` that SARIF makes a link of. */
function textOf(text: string): string {
  const shown = visible(text)
    .replace(/\](?=\()/g, '\\]')
    .trim();
  if (shown === '') return '(empty)';
  return shown.length <= limits.text ? shown : clip(shown, limits.text - 40);
}

const named = (id: string) => (id === '' ? '(empty)' : visible(id));

const indexesOf = (rules: readonly ReportRule[]) => new Map(rules.map(({ id }, index) => [id, index]));

function pascal(id: string): string {
  return id.replace(/(?:^|-)([^-]*)/g, (_, word: string) => word.slice(0, 1).toUpperCase() + word.slice(1));
}

/** A planned resource has its source. GitHub wants a path of every result, so what has no file is given one. */
function locationOf(resource: FindingResource): Location {
  const { kind, arn, name, address, source } = resource;
  const line = source?.line ?? 1;
  // What is there already has an ARN; the address says where in the plan it is.
  const ids = [...new Set([existingArn(arn), address ?? null])].filter((id) => id !== null);
  if (ids.length === 0) ids.push(arn ?? `${kind} in ${placeOf(resource)}`);
  return {
    physicalLocation: {
      artifactLocation: { uri: source === undefined ? virtualPath(resource) : sourceUri(source) },
      region: { startLine: line, startColumn: 1, endLine: line, endColumn: 1 },
    },
    logicalLocations: ids.map((id) => ({
      kind: 'resource',
      fullyQualifiedName: named(id),
      ...(name === null || name === '' ? {} : { name: visible(name) }),
    })),
  };
}
