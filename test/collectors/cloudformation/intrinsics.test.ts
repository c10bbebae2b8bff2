import { expect } from 'chai';
import { read, refusal, shown, valueIn, worth } from './written.ts';

const sections = `
Transform: AWS::LanguageExtensions
Parameters:
  Known: {Type: String, Default: k}
  Number: {Type: Number, Default: 22}
  Texts: {Type: CommaDelimitedList, Default: 'a, b ,c'}
  Untold: {Type: String}
  UntoldList: {Type: CommaDelimitedList}
Mappings:
  Map:
    '012345678901': {on: yes, list: [a, b]}
    Other: {deep: x}
Conditions:
  True: !Equals [!Ref Known, k]
  False: !Not [!Condition True]
  Maybe: !Equals [!Ref Untold, k]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}
  Role:
    Type: AWS::IAM::Role
  Never:
    Type: AWS::EC2::VPC
    Condition: False
`;

const untold = '? parameter Untold has no default: give it with --parameter Untold=VALUE';
const untoldList = '? parameter UntoldList has no default: give it with --parameter UntoldList=VALUE';
const maybe = `? condition Maybe cannot be told: ${untold.slice(2)}`;
const later = (what: string) => `? ${what} is known after the stack is deployed`;

/** By function: expressions and what each is worth. */
const table: Readonly<Record<string, readonly (readonly [expression: string, worth: unknown])[]>> = {
  Ref: [
    ['!Ref Known', 'k'],
    ['{Ref: Known}', 'k'],
    ['!Ref Number', 22],
    ['!Ref Texts', ['a', 'b', 'c']],
    ['!Ref Untold', untold],
    ['!Ref Vpc', 'cfn:T/Vpc'],
    ['!Ref It', 'cfn:T/It'],
    ['!Ref Nobody', '? the template has no parameter or resource Nobody'],
    ['!Ref AWS::Nothing', '? the template has no parameter or resource AWS::Nothing'],
    ['!Ref Never', '? Never is not made: its condition is false'],
    ['{Ref: !Sub "${Known}nown"}', '? the template has no parameter or resource known'],
    ['{Ref: [a]}', '? Ref takes a text'],
    ['{Ref: Known, Other: x}', '? Ref stands beside other members'],
  ],
  GetAtt: [
    ['!GetAtt Vpc.VpcId', 'cfn:T/Vpc'],
    ['!GetAtt [Vpc, VpcId]', 'cfn:T/Vpc'],
    ['{Fn::GetAtt: Role.Arn}', 'cfn:T/Role'],
    ['{Fn::GetAtt: [Role, !Ref Untold]}', untold],
    ['!GetAtt Vpc.CidrBlock', '10.0.0.0/16'],
    ['!GetAtt Vpc.CidrBlockAssociations', later('Vpc.CidrBlockAssociations')],
    ['!GetAtt Vpc.DefaultNetworkAcl', 'cfn:T/Vpc#DefaultNetworkAcl'],
    ['!GetAtt Vpc.DefaultSecurityGroup', 'cfn:T/Vpc#DefaultSecurityGroup'],
    ['!GetAtt Nobody.Arn', '? the template has no parameter or resource Nobody'],
    ['!GetAtt Never.VpcId', '? Never is not made: its condition is false'],
    ['!GetAtt Vpc', '? Fn::GetAtt takes a logical id and an attribute'],
    ['!GetAtt [Vpc]', '? Fn::GetAtt takes a logical id and an attribute'],
    ['!GetAtt [Vpc, [x]]', '? Fn::GetAtt takes texts'],
    ['{Fn::GetAtt: {}}', '? Fn::GetAtt takes a text'],
  ],
  Sub: [
    ['!Sub "${Known}-${Number}-${!Known}-$Known-${"', 'k-22-${Known}-$Known-${'],
    ['!Sub ["${Own}/${ Known }", {Own: !Ref Number}]', '22/k'],
    ['!Sub ["${Known}", {Known: mine}]', 'mine'],
    ['!Sub ["${Own}", {Own: !Ref Untold}]', untold],
    ['!Sub "a-${Untold}"', untold],
    ['!Sub "${Vpc}"', 'cfn:T/Vpc'],
    ['!Sub "${Role.Arn}"', 'cfn:T/Role'],
    ['!Sub "${Role.Arn}/*"', later('T/Role')],
    ['!Sub "${Vpc.CidrBlock}"', '10.0.0.0/16'],
    ['!Sub "${Texts}"', '? ${Texts} is no text'],
    ['!Sub "${AWS::NoValue}"', '? ${AWS::NoValue} is no text'],
    ['!Sub "${}"', '? the template has no parameter or resource '],
    ['!Sub [a, b, c]', '? Fn::Sub takes a text, and a mapping if any'],
    ['!Sub {a: b}', '? Fn::Sub takes a text, and a mapping if any'],
    ['!Sub plain', 'plain'],
  ],
  Join: [
    ['!Join ["-", [a, !Ref Known, 1, true]]', 'a-k-1-true'],
    ['!Join [",", !Ref Texts]', 'a,b,c'],
    ['!Join ["", [a, !Ref AWS::NoValue, b]]', 'ab'],
    ['!Join ["", [a, !Ref Untold]]', untold],
    ['!Join ["", [!Ref Vpc]]', 'cfn:T/Vpc'],
    ['!Join ["", [arn, !Ref Vpc]]', later('T/Vpc')],
    ['!Join ["", !Ref UntoldList]', untoldList],
    ['!Join ["", [[a]]]', '? Fn::Join is given an element that is no text'],
    ['!Join ["", a]', '? Fn::Join takes a list'],
    ['!Join [a]', '? Fn::Join takes a delimiter and a list'],
    ['!Join a', '? Fn::Join takes a delimiter and a list'],
    ['!Join ["", []]', ''],
  ],
  Select: [
    ['!Select [1, [a, b]]', 'b'],
    ['!Select ["0", !Ref Texts]', 'a'],
    ['!Select [!Ref Untold, [a]]', untold],
    ['!Select [0, !Ref UntoldList]', untoldList],
    ['!Select [1, [!Ref Untold, b]]', 'b'],
    ['!Select [0, [!Ref Untold, b]]', untold],
    ['!Select [2, [a, b]]', '? Fn::Select asks for element 2 of 2'],
    ['!Select [-1, [a, b]]', '? Fn::Select asks for element -1 of 2'],
    ['!Select ["", [a, b]]', '? Fn::Select asks for element  of 2'],
    ['!Select [0, a]', '? Fn::Select takes a list'],
    ['!Select [[], [a]]', '? Fn::Select takes an index'],
    ['!Select [0]', '? Fn::Select takes an index and a list'],
    ['!Select [0, !GetAZs ""]', '? only the account tells which Availability Zones it has'],
    // An element that may not be there moves those after it, not those before.
    ['!Select [1, [!If [Maybe, a, !Ref AWS::NoValue], b, c]]', maybe],
    ['!Select [0, [a, !If [Maybe, b, !Ref AWS::NoValue]]]', 'a'],
    ['!Select [0, [!If [False, b, !Ref AWS::NoValue], c]]', 'c'],
  ],
  Split: [
    ['!Split [",", "a,b"]', ['a', 'b']],
    ['!Split [",", !Ref Untold]', untold],
    ['!Split [",", !Join [",", [!Ref Vpc, x, !Ref Role]]]', ['cfn:T/Vpc', 'x', 'cfn:T/Role']],
    ['!Split ["||", !Join ["||", [!Ref Vpc, !Ref Role]]]', ['cfn:T/Vpc', 'cfn:T/Role']],
    ['!Split [",", !Ref Vpc]', ['cfn:T/Vpc']],
    // An ARN has colons of its own, and what a parameter holds nobody knows.
    ['!Split [":", !GetAtt Role.Arn]', later('T/Role')],
    ['!Split [",", !Join [",", [!Ref Untold, x]]]', untold],
    ['!Split ["", abc]', '? Fn::Split takes a delimiter and a text'],
    ['!Split [",", [a]]', '? Fn::Split takes a text'],
    ['!Split [","]', '? Fn::Split takes a delimiter and a text'],
  ],
  FindInMap: [
    ['!FindInMap [Map, "012345678901", on]', true],
    ['!FindInMap [Map, 012345678901, list]', ['a', 'b']],
    ['!FindInMap [Map, !Ref Untold, on]', untold],
    ['!FindInMap [Map, Other, !Ref UntoldList]', untoldList],
    ['!FindInMap [Map, Other, nothing]', '? the mapping Map has no Other/nothing'],
    ['!FindInMap [Map, nothing, deep]', '? the mapping Map has no nothing/deep'],
    ['!FindInMap [Nobody, a, b]', '? the mapping Nobody has no a/b'],
    ['!FindInMap [Map, Other, nothing, {DefaultValue: !Ref Known}]', 'k'],
    ['!FindInMap [Map, Other, deep, {DefaultValue: !Ref Known}]', 'x'],
    ['!FindInMap [Map, !Ref Untold, deep, {DefaultValue: y}]', untold],
    ['!FindInMap [Map, Other]', '? Fn::FindInMap takes a mapping and two keys'],
    ['!FindInMap [Map, [x], deep]', '? Fn::FindInMap takes texts'],
  ],
  If: [
    ['!If [True, a, b]', 'a'],
    ['!If [False, a, b]', 'b'],
    ['!If [Maybe, a, b]', maybe],
    ['!If [Maybe, a, a]', 'a'],
    ['!If [Maybe, {a: [1, true]}, {a: [1, true]}]', { a: [1, true] }],
    ['!If [Maybe, {a: [1, true]}, {a: [1, false]}]', maybe],
    ['!If [Maybe, {a: 1}, {a: 1, b: 1}]', maybe],
    ['!If [Maybe, [1], [1, 2]]', maybe],
    ['!If [Maybe, !Ref Vpc, !GetAtt Vpc.VpcId]', 'cfn:T/Vpc'],
    ['!If [Maybe, !Ref Vpc, !Ref Role]', maybe],
    ['!If [Maybe, !Ref Untold, !Ref Untold]', maybe],
    ['!If [Nobody, a, b]', '? there is no condition Nobody'],
    ['!If [True, a]', '? Fn::If takes a condition and two values'],
    ['!If [True, a, b, c]', '? Fn::If takes a condition and two values'],
    ['[a, !If [False, b, !Ref AWS::NoValue], c]', ['a', 'c']],
    ['[a, !If [Maybe, b, !Ref AWS::NoValue], c]', ['a', 'c', `* ${maybe.slice(2)}`]],
    ['[a, !If [True, !If [Maybe, b, !Ref AWS::NoValue], x]]', ['a', `* ${maybe.slice(2)}`]],
    ['[a, !If [Maybe, !If [Maybe, b, !Ref AWS::NoValue], x]]', ['a', `* ${maybe.slice(2)}`]],
    ['[a, !If [Maybe, b, c]]', ['a', maybe]],
    ['{x: !If [False, b, !Ref AWS::NoValue], y: 1}', { y: 1 }],
    ['{x: !If [Maybe, b, !Ref AWS::NoValue], y: 1}', { x: maybe, y: 1 }],
    ['!If [!Equals [a, a], b, c]', 'b'],
  ],
  Base64: [
    ['!Base64 é', 'w6k='],
    ['{Fn::Base64: !Sub "${Known}"}', 'aw=='],
    ['{Fn::Base64: !Ref Untold}', untold],
    ['{Fn::Base64: !Ref Vpc}', later('T/Vpc')],
    ['{Fn::Base64: [a]}', '? Fn::Base64 takes a text'],
  ],
  Cidr: [
    ['!Cidr [10.1.2.3/16, 3, 8]', ['10.1.0.0/24', '10.1.1.0/24', '10.1.2.0/24']],
    ['!Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 256, "8"]]', '10.0.1.0/24'],
    ['!Cidr ["2001:db8::/56", "2", 64]', ['2001:db8::/64', '2001:db8:0:1::/64']],
    ['!Cidr [!Ref Untold, 2, 8]', untold],
    ['!Cidr [10.0.0.0/24, 2, 8]', '? Fn::Cidr takes a block, a count up to 256 and the bits of each'],
    ['!Cidr [10.0.0.0/16, 257, 4]', '? Fn::Cidr takes a block, a count up to 256 and the bits of each'],
    ['!Cidr [10.0.0.0/16, 2]', '? Fn::Cidr takes a block, a count up to 256 and the bits of each'],
    ['!Cidr [010.0.0.1/16, 2, 8]', '? Fn::Cidr takes a block, a count up to 256 and the bits of each'],
    ['!Cidr x', '? Fn::Cidr takes a block, a count up to 256 and the bits of each'],
  ],
  Length: [
    ['{Fn::Length: !Ref Texts}', 3],
    ['{Fn::Length: [!Ref Untold, b]}', 2],
    ['{Fn::Length: !Ref UntoldList}', untoldList],
    ['{Fn::Length: [a, !If [Maybe, b, !Ref AWS::NoValue]]}', maybe],
    ['!Length abc', '? Fn::Length takes a list'],
  ],
  ToJsonString: [
    ['{Fn::ToJsonString: {a: [1, yes, !Ref Known], b: !Ref AWS::NoValue}}', '{"a":[1,true,"k"]}'],
    ['!ToJsonString {a: !Ref Untold}', untold],
    ['!ToJsonString {a: !GetAtt Role.Arn}', later('T/Role')],
    ['!ToJsonString a', '? Fn::ToJsonString takes a mapping or a list'],
  ],
  others: [
    ['!GetAZs ""', '? only the account tells which Availability Zones it has'],
    ['!ImportValue Net', '? the export Net is of a stack that is not here'],
    ['!ImportValue {Ref: Untold}', untold],
    ['{Fn::GetStackOutput: {StackName: s, OutputName: o}}', '? the stack s is not here'],
    ['!GetStackOutput {StackName: s}', '? Fn::GetStackOutput takes a StackName and an OutputName'],
    ['!GetStackOutput {StackName: s, OutputName: o, RoleArn: r}', '? the output o is of another account'],
    ['{Fn::GetStackOutput: {StackName: !Ref Untold, OutputName: o}}', untold],
    ['!Transform {Name: AWS::Include, Parameters: {}}', '? it is what the macro AWS::Include makes of it'],
    ['{Fn::Transform: {Name: M}, Other: x}', '? Fn::Transform stands beside other members'],
    ['!RefAll AWS::EC2::VPC::Id', '? Fn::RefAll gives no value here'],
    ['!Equals [a, a]', true],
    ['!Or [!Condition False, !Condition Maybe]', maybe],
    ['null', '? null on line 31 is no value in a template'],
    ['[a, ~]', ['a', '? null on line 31 is no value in a template']],
    ['"{{resolve:ssm:/a/b:1}}"', '? it is read from ssm when the stack is deployed'],
    ['!Sub "{{resolve:${Service}:x}}"', '? the template has no parameter or resource Service'],
    [
      '!Sub "{{resolve:secretsmanager:${Known}:SecretString}}"',
      '? it is read from secretsmanager when the stack is deployed',
    ],
    ['!Join [":", ["{{resolve", "ssm", "x}}"]]', '? it is read from ssm when the stack is deployed'],
  ],
};

