/** Exit codes of the command line: see the table in the README. They never depend on the output format. */
export const exitCode = { ok: 0, findings: 1, usage: 2, incomplete: 3, bug: 70 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Where in an input an error is: a file, a line in it counted from 1, and what was being read. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
}

/**
 * Something a person can mend: wrong usage, configuration or input. The command line prints message and hint on one
 * line each and no stack; every other error is a bug and keeps its stack.
 */
export class AssizeError extends Error {
  override readonly name: string = 'AssizeError';
  /** What to do about it, one sentence. */
  readonly hint: string;
  readonly place: Place;
  readonly exitCode: ExitCode = exitCode.usage;

  constructor(message: string, hint: string, place: Place = {}) {
    super(
      place.file === undefined
        ? message
        : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: ${message}`,
    );
    this.hint = hint;
    this.place = place;
  }
}

/** A flag, an argument or a combination of them that means nothing. */
export class UsageError extends AssizeError {
  override readonly name = 'UsageError';
}

/** A configuration, baseline, waiver or attestation file that does not say what it must. */
export class ConfigError extends AssizeError {
  override readonly name = 'ConfigError';
}

/** An input (snapshot, report, plan, template) that is corrupt, truncated, tampered with or of another version. */
export class InputError extends AssizeError {
  override readonly name = 'InputError';
}

/** An output that cannot be written: no permission, no space, a file where a folder should be. */
export class OutputError extends AssizeError {
  override readonly name = 'OutputError';
}

/** No credentials, credentials that AWS refuses, or those of another account. */
export class CredentialsError extends AssizeError {
  override readonly name = 'CredentialsError';
}

/** A rule, kind or collector that is declared wrongly: a mistake of its author, found when it is defined. */
export class DefinitionError extends AssizeError {
  override readonly name = 'DefinitionError';
}

/** The message of anything that can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
