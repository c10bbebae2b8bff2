import { SourcedValue, UnknownValue, type UnknownReason } from '../../../core/resource.ts';
import type { Api } from '../../collector.ts';
import { CallFailed } from '../failure.ts';
import { instant } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { tell, type Told } from '../told.ts';
import { rowsOf, type Row } from './credential-rows.ts';

/** What IAM tells of passwords, MFA and access keys: one report of all users, instead of calls for each. */
export interface CredentialReport {
  readonly generatedAt: string | undefined;
  readonly root: Row | undefined;
  /** Of the users, by ARN. */
  readonly users: ReadonlyMap<string, Row>;
  /** Lines that could not be read. */
  readonly unreadable: number;
}

const generate = 'iam:GenerateCredentialReport';
const get = 'iam:GetCredentialReport';
/** How often, and every how many milliseconds, AWS is asked whether the report is made. */
const polls = 40;
const interval = 3_000;
/** AWS renews the report when it is asked to after this time, and keeps one until then. */
const validity = 4 * 60 * 60 * 1000;

/** Has AWS make the report and reads it. Where AWS makes none now, one that it still has will do. */
export async function credentialReport(api: Api): Promise<Told<CredentialReport>> {
  return tell<CredentialReport>(api, async () => {
    const problem = await made(api);
    if (problem?.stuck === true) return unknown(problem.reason, generate, problem.message);
    const { output, source } = await api.find(get);
    if (output === null) {
      return problem === null
        ? unknown('error', get, 'AWS says that the report is made, and has none')
        : unknown(problem.reason, generate, problem.message);
    }
    const report = read(output);
    if (report === null) return unknown('error', get, 'the credential report cannot be read');
    // Without a time of its own, only AWS's word that it is made says that it is current.
    const { generatedAt } = report;
    if (generatedAt === undefined ? problem !== null : api.now() - Date.parse(generatedAt) > validity) {
      return unknown('error', get, `the credential report is of ${generatedAt ?? 'no known time'}: too old`);
    }
    return new SourcedValue(report, source);
  });
}

interface Problem {
  readonly reason: UnknownReason;
  readonly message: string;
  /** Whether AWS is still making it: there is none then. */
  readonly stuck: boolean;
}

/** Null when AWS says that there is a report. */
async function made(api: Api): Promise<Problem | null> {
  try {
    for (let poll = 1; poll <= polls; poll++) {
      const { output } = await api.find(generate);
      if (output === null) return { reason: 'throttled', message: 'AWS makes no further report now', stuck: false };
      if (output.State === 'COMPLETE') return null;
      if (poll < polls) await api.wait(interval);
    }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return { reason: error.reason, message: error.message, stuck: false };
  }
  const minutes = (polls * interval) / 60_000;
  return { reason: 'error', message: `the credential report was not made within ${minutes} minutes`, stuck: true };
}

function read(output: Answer<typeof get>): CredentialReport | null {
  const lines = rowsOf(new TextDecoder().decode(output.Content));
  if (lines === null) return null;
  const root = lines.rows.find((row) => row.get('user') === '<root_account>');
  const users = lines.rows.filter((row) => row !== root);
  const made = output.GeneratedTime?.getTime() ?? NaN;
  // A report that holds a user made later bears a wrong time.
  const wrong = users.some((row) => Date.parse(row.get('user_creation_time') ?? '') > made);
  return {
    generatedAt: wrong ? undefined : instant(output.GeneratedTime),
    root,
    users: new Map(users.map((row) => [row.get('arn') ?? '', row])),
    unreadable: lines.unreadable,
  };
}

function unknown(reason: UnknownReason, operation: string, message: string): UnknownValue {
  return new UnknownValue({ reason, operation, message });
}
