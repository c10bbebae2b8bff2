import { expect } from 'chai';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '../../core/report.ts';
import { block, group, planOf, type Change } from '../collectors/terraform/plans.ts';
import { readInput } from '../../cli/input.ts';
import { AssizeError } from '../../core/errors.ts';
import { assize } from './command.ts';

const example = path.resolve(import.meta.dirname, '../../examples/account');
const ssh = ['--rule', 'ec2-security-group-ssh-restricted', '--format', 'text,json'];

describe('assize evaluate of a change', function () {
  this.timeout(60_000);
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'assize-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));
  const file = async (name: string, content: string | Buffer | object) => {
    await mkdir(path.dirname(path.join(home, name)), { recursive: true });
    const isText = typeof content === 'string' || Buffer.isBuffer(content);
    await writeFile(path.join(home, name), isText ? content : JSON.stringify(content));
    return name;
  };
  const run = (...args: string[]) => assize(['evaluate', ...args], { cwd: home });
  const report = async () => JSON.parse(await readFile(path.join(home, 'assize-out/report.json'), 'utf8')) as Report;
  const found = async (state: 'new' | 'unchanged' | null) =>
    [...(await report()).findings].filter((finding) => finding.baselineState === state && finding.status === 'fail');

  const web = (ingress: readonly unknown[]) => group('sg-web', ingress);
  const update = (before: readonly unknown[], after: readonly unknown[]): Change => ({
    address: 'aws_security_group.web',
    before: web(before),
    after: web(after),
  });
  const everywhere = block(22, 22, '0.0.0.0/0');
  const inside = block(22, 22, '10.0.0.0/8');

  it('fails where it introduces a finding, and names the line of the block', async () => {
    await file('infra/main.tf', '# ours\n\nresource "aws_security_group" "web" {\n}\n');
    await file('plan.json', planOf([update([inside], [everywhere])]));
    const ended = await run('plan.json', '--source', 'infra', ...ssh);
    expect(ended.code, ended.err).to.equal(1);
    expect(ended.out).to.include('introduces 1 finding');
    const [finding] = await found('new');
    expect(finding?.resource.source).to.deep.equal({ file: 'infra/main.tf', line: 3 });
    expect(finding?.resource.address).to.equal('aws_security_group.web');
    expect((await report()).input).to.deep.equal({ kind: 'terraform', files: ['plan.json'] });
  });

  it('names the block that is to blame, where several make one resource', async () => {
    const rule = (cidr: string) => ({
      security_group_id: 'sg-web',
      ip_protocol: 'tcp',
      from_port: 22,
      to_port: 22,
      cidr_ipv4: cidr,
    });
    await file(
      'infra/main.tf',
      ['web" "x', 'office', 'world']
        .map((name) => `resource "aws_vpc_security_group_ingress_rule" "${name}" {\n}\n`)
        .join(''),
    );
    await file(
      'plan.json',
      planOf([
        { address: 'aws_security_group.web', before: web([]), after: web([]), expressions: { name: {} } },
        { address: 'aws_vpc_security_group_ingress_rule.office', after: rule('10.0.0.0/8') },
        { address: 'aws_vpc_security_group_ingress_rule.world', after: rule('0.0.0.0/0') },
      ]),
    );
    await run('plan.json', '--source', 'infra', ...ssh);
    expect((await found('new'))[0]?.resource.source).to.deep.equal({ file: 'infra/main.tf', line: 5 });
  });

  it('passes where it fixes one, and says so', async () => {
    await file('plan.json', planOf([update([everywhere], [inside])]));
    const ended = await run('plan.json', ...ssh);
    expect(ended.code, ended.err).to.equal(0);
    expect(ended.out).to.include('fixes 1');
    expect((await report()).summary).to.include({ new: 0, absent: 1, unchanged: 0, exitCode: 0 });
  });

  it('passes what was there before, and what it deletes', async () => {
    await file('plan.json', planOf([update([everywhere], [everywhere, inside])]));
    expect((await run('plan.json', ...ssh)).code).to.equal(0);
    expect(await found('unchanged')).to.have.length(1);
    await file('plan.json', planOf([{ address: 'aws_security_group.web', before: web([everywhere]) }]));
    expect((await run('plan.json', ...ssh)).code).to.equal(0);
    expect((await report()).summary).to.include({ absent: 1, notObserved: 0 });
  });

  it('heeds --fail-on, waivers and the baseline of the account', async () => {
    await file('plan.json', planOf([update([], [everywhere])]));
    expect((await run('plan.json', ...ssh, '--fail-on', 'critical')).code).to.equal(0);
    expect((await run('plan.json', ...ssh)).code).to.equal(1);
    const written = await assize(['baseline', 'write', 'assize-out/report.json', '-o', 'known.jsonl'], { cwd: home });
    expect(written.code, written.err).to.equal(0);
    expect((await run('plan.json', ...ssh, '--baseline', 'known.jsonl')).code).to.equal(0);
    expect((await report()).summary).to.include({ new: 0, unchanged: 1, absent: 0, notObserved: 0 });
  });

  it('exits 3 for what it makes unknown, only with --fail-on-unknown', async () => {
    const unknown: Change = { ...update([inside], [inside]), unknown: { ingress: [{ cidr_blocks: true }] } };
    await file('plan.json', planOf([unknown]));
    expect((await run('plan.json', ...ssh)).code).to.equal(0);
    expect((await run('plan.json', ...ssh, '--fail-on-unknown')).code).to.equal(3);
    expect((await report()).summary).to.include({ becameUnknown: 1, unknown: 1 });
  });

  it('is put onto the account: what only that knows is known, and what is wrong there is not new', async () => {
    const rule = (from: number, cidr: string) => ({
      security_group_id: 'sg-e6ff58bb6e0d31b17', // TechHealth-RDS-SG
      ip_protocol: 'tcp',
      from_port: from,
      to_port: from,
      cidr_ipv4: cidr,
    });
    const address = 'aws_vpc_security_group_ingress_rule.admin';
    await file('plan.json', planOf([{ address, after: rule(22, '0.0.0.0/0') }]));
    const opened = await run('plan.json', '--onto', example, ...ssh);
    expect(opened.code, opened.err).to.equal(1);
    expect((await found('new')).map(({ resource }) => resource.name)).to.deep.equal(['TechHealth-RDS-SG']);
    expect((await found('unchanged')).length).to.be.above(0);
    expect((await report()).snapshot?.takenAt).to.be.a('string');
    await file('plan.json', planOf([{ address, after: rule(22, '10.0.0.0/8') }]));
    expect((await run('plan.json', '--onto', example, ...ssh)).code).to.equal(0);
    expect((await report()).summary).to.include({ new: 0, absent: 0, notObserved: 0, becameUnknown: 0 });
  });

  it('of a template is compared with the one that it replaces', async () => {
    const template = (cidr: string) => ({
      Resources: {
        Web: {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: {
            GroupDescription: 'web',
            VpcId: 'vpc-1',
            SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: cidr }],
          },
        },
      },
    });
    await file('template.json', JSON.stringify(template('0.0.0.0/0'), null, 2));
    await file('main/old.json', template('10.0.0.0/8'));
    await file('main/open.json', template('0.0.0.0/0'));
    expect((await run('template.json', ...ssh)).code).to.equal(1);
    const introduced = await run('template.json', '--base', 'main/old.json', ...ssh);
    expect(introduced.code, introduced.err).to.equal(1);
    expect((await found('new'))[0]?.resource).to.include({ arn: 'cfn:template/Web' });
    expect((await found('new'))[0]?.resource.source).to.deep.equal({ file: 'template.json', line: 3 });
    expect((await run('template.json', '--base', 'main/open.json', ...ssh)).code).to.equal(0);
    const fixed = await run('main/old.json', '--base', 'template.json', ...ssh);
    expect(fixed.out).to.include('fixes 1');
  });

  it('of a template learns from the snapshot where it will land', async () => {
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'deploy',
        AssumeRolePolicyDocument: { Statement: [] },
        ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }],
      },
    };
    const name = path.join(home, await file('role.json', { Resources: { Role: role } }));
    const rolesOf = async (onto?: string) => {
      const { inventory } = await readInput(
        name,
        { parameter: [], ...(onto === undefined ? {} : { onto }) },
        new Date(0),
      );
      for await (const { address, account, facts, unknown } of inventory.resources(new Set(['aws.iam.role']))) {
        if (address === 'Role') return { account, policies: facts, unknown: Object.keys(unknown ?? {}) };
      }
      return null;
    };
    expect((await rolesOf())?.unknown).to.include('attachedPolicies/0');
    const known = await rolesOf(example);
    expect(known?.account).to.equal('123456789012');
    expect(JSON.stringify(known?.policies)).to.include('arn:aws:iam::aws:policy/AdministratorAccess');
  });

  it('takes PowerShell’s UTF-16', async () => {
    const text = JSON.stringify(planOf([update([inside], [everywhere])]));
    await file('plan.json', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    expect((await run('plan.json', ...ssh)).code).to.equal(1);
  });

  it('refuses what is no input, and says what to run instead', async () => {
    const other = group('sg-1', [], { arn: 'arn:aws:ec2:us-east-1:999999999999:security-group/sg-1' });
    const elsewhere = planOf([{ address: 'aws_security_group.a', before: other, after: other }], { configuration: {} });
    await file('plan.json', planOf([update([], [])]));
    await file('template.json', { Resources: {} });
    await mkdir(path.join(home, 'empty'));
    const cases: [string[], RegExp, RegExp][] = [
      [
        [await file('plan.bin', Buffer.from('PK\u0003\u0004', 'latin1'))],
        /plan\.bin: is a plan in binary form/,
        /terraform show -json/,
      ],
      [
        [await file('main.tf', 'resource "aws_vpc" "a" {\n}\n')],
        /main\.tf: is Terraform source/,
        /terraform plan -out/,
      ],
      [[await file('x.txt', 'resource "aws_vpc" "a" {\n}\n')], /x\.txt: is Terraform source/, /terraform plan -out/],
      [
        [await file('terraform.tfstate', { version: 4, lineage: 'a', resources: [] })],
        /is a state file/,
        /terraform plan/,
      ],
      [
        [await file('state.json', { format_version: '1.0', terraform_version: '1.5', values: {} })],
        /is the state as JSON/,
        /terraform plan/,
      ],
      [
        [await file('google.json', planOf([{ address: 'google_compute_network.a', after: {}, provider: 'google' }]))],
        /has no resource of the AWS provider, only of google \(1\)/,
        /hashicorp\/aws/,
      ],
      [[await file('cut.json', '{"format_version": "1.2",')], /cut\.json:1: is not JSON/, /terraform show/],
      [[await file('report.json', { findings: [], summary: {} })], /is a report, not an input/, /assize report/],
      [[await file('notes.yaml', 'hello: there\n')], /notes\.yaml.*is not a CloudFormation template/, /./],
      [
        [
          await file(
            'bogus.yaml',
            'Resources:\n  A:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: !Bogus x\n',
          ),
        ],
        /bogus\.yaml:5: .*Bogus/,
        /./,
      ],
      [
        [await file('elsewhere.json', elsewhere), '--onto', example],
        /is of account 999999999999/,
        /snapshot of the account/,
      ],
      [['plan.json', '--base', 'plan.json'], /--base is for templates/, /./],
      [['plan.json', '--parameter', 'a=b'], /--parameter is for templates/, /-var/],
      [['plan.json', '--source', 'empty'], /empty: holds no Terraform file/, /--source/],
      [['plan.json', '--onto', 'empty'], /empty.*cannot be read/, /snapshot/],
      [['template.json', '--source', 'empty'], /--source is for plans/, /./],
      [['template.json', '--parameter', 'a'], /--parameter a has no value/, /name=value/],
      [[example, '--onto', example], /--onto is for plans and templates/, /./],
      [['nowhere.json'], /nowhere\.json: cannot be read/, /snapshot, a plan, a template/],
    ];
    for (const [[input = '', ...flags], message, hint] of cases) {
      const options = { parameter: [] as string[] } as Parameters<typeof readInput>[1];
      for (let at = 0; at < flags.length; at += 2) {
        const value = flags[at + 1] ?? '';
        const place = ['a=b', 'a'].includes(value) ? value : path.resolve(home, value);
        Object.assign(options, { [flags[at]?.slice(2) ?? '']: flags[at] === '--parameter' ? [value] : place });
      }
      const refused = await readInput(path.resolve(home, input), options, new Date(0)).then(
        () => null,
        (error: unknown) => error,
      );
      expect(refused, input).to.be.instanceOf(AssizeError);
      expect((refused as AssizeError).message, input).to.match(message);
      expect((refused as AssizeError).hint, input).to.match(hint);
    }
  });

  it('says so in two lines, exits 2 and writes nothing', async () => {
    await file('main.tf', 'resource "aws_vpc" "a" {\n}\n');
    const { code, err, out } = await run('main.tf');
    expect(err.trimEnd().split('\n')).to.have.length(2);
    expect([code, out]).to.deep.equal([2, '']);
    expect(await readdir(home)).to.deep.equal(['main.tf']);
  });
});
