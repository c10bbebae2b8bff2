import { expect } from 'chai';
import { read, refusal, worth } from './written.ts';

const ref = (declaration: string, parameters: Record<string, string> = {}) =>
  worth('!Ref X', `Parameters:\n  X: ${declaration}\nResources:`, parameters);
const refused = (declaration: string, value: string) =>
  refusal(`Parameters:\n  X: ${declaration}\nResources:\n  It: {Type: AWS::EC2::VPC}\n`, { X: value });

describe('parameters', () => {
  const rows: readonly (readonly [declaration: string, given: string | null, worth: unknown])[] = [
    ['{Type: String, Default: a}', null, 'a'],
    ['{Type: String, Default: a}', 'b', 'b'],
    ['{Type: String, Default: ""}', null, ''],
    ['{Type: String}', 'b', 'b'],
    ['{Type: String}', '', ''],
    ['{Type: String}', null, '? parameter X has no default: give it with --parameter X=VALUE'],
    ['{Type: String, Default: }', null, '? parameter X has no default: give it with --parameter X=VALUE'],
    ['{Type: String, Default: 012345678901}', null, '012345678901'],
    ['{Type: String, Default: 22}', null, '22'],
    ['{Type: String, Default: true}', null, 'true'],
    ['{Default: a}', null, 'a'],
    ['{Type: Number, Default: 22}', null, 22],
    ['{Type: Number, Default: "22"}', '23', 23],
    ['{Type: Number}', '1.50', '1.50'],
    ['{Type: CommaDelimitedList, Default: "a, b"}', null, ['a', 'b']],
    ['{Type: CommaDelimitedList, Default: ""}', null, ['']],
    ['{Type: CommaDelimitedList}', 'c,d', ['c', 'd']],
    ['{Type: List<Number>, Default: "80,443"}', null, [80, 443]],
    ['{Type: "List<AWS::EC2::Subnet::Id>"}', 'subnet-1, subnet-2', ['subnet-1', 'subnet-2']],
    ['{Type: AWS::EC2::VPC::Id, Default: vpc-1}', null, 'vpc-1'],
    ['{Type: AWS::SSM::Parameter::Name, Default: /a/b}', null, '/a/b'],
    [
      '{Type: AWS::SSM::Parameter::Value<String>, Default: /a/b}',
      null,
      '? parameter X is read from Parameter Store when the stack is deployed',
    ],
    [
      '{Type: "AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>"}',
      '/a/b',
      '? parameter X is read from Parameter Store when the stack is deployed',
    ],
    ['{Type: String, NoEcho: true, Default: secret}', null, '? parameter X is not shown (NoEcho)'],
    ['{Type: String, NoEcho: "true"}', 'secret', '? parameter X is not shown (NoEcho)'],
    ['{Type: String, NoEcho: false, Default: shown}', null, 'shown'],
    ['{Type: String, Default: "{{resolve:ssm:/a:1}}"}', null, '? it is read from ssm when the stack is deployed'],
  ];
  for (const [declaration, given, expected] of rows) {
    it(`${declaration}${given === null ? '' : ` given ${JSON.stringify(given)}`}`, async () => {
      expect(await ref(declaration, given === null ? {} : { X: given })).to.deep.equal(expected);
    });
  }

  it('never show what is not shown, be it in a text', async () => {
    const sections = 'Parameters:\n  X: {Type: String, NoEcho: true, Default: secret}\nResources:';
    expect(
      JSON.stringify(await worth('[!Sub "a ${X}", !Join ["", [!Ref X]], !Base64 {Ref: X}]', sections)),
    ).not.to.contain('secret');
  });

  it('refuse a Default that is no text, with its line', async () => {
    const template =
      'Parameters:\n  X:\n    Type: CommaDelimitedList\n    Default: [a]\nResources:\n  It: {Type: AWS::EC2::VPC, Properties: {P: !Ref X}}\n';
    expect(await refusal(template)).to.contain('@/template.yaml:4: the Default of parameter X is a list');
    expect(await refusal('Parameters:\n  X: a\nResources: {}')).to.contain(
      'template.yaml:2: parameter X is a text, not a mapping',
    );
    expect(await refusal('Parameters: [a]\nResources: {}')).to.contain(
      'template.yaml:1: Parameters is a list, not a mapping',
    );
  });

  const misfits: readonly (readonly [declaration: string, value: string, hint: string])[] = [
    ['{Type: String, AllowedValues: [dev, 1]}', 'prod', 'It takes dev, 1'],
    ['{Type: CommaDelimitedList, AllowedValues: [a, b]}', 'a,c', 'It takes a, b'],
    ['{Type: String, AllowedPattern: "[a-z]+"}', 'a1', 'It takes what fits the pattern [a-z]+'],
    ['{Type: String, AllowedPattern: "a|b"}', 'ax', 'It takes what fits the pattern a|b'],
    ['{Type: String, MinLength: 3}', 'ab', 'It takes 3 characters at least'],
    ['{Type: String, MaxLength: "1"}', 'ab', 'It takes 1 characters at most'],
    ['{Type: Number, MinValue: 10}', '9', 'It takes 10 at least'],
    ['{Type: Number, MaxValue: 10}', '11', 'It takes 10 at most'],
    ['{Type: Number}', 'ten', 'It takes a number'],
    ['{Type: Number}', '', 'It takes a number'],
    ['{Type: List<Number>}', '1,x', 'It takes a number'],
  ];
  for (const [declaration, value, hint] of misfits) {
    it(`${declaration} does not take ${JSON.stringify(value)}`, async () => {
      expect(await refused(declaration, value)).to.equal(
        `UsageError parameter X does not take the value that is given — ${hint}`,
      );
    });
  }

  it('take what fits', async () => {
    for (const [declaration, value] of [
      ['{Type: String, AllowedValues: [dev, 1]}', '1'],
      ['{Type: CommaDelimitedList, AllowedValues: [a, b]}', 'b, a'],
      ['{Type: String, AllowedPattern: "[a-z]+"}', 'abc'],
      ['{Type: String, MinLength: 3, MaxLength: 3}', 'abc'],
      ['{Type: Number, MinValue: 10, MaxValue: 10}', '10'],
      // A pattern of Java's that is none here cannot be told.
      ['{Type: String, AllowedPattern: "(?iu)abc*+"}', 'x'],
    ] as const) {
      expect(await refused(declaration, value), declaration).to.equal(null);
    }
  });

  it('are not held up by a pattern that takes for ever', async () => {
    expect(await refused('{Type: String, AllowedPattern: "(a+)+b"}', 'a'.repeat(60))).to.equal(null);
  });

  it('that no template has are refused, with the one that was meant', async () => {
    const template = 'Parameters:\n  Environment: {Type: String}\nResources:\n  It: {Type: AWS::EC2::VPC}\n';
    expect(await refusal(template, { Enviroment: 'x' })).to.equal(
      'UsageError there is no parameter "Enviroment" in the template — Did you mean Environment?',
    );
    expect(await refusal(template, { Other: 'x' })).to.contain('It has Environment');
    expect(await refusal(template, { 'AWS::Regoin': 'x' })).to.contain('Did you mean AWS::Region?');
    expect(await refusal('Resources:\n  It: {Type: AWS::EC2::VPC}\n', { Other: 'x' })).to.contain(
      'It has no parameters',
    );
    expect(await refusal(template, JSON.parse('{"__proto__": "x"}') as Record<string, string>)).to.contain(
      '"__proto__"',
    );
  });

  it('need not be in the template before the change, nor take the values there', async () => {
    const files = {
      'T.yaml': `
Parameters:
  A: {Type: String, AllowedValues: [old], Default: old}
  B: {Type: String}
Resources:
  It: {Type: AWS::EC2::VPC, Properties: {A: !Ref A, B: !Ref B}}
`,
    };
    const parameters = { A: 'new', B: 'b', C: 'c' };
    const { objects } = await read(files, 'T.yaml', { parameters, base: true });
    expect([objects[0]!.properties.raw('A'), objects[0]!.properties.raw('B')]).to.deep.equal(['old', 'b']);
  });
});

