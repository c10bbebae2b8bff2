import { assert } from 'chai';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSnapshot } from '../../collectors/snapshot/read.ts';
import { evaluate } from '../../core/evaluate.ts';
import type { Evidence } from '../../core/evidence.ts';
import type { Report as Document, ReportFinding } from '../../core/report.ts';
import rules from '../../rules/index.ts';
import { assize, credentials } from '../cli/command.ts';
import { collectEstate } from '../moto/collect.ts';
import { buildEstate, homeRegion, secondRegion } from '../moto/estate.ts';
import { startGate, type Answered, type Passing, type Refusal } from '../moto/gate.ts';
import { motoMissing, startMoto, type Moto } from '../moto/server.ts';
import { verdicts } from './verdicts.ts';

/** A report as JSON: its findings are an array. */
type Report = Omit<Document, 'findings'> & { readonly findings: readonly ReportFinding[] };

interface Judged {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly status: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

const denied = ({ operation }: Passing): Refusal => ({
  status: 403,
  code: /^(ec2)/.test(operation) ? 'UnauthorizedOperation' : 'AccessDeniedException',
  message: `User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: ${operation}`,
});

/** One of each service, whose loss must cost every pass that rests on it. */
const losses = [
  'acm:ListCertificates',
  'cloudtrail:GetTrailStatus',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeRouteTables',
  'iam:GetAccountAuthorizationDetails',
  'inspector2:ListFindings',
  'rds:DescribeDBSnapshotAttributes',
];

const missing = motoMissing();
const title = 'an account in moto, end to end';
if (missing !== null) {
  describe.skip(`${title} (skipped: ${missing})`, () => {
    it('is scanned');
  });
  process.stderr.write(`skipped: ${title}: ${missing}\n`);
} else {
  describe(title, function () {
    this.timeout(180_000);
    const takenAt = new Date();
    /** What moto has answered, so that every scan is of the same account, and moto is asked once. */
    const answers = new Map<string, Promise<Answered>>();
    let moto: Moto | undefined;
    let url: string;
    let folder: string;
    let whole: Report;

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'assize-e2e-'));
      const started = (moto = await startMoto());
      url = started.url;
      await buildEstate({ url, takenAt, clock: false, at: (when) => started.setTime(when) });
      whole = (await scanned('whole', () => null)).report;
    });

    after(async () => {
      await moto?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    /** The real command, before a gate that refuses. */
    async function scanned(name: string, refuse: (call: Passing) => Refusal | null) {
      const gate = await startGate(url, refuse, answers);
      try {
        const out = path.join(folder, name);
        const regions = `${homeRegion},${secondRegion}`;
        const args = ['scan', '--endpoint-url', gate.url, '--region', regions, '--out', out, '--format', 'json'];
        const ended = await assize(args, { env: credentials });
        assert.include([1, 3], ended.code, ended.err);
        const report = JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8')) as Report;
        return { report, code: ended.code };
      } finally {
        await gate.stop();
      }
    }

    it('gets the verdicts that one would give by hand', () => {
      const given = new Map<string, Set<string>>();
      for (const { ruleId, status, resource } of whole.findings) {
        const key = `${ruleId} ${resource.region ?? ''} ${resource.name ?? resource.arn?.split(':').at(-1) ?? ''}`;
        given.set(key, (given.get(key) ?? new Set()).add(status));
      }
      const wrong = verdicts.flatMap(([rule, region, name, expected]) => {
        const found = [...(given.get(`${rule} ${region} ${name}`) ?? ['no finding'])].sort().join(' and ');
        return found === expected ? [] : [`${rule} of ${name} in ${region}: ${found}, not ${expected}`];
      });
      assert.deepEqual(wrong, []);
      const services = new Set(verdicts.map(([rule]) => rule.split('-')[0]));
      assert.sameMembers([...services], ['acm', 'cloudtrail', 'ec2', 'iam', 'inspector', 'rds']);
    });

    it('gives evidence for every pass and every failure, and the calls that it came from', () => {
      const decided = whole.findings.filter(({ status }) => status === 'pass' || status === 'fail');
      assert.deepEqual(decided.filter(({ evidence }) => evidence.length === 0).map(named), []);
      const sourceless = decided.filter(({ evidence }) =>
        evidence.some((one) => ('operations' in one ? one.operations.length === 0 : one.operation === null)),
      );
      assert.deepEqual(sourceless.map(named), []);
      const none = decided.filter(({ evidence }) => evidence.some((one) => 'count' in one && one.count === 0));
      assert.isNotEmpty(none);
    });

    for (const operation of losses) {
      it(`leaves no pass that rests on ${operation} where it is denied, and the rest as it was`, async () => {
        const { report } = await scanned(operation.replace(':', '-'), (call) =>
          call.operation === operation ? denied(call) : null,
        );
        const now = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
        const resting = whole.findings.filter(({ evidence }) => restsOn(evidence, operation));
        assert.isNotEmpty(resting.filter(({ status }) => status === 'pass'));
        const standing = resting.filter(({ fingerprint }) => now.get(fingerprint)?.status === 'pass');
        assert.deepEqual(standing.map(named), []);

        // What was not listed at all has no finding of its own then, but its rule says that it could not look.
        const blind = new Set(
          report.findings
            .filter(({ status, resource }) => status === 'unknown' && resource.arn === null)
            .map(({ ruleId, resource }) => `${ruleId} ${resource.region ?? ''}`),
        );
        const changed = whole.findings
          .filter(({ evidence }) => !restsOn(evidence, operation))
          .filter(({ fingerprint, ruleId, status, message, resource }) => {
            const is = now.get(fingerprint);
            if (is === undefined) return !blind.has(`${ruleId} ${resource.region ?? ''}`);
            return is.status !== status || is.message !== message;
          });
        assert.deepEqual(changed.map(named), []);

        const before = new Set(whole.findings.map(({ fingerprint }) => fingerprint));
        const added = report.findings.filter(({ fingerprint }) => !before.has(fingerprint));
        assert.deepEqual(added.filter(({ status }) => status !== 'unknown').map(named), []);
      });
    }

    it('leaves no pass and no failure where everything is denied', async () => {
      const allowed = new Set(['sts:GetCallerIdentity', 'ec2:DescribeRegions']);
      const { report, code } = await scanned('denied', (call) => (allowed.has(call.operation) ? null : denied(call)));
      assert.deepEqual(report.findings.filter(({ status }) => status !== 'unknown').map(named), []);
      const told = new Set(report.findings.map(({ ruleId }) => ruleId));
      assert.deepEqual(
        report.rules.map(({ id }) => id).filter((id) => !told.has(id)),
        [],
      );
      assert.equal(code, 3);
    });

    it('finds the same where one call in three is throttled', async () => {
      let calls = 0;
      const throttling = ({ operation }: Passing): Refusal | null => {
        calls += 1;
        if (calls % 3 !== 0) return null;
        const code = operation.startsWith('ec2:') ? 'RequestLimitExceeded' : 'ThrottlingException';
        return { status: operation.startsWith('ec2:') ? 503 : 400, code, message: 'Rate exceeded' };
      };
      const [free, throttled] = [await collected('free', () => null), await collected('throttled', throttling)];
      assert.isAbove(calls, 100);
      assert.deepEqual(throttled, free);
    });

    /** The same without the real command's waiting. */
    async function collected(name: string, refuse: (call: Passing) => Refusal | null): Promise<Judged[]> {
      const gate = await startGate(url, refuse, answers);
      try {
        const snapshot = path.join(folder, `snapshot-${name}`);
        await collectEstate(gate.url, snapshot, takenAt, () => undefined);
        const findings: Judged[] = [];
        for await (const finding of evaluate(await readSnapshot(snapshot), rules)) findings.push(finding);
        return findings;
      } finally {
        await gate.stop();
      }
    }
  });
}

function named({ ruleId, status, message, evidence }: Judged): string {
  return `${ruleId} ${status}: ${message} (${evidence.length} facts)`;
}

/** Whether a verdict rests on an operation: it told of a fact, or which resources there are. */
function restsOn(evidence: readonly Evidence[], operation: string): boolean {
  return evidence.some((one) =>
    'operations' in one ? one.operations.includes(operation) : one.operation === operation,
  );
}
