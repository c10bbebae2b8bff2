/** The streams of the command line: data to `out`, everything said to a person to `err`. */
export interface Terminal {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
}

export const terminal: Terminal = {
  out: process.stdout,
  err: process.stderr,
  environment: process.env,
  now: () => new Date(),
};

/** Colour only where a person reads it and has not said no (https://no-color.org). */
export function wantsColour(stream: NodeJS.WriteStream, environment: Terminal['environment'], flag: boolean): boolean {
  const set = (name: string) => (environment[name] ?? '') !== '';
  if (!flag || set('NO_COLOR') || environment.TERM === 'dumb') return false;
  return set('FORCE_COLOR') || stream.isTTY;
}

/** Columns of the stream; 80 for a pipe. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY ? Math.max(40, stream.columns) : 80;
}

/**
 * Writes parts to a stream, waiting where it is slow. A reader that goes away (`| head`) ends the writing, not the
 * program: the files are still written and the exit code still tells.
 */
export async function writeParts(stream: NodeJS.WriteStream, parts: Iterable<string>): Promise<void> {
  const reader = { gone: false };
  const onError = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    reader.gone = true;
  };
  stream.on('error', onError);
  try {
    for (const part of parts) {
      if (reader.gone || stream.destroyed) return;
      if (!stream.write(part)) {
        await new Promise<void>((resolve) => {
          const go = () => {
            stream.off('drain', go).off('close', go).off('error', go);
            resolve();
          };
          stream.on('drain', go).on('close', go).on('error', go);
        });
      }
    }
    await new Promise<void>((resolve) => {
      if (reader.gone || stream.destroyed) resolve();
      else stream.write('', () => resolve());
    });
  } finally {
    // An EPIPE may arrive after the last write: it must still find someone.
    stream.off('error', onError);
    stream.on('error', () => undefined);
  }
}

/** Progress of a long step: one line that changes on a terminal, a plain line now and then where it is not one. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #quiet: boolean;
  readonly #now: () => Date;
  #last = -Infinity;
  #drawn = false;

  constructor(stream: NodeJS.WriteStream, quiet: boolean, now: () => Date) {
    this.#stream = stream;
    this.#quiet = quiet;
    this.#now = now;
  }

  /** @param final draws it whatever the time since the last one. */
  show(text: string, final = false): void {
    if (this.#quiet) return;
    const at = this.#now().getTime();
    const pause = this.#stream.isTTY ? 100 : 10_000;
    if (!final && at - this.#last < pause) return;
    this.#last = at;
    if (this.#stream.isTTY) {
      this.#stream.write(`\r\u001b[2K${text.slice(0, Math.max(20, this.#stream.columns) - 1)}`);
      this.#drawn = true;
    } else this.#stream.write(`${text}\n`);
  }

  /** Leaves the terminal's line empty for what comes next. */
  end(): void {
    if (this.#drawn) this.#stream.write('\r\u001b[2K');
    this.#drawn = false;
  }
}
