import { expect } from 'chai';
import requested from '../../../rules/iam/iam-access-key-requested.ts';
import rotated from '../../../rules/iam/iam-access-key-rotated.ts';
import separate from '../../../rules/iam/iam-user-credentials-separate.ts';
import used from '../../../rules/iam/iam-user-credentials-used.ts';
import single from '../../../rules/iam/iam-user-single-access-key.ts';
import { daysAgo, denied, findings, resourceOf, takenAt, verdict, world } from '../tester.ts';
import { evaluate } from '../../../core/evaluate.ts';

const kind = 'aws.iam.user';
const keyKind = 'aws.iam.access-key';
const arn = 'arn:aws:iam::123456789012:user/team/__proto__';
const key = (number: number, more: object = {}) => ({
  userArn: arn,
  number,
  active: true,
  lastUsedAt: null,
  lastRotatedAt: daysAgo(1),
  ...more,
});
const gaps = [{ kind: keyKind, ...denied, operation: 'iam:Test' } as const];

describe('iam-access-key-rotated', () => {
  it('iam-003: an inactive key is not applicable, however old', async () => {
    expect(await verdict(rotated, keyKind, { active: false, lastRotatedAt: daysAgo(400) })).to.equal('not-applicable');
  });

  it('iam-004: an active key that was never made is unknown, not new', async () => {
    expect(await verdict(rotated, keyKind, { active: true, lastRotatedAt: null })).to.equal('unknown');
  });

  it('iam-005: exactly 90 days pass, the 91st whole day fails', async () => {
    for (const [days, expected] of [
      [0, 'pass'],
      [89, 'pass'],
      [90, 'pass'],
      [90.99, 'pass'],
      [91, 'fail'],
      [400, 'fail'],
    ] as const) {
      expect(await verdict(rotated, keyKind, { active: true, lastRotatedAt: daysAgo(days) }), String(days)).to.equal(
        expected,
      );
    }
  });

  it('iam-008: two stale keys of one user are two findings', async () => {
    const keys = [1, 2].map((number) => {
      const given = { ...key(number, { lastRotatedAt: daysAgo(100) }), arn: `${arn}:access-key/${number}` };
      return resourceOf(keyKind, given, number);
    });
    const found = [];
    for await (const finding of evaluate(world(keys), [rotated])) found.push(finding);
    expect(found.map(({ status }) => status)).to.deep.equal(['fail', 'fail']);
    expect(new Set(found.map(({ fingerprint }) => fingerprint))).to.have.length(2);
  });

  it('follows its parameter', async () => {
    const params = { 'iam-access-key-rotated': { maximumDays: 30 } };
    expect(await verdict(rotated, keyKind, { active: true, lastRotatedAt: daysAgo(30) }, {}, { params })).to.equal(
      'pass',
    );
    expect(await verdict(rotated, keyKind, { active: true, lastRotatedAt: daysAgo(31) }, {}, { params })).to.equal(
      'fail',
    );
  });
});

