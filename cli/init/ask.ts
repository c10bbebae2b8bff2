import { AssizeError, UsageError } from '../../core/errors.ts';
import {
  failOnOf,
  frameworksOf,
  partsOf,
  regionsOf,
  roleOf,
  systemOf,
  systems,
  type Answers,
  type System,
} from './answers.ts';

/** Asks a person; an empty answer is the suggestion. */
export type Ask = (question: string, suggestion: string) => Promise<string>;

/** What the flags of `assize init` say; what they do not say is asked, or has a default. */
export interface Given {
  readonly ci?: string;
  readonly roleArn?: string;
  readonly region?: readonly string[];
  readonly framework?: readonly string[];
  readonly failOn?: string;
  readonly report?: string;
}

/** What the folder tells: a suggestion where a person is asked, never an answer. */
export interface Hints {
  readonly ci: System;
  readonly report: string | null;
}

/**
 * @param ask null where there is nobody to ask
 * @throws UsageError naming the flag, where something is wrong, or missing and cannot be asked
 */
export async function answersOf(
  given: Given,
  ask: Ask | null,
  hints: Hints,
): Promise<{ readonly answers: Answers; readonly report: string | null }> {
  const ci =
    given.ci === undefined
      ? await asked(ask, `Where does it run (${systems.join(', ')})?`, hints.ci, systemOf, () =>
          missing('--ci', 'github'),
        )
      : systemOf(given.ci);
  const role = await roleFor(ci, given.roleArn, ask);
  const regions =
    given.region === undefined
      ? await asked(
          ask,
          'Regions, separated by commas (none: every enabled one)',
          '',
          (text) => regionsOf(partsOf(text)),
          () => [],
        )
      : regionsOf(given.region);
  const frameworks =
    given.framework === undefined
      ? await asked(
          ask,
          'Frameworks, such as hipaa (none: all rules)',
          '',
          (text) => frameworksOf(partsOf(text)),
          () => [],
        )
      : frameworksOf(given.framework);
  const failOn =
    given.failOn === undefined
      ? await asked(ask, 'Fail on findings of which severity, or above?', 'low', failOnOf, () => 'low' as const)
      : failOnOf(given.failOn);
  const report =
    given.report ??
    (await asked(
      ask,
      'A report.json whose findings are accepted for now, as the first baseline (none: nothing is)',
      hints.report ?? '',
      (text) => text,
      () => '',
    ));
  return { answers: { ci, role, regions, frameworks, failOn }, report: report === '' ? null : report };
}

/** GitHub and GitLab vouch for a job, and a role trusts that; elsewhere the agent has its own credentials. */
async function roleFor(ci: System, given: string | undefined, ask: Ask | null): Promise<Answers['role']> {
  if (given !== undefined) return roleOf(given);
  if (ci === 'github' || ci === 'gitlab') {
    return asked(ask, 'ARN of the IAM role that the weekly review assumes, or the id of its account', '', roleOf, () =>
      missing('--role-arn', 'arn:aws:iam::123456789012:role/assize'),
    );
  }
  return null;
}

/** Asks until the answer is one. */
async function asked<T>(
  ask: Ask | null,
  question: string,
  suggestion: string,
  read: (text: string) => T,
  unasked: () => T,
): Promise<T> {
  if (ask === null) return unasked();
  let complaint = '';
  for (;;) {
    const answer = (await ask(`${complaint}${question}`, suggestion)).trim();
    try {
      return read(answer === '' ? suggestion : answer);
    } catch (error) {
      if (!(error instanceof AssizeError)) throw error;
      complaint = `${error.message}. `;
    }
  }
}

function missing(flag: string, example: string): never {
  throw new UsageError(
    `${flag} is missing, and there is no terminal to ask on`,
    `For example: assize init ${flag} ${example}`,
  );
}
