import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { assert, expect } from 'chai';
import nock from 'nock';
import { createClient, type Attempt, type Client, type ClientOptions } from '../../../collectors/aws/client.ts';
import { CallFailed } from '../../../collectors/aws/failure.ts';
import { operations, type Operation, type OperationId, type Service } from '../../../collectors/aws/operations.ts';
import type { Api } from '../../../collectors/collector.ts';
import { CredentialsError, UsageError } from '../../../core/errors.ts';
import { UnknownValue, type UnknownReason } from '../../../core/resource.ts';
import { answer, fakeAws, JumpingClock, refusal, type Reply, type Request } from './wire.ts';

const account = '123456789012';
const keys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG',
  sessionToken: 'session-1',
};
const ids = Object.keys(operations) as OperationId[];
const row = (operation: OperationId): Operation => operations[operation];

/** One operation of each service that stands for the others in what does not differ between them. */
const byService: Readonly<Record<Service, OperationId>> = {
  account: 'account:ListRegions',
  acm: 'acm:ListCertificates',
  cloudtrail: 'cloudtrail:DescribeTrails',
  ec2: 'ec2:DescribeSecurityGroups',
  iam: 'iam:ListServerCertificates',
  inspector2: 'inspector2:ListFindings',
  rds: 'rds:DescribeDBInstances',
  sts: 'sts:GetCallerIdentity',
};
const each = Object.values(byService);

/** What an operation must be asked to be sent at all. */
const required = {
  PrefixListId: 'pl-0123456789abcdef0',
  CertificateArn: `arn:aws:acm:us-east-1:${account}:certificate/1`,
  DBSnapshotIdentifier: 'snapshot',
  DBClusterSnapshotIdentifier: 'snapshot',
  Name: 'trail',
  TrailName: 'trail',
  ResourceIdList: ['trail'],
} as object;

