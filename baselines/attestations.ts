import Type, { type Static } from 'typebox';
import { ConfigError } from '../core/errors.ts';
import type { AppliedAttestation, Notice } from '../core/report.ts';
import { closest } from '../core/suggest.ts';
import { dayOf, dayPattern, daysFrom, daysOfWarning, inDays, isDay } from './days.ts';
import { readList, type Listed } from './list.ts';
import { quoted } from './quoted.ts';

const text = (description: string) => Type.String({ pattern: '\\S', description });
const day = (description: string) => Type.String({ pattern: dayPattern, description: `${description}: YYYY-MM-DD` });

/** The form of an attestation in its file: a person's statement that a manual control was performed. */
export const attestationSchema = Type.Object(
  {
    id: text('A name of its own, by which reports and people refer to the attestation'),
    control: Type.Optional(text('The control that it answers, with its framework: hipaa:164.316(a)')),
    step: Type.Optional(text('The step of a pack that it answers')),
    by: text('Who performed it'),
    on: day('The day on which it was performed'),
    validUntil: day('The last day on which it holds, in UTC'),
    statement: text('What was done, and what came of it'),
    evidence: Type.Optional(
      Type.Object(
        {
          file: Type.String({
            // Relative, and not out of its folder: the evidence moves with the statement.
            pattern: '^(?![/\\\\]|[A-Za-z]:)(?!(.*[/\\\\])?\\.\\.([/\\\\]|$))[^\\u0000-\\u001f]+$',
            description: 'The file that shows it, relative to this one, in its folder or below',
          }),
          sha256: Type.String({
            pattern: '^[0-9a-fA-F]{64}$',
            description: 'SHA-256 of the file: 64 hexadecimal digits',
          }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, oneOf: [{ required: ['control'] }, { required: ['step'] }] },
);
export const attestationsSchema = Type.Array(attestationSchema, { title: 'Attestations of assize' });
export type Attestation = Static<typeof attestationSchema>;

/** The controls and steps that an attestation can answer, by id. */
export interface Attestable {
  readonly controls: readonly string[];
  readonly steps?: readonly string[];
}

/**
 * Reads attestations in YAML or JSON: a list.
 * @param known every control and step that exists, in this run or not
 * @throws ConfigError with file and line
 */
export function parseAttestations(content: string, file: string, known: Attestable): Attestation[] {
  const ids = new Set<string>();
  return readList(content, file, 'attestation', attestationSchema).map(({ value, place }) => {
    if (ids.has(value.id)) {
      throw new ConfigError(`two attestations are called ${quoted(value.id)}`, 'Give each its own id', place('id'));
    }
    ids.add(value.id);
    if ((value.control === undefined) === (value.step === undefined)) {
      const which = value.control === undefined ? 'neither a control nor a step' : 'both a control and a step';
      throw new ConfigError(`attestation ${quoted(value.id)} names ${which}`, 'Name one of the two', place());
    }
    refuseStranger('control', value.control, known.controls, place);
    refuseStranger('step', value.step, known.steps ?? [], place);
    for (const field of ['on', 'validUntil'] as const) {
      if (isDay(value[field])) continue;
      throw new ConfigError(`there is no day ${value[field]}`, 'Write YYYY-MM-DD', place(field));
    }
    if (value.validUntil < value.on) {
      throw new ConfigError('it ends before it begins', 'Mend "on" or "validUntil"', place('validUntil'));
    }
    return value;
  });
}

function refuseStranger(
  what: 'control' | 'step',
  id: string | undefined,
  known: readonly string[],
  place: Listed<unknown>['place'],
): void {
  if (id === undefined || known.includes(id)) return;
  const near = closest(id, known);
  const example = known[0] === undefined ? `There are no ${what}s` : `Write it as ${known[0]}`;
  throw new ConfigError(
    `there is no ${what} ${quoted(id)}`,
    near === null ? example : `Did you mean ${near}?`,
    place(what),
  );
}

/** The evidence files that attestations name, each once: who reads them hands their hashes to `applyAttestations`. */
export function evidenceFiles(attestations: readonly Attestation[]): string[] {
  return [...new Set(attestations.flatMap(({ evidence }) => evidence?.file ?? []))].sort();
}

export interface ApplyOptions {
  readonly asOf: Date;
  /** SHA-256 of an evidence file in hexadecimal digits; null where it cannot be read. */
  readonly hashOf: (file: string) => string | null;
  /** The controls and steps of this run: attestations of others are said to be unused. */
  readonly inRun: Attestable;
}

export interface AppliedAttestations {
  /** By id: `hipaa:164.316(a)`. Of several the best: one that holds, then the one performed last. */
  readonly controls: ReadonlyMap<string, AppliedAttestation>;
  readonly steps: ReadonlyMap<string, AppliedAttestation>;
  readonly notices: readonly Notice[];
}

/** Which attestations hold. One that does not makes its control fail: a statement that cannot be shown is none. */
export function applyAttestations(attestations: readonly Attestation[], options: ApplyOptions): AppliedAttestations {
  const today = dayOf(options.asOf);
  const controls = new Map<string, AppliedAttestation>();
  const steps = new Map<string, AppliedAttestation>();
  const notices: Notice[] = [];
  const tell = (id: string, message: string) => notices.push({ about: 'attestation', id, message });
  for (const attestation of attestations) {
    const { control, step } = attestation;
    const isUsed =
      control === undefined
        ? step !== undefined && (options.inRun.steps ?? []).includes(step)
        : options.inRun.controls.includes(control);
    if (!isUsed) tell(attestation.id, `it is unused: ${control ?? step ?? 'what it answers'} is not part of this run`);
    const applied = apply(attestation, today, options.hashOf);
    if (control !== undefined) keepBest(controls, control, applied);
    if (step !== undefined) keepBest(steps, step, applied);
  }
  for (const [answered, { id, by, problem, validUntil }] of [...controls, ...steps]) {
    if (problem !== null) tell(id, `${answered} fails: ${problem}; ask ${by}`);
    const left = daysFrom(today, validUntil);
    if (problem === null && left <= daysOfWarning) {
      tell(id, `it answers ${answered} and ends ${inDays(left)}, on ${validUntil}; ask ${by}`);
    }
  }
  return { controls, steps, notices };
}

function apply(attestation: Attestation, today: string, hashOf: ApplyOptions['hashOf']): AppliedAttestation {
  const { id, by, on, validUntil, statement } = attestation;
  const evidence =
    attestation.evidence === undefined
      ? null
      : { file: attestation.evidence.file, sha256: attestation.evidence.sha256.toLowerCase() };
  const applied = { id, by, on, validUntil, statement, evidence };
  return { ...applied, problem: problemOf(applied, today, hashOf) };
}

function problemOf(
  { on, validUntil, evidence }: Omit<AppliedAttestation, 'problem'>,
  today: string,
  hashOf: ApplyOptions['hashOf'],
): string | null {
  if (on > today) return `it is dated ${on}, which is yet to come`;
  if (validUntil < today) return `it held until ${validUntil}`;
  if (evidence === null) return null;
  const actual = hashOf(evidence.file);
  if (actual === null) return `its evidence ${evidence.file} is missing or cannot be read`;
  return actual.toLowerCase() === evidence.sha256
    ? null
    : `its evidence ${evidence.file} is not the file that was attested: its SHA-256 is ${actual.toLowerCase()}`;
}

function keepBest(best: Map<string, AppliedAttestation>, answered: string, candidate: AppliedAttestation): void {
  const held = best.get(answered);
  if (held === undefined || isBetter(candidate, held)) best.set(answered, candidate);
}

function isBetter(a: AppliedAttestation, b: AppliedAttestation): boolean {
  if ((a.problem === null) !== (b.problem === null)) return a.problem === null;
  if (a.on !== b.on) return a.on > b.on;
  if (a.validUntil !== b.validUntil) return a.validUntil > b.validUntil;
  return a.id < b.id;
}