describe('intrinsic functions', () => {
  for (const [name, rows] of Object.entries(table)) {
    describe(name, () => {
      for (const [expression, expected] of rows) {
        it(expression, async () => {
          expect(await worth(expression, sections)).to.deep.equal(expected);
        });
      }
    });
  }

  it('are the same in JSON', async () => {
    const template = JSON.stringify({
      Parameters: { Known: { Type: 'String', Default: 'k' } },
      Conditions: { C: { 'Fn::Equals': [{ Ref: 'Known' }, 'k'] } },
      Resources: {
        Vpc: { Type: 'AWS::EC2::VPC' },
        It: {
          Type: 'AWS::X::Y',
          Properties: {
            P: [
              { 'Fn::Sub': '${Known}' },
              { 'Fn::GetAtt': ['Vpc', 'VpcId'] },
              { 'Fn::If': ['C', { 'Fn::Join': ['', ['a', { Ref: 'Known' }]] }, 'x'] },
              { Condition: 'C' },
            ],
          },
        },
      },
    });
    expect(await valueIn(template, {}, 'T.json')).to.deep.equal(['k', 'cfn:T/Vpc', 'ak', { Condition: 'C' }]);
  });

  it('do not let values of the template pass for something of our own', async () => {
    expect(await worth('{__proto__: x, constructor: y}')).to.deep.equal(
      Object.fromEntries([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
    );
    expect(await worth('!Ref __proto__')).to.equal('? the template has no parameter or resource __proto__');
    expect(await worth('!FindInMap [constructor, a, b]')).to.equal('? the mapping constructor has no a/b');
    expect(await worth('!If [toString, a, b]')).to.equal('? there is no condition toString');
  });
});

describe('conditions', () => {
  /** Three-valued, by hand: T is true, F false, U unknown. */
  const truths: readonly (readonly [condition: string, worth: 'T' | 'F' | 'U'])[] = [
    ['!And [!Condition T, !Condition T]', 'T'],
    ['!And [!Condition T, !Condition F]', 'F'],
    ['!And [!Condition U, !Condition F]', 'F'],
    ['!And [!Condition F, !Condition U]', 'F'],
    ['!And [!Condition T, !Condition U]', 'U'],
    ['!Or [!Condition F, !Condition F]', 'F'],
    ['!Or [!Condition F, !Condition T]', 'T'],
    ['!Or [!Condition U, !Condition T]', 'T'],
    ['!Or [!Condition T, !Condition U]', 'T'],
    ['!Or [!Condition F, !Condition U]', 'U'],
    ['!Not [!Condition T]', 'F'],
    ['!Not [!Condition F]', 'T'],
    ['!Not [!Condition U]', 'U'],
    ['!Not [!And [!Condition U, !Condition F]]', 'T'],
    ['{Fn::Not: [{Condition: T}]}', 'F'],
    ['!Condition T', 'T'],
    ['!Equals [1, "1"]', 'T'],
    ['!Equals [yes, "true"]', 'T'],
    ['!Equals [yes, "yes"]', 'F'],
    ['!Equals [a, A]', 'F'],
    ['!Equals ["", ""]', 'T'],
    ['!Equals [!Ref Texts, [a, b]]', 'T'],
    ['!Equals [!Ref Texts, [a, c]]', 'F'],
    ['!Equals [!Join ["", !Ref Texts], ab]', 'T'],
    ['!Equals [!Ref Untold, ""]', 'U'],
    ['!Equals [!Ref AWS::Region, us-east-1]', 'U'],
    ['!Equals [!Ref Vpc, vpc-1]', 'U'],
    ['!Equals [!Ref AWS::NoValue, ""]', 'U'],
    ['!Equals [a]', 'U'],
    ['!Equals a', 'U'],
    ['!And []', 'U'],
    ['!Or a', 'U'],
    ['!Not []', 'U'],
    ['!Condition Nobody', 'U'],
    ['maybe', 'U'],
    ['[true]', 'U'],
    ['{}', 'U'],
  ];
  for (const [condition, expected] of truths) {
    it(`${condition} is ${expected}`, async () => {
      const value = await worth(
        '!If [It, T, F]',
        `
Parameters:
  Untold: {Type: String}
  Texts: {Type: CommaDelimitedList, Default: 'a,b'}
Conditions:
  It: ${condition}
  T: !Equals [a, a]
  F: !Equals [a, b]
  U: !Equals [!Ref Untold, a]
Resources:
  Vpc: {Type: AWS::EC2::VPC}
`,
      );
      expect(String(value).startsWith('? condition It cannot be told') ? 'U' : value).to.equal(expected);
    });
  }

  it('are written as one likes: Yes, on and No are names', async () => {
    for (const name of ['Yes', 'on', 'No', 'true', '1']) {
      const sections = `Conditions:\n  ${name}: !Equals [a, a]\nResources:`;
      expect(await worth(`!If [${name}, a, b]`, sections), name).to.equal('a');
    }
  });

  it('of resources leave out what is not made, and keep what may be', async () => {
    const { objects, notices } = await read({
      'T.yaml': `
Parameters:
  Untold: {Type: String}
Conditions:
  T: !Equals [a, a]
  F: !Equals [a, b]
  U: !Equals [!Ref Untold, a]
Resources:
  Made: {Type: AWS::EC2::VPC, Condition: T}
  Unmade: {Type: AWS::EC2::VPC, Condition: F}
  Perhaps: {Type: AWS::EC2::VPC, Condition: U}
  PerhapsToo: {Type: AWS::EC2::VPC, Condition: U}
  Always: {Type: AWS::EC2::VPC}
  Odd: {Type: AWS::EC2::VPC, Condition: !Not [{Condition: T}]}
`,
    });
    expect(objects.map(({ address, conditional }) => [address, shown(conditional)])).to.deep.equal([
      ['Made', null],
      [
        'Perhaps',
        '? condition U cannot be told: parameter Untold has no default: give it with --parameter Untold=VALUE',
      ],
      [
        'PerhapsToo',
        '? condition U cannot be told: parameter Untold has no default: give it with --parameter Untold=VALUE',
      ],
      ['Always', null],
    ]);
    expect(notices.map(({ about, id }) => [about, id])).to.deep.equal([['input', '@/T.yaml:11']]);
    expect(notices[0]!.message).to.match(/^whether it is made is not known: condition U cannot be told/);
  });

  it('that depend on themselves are refused where they stand', async () => {
    const template = (conditions: string) =>
      `Conditions:\n${conditions}\nResources:\n  A: {Type: AWS::EC2::VPC, Condition: A}\n`;
    expect(await refusal(template('  A: !Not [!Condition A]'))).to.contain(
      'InputError @/template.yaml:2: condition A depends on itself',
    );
    expect(
      await refusal(template('  A: !Or [!Condition B, !Condition C]\n  B: !Condition A\n  C: !Equals [a, a]')),
    ).to.contain('@/template.yaml:2: condition A depends on itself');
    const sub = template('  A: !Equals [!If [A, a, b], a]');
    expect(await refusal(sub)).to.contain('condition A depends on itself');
  });
});

describe('properties', () => {
  const block = async (properties: string, sections = '') => {
    const { objects } = await read({
      'T.yaml': `${sections}\nResources:\n  It:\n    Type: AWS::X::Y\n    Properties:\n${properties}`,
    });
    return objects[0]!;
  };

  it('are configured where the template gives them', async () => {
    const it = await block('      A: 1\n      B: !Ref AWS::NoValue\n      C: !Ref Vpc\n');
    expect(['A', 'B', 'C', 'D'].map(it.configured)).to.deep.equal([true, false, true, false]);
    expect(it.properties.names).to.deep.equal(['A', 'C']);
    expect(it.properties.raw('B')).to.equal(null);
  });

  it('that a macro makes may be any', async () => {
    const it = await block('      A: 1\n      Fn::Transform: {Name: AWS::Include}\n');
    for (const name of ['A', 'B']) {
      expect(shown(it.properties.raw(name))).to.equal('? Fn::Transform stands beside other members');
      expect(it.configured(name)).to.equal(true);
    }
    const whole = await block('      Fn::If: [X, {A: 1}, {A: 1, B: 2}]\n');
    expect(shown(whole.properties.text('A'))).to.equal('? there is no condition X');
    const chosen = await block('      Fn::If: [X, {A: 1}, {B: 2}]\n', 'Conditions: {X: !Equals [a, a]}');
    expect([chosen.properties.raw('A'), chosen.properties.raw('B')]).to.deep.equal([1, null]);
    const none = await block('      Ref: AWS::NoValue\n');
    expect(none.properties.names).to.deep.equal([]);
    const text = await block('      Fn::Sub: text\n');
    expect(shown(text.properties.raw('A'))).to.equal('? Fn::Sub gives no mapping');
  });
});

describe('Ref and GetAtt', () => {
  const of = async (type: string, properties: string, expression: string) =>
    worth(
      expression,
      `Parameters: {Untold: {Type: String}}\nResources:\n  R:\n    Type: ${type}\n    Properties: ${properties}\n`,
    );

  it('give a name that is set, and otherwise what stands for the resource', async () => {
    const rows: readonly (readonly [type: string, property: string])[] = [
      ['AWS::IAM::Role', 'RoleName'],
      ['AWS::IAM::User', 'UserName'],
      ['AWS::IAM::Group', 'GroupName'],
      ['AWS::IAM::InstanceProfile', 'InstanceProfileName'],
      ['AWS::CloudTrail::Trail', 'TrailName'],
      ['AWS::S3::Bucket', 'BucketName'],
      ['AWS::Logs::LogGroup', 'LogGroupName'],
      ['AWS::EC2::KeyPair', 'KeyName'],
    ];
    for (const [type, property] of rows) {
      expect(await of(type, `{${property}: Name}`, '!Ref R'), type).to.equal('Name');
      expect(await of(type, '{}', '!Ref R'), type).to.equal('cfn:T/R');
      expect(await of(type, `{${property}: !Ref AWS::NoValue}`, '!Ref R'), type).to.equal('cfn:T/R');
      // Which it is, is known even where its name is not; what its name holds is not.
      expect(await of(type, `{${property}: !Ref Untold}`, '!Ref R'), type).to.equal('cfn:T/R');
      expect(await of(type, `{${property}: !Ref Untold}`, '!Split [",", !Ref R]'), type).to.be.a('string');
      expect(await of(type, `{${property}: !Ref R}`, '!Ref R'), type).to.equal('cfn:T/R');
    }
  });

  it('give names of RDS in small letters, as it keeps them', async () => {
    expect(await of('AWS::RDS::DBInstance', '{DBInstanceIdentifier: MainDB}', '!Ref R')).to.equal('maindb');
    expect(await of('AWS::RDS::DBCluster', '{DBClusterIdentifier: Main}', '!Ref R')).to.equal('main');
  });

  it('give no name where the id or the ARN is given', async () => {
    expect(await of('AWS::EC2::SecurityGroup', '{GroupName: web}', '!Ref R')).to.equal('cfn:T/R');
    expect(await of('AWS::IAM::ManagedPolicy', '{ManagedPolicyName: p}', '!Ref R')).to.equal('cfn:T/R');
  });

  it('tell a resource by its own id or ARN, not by those of others', async () => {
    const identity: readonly (readonly [type: string, attribute: string])[] = [
      ['AWS::EC2::SecurityGroup', 'GroupId'],
      ['AWS::EC2::SecurityGroup', 'Id'],
      ['AWS::EC2::VPC', 'VpcId'],
      ['AWS::EC2::Subnet', 'SubnetId'],
      ['AWS::EC2::Instance', 'InstanceId'],
      ['AWS::EC2::EIP', 'AllocationId'],
      ['AWS::EC2::RouteTable', 'RouteTableId'],
      ['AWS::EC2::InternetGateway', 'InternetGatewayId'],
      ['AWS::EC2::NetworkInterface', 'Id'],
      ['AWS::SNS::Topic', 'TopicArn'],
      ['AWS::RDS::DBInstance', 'DBInstanceArn'],
      ['AWS::IAM::Role', 'Arn'],
      ['AWS::IAM::ManagedPolicy', 'PolicyArn'],
      ['AWS::KMS::Key', 'KeyId'],
      ['AWS::Serverless::Function', 'Arn'],
    ];
    for (const [type, attribute] of identity) {
      expect(await of(type, '{}', `!GetAtt R.${attribute}`), `${type} ${attribute}`).to.equal('cfn:T/R');
    }
    const others: readonly (readonly [type: string, attribute: string])[] = [
      ['AWS::EC2::SecurityGroup', 'VpcId'],
      ['AWS::EC2::Instance', 'VpcId'],
      ['AWS::EC2::Subnet', 'AvailabilityZoneId'],
      ['AWS::EC2::Subnet', 'NetworkAclAssociationId'],
      ['AWS::CloudTrail::Trail', 'SnsTopicArn'],
      ['AWS::EC2::NatGateway', 'EniId'],
      ['AWS::RDS::DBInstance', 'Endpoint.Address'],
      ['Custom::Thing', 'Arn'],
      ['AWS::CloudFormation::CustomResource', 'Id'],
      ['My::Own::Thing::MODULE', 'Arn'],
      ['Datadog::Monitors::Monitor', 'Id'],
    ];
    for (const [type, attribute] of others) {
      expect(await of(type, '{}', `!GetAtt R.${attribute}`), `${type} ${attribute}`).to.equal(
        `? R.${attribute} is known after the stack is deployed`,
      );
    }
  });

  it('give back properties that AWS gives back', async () => {
    expect(await of('AWS::EC2::SecurityGroup', '{VpcId: vpc-1}', '!GetAtt R.VpcId')).to.equal('vpc-1');
    expect(await of('AWS::EC2::Subnet', '{CidrBlock: 10.0.0.0/24}', '!GetAtt R.CidrBlock')).to.equal('10.0.0.0/24');
    expect(await of('AWS::EC2::Subnet', '{AvailabilityZone: !Ref Untold}', '!GetAtt R.AvailabilityZone')).to.match(
      /^\? /,
    );
    expect(await of('AWS::EC2::VPC', '{CidrBlock: !GetAtt R.CidrBlock}', '!GetAtt R.CidrBlock')).to.equal(
      '? property R.CidrBlock depends on itself',
    );
    expect(await of('AWS::EC2::VPC', '{Fn::Transform: {Name: x}}', '!GetAtt R.CidrBlock')).to.equal(
      '? R is made by a macro',
    );
  });

  it('tell nothing of what is made elsewhere', async () => {
    for (const type of ['Custom::Thing', 'My::Own::Thing::MODULE', 'Datadog::Monitors::Monitor']) {
      expect(await of(type, '{}', '!Ref R')).to.equal('? what R is called is known after the stack is deployed');
    }
  });
});
