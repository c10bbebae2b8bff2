import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { evidenceHash } from '../../cli/evidence-file.ts';
import type { Report } from '../../core/report.ts';
import { assize } from './command.ts';

const text = 'The minutes of the review';
const sha256 = createHash('sha256').update(text).digest('hex');

describe('the evidence of an attestation', function () {
  this.timeout(60_000);
  let home: string;
  const at = (...names: string[]) => path.join(home, ...names);
  const hash = (file: string) => evidenceHash(at('attestations.yaml'), file);

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'assize-evidence-'));
    await mkdir(at('minutes'));
    await writeFile(at('minutes', 'review.txt'), text);
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('is hashed beside the file that names it', async () => {
    expect(await hash('minutes/review.txt')).to.equal(sha256);
    expect(await hash('./minutes//review.txt')).to.equal(sha256);
    expect(await hash('review.txt')).to.equal(null);
  });

  it('is no symbolic link, neither itself nor a folder on the way to it', async () => {
    await symlink(at('minutes', 'review.txt'), at('link.txt'));
    await symlink(at('minutes'), at('linked'));
    expect(await hash('link.txt')).to.equal(null);
    expect(await hash('linked/review.txt')).to.equal(null);
  });

  it('may be in a folder that is reached by a link from outside', async () => {
    await symlink(home, at('minutes', 'home'));
    expect(await evidenceHash(at('minutes', 'home', 'attestations.yaml'), 'minutes/review.txt')).to.equal(sha256);
  });

  it('is no folder, and no pipe, which nobody may ever write to', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    expect(await hash('minutes')).to.equal(null);
    expect(await hash('minutes/')).to.equal(null);
    expect(await hash('pipe')).to.equal(null);
  });

  it('makes its control fail, with the reason, where it is a pipe or a link', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await symlink(at('minutes', 'review.txt'), at('link.txt'));
    const attested = Object.entries({
      'hipaa:164.316(a)': 'pipe',
      'hipaa:164.316(b)(1)': 'link.txt',
      'hipaa:164.316(b)(2)(i)': 'minutes/review.txt',
    }).map(([control, file], index) => ({
      id: `attested-${index}`,
      control,
      by: 'ciso@example.com',
      on: '2026-01-10',
      validUntil: '2027-01-10',
      statement: 'It was reviewed',
      evidence: { file, sha256 },
    }));
    await writeFile(at('attestations.yaml'), JSON.stringify(attested));
    const example = path.join(import.meta.dirname, '../../examples/account');
    const args = ['evaluate', example, '--framework', 'hipaa', '--attestations', 'attestations.yaml'];
    const { err } = await assize([...args, '--format', 'json'], { cwd: home });
    const report = JSON.parse(await readFile(at('assize-out', 'report.json'), 'utf8').catch(() => err)) as Report;
    const controls = new Map(report.frameworks[0]?.controls.map((control) => [control.id, control]));
    for (const [id, file] of [
      ['164.316(a)', 'pipe'],
      ['164.316(b)(1)', 'link.txt'],
    ] as const) {
      expect(controls.get(id)?.status).to.equal('attestation-failed');
      expect(controls.get(id)?.attestation?.problem).to.include(`its evidence ${file} is missing or cannot be read`);
    }
    expect(controls.get('164.316(b)(2)(i)')?.status).to.equal('attested');
  });
});