describe('iam-user-credentials-used', () => {
  const none = { arn, passwordEnabled: false };
  const parts = async (given: object, keys: object[] = [], options = {}) =>
    (await findings(used, kind, { arn, ...given }, { [keyKind]: keys }, options)).map(
      ({ part, status }) => part ?? status,
    );

  it('iam-007: a password never used is judged by when it was set', async () => {
    const user = { passwordEnabled: true, passwordLastUsedAt: null };
    expect(await parts({ ...user, passwordLastChangedAt: daysAgo(60) })).to.deep.equal(['password']);
    expect(await parts({ ...user, passwordLastChangedAt: daysAgo(10) })).to.deep.equal(['pass']);
    expect(await parts({ ...user, passwordLastChangedAt: null, createdAt: daysAgo(45) })).to.deep.equal(['password']);
    expect(await parts({ ...user, passwordLastChangedAt: null, createdAt: daysAgo(44) })).to.deep.equal(['pass']);
  });

  it('iam-008: both stale keys are told, each as a part', async () => {
    const keys = [key(1, { lastUsedAt: daysAgo(60) }), key(2, { lastRotatedAt: daysAgo(50) })];
    expect(await parts(none, keys)).to.deep.equal(['access-key/1', 'access-key/2']);
  });

  it('says fail from exactly 45 days on', async () => {
    for (const [days, expected] of [
      [44.99, 'pass'],
      [45, 'fail'],
      [46, 'fail'],
    ] as const) {
      const at = daysAgo(days);
      expect(await verdict(used, kind, { arn, passwordEnabled: true, passwordLastUsedAt: at })).to.equal(expected);
      expect(await verdict(used, kind, none, { [keyKind]: [key(1, { lastUsedAt: at })] })).to.equal(expected);
    }
  });

  it('says nothing of inactive keys, other users’ keys and users without credentials', async () => {
    const stale = { lastUsedAt: daysAgo(400) };
    expect(await parts(none, [key(1, { ...stale, active: false })])).to.deep.equal(['not-applicable']);
    expect(await parts(none, [key(1, { ...stale, userArn: `${arn}2` })])).to.deep.equal(['not-applicable']);
    expect(await parts(none)).to.deep.equal(['not-applicable']);
  });

  it('proves a failure beside what is unknown, and concludes nothing from a gap', async () => {
    const stale = key(1, { lastUsedAt: daysAgo(400) });
    const { active: _, ...hidden } = key(2);
    expect(await parts(none, [stale, hidden])).to.deep.equal(['access-key/1', 'unknown']);
    expect(await parts(none, [], { gaps })).to.deep.equal(['unknown']);
    expect(await parts({ passwordEnabled: true, passwordLastUsedAt: takenAt }, [], { gaps })).to.deep.equal([
      'unknown',
    ]);
    expect(await parts({ passwordEnabled: true, passwordLastUsedAt: daysAgo(99) }, [], { gaps })).to.deep.equal([
      'password',
      'unknown',
    ]);
    expect(await parts(none, [key(1, { lastRotatedAt: null })])).to.deep.equal(['unknown']);
  });
});

describe('other rules on the credentials of a user', () => {
  it('iam-user-single-access-key: counts active keys', async () => {
    const of = async (keys: object[], options = {}) => verdict(single, kind, { arn }, { [keyKind]: keys }, options);
    expect(await of([])).to.equal('pass');
    expect(await of([key(1)])).to.equal('pass');
    expect(await of([key(1), key(2, { active: false })])).to.equal('pass');
    expect(await of([key(1), key(2)])).to.equal('fail');
    expect(await of([key(1), key(2)], { gaps })).to.equal('fail');
    expect(await of([key(1)], { gaps })).to.equal('unknown');
  });

  it('iam-user-credentials-separate: fails a password beside an active key', async () => {
    const of = async (passwordEnabled: boolean, active: boolean) =>
      verdict(separate, kind, { arn, passwordEnabled }, { [keyKind]: [key(1, { active })] });
    expect(await of(true, true)).to.equal('fail');
    expect(await of(true, false)).to.equal('pass');
    expect(await of(false, true)).to.equal('pass');
    expect(await verdict(separate, kind, { arn, passwordEnabled: true }, {}, { gaps })).to.equal('unknown');
  });

  it('iam-access-key-requested: fails a key of a console user, made in its first minutes and never used', async () => {
    const made = '2026-06-01T00:00:00.000Z';
    const fresh = { active: true, userPasswordEnabled: true, lastUsedAt: null, userCreatedAt: made };
    const of = async (more: object) => verdict(requested, keyKind, { ...fresh, lastRotatedAt: made, ...more });
    expect(await of({})).to.equal('fail');
    expect(await of({ lastRotatedAt: '2026-06-01T00:09:59.000Z' })).to.equal('fail');
    expect(await of({ lastRotatedAt: '2026-06-01T00:10:00.000Z' })).to.equal('pass');
    expect(await of({ lastUsedAt: takenAt })).to.equal('pass');
    expect(await of({ active: false })).to.equal('not-applicable');
    expect(await of({ userPasswordEnabled: false })).to.equal('not-applicable');
    expect(await of({ lastRotatedAt: null })).to.equal('unknown');
  });
});
