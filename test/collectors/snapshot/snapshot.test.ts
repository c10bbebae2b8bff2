import { expect } from 'chai';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readSnapshot } from '../../../collectors/snapshot/read.ts';
import { SnapshotWriter, type SectionId } from '../../../collectors/snapshot/write.ts';
import { InputError, OutputError, UsageError } from '../../../core/errors.ts';
import type { Resource } from '../../../core/resource.ts';
import { manifestText, type Manifest, type ScanRecord } from '../../../core/snapshot.ts';
import { account, denied, region, resourceOf, takenAt } from '../../rules/tester.ts';

const now = () => new Date(takenAt);
const scan: ScanRecord = {
  schemaVersion: 1,
  tool: { name: 'assize', version: '0.0.0' },
  takenAt,
  principal: `arn:aws:iam::${account}:user/auditor`,
  partition: 'aws',
  accounts: [{ id: account, enabled: [region], scanned: [region] }],
  collectors: ['ec2-addresses', 'ec2-flow-logs'],
};
const addresses: SectionId = { account, region, collector: 'ec2-addresses', kinds: ['aws.ec2.address'] };
const flowLogs: SectionId = { account, region, collector: 'ec2-flow-logs', kinds: ['aws.ec2.flow-log'] };
const complete = {
  status: 'complete',
  operations: { 'aws.ec2.address': ['ec2:DescribeAddresses'], 'aws.ec2.flow-log': ['ec2:DescribeFlowLogs'] },
  calls: 1,
  gaps: [],
} as const;
const untold = { operations: { 'aws.ec2.flow-log': [] }, calls: 1 };

function address(number: number): Resource {
  return resourceOf(
    'aws.ec2.address',
    {
      publicIp: `192.0.2.${number}`,
      allocationId: null,
      associationId: null,
      instanceId: null,
      interfaceId: null,
      tags: { Name: 'é\u2028"' },
    },
    number,
  );
}

async function fails(what: Promise<unknown>, type: new (...args: never[]) => Error): Promise<Error> {
  const error = await what.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(type);
  return error as Error;
}

