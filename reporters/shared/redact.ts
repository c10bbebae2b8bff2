import type { Evidence } from '../../core/evidence.ts';
import type { BaselineEntry, Report, ReportFinding, ReportHead, ReportTail } from '../../core/report.ts';

/**
 * Credentials do not belong in a report, whatever field they turn up in. Every reporter, JSON too, sees a report only
 * through `redacted`. What identifies a finding (rule, account, Region, ARN, fingerprint) stands as it is: without it
 * nobody could find the resource, and an ARN is no secret.
 */
export function redacted(report: Report): Report {
  const { findings } = report;
  return {
    ...redactTail(redactHead(report)),
    findings: {
      *[Symbol.iterator]() {
        for (const finding of findings) yield redactFinding(finding);
      },
    },
  };
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])/g, '[redacted: access key id]'],
  [/\beyJ[\w-]{6,}\.eyJ[\w-]{6,}(?:\.[\w-]*)?/g, '[redacted: token]'],
  [
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    '[redacted: private key]',
  ],
  [
    /((?:secret_?access_?key|secret_?key|session_?token|security_?token)["']?\s{0,3}[:=]\s{0,3}["']?)[\w/+=-]{16,}/gi,
    '$1[redacted: secret]',
  ],
  [
    /(\b(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token)=["']?)(?!\[redacted)[^\s"'&;,]{6,}/gi,
    '$1[redacted: secret]',
  ],
  [/([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{1,128}:)(?!\[redacted)[^\s@/]{1,256}(?=@)/gi, '$1[redacted: secret]'],
  [
    /\b(?:gh[opsur]_\w{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,})/g,
    '[redacted: token]',
  ],
];

/** What every pattern needs somewhere; most findings have none of it, and one look over their text is enough. */
const suspicious =
  /AKIA|ASIA|eyJ|PRIVATE KEY|:\/\/[^/]{1,300}@|gh[opsur]_|github_pat_|glpat-|xox[abprs]-|sk_live_|(?:secret|passw|pwd|token|api[_-]?key)/i;

/** Facts whose name says that their value is a secret, whatever it looks like. */
const secretName = /^(?:aws_?)?(?:secret_?access_?key|session_?token|secret_?string|password|private_?key)$/i;

/** Whether there may be something to redact in a text, or in the JSON text of something. */
export function isSuspicious(text: string): boolean {
  return suspicious.test(text);
}

export function redactText(text: string): string {
  if (!isSuspicious(text)) return text;
  return patterns.reduce((redactedSoFar, [pattern, instead]) => redactedSoFar.replace(pattern, instead), text);
}

function redactValue<T>(value: T): T;
function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map((element) => redactValue<unknown>(element));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      redactText(name),
      typeof inner === 'string' && inner !== '' && secretName.test(name) ? '[redacted: secret]' : redactValue(inner),
    ]),
  );
}

export function redactFinding(finding: ReportFinding): ReportFinding {
  if (!isSuspicious(JSON.stringify(finding))) return finding;
  const { resource, waiver, expiredWaiver } = finding;
  return {
    ...finding,
    resource: { ...resource, name: redactValue(resource.name), tags: redactValue(resource.tags) },
    part: redactValue(finding.part),
    message: redactText(finding.message),
    evidence: finding.evidence.map(redactEvidence),
    ...(waiver === undefined ? {} : { waiver: redactValue(waiver) }),
    ...(expiredWaiver === undefined ? {} : { expiredWaiver: redactValue(expiredWaiver) }),
  };
}

function redactEvidence(entry: Evidence): Evidence {
  if (!('fact' in entry)) {
    return { ...entry, where: redactValue(entry.where), ...redactUnknown(entry.unknown) };
  }
  const value = redactValue({ [entry.fact]: entry.value })[entry.fact];
  return { ...entry, ...('value' in entry ? { value } : {}), ...redactUnknown(entry.unknown) };
}

function redactUnknown<U extends { readonly message: string }>(unknown: U | undefined): { unknown?: U } {
  return unknown === undefined ? {} : { unknown: { ...unknown, message: redactText(unknown.message) } };
}

export function redactHead<H extends ReportHead>(head: H): H {
  return {
    ...head,
    coverage: head.coverage.map((section) => ({
      ...section,
      gaps: section.gaps.map((gap) => ({ ...gap, message: redactText(gap.message) })),
    })),
    rules: head.rules.map((rule) => ({ ...rule, params: redactValue(rule.params) })),
  };
}

export function redactTail<T extends ReportTail>(tail: T): T {
  const entry = (one: BaselineEntry): BaselineEntry => ({ ...one, part: redactValue(one.part) });
  return {
    ...tail,
    ...(tail.baseline === undefined
      ? {}
      : { baseline: { absent: tail.baseline.absent.map(entry), notObserved: tail.baseline.notObserved.map(entry) } }),
    frameworks: tail.frameworks.map((framework) => ({
      ...framework,
      controls: framework.controls.map((control) => {
        const { attestation } = control;
        if (attestation === undefined) return control;
        const { statement, problem, by } = attestation;
        const texts = { by: redactText(by), statement: redactText(statement), problem: redactValue(problem) };
        return { ...control, attestation: { ...attestation, ...texts } };
      }),
    })),
    notices: tail.notices.map((notice) => ({ ...notice, message: redactText(notice.message) })),
  };
}
