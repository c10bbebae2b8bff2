import { UsageError } from '../../core/errors.ts';
import type { FailOn } from '../../core/report.ts';
import { closest } from '../../core/suggest.ts';
import { frameworks } from '../../rules/frameworks/index.ts';

/** The CI systems for which there is something to write. */
export const systems = ['github', 'gitlab', 'jenkins', 'none'] as const;
export type System = (typeof systems)[number];

/** A role that the review assumes. */
export interface Role {
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
}

/** What the files are made of. Each text has a form of its own that was looked at: nothing else comes into a file. */
export interface Answers {
  readonly ci: System;
  readonly role: Role | null;
  /** None: every enabled one. */
  readonly regions: readonly string[];
  /** None: all rules. */
  readonly frameworks: readonly string[];
  readonly failOn: FailOn;
}

const failOns = ['critical', 'high', 'medium', 'low', 'never'] as const satisfies readonly FailOn[];

/** @throws UsageError */
export function systemOf(text: string): System {
  return oneOf(text, systems, '--ci', 'CI system');
}

/** @throws UsageError */
export function failOnOf(text: string): FailOn {
  return oneOf(text, failOns, '--fail-on', 'severity');
}

/**
 * @param text ARN of a role, or the account's id: the role is then called assize
 * @throws UsageError
 */
export function roleOf(text: string): Role {
  const arn = /^\d{12}$/.test(text) ? `arn:aws:iam::${text}:role/assize` : text;
  // Path and name as IAM takes them: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  const [, partition, account] =
    /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}):role\/(?:[\w+=,.@/-]{1,511}\/)?[\w+=,.@-]{1,64}$/.exec(arn) ?? [];
  if (partition === undefined || account === undefined) {
    throw new UsageError(
      `${JSON.stringify(text)} is not the ARN of a role`,
      'Write it as --role-arn arn:aws:iam::123456789012:role/assize',
    );
  }
  return { arn, partition, account };
}

/** @throws UsageError where one does not have the form of a Region, or is named twice */
export function regionsOf(given: readonly string[]): string[] {
  for (const region of given) {
    if (/^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}$/.test(region)) continue;
    throw new UsageError(`${JSON.stringify(region)} is not a Region`, 'Write it as --region eu-west-1');
  }
  return [...new Set(given)];
}

/** @throws UsageError with a suggestion where there is none of that id */
export function frameworksOf(given: readonly string[]): string[] {
  const known = frameworks.map(({ id }) => id);
  return [...new Set(given.map((id) => oneOf(id, known, '--framework', 'framework')))];
}

function oneOf<const T extends string>(text: string, known: readonly T[], flag: string, what: string): T {
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  const near = closest(text, known);
  throw new UsageError(`there is no ${what} ${JSON.stringify(text)}`, `Write ${flag} ${near ?? known.join(', or ')}`);
}

/** The parts of a list as a person writes it. */
export const partsOf = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
