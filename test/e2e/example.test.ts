import { expect } from 'chai';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report as Document, ReportFinding } from '../../core/report.ts';
import { assize } from '../cli/command.ts';

type Report = Omit<Document, 'findings'> & { readonly findings: readonly ReportFinding[] };

const root = path.join(import.meta.dirname, '../..');

describe('the example account', function () {
  this.timeout(60_000);
  let home: string;
  let report: Report;
  let text: string;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'assize-example-'));
    const args = ['evaluate', path.join(root, 'examples/account'), '--fail-on', 'never', '--allow-unknown'];
    const { code, out, err } = await assize([...args, '--format', 'text,json'], { cwd: home });
    expect(code, err).to.equal(0);
    text = out;
    report = JSON.parse(await readFile(path.join(home, 'assize-out/report.json'), 'utf8')) as Report;
  });
  after(() => rm(home, { recursive: true, force: true }));

  it('shows for every pass and every failure the calls that it came from, also where there is nothing', () => {
    const decided = report.findings.filter(({ status }) => status === 'pass' || status === 'fail');
    const sourceless = decided.filter(
      ({ evidence }) =>
        evidence.length === 0 ||
        evidence.some((one) => ('operations' in one ? one.operations.length === 0 : one.operation === null)),
    );
    expect(sourceless.map(({ ruleId, resource }) => `${ruleId} ${resource.arn ?? ''}`)).to.deep.equal([]);
    const none = decided.filter(({ evidence }) => evidence.some((one) => 'count' in one && one.count === 0));
    expect(none.length).to.be.above(20);
  });

  it('names what would have told wherever a listing is not whole, and null where nothing would', () => {
    for (const { evidence } of report.findings) {
      for (const one of evidence)
        if ('operations' in one && one.unknown) expect(one.unknown).to.have.property('operation');
    }
  });

  it('is reported as the README prints it', async () => {
    const readme = await readFile(path.join(root, 'README.md'), 'utf8');
    const excerpt = /```text\n(assize [^`]+)```/.exec(readme)?.[1] ?? '';
    const parts = excerpt.split(/^ *\[…\]\n/m).map((part) => part.trim());
    expect(parts.length).to.be.above(3);
    for (const part of parts) expect(text).to.include(part);
  });
});
