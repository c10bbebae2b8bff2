import type { Equivalents, Rule } from '../core/rule.ts';
import { csvRows } from './csv.ts';
import { prose, table } from './markdown.ts';

/** Columns of the survey that name what a scanner calls it, and what rules call that scanner. */
const columns = {
  prowler: 'prowler',
  powerpipe: 'powerpipe',
  cloudsploit: 'cloudsploit',
  securityhub_fsbp: 'securityHub',
  aws_config: 'awsConfig',
  scoutsuite: 'scoutsuite',
  checkov: 'checkov',
  trivy: 'trivy',
  cdk_nag: 'cdkNag',
} as const satisfies Record<string, keyof Equivalents>;

/** The services whose kinds are collected. The others are not listed: nothing of them is claimed. */
export const coveredServices: readonly string[] = [
  'EC2 security groups',
  'EC2 network ACL',
  'EBS volumes and snapshots',
  'VPC',
  'IAM',
  'ACM and load balancer certificates',
  'RDS',
  'CloudTrail',
  'Inspector2',
];

/** One thing that scanners look for: a row of the survey. */
export interface SurveyRow {
  readonly service: string;
  readonly what: string;
  /** How many scanners look for it. */
  readonly peers: number;
  /** `prowler iam_no_root_access_key`: the scanner, as rules call it, and its id. */
  readonly ids: readonly string[];
}

export function surveyRows(csv: string): SurveyRow[] {
  return csvRows(csv).map((row) => ({
    service: row.get('service') ?? '',
    what: row.get('check') ?? '',
    peers: Number(row.get('n_peers')),
    ids: Object.entries(columns).flatMap(([column, scanner]) =>
      (row.get(column) ?? '').split(/\s+/).flatMap((id) => (id === '' ? [] : [`${scanner} ${id}`])),
    ),
  }));
}

/** What a rule says that others call it, in the form of `SurveyRow.ids`. */
export function equivalentsOf(rule: Pick<Rule, 'equivalents'>): string[] {
  return Object.entries(rule.equivalents).flatMap(([scanner, ids]: [string, readonly string[]]) =>
    ids.map((id) => `${scanner} ${id}`),
  );
}

/** Finds the rows that have an id. The survey joins families of ids with a star: `openHadoop*`. */
export class Survey {
  readonly rows: readonly SurveyRow[];
  readonly #exact = new Map<string, SurveyRow[]>();
  readonly #families: [RegExp, SurveyRow][] = [];

  constructor(rows: readonly SurveyRow[]) {
    this.rows = rows;
    for (const row of rows) {
      for (const id of row.ids) {
        this.#exact.set(id, [...(this.#exact.get(id) ?? []), row]);
        if (id.includes('*')) {
          const pattern = id.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
          this.#families.push([new RegExp(`^${pattern.join('.*')}$`), row]);
        }
      }
    }
  }

  rowsWith(id: string): readonly SurveyRow[] {
    return this.#exact.get(id) ?? this.#families.filter(([pattern]) => pattern.test(id)).map(([, row]) => row);
  }

  /**
   * The rows that a rule answers: those it shares an id with. An id that several rows have says little: it counts only
   * for a rule that shares none with just one.
   */
  answeredBy(rule: Pick<Rule, 'equivalents'>): ReadonlySet<SurveyRow> {
    const shared = equivalentsOf(rule).map((id) => this.rowsWith(id));
    const certain = shared.filter((rows) => rows.length === 1);
    return new Set((certain.length > 0 ? certain : shared).flat());
  }
}

/** Why no rule answers a row: by service, then by what is looked for. */
export type Unanswered = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The page that says, for everything that two scanners or more look for in the services collected, which rules answer it
 * or why none does.
 * @throws Error where a row has neither, or a reason where a rule answers it
 */
export function coveragePage(
  rules: readonly Pick<Rule, 'id' | 'equivalents'>[],
  csv: string,
  unanswered: Unanswered,
): string {
  const survey = new Survey(surveyRows(csv));
  const answers = new Map<SurveyRow, string[]>();
  for (const rule of rules) {
    for (const row of survey.answeredBy(rule)) answers.set(row, [...(answers.get(row) ?? []), rule.id]);
  }
  const problems: string[] = [];
  const listed = survey.rows.filter(({ service, peers }) => coveredServices.includes(service) && peers >= 2);
  const answerOf = (row: SurveyRow): string => {
    const own = [...(answers.get(row) ?? [])].sort();
    const reason = unanswered[row.service]?.[row.what];
    if (own.length === 0 && reason === undefined) problems.push(`no rule answers "${row.service}: ${row.what}"`);
    if (own.length > 0 && reason !== undefined) {
      problems.push(`"${row.service}: ${row.what}" has a reason although ${own.join(', ')} answers it`);
    }
    return own.length > 0 ? own.map((id) => `[${id}](rules/${id}.md)`).join(', ') : `none: ${prose(reason ?? '')}`;
  };
  const sections = coveredServices.map((service) => {
    const rows = listed.filter((row) => row.service === service);
    const lines = rows.map((row) => [prose(row.what), String(row.peers), answerOf(row)]);
    return `## ${service}\n\n${table(['What scanners look for', 'Scanners', 'Rules'], lines)}\n`;
  });
  for (const [service, reasons] of Object.entries(unanswered)) {
    for (const what of Object.keys(reasons)) {
      if (listed.some((row) => row.service === service && row.what === what)) continue;
      problems.push(`a reason is given for "${service}: ${what}", which is not a row of the survey that is listed`);
    }
  }
  if (problems.length > 0) throw new Error(`docs/coverage.md: ${problems.join('\n')}`);
  const answered = listed.filter((row) => answers.has(row)).length;
  return `# Coverage

What other scanners look for, and the rule that answers it. Listed is all that two or more of nine scanners (Prowler,
Powerpipe, CloudSploit, AWS Security Hub, AWS Config, ScoutSuite, Checkov, Trivy, cdk-nag) look for in the services that are
collected: ${answered} of ${listed.length} are answered; the others say why not. The page of a rule says what each scanner calls it.

${sections.join('\n')}`;
}
