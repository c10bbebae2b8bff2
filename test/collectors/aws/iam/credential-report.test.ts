import { expect } from 'chai';
import collector from '../../../../collectors/aws/iam/principals.ts';
import { collectWith, denied, throttled, type Answers, type Collection } from '../collect.ts';
import { refusal, startOfClock, type Reply } from '../wire.ts';
import { xml } from '../xml.ts';
import { arn, details, generate, get, header, line, page, report, rootLine, state, user } from './answers.ts';

const alice = line('alice', {
  password_enabled: 'TRUE',
  access_key_1_active: 'true',
  access_key_1_last_rotated: '2025-01-01T00:00:00+00:00',
});
const current = report([rootLine, alice]);
const collect = (made: Answers[typeof generate], got: Answers[typeof get], users = ['alice']) =>
  collectWith(collector, {
    [details]: [page({ users: users.map((name) => user(name)) })],
    ...(made === undefined ? {} : { [generate]: made }),
    ...(got === undefined ? {} : { [get]: got }),
  });
const asked = ({ asked: calls }: Collection, operation: string) =>
  calls.filter((call) => call.operation === operation).length;
const find = ({ resources }: Collection, kind: string, path: string) =>
  resources.find((one) => one.kind === kind && one.arn === arn(path));

/** The report is known: of its user the password, and the key. */
function expectKnown(collection: Collection): void {
  expect(collection.gaps).to.deep.equal([]);
  expect(find(collection, 'aws.iam.user', 'user/alice')!.facts).to.include({ passwordEnabled: true, mfaActive: false });
  expect(find(collection, 'aws.iam.access-key', 'user/alice:access-key/1')!.facts).to.include({ active: true });
}

/** Only what the report tells is unknown, each with the reason. */
function expectUnknown(collection: Collection, reason: string, operation: string): void {
  const { gaps, resources, failure } = collection;
  expect(failure).to.equal(null);
  expect(gaps.map((gap) => [gap.kind, gap.reason, gap.operation])).to.deep.equal([
    ['aws.iam.access-key', reason, operation],
  ]);
  const one = find(collection, 'aws.iam.user', 'user/alice')!;
  expect(one.facts).to.include({ createdAt: '2024-01-31T12:00:00.000Z' });
  for (const fact of ['passwordEnabled', 'passwordLastUsedAt', 'passwordLastChangedAt', 'mfaActive'])
    expect(one.unknown![fact]).to.include({ reason, operation });
  const account = find(collection, 'aws.iam.account', 'root')!;
  for (const fact of [
    'rootPasswordLastUsedAt',
    'rootAccessKey1LastUsedAt',
    'rootAccessKey2LastUsedAt',
    'reportGeneratedAt',
  ])
    expect(account.unknown![fact]).to.include({ reason, operation });
  expect(account.facts).to.include.keys('samlProviders', 'rootVirtualMfaDevices');
  expect(resources.filter(({ kind }) => kind === 'aws.iam.access-key')).to.deep.equal([]);
}