describe('pseudo parameters', () => {
  const rows: readonly (readonly [name: string, given: Record<string, string>, worth: string])[] = [
    ['AWS::Region', { 'AWS::Region': 'eu-west-1' }, 'eu-west-1'],
    ['AWS::Region', {}, '? AWS::Region is not known: give it with --parameter AWS::Region=VALUE'],
    ['AWS::AccountId', { 'AWS::AccountId': '012345678901' }, '012345678901'],
    ['AWS::AccountId', {}, '? AWS::AccountId is not known: give it with --parameter AWS::AccountId=VALUE'],
    ['AWS::Partition', {}, '? AWS::Partition is not known: give it with --parameter AWS::Region=VALUE'],
    ['AWS::Partition', { 'AWS::Region': 'us-east-1' }, 'aws'],
    ['AWS::Partition', { 'AWS::Region': 'cn-north-1' }, 'aws-cn'],
    ['AWS::Partition', { 'AWS::Region': 'us-gov-west-1' }, 'aws-us-gov'],
    ['AWS::Partition', { 'AWS::Region': 'us-isob-east-1' }, 'aws-iso-b'],
    ['AWS::Partition', { 'AWS::Partition': 'aws-us-gov' }, 'aws-us-gov'],
    ['AWS::Partition', { 'AWS::Partition': 'aws', 'AWS::Region': 'cn-north-1' }, 'aws-cn'],
    ['AWS::URLSuffix', { 'AWS::Region': 'us-east-1' }, 'amazonaws.com'],
    ['AWS::URLSuffix', { 'AWS::Region': 'cn-north-1' }, 'amazonaws.com.cn'],
    ['AWS::URLSuffix', {}, '? AWS::URLSuffix is not known: give it with --parameter AWS::Region=VALUE'],
    ['AWS::StackName', { 'AWS::StackName': 'net' }, 'net'],
    ['AWS::StackName', {}, '? AWS::StackName is not known: give it with --parameter AWS::StackName=VALUE'],
    ['AWS::StackId', {}, '? AWS::StackId is known after the stack is deployed'],
    ['AWS::NotificationARNs', {}, '? AWS::NotificationARNs is known after the stack is deployed'],
  ];
  for (const [name, given, expected] of rows) {
    it(`${name} given ${JSON.stringify(given)}`, async () => {
      expect(await worth(`!Ref ${name}`, '', given)).to.equal(expected);
      expect(await worth(`!Sub "\${${name}}"`, '', given)).to.equal(expected);
    });
  }

  it('that never have such a value are refused', async () => {
    const template = 'Resources:\n  It: {Type: AWS::EC2::VPC}\n';
    for (const [name, value] of [
      ['AWS::AccountId', '12345678901'],
      ['AWS::Region', 'eu_west_1'],
      ['AWS::Partition', 'azure'],
      ['AWS::StackName', '1st'],
    ] as const) {
      expect(await refusal(template, { [name]: value })).to.contain(`UsageError ${name} is never "${value}"`);
    }
    expect(await refusal(template, { 'AWS::StackId': 'x' })).to.contain('there is no parameter "AWS::StackId"');
  });

  it('say where the resources will be', async () => {
    const template = { 'T.yaml': 'Resources:\n  It: {Type: AWS::EC2::VPC}\n' };
    const at = async (parameters: Record<string, string>) =>
      (await read(template, 'T.yaml', { parameters })).objects[0]!.at;
    expect(await at({})).to.deep.equal({ partition: 'aws', account: null, region: null });
    expect(await at({ 'AWS::Region': 'cn-north-1', 'AWS::AccountId': '123456789012' })).to.deep.equal({
      partition: 'aws-cn',
      account: '123456789012',
      region: 'cn-north-1',
    });
  });
});