describe('the client', () => {
  let clock: JumpingClock;
  const clients: Client[] = [];

  beforeEach(() => {
    clock = new JumpingClock();
    nock.disableNetConnect();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
    nock.cleanAll();
    nock.enableNetConnect();
  });

  function client(options: Partial<ClientOptions> = {}): Client {
    const made = createClient({ version: '1.2.3', credentials: () => Promise.resolve(keys), clock, ...options });
    clients.push(made);
    return made;
  }
  function api(region = 'us-east-1', options: Partial<ClientOptions> = {}): Api {
    return client(options).section(account, region).api;
  }

  describe('answers', () => {
    it('takes what every operation answers where there is nothing', async () => {
      const seen = fakeAws(({ operation }) => answer(operation as OperationId));
      const asked = api();
      for (const operation of ids) {
        const { output, source } = await asked.call(operation, required);
        expect(source, operation).to.deep.equal({ operation, request: 'request-1' });
        expect(output, operation).not.to.have.property('$metadata');
      }
      expect(seen.map(({ operation }) => operation)).to.deep.equal(ids);
    });

    it('gives the members of a list as the SDK reads them', async () => {
      fakeAws(() => answer('ec2:DescribeVpcs', '<vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet>', 'r-7'));
      const { output, source } = await api().call('ec2:DescribeVpcs');
      expect(output.Vpcs).to.have.lengthOf(1);
      expect(output.Vpcs?.[0]?.VpcId).to.equal('vpc-1');
      expect(source.request).to.equal('r-7');
    });

    const garbage: Readonly<Record<string, (operation: OperationId) => Reply>> = {
      HTML: () => ({ body: '<!DOCTYPE html><html><body><p>Sign in</p></body></html>', headers: id }),
      'an empty body': () => ({ body: '', headers: id }),
      '{}': () => ({ body: '{}', headers: id }),
      'other XML': () => ({ body: '<Feed><title>news</title></Feed>', headers: id }),
      'nothing but the envelope': (operation) =>
        answer(operation, answer(operation).body?.startsWith('{') === true ? '{"other":1}' : '<other>1</other>'),
      'half an answer': (operation) => {
        const whole = answer(operation);
        return { ...whole, body: whole.body?.slice(0, Math.floor(whole.body.length / 2)) ?? '' };
      },
      'a whole answer without a request id': (operation) => ({ body: answer(operation).body ?? '' }),
      'no content': () => ({ status: 204, body: '', headers: id }),
    };
    const id = { 'x-amzn-requestid': 'request-3' };
    for (const [name, reply] of Object.entries(garbage)) {
      it(`gen-009: takes ${name} with status 200 for no answer, of every service`, async () => {
        const seen = fakeAws(({ operation }) => reply(operation as OperationId));
        const asked = api();
        for (const operation of each) {
          const failed = await failure(asked.call(operation, required));
          expect(failed.reason, operation).to.equal('error');
          expect(failed.message, operation).to.match(/malformed answer/);
        }
        expect(seen).to.have.lengthOf(5 * each.length);
      });
    }

    it('gen-009: misses the list, or else what must be there, in the answer of every operation', async () => {
      fakeAws(({ operation }) => garbage['nothing but the envelope']!(operation as OperationId));
      const asked = api();
      await Promise.all(
        ids.map(async (operation) => {
          const failed = await failure(asked.call(operation, required));
          const { list: [missing] = [], has = missing } = row(operation);
          expect(failed.message, operation).to.match(new RegExp(`it has no (list )?${has ?? '?'}`));
        }),
      );
    });

    it('gen-009: says that a request id is missing', async () => {
      fakeAws(() => ({ body: answer('ec2:DescribeVpcs').body ?? '' }));
      expect((await failure(api().call('ec2:DescribeVpcs'))).message).to.match(/HTTP 200\): it has no request id/);
    });

    it('gen-009: reads again what was garbage once', async () => {
      fakeAws((_, count) => (count < 3 ? { body: '<html/>' } : answer('ec2:DescribeVpcs')));
      expect((await api().call('ec2:DescribeVpcs')).output.Vpcs).to.deep.equal([]);
    });

    it('asks each list for the largest page that AWS gives', async () => {
      const seen = fakeAws(({ operation }) => answer(operation as OperationId));
      const asked = api();
      for (const operation of ids) for await (const _ of asked.pages(operation, required));
      for (const { operation, body } of seen) {
        const { page } = row(operation as OperationId);
        if (page === undefined) continue;
        const said = body.startsWith('{')
          ? (JSON.parse(body) as object)
          : Object.fromEntries(new URLSearchParams(body));
        expect(Object.entries(said).map(String), operation).to.include(`${page[0]},${page[1]}`);
      }
    });

    it('lets a question set its own page size', async () => {
      const seen = fakeAws(() => answer('ec2:DescribeVpcs'));
      for await (const _ of api().pages('ec2:DescribeVpcs', { MaxResults: 7 }));
      expect(seen[0]?.body).to.contain('MaxResults=7');
    });
  });

  describe('pages', () => {
    const vpcs = (name: string, next?: string) =>
      answer(
        'ec2:DescribeVpcs',
        (name === '' ? '<vpcSet/>' : `<vpcSet><item><vpcId>${name}</vpcId></item></vpcSet>`) +
          (next === undefined ? '' : `<nextToken>${next}</nextToken>`),
      );
    async function read(asked: Api): Promise<(string | undefined)[]> {
      const names: (string | undefined)[] = [];
      for await (const { output } of asked.pages('ec2:DescribeVpcs'))
        names.push(...(output.Vpcs ?? []).map((v) => v.VpcId));
      return names;
    }

    it('insp-007: goes on after an empty page with a token', async () => {
      const seen = fakeAws((_, count) => [vpcs('', 'A'), vpcs('a', 'B'), vpcs('b')][count - 1]!);
      expect(await read(api())).to.deep.equal(['a', 'b']);
      expect(seen.map(({ body }) => new URLSearchParams(body).get('NextToken'))).to.deep.equal([null, 'A', 'B']);
    });

    it('takes an empty token for none', async () => {
      fakeAws(() => vpcs('a', ''));
      expect(await read(api())).to.deep.equal(['a']);
    });

    it('fails at a token that repeats', async () => {
      const seen = fakeAws(() => vpcs('a', 'A'));
      const failed = await failure(read(api()));
      expect(failed.reason).to.equal('error');
      expect(failed.message).to.match(/never ends/);
      expect(seen).to.have.lengthOf(2);
    });

    it('fails at tokens that go round', async () => {
      const seen = fakeAws((_, count) => vpcs('a', count % 2 === 1 ? 'A' : 'B'));
      expect((await failure(read(api()))).message).to.match(/never ends/);
      expect(seen).to.have.lengthOf(3);
    });

    it('fails where a list has more pages than any can have', async () => {
      fakeAws((_, count) => vpcs('a', `T${count}`));
      expect((await failure(read(api('us-east-1', { maxPages: 4 })))).message).to.match(/does not end within 4 pages/);
    });

    it('gen-008: gives the pages before the one that fails, then fails', async () => {
      fakeAws((_, count) => (count < 3 ? vpcs(`v${count}`, `T${count}`) : { status: 500 }));
      const names: unknown[] = [];
      const reading = (async () => {
        for await (const { output } of api().pages('ec2:DescribeVpcs')) names.push(output.Vpcs?.[0]?.VpcId);
      })();
      expect((await failure(reading)).reason).to.equal('error');
      expect(names).to.deep.equal(['v1', 'v2']);
    });

    it('refuses a single call for the first of several pages', async () => {
      fakeAws(() => vpcs('a', 'A'));
      expect((await failure(api().call('ec2:DescribeVpcs'))).message).to.match(/one page of several/);
      expect((await failure(api().find('ec2:DescribeVpcs'))).message).to.match(/one page of several/);
    });

    const iam = (more: string) => answer('iam:ListServerCertificates', `<ServerCertificateMetadataList/>${more}`);
    it('follows the marker of IAM while the list is truncated', async () => {
      const seen = fakeAws((_, count) =>
        iam(count === 1 ? '<IsTruncated>true</IsTruncated><Marker>m1</Marker>' : '<IsTruncated>false</IsTruncated>'),
      );
      let pages = 0;
      for await (const _ of api('global').pages('iam:ListServerCertificates')) pages++;
      expect(pages).to.equal(2);
      expect(seen[1]?.body).to.contain('Marker=m1');
    });

    it('ends where IAM says so, though there is a marker', async () => {
      const seen = fakeAws(() => iam('<IsTruncated>false</IsTruncated><Marker>m1</Marker>'));
      for await (const _ of api('global').pages('iam:ListServerCertificates'));
      expect(seen).to.have.lengthOf(1);
    });

    it('fails where a truncated list names no next page', async () => {
      fakeAws(() => iam('<IsTruncated>true</IsTruncated>'));
      const reading = (async () => {
        for await (const _ of api('global').pages('iam:ListServerCertificates'));
      })();
      expect((await failure(reading)).message).to.match(/more pages, without Marker/);
    });
  });

  describe('failures', () => {
    const table: Readonly<Record<string, readonly [UnknownReason, number, string[], string?]>> = {
      denied: [
        'access-denied',
        403,
        [
          'AccessDenied',
          'AccessDeniedException',
          'AuthorizationError',
          'AuthorizationErrorException',
          'Client.UnauthorizedOperation',
          'NotAuthorized',
          'NotAuthorizedException',
          'OperationNotPermittedException',
          'UnauthorizedAccess',
          'UnauthorizedException',
          'UnauthorizedOperation',
        ],
        'You are not authorized to perform this operation.',
      ],
      'not enabled': [
        'not-enabled',
        403,
        ['OptInRequired', 'RegionDisabledException', 'SubscriptionRequired', 'SubscriptionRequiredException'],
      ],
      'not supported': [
        'not-supported',
        400,
        [
          'InvalidAction',
          'UnknownOperation',
          'UnknownOperationException',
          'UnsupportedOperation',
          'UnsupportedOperationException',
        ],
      ],
      'anything else': [
        'error',
        400,
        ['ValidationError', 'InvalidParameterValue', 'InvalidNextToken', 'ConflictException'],
      ],
    };
    for (const [name, [reason, status, codes, message = 'no']] of Object.entries(table)) {
      it(`calls ${reason} what is ${name}, in the words of every service, at once`, async () => {
        for (const operation of each) {
          for (const code of codes) {
            const seen = fakeAws(() => refusal(operation, code, message, status));
            const failed = await failure(api().call(operation));
            expect(failed.reason, `${operation} ${code}`).to.equal(reason);
            expect(failed.code, operation).to.equal(code.replace('Client.', ''));
            expect(failed.operation).to.equal(operation);
            expect(failed.request, `${operation} ${code}`).to.equal('request-2');
            expect(seen, `${operation} ${code}`).to.have.lengthOf(1);
            nock.cleanAll();
          }
        }
      });
    }

    const throttles = [
      'BandwidthLimitExceeded',
      'DependencyThrottle',
      'DependencyThrottleException',
      'EC2ThrottledException',
      'LimitExceeded',
      'LimitExceededException',
      'PriorRequestNotComplete',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
      'RequestThrottled',
      'RequestThrottledException',
      'SlowDown',
      'ThrottledException',
      'Throttling',
      'ThrottlingException',
      'TooManyRequestsException',
      'TransactionInProgressException',
    ];
    it('tries again what is throttled, in the words of every service', async () => {
      for (const operation of each) {
        for (const code of throttles) {
          fakeAws((_, count) => (count === 1 ? refusal(operation, code, 'Rate exceeded', 400) : answer(operation)));
          const section = client().section(account, 'us-east-1');
          await section.api.call(operation);
          expect([section.calls(), section.throttled()], `${operation} ${code}`).to.deep.equal([2, 1]);
          nock.cleanAll();
        }
      }
    });

    it('tries again what is broken, of every service', async () => {
      const broken: readonly (readonly [number, string])[] = [
        [500, 'InternalError'],
        [500, 'InternalServerException'],
        [500, 'ServiceFailure'],
        [502, ''],
        [503, 'ServiceUnavailable'],
        [503, 'Unavailable'],
        [504, ''],
        [400, 'RequestTimeout'],
      ];
      for (const operation of each) {
        for (const [status, code] of broken) {
          const reply =
            code === '' ? { status, body: '<html>bad gateway</html>' } : refusal(operation, code, 'no', status);
          const once = fakeAws((_, count) => (count === 1 ? reply : answer(operation)));
          await api().call(operation);
          expect(once, `${operation} ${status}`).to.have.lengthOf(2);
          nock.cleanAll();
        }
      }
    });

    it('gives up what stays broken after five attempts', async () => {
      for (const operation of each) {
        const seen = fakeAws(() => refusal(operation, 'InternalError', 'no', 500));
        expect((await failure(api().call(operation))).reason, operation).to.equal('error');
        expect(seen, operation).to.have.lengthOf(5);
        nock.cleanAll();
      }
    });

    it('goes by the status where there is no code', async () => {
      for (const [status, reason, sent] of [
        [429, null, 2],
        [500, null, 2],
        [501, 'error', 1],
      ] as const) {
        const seen = fakeAws((_, count) => (count === 1 ? { status } : answer('ec2:DescribeVpcs')));
        const asking = api().call('ec2:DescribeVpcs');
        if (reason === null) await asking;
        else expect((await failure(asking)).reason).to.equal(reason);
        expect(seen, String(status)).to.have.lengthOf(sent);
        nock.cleanAll();
      }
      fakeAws(() => ({ status: 429 }));
      expect((await failure(api().call('ec2:DescribeVpcs'))).reason).to.equal('throttled');
    });

    it('does not take a page of a proxy for a denial by AWS', async () => {
      for (const status of [302, 401, 403, 404, 407]) {
        const seen = fakeAws(() => ({ status, body: '<html><body>Forbidden</body></html>' }));
        const failed = await failure(api().call('ec2:DescribeVpcs'));
        expect(failed.reason, String(status)).to.equal('error');
        expect(failed.message).to.contain(`HTTP ${status}`);
        expect(seen).to.have.lengthOf(1);
        nock.cleanAll();
      }
    });

    it('names the missing action', async () => {
      fakeAws(({ operation }) => refusal(operation, 'AccessDenied', 'no', 403));
      for (const operation of ids) {
        const failed = await failure(api().call(operation, required));
        expect(failed.action, operation).to.equal(operation);
        expect(failed.message, operation).to.contain(`missing ${operation}`);
      }
    });

    it('names the action that AWS misses, where it is another', async () => {
      const said = `User: arn:aws:iam::${account}:user/a is not authorized to perform: kms:DescribeKey on resource: x`;
      fakeAws(() => refusal('rds:DescribeDBInstances', 'AccessDenied', said, 403));
      expect((await failure(api().call('rds:DescribeDBInstances'))).action).to.equal('kms:DescribeKey');
    });

    it('gen-004: says that a service control policy denies', async () => {
      const said = `User: arn:aws:iam::${account}:user/a is not authorized to perform: ec2:DescribeVpcs with an explicit deny in a service control policy`;
      fakeAws(() => refusal('ec2:DescribeVpcs', 'UnauthorizedOperation', said, 403));
      const failed = await failure(api('eu-west-1').call('ec2:DescribeVpcs'));
      expect(failed.reason).to.equal('access-denied');
      expect(failed.message).to.match(/by a service control policy.*missing ec2:DescribeVpcs/);
    });

    it('insp-003: does not take what is not offered in a Region for a denial', async () => {
      const operation = 'inspector2:BatchGetAccountStatus';
      fakeAws(() =>
        refusal(operation, 'AccessDeniedException', 'Lambda code scanning is not supported in ap-south-2', 403),
      );
      expect((await failure(api().call(operation, { accountIds: [account] }))).reason).to.equal('not-supported');
    });

    it('takes EC2 for denying what belongs to others, not for refusing the keys', async () => {
      fakeAws(() => refusal('ec2:DescribeImages', 'AuthFailure', 'Not authorized for images: [ami-1]', 403));
      expect((await failure(api().call('ec2:DescribeImages'))).reason).to.equal('access-denied');
    });

    it('leaves out what is of no use in a report', async () => {
      const secret = 'x'.repeat(400);
      fakeAws(() =>
        refusal(
          'ec2:DescribeVpcs',
          'UnauthorizedOperation',
          `No. Encoded authorization failure message: ${secret}`,
          403,
        ),
      );
      expect((await failure(api().call('ec2:DescribeVpcs'))).message).to.match(/: No\.\)$/);
    });
  });

  describe('none and gone', () => {
    for (const operation of ids) {
      for (const code of row(operation).absent ?? []) {
        it(`finds none by ${code} of ${operation}`, async () => {
          fakeAws(() => refusal(operation, code, 'none', 404));
          const found = await api().find(operation, required);
          expect(found).to.deep.equal({ output: null, source: { operation, request: 'request-2' } });
          const failed = await failure(api().call(operation, required));
          expect([failed.reason, failed.gone]).to.deep.equal(['error', false]);
        });
      }
      for (const code of row(operation).gone ?? []) {
        it(`takes ${code} of ${operation} for deleted meanwhile`, async () => {
          fakeAws(() => refusal(operation, code, 'not found', 404));
          for (const asking of [api().call(operation, required), api().find(operation, required)]) {
            expect((await failure(asking)).gone).to.equal(true);
          }
        });
      }
    }

    it('finds what is there', async () => {
      fakeAws(() => answer('iam:GetAccountPasswordPolicy'));
      expect(
        (await api('global').find('iam:GetAccountPasswordPolicy')).output?.PasswordPolicy?.ExpirePasswords,
      ).to.equal(false);
    });

    it('knows a code as none only of the operation that says so', async () => {
      fakeAws(() => refusal('iam:GetAccountSummary', 'NoSuchEntity', 'none', 404));
      expect((await failure(api().find('iam:GetAccountSummary'))).gone).to.equal(false);
    });

    it('makes an unknown fact of a failed read, and lets every other error through', async () => {
      fakeAws(() => refusal('ec2:DescribeVpcs', 'UnauthorizedOperation', 'no', 403));
      const asked = api();
      const fact = await asked.fact(async () => (await asked.call('ec2:DescribeVpcs')).output.Vpcs?.length);
      assert.instanceOf(fact, UnknownValue);
      expect(fact.unknown.reason).to.equal('access-denied');
      expect(fact.unknown.operation).to.equal('ec2:DescribeVpcs');
      expect(fact.unknown.message).to.contain('missing ec2:DescribeVpcs');
      expect(await asked.fact(() => Promise.resolve(7))).to.equal(7);
      await rejects(
        asked.fact(() => Promise.reject(new TypeError('a bug'))),
        TypeError,
      );
    });
  });

  describe('throttling', () => {
    it('lets 200 calls at once through an account that is busy with others', async () => {
      let tokens = 5;
      let filled = clock.now();
      fakeAws(() => {
        tokens = Math.min(5, tokens + ((clock.now() - filled) / 1000) * 2);
        filled = clock.now();
        if (tokens < 1) return refusal('iam:ListServerCertificates', 'Throttling', 'Rate exceeded');
        tokens -= 1;
        return answer('iam:ListServerCertificates');
      });
      const section = client().section(account, 'global');
      await Promise.all(Array.from({ length: 200 }, () => section.api.call('iam:ListServerCertificates')));
      expect(section.throttled()).to.be.greaterThan(0);
      // It slows down: what is throttled is a fraction, not most.
      expect(section.throttled()).to.be.lessThan(200);
    });

    it('gen-011: outlasts a minute in which all is throttled', async () => {
      const until = clock.now() + 60_000;
      fakeAws(() =>
        clock.now() < until ? refusal('rds:DescribeDBInstances', 'Throttling') : answer('rds:DescribeDBInstances'),
      );
      expect((await api().call('rds:DescribeDBInstances')).output.DBInstances).to.deep.equal([]);
    });

    it('gen-011: gives up a long outage as throttled, and then asks once a call until it ends', async () => {
      let over = false;
      const seen = fakeAws(() =>
        over ? answer('rds:DescribeDBInstances') : refusal('rds:DescribeDBInstances', 'Throttling'),
      );
      const asked = api();
      const began = clock.now();
      expect((await failure(asked.call('rds:DescribeDBInstances'))).reason).to.equal('throttled');
      expect(clock.now() - began).to.be.within(180_000, 240_000);
      const before = seen.length;
      expect((await failure(asked.call('rds:DescribeDBInstances'))).reason).to.equal('throttled');
      expect(seen.length - before).to.equal(1);
      over = true;
      await asked.call('rds:DescribeDBInstances');
    });

    it('takes an error for an answer that got through', async () => {
      const began = clock.now();
      const operation = 'rds:DescribeDBInstances';
      fakeAws(() => {
        if (clock.now() - began < 170_000) return refusal(operation, 'Throttling');
        return refusal(operation, 'AccessDenied', 'no', 403);
      });
      const asked = api();
      expect((await failure(asked.call(operation))).reason).to.equal('access-denied');
      nock.cleanAll();
      fakeAws((_, count) => (count === 1 ? refusal(operation, 'Throttling') : answer(operation)));
      clock.time += 20_000;
      await asked.call(operation);
    });

    it('gives up a call that alone is throttled for a quarter of an hour', async () => {
      fakeAws(({ operation }) =>
        operation === 'rds:DescribeDBInstances' ? refusal(operation, 'Throttling') : answer(operation as OperationId),
      );
      const asked = api();
      const began = clock.now();
      let over = false;
      const others = async () => {
        while (!over) {
          await asked.call('rds:DescribeDBClusters');
          await clock.sleep(10_000);
        }
      };
      const starving = failure(asked.call('rds:DescribeDBInstances')).finally(() => (over = true));
      const [failed] = await Promise.all([starving, others()]);
      expect(failed.reason).to.equal('throttled');
      expect(clock.now() - began).to.be.within(900_000, 1_000_000);
    });

    it('does not take a pause for a part of an outage', async () => {
      let busy = true;
      fakeAws((_, count) =>
        busy || count % 2 === 0 ? refusal('rds:DescribeDBInstances', 'Throttling') : answer('rds:DescribeDBInstances'),
      );
      const asked = api();
      await failure(asked.call('rds:DescribeDBInstances'));
      clock.time += 600_000;
      busy = false;
      await asked.call('rds:DescribeDBInstances');
      await asked.call('rds:DescribeDBInstances');
    });

    it('waits as long as AWS asks', async () => {
      const date = new Date(clock.now() + 90_000).toUTCString();
      for (const after of ['45', date]) {
        fakeAws((_, count) =>
          count === 1
            ? { ...refusal('ec2:DescribeVpcs', 'RequestLimitExceeded', 'slow', 503), headers: { 'retry-after': after } }
            : answer('ec2:DescribeVpcs'),
        );
        const began = clock.now();
        await api().call('ec2:DescribeVpcs');
        expect(clock.now() - began).to.be.at.least(45_000);
        nock.cleanAll();
      }
    });

    it('backs off further each time', async () => {
      fakeAws((_, count) => (count < 5 ? { status: 500 } : answer('ec2:DescribeVpcs')));
      await api().call('ec2:DescribeVpcs');
      expect(clock.slept).to.deep.equal([100, 200, 400, 800]);
    });

    it('keeps to half of the limits that AWS publishes, in each Region for itself', async () => {
      fakeAws(() => answer('acm:ListCertificates'));
      const one = client();
      const began = clock.now();
      const many = (region: string) =>
        Array.from({ length: 24 }, () => one.section(account, region).api.call('acm:ListCertificates'));
      await Promise.all([...many('us-east-1'), ...many('eu-west-1')]);
      // 24 calls at 4 a second with 4 at once.
      expect(clock.now() - began).to.be.within(5_000, 5_100);
    });

    it('limits each operation of EC2 for itself, and a family as one', async () => {
      fakeAws(({ operation }) => answer(operation as OperationId));
      const asked = api();
      const times = async (list: readonly OperationId[]) => {
        const began = clock.now();
        await Promise.all(list.map((operation) => asked.call(operation, required)));
        return clock.now() - began;
      };
      const repeat = (operation: OperationId, count: number) => Array.from({ length: count }, () => operation);
      expect(await times([...repeat('ec2:DescribeVpcs', 50), ...repeat('ec2:DescribeSubnets', 50)])).to.equal(0);
      clock.time += 3_600_000;
      expect(
        await times([...repeat('rds:DescribeDBInstances', 20), ...repeat('rds:DescribeDBClusters', 20)]),
      ).to.be.at.least(2_000);
    });
  });

  describe('credentials', () => {
    const expired = ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'];
    const refused = [
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
    ];

    it('calls expired what AWS refuses, in the words of every service', async () => {
      for (const operation of each) {
        for (const code of [...expired, ...refused, 'AuthFailure']) {
          const said = 'AWS was not able to validate the provided access credentials';
          const seen = fakeAws(() => refusal(operation, code, said, 403));
          expect((await failure(api().call(operation))).reason, `${operation} ${code}`).to.equal('expired-credentials');
          expect(seen, `${operation} ${code}`).to.have.lengthOf(2);
          nock.cleanAll();
        }
      }
    });

    it('renews them once, for all calls that meet it', async () => {
      const renewed: (boolean | undefined)[] = [];
      let token = 'old';
      const source: ClientOptions['credentials'] = (options) => {
        if (options?.forceRefresh === true) {
          renewed.push(true);
          token = 'new';
        }
        return Promise.resolve({ ...keys, sessionToken: token });
      };
      fakeAws(({ operation, headers }) =>
        headers['x-amz-security-token'] === 'old'
          ? refusal(operation, 'ExpiredToken', 'over', 403)
          : answer(operation as OperationId),
      );
      const asked = api('us-east-1', { credentials: source });
      await Promise.all(each.flatMap((operation) => [asked.call(operation), asked.call(operation)]));
      expect(renewed).to.have.lengthOf(1);
    });

    it('renews them again when the new ones run out in their turn', async () => {
      let generation = 0;
      let valid = 1;
      fakeAws(({ operation, headers }) =>
        Number(headers['x-amz-security-token']) >= valid
          ? answer(operation as OperationId)
          : refusal(operation, 'ExpiredToken'),
      );
      const asked = api('us-east-1', {
        credentials: (options) => {
          if (options?.forceRefresh === true) generation++;
          return Promise.resolve({ ...keys, sessionToken: String(generation) });
        },
      });
      for (valid = 1; valid < 5; valid++) await asked.call('ec2:DescribeVpcs');
      expect(generation).to.equal(4);
    });

    it('gen-010: sends nothing more once they are dead', async () => {
      let calls = 0;
      const seen = fakeAws(({ operation }) =>
        ++calls <= 4
          ? answer(operation as OperationId)
          : refusal(operation, 'ExpiredToken', 'The security token is expired', 403),
      );
      const one = client();
      const asked = one.section(account, 'us-east-1').api;
      for (let count = 0; count < 4; count++) await asked.call('ec2:DescribeVpcs');
      expect((await failure(asked.call('ec2:DescribeVpcs'))).reason).to.equal('expired-credentials');
      const sent = seen.length;
      expect(sent).to.equal(6);
      const later = one.section(account, 'eu-west-1');
      for (const operation of ids) {
        const failed = await failure(later.api.call(operation, required));
        expect(failed.reason, operation).to.equal('expired-credentials');
        expect(failed.message).to.match(/not sent: AWS refuses the credentials \(ExpiredToken\)/);
      }
      expect(seen).to.have.lengthOf(sent);
      expect(later.calls()).to.equal(0);
    });

    it('gen-010: goes no further where they cannot be renewed', async () => {
      const seen = fakeAws(({ operation }) => refusal(operation, 'ExpiredToken', 'over', 403));
      const asked = api('us-east-1', {
        credentials: (options) =>
          options?.forceRefresh === true
            ? Promise.reject(new Error('The SSO session has expired'))
            : Promise.resolve(keys),
      });
      const failed = await failure(asked.call('ec2:DescribeVpcs'));
      expect(failed.reason).to.equal('expired-credentials');
      expect(failed.message).to.match(/SSO session has expired/);
      expect(seen).to.have.lengthOf(1);
    });

    it('does not give up the others for one call that alone is refused', async () => {
      const one = client();
      const other = () => one.section(account, 'us-east-1').api.call('ec2:DescribeVpcs');
      fakeAws(async ({ operation }) => {
        if (operation === 'ec2:DescribeVpcs') return answer(operation);
        await other();
        return refusal(operation, 'InvalidClientTokenId', 'no', 403);
      });
      const refusing = one.section(account, 'us-east-1');
      expect((await failure(refusing.api.call('rds:DescribeDBInstances'))).reason).to.equal('expired-credentials');
      expect(refusing.calls()).to.equal(4);
      await other();
    });

    const regions = (...list: readonly (readonly [string, string])[]) =>
      answer(
        'ec2:DescribeRegions',
        `<regionInfo>${list.map(([name, status]) => `<item><regionName>${name}</regionName><optInStatus>${status}</optInStatus></item>`).join('')}</regionInfo>`,
      );
    const listed = regions(
      ['us-east-1', 'opt-in-not-required'],
      ['me-south-1', 'not-opted-in'],
      ['af-south-1', 'opted-in'],
    );
    const elsewhere = ({ operation, host }: Request): Reply =>
      operation === 'ec2:DescribeRegions'
        ? listed
        : host.includes('us-east-1')
          ? answer(operation as OperationId)
          : refusal(operation, 'AuthFailure', 'AWS was not able to validate the provided access credentials', 401);

    it('lists every Region, sorted', async () => {
      const seen = fakeAws(elsewhere);
      expect(await client().regions()).to.deep.equal([
        { name: 'af-south-1', status: 'opted-in' },
        { name: 'me-south-1', status: 'not-opted-in' },
        { name: 'us-east-1', status: 'opt-in-not-required' },
      ]);
      expect(seen[0]?.body).to.contain('AllRegions=true');
    });

    it('gen-003: tells a Region on its way in or out from one that is not opted in', async () => {
      const moving = '{"Regions":[{"RegionName":"me-south-1","RegionOptStatus":"DISABLING"}]}';
      fakeAws((request) =>
        request.operation === 'account:ListRegions' ? answer(request.operation, moving) : elsewhere(request),
      );
      expect((await client().regions())[1]).to.deep.equal({ name: 'me-south-1', status: 'DISABLING' });
    });

    it('takes EC2 at its word where the account may not be asked', async () => {
      fakeAws((request) =>
        request.operation === 'account:ListRegions'
          ? refusal(request.operation, 'AccessDeniedException')
          : elsewhere(request),
      );
      expect((await client().regions())[1]).to.deep.equal({ name: 'me-south-1', status: 'not-opted-in' });
    });

    it('gen-001: takes a Region for not enabled by the list of Regions, and goes on elsewhere', async () => {
      fakeAws(elsewhere);
      const one = client();
      await one.regions();
      expect((await failure(one.section(account, 'me-south-1').api.call('ec2:DescribeVpcs'))).reason).to.equal(
        'not-enabled',
      );
      await one.section(account, 'us-east-1').api.call('ec2:DescribeVpcs');
    });

    it('gen-001: takes no Region for not enabled by an error alone', async () => {
      fakeAws(elsewhere);
      const one = client();
      const failed = await failure(one.section(account, 'me-south-1').api.call('ec2:DescribeVpcs'));
      expect(failed.reason).to.equal('error');
      expect(failed.message).to.match(/opted in to this Region is not known/);
      await one.section(account, 'us-east-1').api.call('ec2:DescribeVpcs');
    });

    it('gen-002: takes the same error of an enabled Region for dead credentials', async () => {
      fakeAws(elsewhere);
      const one = client();
      await one.regions();
      expect((await failure(one.section(account, 'af-south-1').api.call('ec2:DescribeVpcs'))).reason).to.equal(
        'expired-credentials',
      );
    });

    it('tells whose they are', async () => {
      const arn = `arn:aws-us-gov:sts::${account}:assumed-role/audit/me`;
      fakeAws(() => answer('sts:GetCallerIdentity', `<Arn>${arn}</Arn><Account>${account}</Account>`));
      expect(await client().identity()).to.deep.equal({ account, arn, partition: 'aws-us-gov' });
    });

    it('says what to do where there are none or AWS refuses them', async () => {
      const none = () => Promise.reject(new Error('Could not load credentials from any providers'));
      const error = await rejects(client({ credentials: none, profile: 'audit' }).identity(), CredentialsError);
      expect(error.message).to.contain('profile audit: Could not load credentials');
      expect(error.hint).to.match(/aws configure sso.*AWS_PROFILE.*npm run demo/);
      fakeAws(({ operation }) => refusal(operation, 'InvalidClientTokenId', 'The security token is invalid', 403));
      await rejects(client().identity(), CredentialsError);
    });

    it('reports keys that run out unrenewed in the middle of a scan as expired', async () => {
      fakeAws(({ operation }) => answer(operation as OperationId));
      let good = true;
      const source = () => (good ? Promise.resolve(keys) : Promise.reject(new Error('session over')));
      const section = client({ credentials: source }).section(account, 'us-east-1');
      await section.api.call('ec2:DescribeVpcs');
      good = false;
      expect((await failure(section.api.call('ec2:DescribeVpcs'))).reason).to.equal('expired-credentials');
      expect(section.calls()).to.equal(1);
    });
  });

  describe('the network', () => {
    const noHost = (host: string) =>
      Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
        code: 'ENOTFOUND',
        syscall: 'getaddrinfo',
        hostname: host,
      });
    const absent = (host: string) => nock(`https://${host}`).persist().post(/.*/).replyWithError(noHost(host));

    it('insp-002: takes a service without an address for not offered where the Region of EC2 has one', async () => {
      absent('inspector2.ap-east-2.amazonaws.com');
      const looked: string[] = [];
      const lookup = (host: string) => Promise.resolve(looked.push(host));
      const failed = await failure(api('ap-east-2', { lookup }).call('inspector2:ListFindings'));
      expect(failed.reason).to.equal('not-supported');
      expect(looked).to.deep.equal(['ec2.ap-east-2.amazonaws.com']);
      // A resolver that fails once proves nothing.
      expect(clock.slept).to.have.lengthOf(4);
    });

    it('insp-002: takes it for an error where nothing resolves', async () => {
      absent('inspector2.ap-east-2.amazonaws.com');
      absent('ec2.ap-east-2.amazonaws.com');
      const lookup = (host: string) => Promise.reject(noHost(host));
      for (const operation of ['inspector2:ListFindings', 'ec2:DescribeVpcs'] as const) {
        expect((await failure(api('ap-east-2', { lookup }).call(operation))).reason).to.equal('error');
      }
      const found = () => Promise.resolve();
      expect((await failure(api('ap-east-2', { lookup: found }).call('ec2:DescribeVpcs'))).reason).to.equal('error');
    });

    it('signs with its user agent, for the Region', async () => {
      const seen = fakeAws(({ operation }) => answer(operation as OperationId));
      await api('eu-central-1').call('ec2:DescribeVpcs');
      await api('global').call('iam:GetAccountSummary');
      expect(seen[0]?.host).to.equal('ec2.eu-central-1.amazonaws.com');
      expect(seen[0]?.headers['user-agent']).to.contain('assize/1.2.3');
      expect(seen[0]?.headers.authorization).to.contain('/eu-central-1/ec2/aws4_request');
      expect(seen[1]?.host).to.equal('iam.amazonaws.com');
    });

    it('asks the own Region for global sections', async () => {
      const seen = fakeAws(({ operation }) => answer(operation as OperationId));
      await api('global', { region: 'eu-west-1' }).call('ec2:DescribeVpcs');
      expect(seen[0]?.host).to.equal('ec2.eu-west-1.amazonaws.com');
    });

    it('refuses a Region that would be another host', async () => {
      for (const region of ['evil.example/', '@evil.example/', 'us-east-1.evil.example']) {
        let sent = 0;
        nock(/.*/)
          .persist()
          .post(/.*/)
          .reply(() => [200, String(++sent)]);
        await assertRejects(api(region).call('ec2:DescribeVpcs'));
        expect(sent, region).to.equal(0);
        nock.cleanAll();
      }
    });

    it('knows the difference of the clocks by its smallest sample', async () => {
      const one = client();
      expect(one.clockSkew).to.equal(null);
      const shifts = [900_000, 7_000, 60_000];
      fakeAws((_, count) => {
        const reply = answer('ec2:DescribeVpcs');
        return {
          ...reply,
          headers: { ...reply.headers, date: new Date(clock.now() + shifts[count - 1]!).toUTCString() },
        };
      });
      for (const _ of shifts) await one.section(account, 'us-east-1').api.call('ec2:DescribeVpcs');
      expect(one.clockSkew).to.equal(7_000);
    });

    for (const hours of [-26, 26]) {
      it(`signs anew by AWS's clock where this machine's is ${hours} hours off`, async () => {
        const theirs = () => new Date(Date.now() + hours * 3_600_000);
        const seen = fakeAws(({ headers }) => {
          const signed = headers['x-amz-date']!.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z');
          const off = Math.abs(Date.parse(signed) - theirs().getTime());
          const reply =
            off < 300_000 ? answer('ec2:DescribeVpcs') : refusal('ec2:DescribeVpcs', 'RequestExpired', 'old', 400);
          return { ...reply, headers: { ...reply.headers, date: theirs().toUTCString() } };
        });
        await api().call('ec2:DescribeVpcs');
        expect(seen).to.have.lengthOf(2);
      });
    }
  });

  describe('connections', () => {
    const servers: Server[] = [];
    beforeEach(() => nock.enableNetConnect('127.0.0.1'));
    afterEach(() => {
      for (const server of servers.splice(0)) {
        server.closeAllConnections();
        server.close();
      }
    });

    async function serve(listener: RequestListener): Promise<string> {
      const server = createServer(listener);
      servers.push(server);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }
    const whole = answer('ec2:DescribeVpcs');
    const timeouts = { connect: 1_000, idle: 1_000, attempt: 15 };

    const stalls: Readonly<Record<string, RequestListener>> = {
      'is never answered': () => undefined,
      'stalls after the headers': (_, response) => {
        response.writeHead(200, whole.headers);
        response.flushHeaders();
      },
      'drips a byte at a time': (_, response) => {
        response.writeHead(200, whole.headers);
        const timer = setInterval(() => response.write(' '), 2);
        response.on('close', () => clearInterval(timer));
      },
    };
    for (const [name, listener] of Object.entries(stalls)) {
      it(`ends a connection that ${name}`, async () => {
        let open = 0;
        const endpoint = await serve((request, response) => {
          open++;
          response.on('close', () => open--);
          listener(request, response);
        });
        const section = client({ endpoint, timeouts }).section(account, 'us-east-1');
        const failed = await failure(section.api.call('ec2:DescribeVpcs'));
        expect([failed.reason, failed.code, section.calls()]).to.deep.equal(['error', 'ETIMEDOUT', 5]);
        // mocha's own timeout fails what leaves a connection open.
        while (open > 0) await new Promise(setImmediate);
      });
    }

    it('ends an attempt whose credentials never come', async () => {
      const never = () => new Promise<never>(() => undefined);
      const endpoint = await serve(() => undefined);
      const failed = await failure(
        api('us-east-1', { endpoint, timeouts: { attempt: 3 }, credentials: never }).call('ec2:DescribeVpcs'),
      );
      expect(failed.reason).to.equal('error');
    });

    it('recovers from a connection that was reset or cut short', async () => {
      let requests = 0;
      const endpoint = await serve((request, response) => {
        requests++;
        if (requests === 1) return void request.socket.destroy();
        if (requests === 2) {
          response.writeHead(200, { ...whole.headers, 'content-length': 10_000 });
          response.write(whole.body);
          return void setImmediate(() => request.socket.destroy());
        }
        response.writeHead(200, whole.headers).end(whole.body);
      });
      const { output } = await api('us-east-1', { endpoint }).call('ec2:DescribeVpcs');
      expect(output.Vpcs).to.deep.equal([]);
      expect(requests).to.equal(3);
    });

    it('fails where nobody listens', async () => {
      const endpoint = await serve(() => undefined);
      for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
      const failed = await failure(api('us-east-1', { endpoint }).call('ec2:DescribeVpcs'));
      expect([failed.reason, failed.code]).to.deep.equal(['error', 'ECONNREFUSED']);
    });

    it('shares its connections between services and Regions', async () => {
      let connections = 0;
      const endpoint = await serve((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          const reply = body.includes('DescribeDBInstances') ? answer('rds:DescribeDBInstances') : whole;
          response.writeHead(200, reply.headers).end(reply.body);
        });
      });
      servers[0]!.on('connection', (socket: Socket) => {
        connections++;
        socket.on('close', () => connections--);
      });
      const one = client({ endpoint });
      for (const region of ['us-east-1', 'eu-west-1', 'eu-west-2']) {
        await one.section(account, region).api.call('ec2:DescribeVpcs');
        await one.section(account, region).api.call('rds:DescribeDBInstances');
      }
      expect(connections).to.equal(1);
      one.close();
      // mocha's own timeout fails what leaves a connection open.
      while (connections > 0) await new Promise(setImmediate);
    });

    it('asks the given endpoint and no other that the environment names', async () => {
      const before = { ...process.env };
      let here = 0;
      const endpoint = await serve(
        (_, response) => void response.writeHead(200, whole.headers).end(whole.body, () => here++),
      );
      const theirs = await serve((_, response) => void response.writeHead(500).end());
      try {
        process.env.AWS_ENDPOINT_URL = theirs;
        process.env.AWS_ENDPOINT_URL_EC2 = theirs;
        await api('us-east-1', { endpoint }).call('ec2:DescribeVpcs');
        expect(here).to.equal(1);
        const seen = fakeAws(() => whole);
        await api().call('ec2:DescribeVpcs');
        expect(seen).to.have.lengthOf(1);
      } finally {
        process.env = before;
      }
    });
  });

  describe('endpoints', () => {
    for (const endpoint of [
      'https://evil.example',
      'https://amazonaws.com.evil.example',
      'https://evilamazonaws.com',
      'http://ec2.us-east-1.amazonaws.com',
      'ftp://127.0.0.1',
      'https://user:password@ec2.us-east-1.amazonaws.com',
      'http://127.0.0.1.evil.example',
      'http://169.254.169.254',
      'http://localhost.evil.example',
      'localhost:5000',
      'nonsense',
      '',
    ]) {
      it(`refuses ${endpoint === '' ? 'an empty one' : endpoint}`, () => {
        expect(() => client({ endpoint })).to.throw(UsageError);
      });
    }
    for (const endpoint of [
      'https://ec2.us-east-1.amazonaws.com',
      'https://ec2.cn-north-1.amazonaws.com.cn',
      'https://ec2.us-east-1.api.aws',
      'http://127.0.0.1:5000',
      'http://localhost:4566',
      'http://[::1]:4566',
    ]) {
      it(`takes ${endpoint}`, () => {
        expect(() => client({ endpoint })).not.to.throw();
      });
    }
    it('does not repeat a password in the error', () => {
      expect(() => client({ endpoint: 'https://user:hunter2@evil.example' })).to.throw(/^(?!.*hunter2).*$/s);
    });
  });

  describe('what it tells', () => {
    it('logs each attempt, and nothing else of it', async () => {
      const log: Attempt[] = [];
      fakeAws((_, count) =>
        count === 1
          ? refusal('ec2:DescribeVpcs', 'RequestLimitExceeded', 'slow', 503)
          : count === 2
            ? { body: '<html/>' }
            : answer('ec2:DescribeVpcs'),
      );
      await api('eu-west-1', { log: (attempt) => log.push(attempt) }).call('ec2:DescribeVpcs');
      const common = { operation: 'ec2:DescribeVpcs', region: 'eu-west-1', milliseconds: 0 };
      expect(log).to.deep.equal([
        { ...common, attempt: 1, status: 503, code: 'RequestLimitExceeded', request: 'request-2' },
        { ...common, attempt: 2, status: 200, code: 'MalformedAnswer', request: null },
        { ...common, attempt: 3, status: 200, code: null, request: 'request-1' },
      ]);
    });

    it('tells no secret, whatever AWS or the system says', async () => {
      const canaries = {
        accessKeyId: 'AKIACANARY0000000001',
        secretAccessKey: 'canary-secret/00+2',
        sessionToken: 'canary-token-3',
      };
      const told: string[] = [];
      const echo = Object.values(canaries).join(' and ');
      const log = (attempt: Attempt) => told.push(JSON.stringify(attempt));
      const replies: ((request: Request) => Reply)[] = [
        ({ operation }) => refusal(operation, 'AccessDenied', `no: ${echo}`, 403),
        ({ operation }) => refusal(operation, 'InternalError', echo, 500),
        ({ operation, headers }) =>
          refusal(
            operation,
            'SignatureDoesNotMatch',
            `The Canonical String for this request should have been 'x-amz-security-token:${headers['x-amz-security-token'] ?? ''} ${headers.authorization ?? ''}'`,
            403,
          ),
        ({ headers }) => ({ body: `<html>${JSON.stringify(headers)}</html>` }),
        ({ headers }) => ({ status: 403, body: JSON.stringify(headers) }),
      ];
      let signature = '';
      for (const reply of replies) {
        fakeAws((request) => {
          signature = /Signature=([0-9a-f]{64})/.exec(request.headers.authorization ?? '')?.[1] ?? '';
          return reply(request);
        });
        for (const operation of each) {
          const failed = await failure(
            api('us-east-1', { credentials: () => Promise.resolve(canaries), log }).call(operation),
          );
          const { message, hint, stack = '', cause } = failed;
          told.push(message, hint, stack, JSON.stringify(failed));
          expect(cause).to.equal(undefined);
          expect(signature).to.have.lengthOf(64);
          for (const text of told) expect(text).not.to.contain(signature);
        }
        nock.cleanAll();
      }
      const leaky = () => Promise.reject(new Error('no keys'));
      told.push(String(await rejects(client({ credentials: leaky }).identity(), CredentialsError)));
      for (const text of told) for (const canary of Object.values(canaries)) expect(text).not.to.contain(canary);
    });

    it('prints nothing', async () => {
      const printed: unknown[] = [];
      const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
      const terminal = globalThis.console;
      const originals = { ...terminal };
      const warned = (warning: Error): void => void printed.push(String(warning));
      process.on('warning', warned);
      for (const method of methods) terminal[method] = (...given: unknown[]) => void printed.push(...given);
      try {
        fakeAws(({ operation }) => answer(operation as OperationId));
        for (const operation of each) await api().call(operation);
        await new Promise(setImmediate);
      } finally {
        Object.assign(terminal, originals);
        process.off('warning', warned);
      }
      expect(printed).to.deep.equal([]);
    });
  });
});

async function failure(promise: Promise<unknown>): Promise<CallFailed> {
  return rejects(promise, CallFailed);
}

async function rejects<T extends Error>(
  promise: Promise<unknown>,
  type: abstract new (...given: never[]) => T,
): Promise<T> {
  const error = await assertRejects(promise);
  if (!(error instanceof type)) throw error;
  return error;
}

async function assertRejects(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail('it did not fail');
}