describe('IAM credential report', () => {
  it('waits until it is made, and reads it once', async () => {
    const collection = await collect([state('STARTED'), state('INPROGRESS'), state('COMPLETE')], [current]);
    expectKnown(collection);
    expect(asked(collection, generate)).to.equal(3);
    expect(asked(collection, get)).to.equal(1);
  });

  it('iam-037: gives up a report that is never made', async () => {
    const collection = await collect(() => state('INPROGRESS'), []);
    expectUnknown(collection, 'error', generate);
    expect(asked(collection, generate)).to.equal(40);
    expect(asked(collection, get)).to.equal(0);
    expect(collection.gaps[0]!.message).to.include('within 2 minutes');
  });

  it('iam-038: uses the one that there is where AWS makes no further one', async () => {
    const collection = await collect([refusal(generate, 'LimitExceeded', 'no more', 409)], [current]);
    expectKnown(collection);
    const account = find(collection, 'aws.iam.account', 'root')!;
    const { reportGeneratedAt } = account.facts as { reportGeneratedAt: string };
    expect(Date.parse(reportGeneratedAt)).to.equal(startOfClock - 5 * 60_000);
    expect(account.sources!.reportGeneratedAt).to.deep.equal({ operation: get, request: 'GetCredentialReport-1' });
    expect(asked(collection, generate)).to.equal(1);
  });

  it('uses the one that there is where it may not have one made', async () => {
    expectKnown(await collect([denied(generate)], [current]));
  });

  for (const code of ['ReportNotPresent', 'ReportExpired', 'ReportInProgress']) {
    const none = refusal(get, code, 'none', 410);
    it(`does not know what it tells after ${code}`, async () => {
      expectUnknown(await collect([denied(generate)], [none]), 'access-denied', generate);
      expectUnknown(await collect([refusal(generate, 'LimitExceeded', 'no', 409)], [none]), 'throttled', generate);
      expectUnknown(await collect([state('COMPLETE')], [none]), 'error', get);
    });
  }

  it('lists the users where the report is denied', async () => {
    expectUnknown(await collect([denied(generate)], [denied(get)]), 'access-denied', get);
    expectUnknown(await collect([state('COMPLETE')], [denied(get)]), 'access-denied', get);
  });

  it('waits where it is throttled', async () => {
    expectKnown(await collect([throttled(generate), state('COMPLETE')], [throttled(get), current]));
  });

  it('iam-036: does not use a report of more than four hours', async () => {
    expectKnown(await collect([state('COMPLETE')], [report([rootLine, alice], 239)]));
    expectUnknown(await collect([state('COMPLETE')], [report([rootLine, alice], 241)]), 'error', get);
  });

  it('iam-036: does not know of a user that the report does not hold yet, and says so of the keys', async () => {
    const collection = await collect([state('COMPLETE')], [current], ['alice', 'bob']);
    expect(collection.gaps).to.have.lengthOf(1);
    expect(collection.gaps[0]).to.include({ kind: 'aws.iam.access-key', operation: get, reason: 'error' });
    expect(collection.gaps[0]!.message).to.include(arn('user/bob'));
    expect(find(collection, 'aws.iam.user', 'user/alice')!.facts).to.include({ passwordEnabled: true });
    const bob = find(collection, 'aws.iam.user', 'user/bob')!;
    expect(Object.keys(bob.unknown!)).to.include.members(['passwordEnabled', 'mfaActive']);
  });

  it('does not take a user for the deleted one of the same name', async () => {
    const collection = await collectWith(collector, {
      [details]: [page({ users: [user('alice', { CreateDate: '2026-01-31T12:00:00Z' })] })],
      [generate]: [state('COMPLETE')],
      [get]: [current],
    });
    expect(find(collection, 'aws.iam.user', 'user/alice')!.unknown).to.include.keys('passwordEnabled');
    expect(collection.gaps).to.have.lengthOf(1);
    expect(collection.resources.filter(({ kind }) => kind === 'aws.iam.access-key')).to.deep.equal([]);
  });

  it('does not believe a time that is before what the report holds', async () => {
    const wrong = (made: Answers[typeof generate]) =>
      collectWith(collector, {
        [details]: [page({ users: [user('alice')] })],
        ...(made === undefined ? {} : { [generate]: made }),
        [get]: [
          `${report([rootLine, alice]).replace(/<GeneratedTime>.*/, '')}<GeneratedTime>2015-02-02T20:02:02Z</GeneratedTime>`,
        ],
      });
    const told = await wrong([state('COMPLETE')]);
    expectKnown(told);
    expect(find(told, 'aws.iam.account', 'root')!.unknown).to.include.keys('reportGeneratedAt');
    expectUnknown(await wrong([refusal(generate, 'LimitExceeded', 'no', 409)]), 'error', get);
  });

  it('does not know what it tells where it cannot be read', async () => {
    const content = (text: string): string | Reply =>
      xml({ Content: Buffer.from(text).toString('base64'), GeneratedTime: new Date().toISOString() });
    expectUnknown(await collect([state('COMPLETE')], [content('<html>')]), 'error', get);
    const cut = await collect([state('COMPLETE')], [content(`${header}\n${alice}\nbob`)]);
    expect(cut.gaps[0]).to.include({ kind: 'aws.iam.access-key', reason: 'error' });
    expect(cut.gaps[0]!.message).to.include('1 line');
  });
});
