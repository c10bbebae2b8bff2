import type { settle } from './options.ts';

/** What a command is given. */
export interface Run {
  readonly arguments: readonly string[];
  readonly options: ReturnType<typeof settle> & {
    readonly output?: string;
    readonly prune: boolean;
    readonly allowIncomplete: boolean;
    readonly json: boolean;
  };
  readonly version: string;
}

/** A command: returns the exit code. */
export type Command = (run: Run) => Promise<number>;
