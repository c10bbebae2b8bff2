import { expect } from 'chai';
import nock from 'nock';
import { createClient } from '../../../collectors/aws/client.ts';
import { CallFailed } from '../../../collectors/aws/failure.ts';
import { isOperationId, type OperationId } from '../../../collectors/aws/operations.ts';
import { listingOf, type At, type Collector } from '../../../collectors/collector.ts';
import type { Gap } from '../../../core/coverage.ts';
import type { KindId } from '../../../core/kinds/index.ts';
import type { Resource } from '../../../core/resource.ts';
import { resourceProblem } from '../../../core/validate.ts';
import { answer, fakeAws, JumpingClock, refusal, type Reply } from './wire.ts';

export const account = '123456789012';
export const region = 'us-east-1';

/**
 * What AWS answers to an operation, one after the other or by what is asked: the members of an answer (XML or JSON
 * text), or a whole reply.
 */
export type Answers = Partial<
  Readonly<Record<OperationId, readonly (string | Reply)[] | ((question: Asked['question']) => string | Reply)>>
>;

/** One call as AWS received it. */
export interface Asked {
  readonly operation: OperationId;
  /** What was asked, of the query protocols by the names on the wire (`Owner.1`). */
  readonly question: Readonly<Record<string, unknown>>;
}

export interface Collection {
  readonly resources: Resource[];
  readonly gaps: Gap[];
  /** What ended the collector, where something did. */
  readonly failure: CallFailed | null;
  readonly asked: Asked[];
  /** The operations asked, each once, sorted. */
  readonly operations: OperationId[];
}

/**
 * Runs a collector through the real client against a fake AWS. An operation without answers has the empty one; a call
 * beyond the answers given, or of an operation that the collector does not declare, fails the test. Request ids are the
 * operation's name and a number: `DescribeVolumes-1`.
 */
export async function collectWith(
  collector: Collector,
  answers: Answers = {},
  where: Partial<At> = {},
): Promise<Collection> {
  const at: At = {
    partition: 'aws',
    account,
    region: collector.scope === 'global' ? 'global' : region,
    regions: [region],
    ...where,
  };
  const asked: Asked[] = [];
  const problems: string[] = [];
  const counts = new Map<string, number>();
  fakeAws(({ operation, body }) => {
    if (!isOperationId(operation) || !collector.operations.includes(operation)) {
      problems.push(`${operation} is not declared`);
      return { status: 400 };
    }
    const question = questionOf(body);
    asked.push({ operation, question });
    const count = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, count);
    const request = `${operation.split(':')[1] ?? ''}-${count}`;
    const given = answers[operation];
    if (given === undefined) return answer(operation, undefined, request);
    const reply = typeof given === 'function' ? given(question) : given[count - 1];
    if (reply === undefined) {
      problems.push(`${operation} is asked ${count} times`);
      return { status: 400 };
    }
    return typeof reply === 'string' ? answer(operation, reply, request) : reply;
  });
  const client = createClient({
    version: '0.0.0-test',
    region,
    credentials: () => Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
    clock: new JumpingClock(),
  });
  const resources: Resource[] = [];
  const gaps: Gap[] = [];
  let failure: CallFailed | null = null;
  try {
    for await (const item of collector.collect(client.section(at.account, at.region).api, at)) {
      if ('gap' in item) gaps.push(item.gap);
      else resources.push(item);
    }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    failure = error;
  } finally {
    client.close();
    nock.cleanAll();
  }
  expect(problems).to.deep.equal([]);
  for (const resource of resources) {
    expect(collector.kinds).to.include(resource.kind);
    expect(listingOf(collector, resource.kind), resource.kind).to.include(resource.source.operation);
    expect(resourceProblem(JSON.parse(JSON.stringify(resource))), resource.arn).to.equal(null);
  }
  const operations = [...new Set(asked.map(({ operation }) => operation))].sort();
  return { resources, gaps, failure, asked, operations };
}

