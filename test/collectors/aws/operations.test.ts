import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import nock from 'nock';
import collectors from '../../../collectors/index.ts';
import { createClient, restrict } from '../../../collectors/aws/client.ts';
import {
  actionOf,
  isOperationId,
  operations,
  type Operation,
  type OperationId,
} from '../../../collectors/aws/operations.ts';
import { DefinitionError } from '../../../core/errors.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const rows = Object.entries(operations) as [OperationId, Operation][];

describe('the list of operations', () => {
  it('is exactly what the client imports of the SDK', () => {
    const source = readFileSync(join(root, 'collectors/aws/client.ts'), 'utf8');
    const imported = source
      .split(/(?=^ {2}[a-z0-9]+: async \(\) => \{$)/m)
      .flatMap((part) => {
        const service = /import\('@aws-sdk\/client-([a-z0-9]+)'\)/.exec(part)?.[1] ?? '';
        return [...part.matchAll(/\bsdk\.(\w+)Command\b/g)].map(([, name]) => `${service}:${name ?? ''}`);
      })
      .sort();
    expect(imported).to.deep.equal(Object.keys(operations).sort());
    const named = new Set([...source.matchAll(/\b([A-Z]\w+)Command\b/g)].map(([, name]) => name));
    named.delete('Sdk');
    expect(named).to.deep.equal(new Set(Object.keys(operations).map((id) => id.split(':')[1])));
  });

  it('is the only place but client and credentials that knows the SDK', () => {
    const knows: string[] = [];
    for (const folder of ['core', 'collectors', 'rules', 'baselines', 'reporters', 'cli']) {
      for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
        const file = join(entry.parentPath, entry.name);
        if (/from '@(aws-sdk|smithy)\/|import\('@(aws-sdk|smithy)\//.test(readFileSync(file, 'utf8'))) {
          knows.push(relative(root, file));
        }
      }
    }
    expect(knows.sort()).to.deep.equal([
      'collectors/aws/client.ts',
      'collectors/aws/credentials.ts',
      'collectors/aws/operations.ts',
    ]);
  });

  it('holds only what reads settings, but for the renewal of the credential report', () => {
    const reading = /^(Describe|List|Search|Get|BatchGet)[A-Z]/;
    const other = rows.map(([id]) => id).filter((id) => !reading.test(id.split(':')[1] ?? ''));
    expect(other).to.deep.equal(['iam:GenerateCredentialReport']);
    // They begin alike, and hand out secrets or data.
    for (const id of [
      'acm:GetCertificate',
      'ec2:GetPasswordData',
      'ec2:GetConsoleOutput',
      'ec2:GetConsoleScreenshot',
      'ec2:DescribeInstanceAttribute',
      'iam:GetAccessKeyLastUsed',
      'iam:GetSAMLProvider',
      'sts:GetSessionToken',
      'sts:GetFederationToken',
      'toString',
      '__proto__',
    ]) {
      expect(isOperationId(id), id).to.equal(false);
    }
  });

  it('says of every operation what its answer must hold', () => {
    for (const [id, row] of rows) {
      expect((row.list === undefined) !== (row.has === undefined), id).to.equal(true);
      if (row.page !== undefined) expect(row.token, id).not.to.equal(undefined);
      if (row.token !== undefined) expect(row.list, id).not.to.equal(undefined);
      expect(row.more, id).to.equal(row.token !== undefined && id.startsWith('iam:') ? 'IsTruncated' : undefined);
      expect(actionOf(id), id).to.equal(row.action ?? id);
      for (const code of row.absent ?? []) expect(row.gone ?? [], id).not.to.include(code);
    }
  });

  it('is told apart by collectors that call several: which of them list a kind', () => {
    for (const { id, kinds, operations: called, lists } of collectors) {
      expect(lists !== undefined, id).to.equal(called.length > 1);
      if (lists === undefined) continue;
      expect(Object.keys(lists).sort(), id).to.deep.equal([...kinds].sort());
      for (const [kind, listing] of Object.entries(lists)) {
        expect(listing.length, kind).to.be.above(0);
        for (const operation of listing) expect(called, kind).to.include(operation);
      }
    }
  });

  describe('binds the client', () => {
    let sent: number;
    beforeEach(() => {
      sent = 0;
      nock.disableNetConnect();
      nock(/.*/)
        .persist()
        .intercept(/.*/, 'POST')
        .reply(() => [200, String(++sent)]);
    });
    afterEach(() => {
      nock.cleanAll();
      nock.enableNetConnect();
    });

    const config = {
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: () => {
        given++;
        return Promise.resolve({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' });
      },
    };
    let given = 0;

    it('to send nothing else: not what changes, nor what reads a secret', async () => {
      const acm = await import('@aws-sdk/client-acm');
      const ec2 = await import('@aws-sdk/client-ec2');
      const iam = await import('@aws-sdk/client-iam');
      const sts = await import('@aws-sdk/client-sts');
      const clients = {
        acm: new acm.ACMClient(config),
        ec2: new ec2.EC2Client(config),
        iam: new iam.IAMClient(config),
        sts: new sts.STSClient(config),
      };
      restrict(clients.acm, 'acm', null);
      restrict(clients.ec2, 'ec2', null);
      restrict(clients.iam, 'iam', null);
      restrict(clients.sts, 'sts', null);
      const role = { RoleArn: 'arn:aws:iam::123456789012:role/admin', RoleSessionName: 'session' };
      const tries = [
        () => clients.ec2.send(new ec2.TerminateInstancesCommand({ InstanceIds: ['i-1'] })),
        () => clients.ec2.send(new ec2.GetPasswordDataCommand({ InstanceId: 'i-1' })),
        () => clients.ec2.send(new ec2.GetConsoleOutputCommand({ InstanceId: 'i-1' })),
        () => clients.iam.send(new iam.CreateAccessKeyCommand({ UserName: 'root' })),
        () =>
          clients.acm.send(new acm.GetCertificateCommand({ CertificateArn: 'arn:aws:acm:us-east-1:1:certificate/1' })),
        () => clients.sts.send(new sts.AssumeRoleCommand(role)),
        () => clients.sts.send(new sts.GetSessionTokenCommand({})),
      ];
      given = 0;
      for (const attempt of tries) expect(await thrown(attempt)).to.be.instanceOf(DefinitionError);
      expect([sent, given]).to.deep.equal([0, 0]);
    });

    it('to send nothing to a host that is not of AWS', async () => {
      const ec2 = await import('@aws-sdk/client-ec2');
      const client = new ec2.EC2Client({ ...config, endpoint: 'https://evil.example' });
      restrict(client, 'ec2', null);
      expect(await thrown(() => client.send(new ec2.DescribeVpcsCommand()))).to.be.instanceOf(DefinitionError);
      expect(sent).to.equal(0);
    });

    it('to refuse a name that a collector made up', async () => {
      const { api } = createClient({ version: '0', credentials: config.credentials }).section(
        '123456789012',
        'us-east-1',
      );
      for (const id of [
        'ec2:TerminateInstances',
        'secretsmanager:GetSecretValue',
        'constructor',
      ] as unknown as OperationId[]) {
        expect(await thrown(() => api.call(id)), id).to.be.instanceOf(DefinitionError);
        expect(await thrown(() => api.find(id)), id).to.be.instanceOf(DefinitionError);
        const reading = async () => {
          for await (const _ of api.pages(id));
        };
        expect(await thrown(reading), id).to.be.instanceOf(DefinitionError);
      }
      expect(sent).to.equal(0);
    });
  });
});

async function thrown(attempt: () => Promise<unknown>): Promise<unknown> {
  try {
    await attempt();
  } catch (error) {
    return error;
  }
  return null;
}