describe('snapshot', () => {
  let home: string;
  let folder: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'assize-'));
    folder = path.join(home, 'snapshot');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  async function write(resources: readonly Resource[] = [address(1), address(2)]): Promise<void> {
    const writer = await SnapshotWriter.begin(folder, scan);
    await writer.section(addresses, now, async (add) => {
      for (const resource of resources) await add(resource);
      return complete;
    });
    await writer.section(flowLogs, now, () =>
      Promise.resolve({
        ...untold,
        status: 'unavailable',
        gaps: [{ kind: 'aws.ec2.flow-log', operation: 'ec2:DescribeFlowLogs', reason: 'access-denied', message: 'no' }],
      }),
    );
    await writer.finish({ endedAt: now(), clockSkew: null });
  }

  async function read(): Promise<Resource[]> {
    const snapshot = await readSnapshot(folder);
    const resources: Resource[] = [];
    for await (const resource of snapshot.resources()) resources.push(resource);
    return resources;
  }

  const sectionFile = () => path.join(folder, 'sections', account, region, 'ec2-addresses.jsonl.gz');

  it('reads back what was written, with its coverage', async () => {
    await write();
    expect(await read()).to.deep.equal([address(1), address(2)]);
    const snapshot = await readSnapshot(folder);
    expect(snapshot.coverage.map(({ collector, status }) => [collector, status])).to.deep.equal([
      ['ec2-addresses', 'complete'],
      ['ec2-flow-logs', 'unavailable'],
    ]);
    expect(snapshot.coverage.map(({ operations }) => operations)).to.deep.equal([
      { 'aws.ec2.address': ['ec2:DescribeAddresses'] },
      { 'aws.ec2.flow-log': [] },
    ]);
    expect(snapshot.coverage[1]?.gaps[0]?.reason).to.equal('access-denied');
    expect(await readdir(home)).to.deep.equal(['snapshot']);
    expect(await readdir(path.dirname(sectionFile()))).to.deep.equal([
      'ec2-addresses.jsonl.gz',
      'ec2-flow-logs.jsonl.gz',
    ]);
  });

  it('gives the same bytes for the same content', async () => {
    await write();
    const first = await readFile(path.join(folder, 'manifest.json'), 'utf8');
    await rm(folder, { recursive: true });
    await write();
    expect(await readFile(path.join(folder, 'manifest.json'), 'utf8')).to.equal(first);
  });

  it('is refused when any byte of it is changed', async () => {
    await write([address(1)]);
    for (const file of [path.join(folder, 'manifest.json'), sectionFile()]) {
      const whole = await readFile(file);
      for (let at = 0; at < whole.length; at += 1) {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ 1;
        await writeFile(file, changed);
        const error = await fails(readSnapshot(folder), InputError);
        expect(error.message).to.include(path.basename(file));
      }
      await writeFile(file, whole);
    }
  });

  it('is refused, naming file and line, when a section is cut off, empty, missing or not JSON', async () => {
    await write();
    const whole = await readFile(sectionFile());
    await writeFile(sectionFile(), whole.subarray(0, whole.length - 20));
    expect((await fails(readSnapshot(folder), InputError)).message).to.match(
      /ec2-addresses\.jsonl\.gz:\d+: is damaged/,
    );
    const [first = ''] = gunzipSync(whole).toString().split('\n');
    await writeFile(sectionFile(), gzipSync(`${first}\n{"kind": broken\n`));
    expect((await fails(readSnapshot(folder), InputError)).message).to.include('ec2-addresses.jsonl.gz:2: is not JSON');
    await writeFile(sectionFile(), gzipSync(`${first}\n`));
    expect((await fails(readSnapshot(folder), InputError)).message).to.include('ends after 1 of 2 resources');
    await rm(sectionFile());
    expect((await fails(readSnapshot(folder), InputError)).message).to.include('is missing');
  });

  it('is refused when a manifest that matches its digest tells of resources that are not ones', async () => {
    await write();
    const resign = async (line: string) => {
      const file = path.join(folder, 'manifest.json');
      const { digest: _, ...manifest } = JSON.parse(await readFile(file, 'utf8')) as Manifest;
      const bytes = gzipSync(line);
      await writeFile(sectionFile(), bytes);
      const { createHash } = await import('node:crypto');
      const sections = manifest.sections.map((section) =>
        section.collector === 'ec2-addresses'
          ? {
              ...section,
              resources: 1,
              bytes: Buffer.byteLength(line),
              sha256: createHash('sha256').update(bytes).digest('hex'),
            }
          : section,
      );
      await writeFile(file, manifestText({ ...manifest, sections }));
    };
    await resign(`${JSON.stringify({ ...address(1), facts: { publicIp: 7 } })}\n`);
    expect((await fails(read(), InputError)).message).to.include('ec2-addresses.jsonl.gz:1: is not a resource');
    await resign(`${JSON.stringify({ ...address(1), unknown: { publicIp: denied } })}\n`);
    expect((await fails(read(), InputError)).message).to.include('both known and unknown');
    await resign(`${JSON.stringify({ ...address(1), facts: { publicIp: '192.0.2.1' } })}\n`);
    expect((await fails(read(), InputError)).message).to.include('is missing');
    await resign(`${JSON.stringify({ ...address(1), kind: 'aws.ec2.spaceship' })}\n`);
    expect((await fails(read(), InputError)).message).to.include('spaceship');
  });

  it('is refused when it is of a newer version, saying so', async () => {
    await write();
    const file = path.join(folder, 'manifest.json');
    const { digest: _, ...manifest } = JSON.parse(await readFile(file, 'utf8')) as Manifest;
    await writeFile(file, manifestText({ ...manifest, schemaVersion: 2 }));
    expect((await fails(readSnapshot(folder), InputError)).message).to.include(
      'is of version 2, this assize reads up to 1',
    );
  });

  it('is refused where there is none', async () => {
    expect((await fails(readSnapshot(folder), InputError)).message).to.include('manifest.json: cannot be read');
  });

  it('is not replaced unless that is asked for, and then whole', async () => {
    await write();
    await fails(SnapshotWriter.mayWrite(folder, false), OutputError);
    await SnapshotWriter.mayWrite(folder, true);
    await write([address(3)]);
    expect(await read()).to.deep.equal([address(3)]);
    expect(await readdir(home)).to.deep.equal(['snapshot']);
    await writeFile(path.join(home, 'file'), '');
    expect((await fails(SnapshotWriter.mayWrite(path.join(home, 'file'), true), OutputError)).message).to.include(
      'is a file',
    );
  });

  it('leaves the earlier snapshot untouched until the new one is whole', async () => {
    await write();
    const writer = await SnapshotWriter.begin(folder, scan);
    await writer.section(addresses, now, async (add) => {
      await add(address(9));
      return complete;
    });
    expect(await read()).to.deep.equal([address(1), address(2)]);
  });

  it('leaves nothing of a section whose collection fails', async () => {
    const writer = await SnapshotWriter.begin(folder, scan);
    const failing = writer.section(addresses, now, async (add) => {
      await add(address(1));
      throw new Error('the collector has a bug');
    });
    expect((await fails(failing, Error)).message).to.equal('the collector has a bug');
    expect(await readdir(path.join(`${folder}.partial`, 'sections', account, region))).to.deep.equal([]);
  });

  it('is resumed from its whole, complete sections after a kill', async () => {
    const killed = await SnapshotWriter.begin(folder, scan);
    await killed.section(addresses, now, async (add) => {
      await add(address(1));
      return complete;
    });
    await killed.section(flowLogs, now, () =>
      Promise.resolve({
        ...untold,
        status: 'partial',
        gaps: [
          { kind: 'aws.ec2.flow-log', operation: 'ec2:DescribeFlowLogs', reason: 'expired-credentials', message: 'no' },
        ],
      }),
    );
    const later = { ...scan, takenAt: '2026-06-15T13:00:00.000Z' };
    const writer = await SnapshotWriter.resume(folder, later);
    expect(writer.scan.takenAt).to.equal(takenAt);
    expect((await writer.finishedSection(addresses))?.resources).to.equal(1);
    expect(await writer.finishedSection(flowLogs)).to.equal(null);
    await writer.section(flowLogs, now, () => Promise.resolve(complete));
    await writer.finish({ endedAt: now(), clockSkew: 0 });
    expect(await read()).to.deep.equal([address(1)]);
    expect(await readdir(path.dirname(sectionFile()))).to.have.length(2);
  });

  it('collects a section again whose file was damaged since, and resumes no other scan', async () => {
    const killed = await SnapshotWriter.begin(folder, scan);
    await killed.section(addresses, now, () => Promise.resolve(complete));
    const partial = path.join(`${folder}.partial`, 'sections', account, region, 'ec2-addresses.jsonl.gz');
    await writeFile(partial, 'x');
    const writer = await SnapshotWriter.resume(folder, scan);
    expect(await writer.finishedSection(addresses)).to.equal(null);
    const other = { ...scan, accounts: [{ id: '210987654321', enabled: [region], scanned: [region] }] };
    await fails(SnapshotWriter.resume(folder, other), UsageError);
    await fails(SnapshotWriter.resume(path.join(home, 'elsewhere'), scan), UsageError);
    await writeFile(path.join(`${folder}.partial`, 'scan.json'), '{"half');
    await fails(SnapshotWriter.resume(folder, scan), UsageError);
  });

  it('names no file outside its folder', async () => {
    const writer = await SnapshotWriter.begin(folder, scan);
    await fails(
      writer.section({ ...addresses, region: '../../x' }, now, () => Promise.resolve(complete)),
      Error,
    );
  });
});