/** The one resource that a collector makes of one answer. */
export async function collectOne(collector: Collector, operation: OperationId, members: string): Promise<Resource> {
  const { resources, failure } = await collectWith(collector, { [operation]: [members] });
  expect(failure).to.equal(null);
  expect(resources).to.have.lengthOf(1);
  return resources[0]!;
}

function questionOf(body: string): Record<string, unknown> {
  if (body.startsWith('{')) return JSON.parse(body) as Record<string, unknown>;
  const { Action: _action, Version: _version, ...question } = Object.fromEntries(new URLSearchParams(body));
  return question;
}

/** The operation denied, in the words of its service. */
export function denied(operation: OperationId): Reply {
  const code = operation.startsWith('ec2:')
    ? 'UnauthorizedOperation'
    : /^(iam|rds|sts):/.test(operation)
      ? 'AccessDenied'
      : 'AccessDeniedException';
  const message = `User: arn:aws:iam::${account}:user/auditor is not authorized to perform: ${operation}`;
  return refusal(operation, code, message, operation.startsWith('ec2:') ? 403 : 400);
}

/** The operation throttled, in the words of its service. */
export function throttled(operation: OperationId): Reply {
  if (operation.startsWith('ec2:')) return refusal(operation, 'RequestLimitExceeded', 'Request limit exceeded.', 503);
  const code = /^(iam|rds|sts):/.test(operation) ? 'Throttling' : 'ThrottlingException';
  return refusal(operation, code, 'Rate exceeded');
}

/** A collector's list, and what the cases that are the same for all lists need to know of it. */
export interface Listed {
  readonly collector: Collector;
  readonly operation: OperationId;
  /** Members of an answer with one element; the first with the token of the second, of which it is null if unpaged. */
  readonly first: string;
  readonly second: string | null;
  /** The ARNs of the two elements. */
  readonly arns: readonly string[];
  /** Answers to the collector's other calls, where empty ones will not do. */
  readonly others?: Answers;
  /** The kind of the elements, where the collector brings more than one. */
  readonly kind?: KindId;
}

/** The cases of every list: two pages, denied, throttled once, empty. */
export function itCollectsList(listed: Listed): void {
  const { collector, operation, first, second, others = {} } = listed;
  const kind = listed.kind ?? collector.kinds[0];
  const pages = second === null ? [first] : [first, second];
  const arns = listed.arns.slice(0, pages.length);
  const ofKind = (resources: readonly Resource[]) =>
    resources.filter((resource) => resource.kind === kind).map((resource) => resource.arn);

  describe(`${collector.id}: ${operation}`, () => {
    it(second === null ? 'reads the one answer' : 'reads all pages', async () => {
      const { resources, gaps, failure } = await collectWith(collector, { ...others, [operation]: pages });
      expect(failure).to.equal(null);
      expect(gaps).to.deep.equal([]);
      expect(ofKind(resources)).to.deep.equal(arns);
    });

    it('ends with the reason where it is denied', async () => {
      const { resources, failure } = await collectWith(collector, { ...others, [operation]: [denied(operation)] });
      expect(ofKind(resources)).to.deep.equal([]);
      expect(failure).to.include({ operation, reason: 'access-denied' });
    });

    it('waits where it is throttled', async () => {
      const throttledOnce = [throttled(operation), ...pages];
      const { resources, failure } = await collectWith(collector, { ...others, [operation]: throttledOnce });
      expect(failure).to.equal(null);
      expect(ofKind(resources)).to.deep.equal(arns);
    });

    it('finds nothing in an empty account', async () => {
      const { resources, gaps, failure } = await collectWith(collector, others);
      expect(failure).to.equal(null);
      expect(gaps).to.deep.equal([]);
      expect(ofKind(resources)).to.deep.equal([]);
    });

    if (second === null) return;
    it('keeps what it read before a page that failed', async () => {
      const { resources, failure } = await collectWith(collector, {
        ...others,
        [operation]: [first, denied(operation)],
      });
      expect(ofKind(resources)).to.deep.equal(arns.slice(0, 1));
      expect(failure).to.include({ operation, reason: 'access-denied' });
    });
  });
}
