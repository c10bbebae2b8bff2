import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import nock from 'nock';
import { Credentials, keySource } from '../../../collectors/aws/credentials.ts';
import { CredentialsError } from '../../../core/errors.ts';
import { answer, fakeAws } from './wire.ts';

describe('credentials', () => {
  const before = { ...process.env };
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assize-'));
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
    process.env.AWS_CONFIG_FILE = join(folder, 'config');
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    nock.disableNetConnect();
  });
  afterEach(async () => {
    process.env = { ...before };
    nock.cleanAll();
    nock.enableNetConnect();
    await rm(folder, { recursive: true });
  });

  const get = (profile?: string) => new Credentials(keySource(profile), profile).get();

  it('come from the environment', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
    expect((await get()).accessKeyId).to.equal('AKIAIOSFODNN7EXAMPLE');
  });

  it('come from a profile where one is named, without a word', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
    await writeFile(
      join(folder, 'credentials'),
      '[audit]\naws_access_key_id = AKIAAUDIT\naws_secret_access_key = other\n',
    );
    const printed: unknown[] = [];
    const terminal = globalThis.console;
    const originals = { ...terminal };
    terminal.warn = (...given: unknown[]) => void printed.push(...given);
    try {
      expect((await get('audit')).accessKeyId).to.equal('AKIAAUDIT');
    } finally {
      Object.assign(terminal, originals);
    }
    expect(printed).to.deep.equal([]);
  });

  for (const profile of [undefined, 'nobody']) {
    it(`say what to do where there are none${profile === undefined ? '' : ' in the profile'}`, async () => {
      const error = await get(profile).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(CredentialsError);
      const { message, hint } = error as CredentialsError;
      expect(message).to.match(
        profile === undefined ? /^no usable AWS credentials: / : /^no usable AWS credentials of profile nobody: /,
      );
      expect(hint).to.match(/aws configure sso.*AWS_PROFILE.*npm run demo/);
    });
  }

  it('are dead when AWS refuses the renewed ones, whatever it still says of the old', async () => {
    const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    const credentials = new Credentials(() => Promise.resolve(keys), undefined);
    expect(await credentials.refused(0, 'refused')).to.equal(true);
    credentials.accepted(0);
    expect(await credentials.refused(0, 'refused')).to.equal(true);
    expect(await credentials.refused(1, 'refused again')).to.equal(false);
    expect(credentials.dead).to.equal('refused again');
  });

  it('hand a web identity to AWS, whatever endpoint the environment and the profile name', async () => {
    await writeFile(join(folder, 'token'), 'the.identity.token');
    await writeFile(join(folder, 'config'), '[default]\nendpoint_url = http://127.0.0.1:9\n');
    process.env.AWS_WEB_IDENTITY_TOKEN_FILE = join(folder, 'token');
    process.env.AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/audit';
    process.env.AWS_REGION = 'eu-west-1';
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
    process.env.AWS_ENDPOINT_URL_STS = 'http://127.0.0.1:9';
    const seen = fakeAws(() => {
      const made =
        '<Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>';
      const reply = answer('sts:GetCallerIdentity', made);
      return { ...reply, body: reply.body?.replaceAll('GetCallerIdentity', 'AssumeRoleWithWebIdentity') ?? '' };
    });
    expect((await get()).accessKeyId).to.equal('ASIAROLE');
    expect(seen.map(({ host }) => host)).to.deep.equal(['sts.eu-west-1.amazonaws.com']);
  });
});
