import { expect } from 'chai';
import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readTemplates } from '../../../collectors/cloudformation/read.ts';
import { read, refusal, refusalOf, shown, withFiles, worth, type Files } from './written.ts';

const vpc = '{Type: AWS::EC2::VPC}';
const addresses = async (files: Files, input?: string, parameters: Record<string, string> = {}) =>
  (await read(files, input, { parameters })).objects.map(({ address }) => address);

describe('readTemplates', () => {
  it('gives every resource with its type, place and what stands for it', async () => {
    const template = `AWSTemplateFormatVersion: 2010-09-09
Resources:
  # a comment
  Net:
    Type: AWS::EC2::VPC
  "Sub":
    Properties:
      VpcId: !Ref Net
    Type: AWS::EC2::Subnet
`;
    const { kind, name, files, objects, unjudged, notices, madeAt } = await read({
      'dir/Network.template.yaml': template,
    });
    expect({ kind, name, files, unjudged: [...unjudged], notices, madeAt }).to.deep.equal({
      kind: 'cloudformation',
      name: 'Network',
      files: ['@/dir/Network.template.yaml'],
      unjudged: [],
      notices: [],
      madeAt: null,
    });
    const of = ({ type, address, id, arn, place, at, conditional }: (typeof objects)[number]) => ({
      ...{ type, address, id, arn, place, at, conditional },
    });
    const at = { partition: 'aws', account: null, region: null };
    expect(objects.map(of)).to.deep.equal([
      {
        type: 'AWS::EC2::VPC',
        address: 'Net',
        id: 'cfn:Network/Net',
        arn: 'cfn:Network/Net',
        place: { file: '@/dir/Network.template.yaml', line: 4 },
        at,
        conditional: null,
      },
      {
        type: 'AWS::EC2::Subnet',
        address: 'Sub',
        id: 'cfn:Network/Sub',
        arn: 'cfn:Network/Sub',
        place: { file: '@/dir/Network.template.yaml', line: 6 },
        at,
        conditional: null,
      },
    ]);
    expect(objects[1]!.properties.raw('VpcId')).to.equal('cfn:Network/Net');
  });

  it('takes another name for the template, so that two versions meet', async () => {
    const { objects, name } = await read({ 'old.yaml': `Resources:\n  A: ${vpc}\n` }, 'old.yaml', {
      parameters: {},
      name: 'new',
    });
    expect([objects[0]!.id, name]).to.deep.equal(['cfn:new/A', 'new']);
  });

  for (const [file, stem] of [
    ['T.json', 'T'],
    ['T.yml', 'T'],
    ['T.template', 'T'],
    ['T.template.json', 'T'],
    ['my.stack.yaml', 'my.stack'],
    ['T', 'T'],
  ] as const) {
    it(`calls ${file} ${stem}`, async () => {
      expect((await read({ [file]: `Resources:\n  A: ${vpc}\n` })).name).to.equal(stem);
    });
  }

  it('does not depend on the order of resources, parameters and conditions', async () => {
    const parts = {
      Parameters: { A: { Type: 'String', Default: 'a' }, B: { Type: 'String' } },
      Conditions: {
        C: { 'Fn::Or': [{ Condition: 'D' }, { 'Fn::Equals': [{ Ref: 'B' }, 'b'] }] },
        D: { 'Fn::Equals': [{ Ref: 'A' }, 'a'] },
      },
      Resources: {
        V: { Type: 'AWS::EC2::VPC', Condition: 'C', Properties: { CidrBlock: { Ref: 'B' } } },
        S: {
          Type: 'AWS::EC2::Subnet',
          Properties: { VpcId: { Ref: 'V' }, CidrBlock: { 'Fn::GetAtt': ['V', 'CidrBlock'] } },
        },
        R: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'A' } } },
        P: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'R' }] } },
      },
    };
    const turned = (value: object): object =>
      Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, part]) => [
            name,
            typeof part === 'object' && !Array.isArray(part) ? turned(part as object) : part,
          ]),
      );
    const facts = async (template: object) =>
      (await read({ 'T.json': JSON.stringify(template) })).objects
        .map(({ address, properties, conditional }) => ({
          address,
          conditional: shown(conditional),
          properties: Object.fromEntries(
            [...properties.names].sort().map((name) => [name, shown(properties.raw(name))]),
          ),
        }))
        .sort((a, b) => (a.address < b.address ? -1 : 1));
    expect(await facts(turned(parts))).to.deep.equal(await facts(parts));
    expect(await facts(parts)).to.have.length(4);
  });

  it('reads 5,000 resources within a second or two', async function () {
    this.timeout(10_000);
    const resources = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [
        `Group${index}`,
        {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: {
            GroupDescription: { 'Fn::Sub': 'group ${AWS::Region}' },
            VpcId: { Ref: `Group${(index + 1) % 5_000}` },
            SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' }],
          },
        },
      ]),
    );
    const started = performance.now();
    const { objects } = await read({ 'T.json': JSON.stringify({ Resources: resources }, null, 2) });
    expect(objects).to.have.length(5_000);
    expect(objects[4_999]!.properties.raw('VpcId')).to.equal('cfn:T/Group0');
    // A tenth of this is usual; what is not linear takes minutes.
    expect(performance.now() - started).to.be.lessThan(5_000);
  });
});

describe('wrong input', () => {
  const rows: readonly (readonly [name: string, template: string, message: string])[] = [
    ['an empty file', '', 'InputError @/template.yaml: is not a CloudFormation template: it is empty'],
    ['a comment', '# nothing\n', 'InputError @/template.yaml: is not a CloudFormation template: it is empty'],
    ['a text', 'hello', 'is not a CloudFormation template: it is a text'],
    ['a number', '12', 'is not a CloudFormation template: it is 12'],
    ['a list', '[1]', 'is not a CloudFormation template: it is a list'],
    ['something else', 'services: {web: {image: x}}', 'is not a CloudFormation template: it has no Resources'],
    ['Resources that are a list', 'Resources:\n  - a', 'template.yaml:1: Resources is a list, not a mapping'],
    ['Resources that are nothing', 'Resources:\n', 'template.yaml:1: Resources is null, not a mapping'],
    ['a resource that is a text', 'Resources:\n  A: b', 'template.yaml:2: resource A is a text, not a mapping'],
    ['a resource that is nothing', 'Resources:\n  A:', 'template.yaml:2: resource A is null, not a mapping'],
    ['a resource without Type', 'Resources:\n\n  A: {Properties: {}}', 'template.yaml:3: resource A has no Type'],
    [
      'a Type that is a list',
      'Resources:\n  A:\n    Type: [x]',
      'template.yaml:3: resource A has a Type that is a list',
    ],
    ['a Type that is empty', 'Resources:\n  A:\n    Type: ""', 'template.yaml:3: resource A has a Type that is a text'],
    [
      'Properties that are a list',
      'Resources:\n  A:\n    Type: AWS::EC2::VPC\n    Properties: [x]',
      'template.yaml:4: Properties of A is a list, not a mapping',
    ],
    [
      'Conditions that are a text',
      `Conditions: x\nResources: {A: ${vpc}}`,
      'template.yaml:1: Conditions is a text, not a mapping',
    ],
    [
      'Mappings that are a list',
      `Mappings: [x]\nResources: {A: ${vpc}}`,
      'template.yaml:1: Mappings is a list, not a mapping',
    ],
    [
      'a function that nobody has',
      'Resources:\n  A:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock:\n        Fn::Bogus: x',
      'InputError @/template.yaml:6: CloudFormation has no intrinsic function Fn::Bogus',
    ],
    [
      'such a function beside others',
      'Resources:\n  A:\n    Type: AWS::EC2::VPC\n    Properties:\n      P: {x: 1, Fn::Joinn: [a]}',
      'template.yaml:5: CloudFormation has no intrinsic function Fn::Joinn — Did you mean Fn::Join?',
    ],
    [
      'such a function in a condition',
      `Conditions:\n  C: {Fn::Xor: [a]}\nResources: {A: ${vpc}}`,
      'template.yaml:2: CloudFormation has no intrinsic function Fn::Xor',
    ],
    [
      'such a function in an output',
      `Resources: {A: ${vpc}}\nOutputs:\n  O: {Value: {Fn::Bogus: a}}`,
      'template.yaml:3: CloudFormation has no intrinsic function Fn::Bogus',
    ],
    [
      'such a function where the resource is not made',
      'Conditions: {F: !Equals [a, b]}\nResources:\n  A: {Type: AWS::EC2::VPC, Condition: F, Properties: {P: !Bogus x}}',
      'template.yaml:3: CloudFormation has no intrinsic function !Bogus',
    ],
  ];
  for (const [name, template, message] of rows) {
    it(`${name} is refused`, async () => {
      expect(await refusal(template))
        .to.match(/^InputError @/)
        .and.to.contain(message);
    });
  }

  it('says what to name instead', async () => {
    expect(await refusal('a: b')).to.match(/ — Name a CloudFormation template, .*terraform show -json/);
  });

  it('of functions is not looked for in the data of other tools', async () => {
    const template =
      'Resources:\n  A: {Type: AWS::EC2::VPC, Metadata: {x: {Fn::Bogus: y}}}\nMetadata: {Fn::Bogus: z}\n';
    expect(await refusal(template)).to.equal(null);
  });

  it('of functions may be a macro’s own', async () => {
    const template =
      'Transform: [AWS::LanguageExtensions, Mine]\nResources:\n  It: {Type: AWS::X::Y, Properties: {P: {Fn::Bogus: x}}}\n';
    const { objects, notices } = await read({ 'T.yaml': template });
    expect(shown(objects[0]!.properties.raw('P'))).to.equal('? Fn::Bogus is of a macro');
    expect(notices).to.deep.equal([
      { about: 'input', id: '@/T.yaml:1', message: 'the macro Mine may change what is written here' },
    ]);
    expect(await refusal(template.replace(', Mine', ''))).to.contain('Fn::Bogus');
  });

  it('takes a type that nobody knows', async () => {
    expect(await addresses({ 'T.yaml': 'Resources:\n  A: {Type: AWS::New::Thing}\n' })).to.deep.equal(['A']);
  });

  it('takes a template without a resource', async () => {
    expect(await addresses({ 'T.yaml': 'Resources: {}\n' })).to.deep.equal([]);
  });
});

describe('what no template tells', () => {
  it('is counted by type, and is no object', async () => {
    const template = `
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Runtime: nodejs24.x}}
Resources:
  A: {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}
  B: {Type: AWS::Serverless::Function}
  C: {Type: AWS::Serverless::Api}
  D: {Type: Custom::Thing}
  E: {Type: AWS::CloudFormation::CustomResource}
  F: {Type: My::Org::Net::MODULE}
  G: {Type: Datadog::Monitors::Monitor}
  H: ${vpc}
  I: {Type: AWS::CDK::Metadata}
  J: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://x.s3.amazonaws.com/a.yaml}}
  K: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref ARole}}
`;
    const { objects, unjudged, notices } = await read({ 'T.yaml': template });
    expect(objects.map(({ address }) => address)).to.deep.equal(['H', 'K']);
    expect([...unjudged]).to.deep.equal([
      ['AWS::Serverless::Function', 2],
      ['AWS::Serverless::Api', 1],
      ['Custom::Thing', 1],
      ['AWS::CloudFormation::CustomResource', 1],
      ['My::Org::Net::MODULE', 1],
      ['Datadog::Monitors::Monitor', 1],
      ['AWS::CloudFormation::Stack', 1],
    ]);
    expect(notices).to.deep.equal([
      {
        about: 'input',
        id: '@/T.yaml:14',
        message: 'the template of nested stack J is not here: what it makes is not judged',
      },
    ]);
    // What SAM makes itself has no place in the template.
    expect(shown(objects[1]!.properties.raw('VpcId'))).to.equal('? the template has no parameter or resource ARole');
  });

  it('is counted where a macro brings resources', async () => {
    const { objects, unjudged, notices } = await read({
      'T.yaml': `Mappings:\n  Fn::Transform: {Name: AWS::Include}\nResources:\n  A: ${vpc}\n  Fn::Transform: {Name: AWS::Include}\n`,
    });
    expect(objects).to.have.length(1);
    expect([...unjudged]).to.deep.equal([['Fn::Transform', 1]]);
    expect(notices.map(({ id, message }) => `${id} ${message}`)).to.deep.equal([
      '@/T.yaml:5 what Fn::Transform makes cannot be told, and is not judged',
    ]);
    const sections = 'Mappings:\n  Fn::Transform: {Name: AWS::Include}\n  M: {Fn::Transform: {Name: x}}\nResources:';
    expect(await worth('!FindInMap [A, b, c, {DefaultValue: d}]', sections)).to.equal(
      '? the mapping A is made by a macro',
    );
    expect(await worth('!FindInMap [M, b, c, {DefaultValue: d}]', sections)).to.equal(
      '? the mapping M is made by a macro',
    );
  });
});

describe('loops', () => {
  const head =
    'Transform: AWS::LanguageExtensions\nParameters: {Known: {Type: CommaDelimitedList, Default: "x,y"}, Untold: {Type: CommaDelimitedList}}\n';

  it('make resources, conditions and properties', async () => {
    const { objects } = await read({
      'T.yaml': `${head}
Conditions:
  Fn::ForEach::Conditions:
    - Name
    - !Ref Known
    - Is\${Name}: !Equals ["\${Name}", x]
Resources:
  Fn::ForEach::Nets:
    - Name
    - [a-1, b.2]
    - Net&{Name}:
        Type: AWS::EC2::VPC
        Properties:
          Name: !Ref Name
          Text: !Sub "net-\${Name}-\${!Name}"
          Plain: \${Name}
          Other: !Ref NotName
      Fn::ForEach::Subnets:
        - Zone
        - !Ref Known
        - Sub&{Name}\${Zone}:
            Type: AWS::EC2::Subnet
            Condition: Is\${Zone}
            Properties:
              VpcId: !Ref Net&{Name}
              Fn::ForEach::Tags: [Key, [p, q], {"Tag\${Key}": "\${Zone}\${Key}"}]
`,
    });
    const all = objects.map(({ address, place, properties }) => [
      address,
      place?.line,
      Object.fromEntries(properties.names.map((name) => [name, shown(properties.raw(name))])),
    ]);
    const other = '? the template has no parameter or resource NotName';
    expect(all).to.deep.equal([
      ['Neta1', 13, { Name: 'a-1', Text: 'net-a-1-${Name}', Plain: 'a-1', Other: other }],
      ['Suba1x', 23, { VpcId: 'cfn:T/Neta1', Tagp: 'xp', Tagq: 'xq' }],
      ['Netb2', 13, { Name: 'b.2', Text: 'net-b.2-${Name}', Plain: 'b.2', Other: other }],
      ['Subb2x', 23, { VpcId: 'cfn:T/Netb2', Tagp: 'xp', Tagq: 'xq' }],
    ]);
  });

  it('over what is not known are counted, and leave open what they are in', async () => {
    const { objects, unjudged, notices } = await read({
      'T.yaml': `${head}
Resources:
  Fn::ForEach::Nets:
    - Name
    - !Ref Untold
    - Net\${Name}: ${vpc}
  It:
    Type: AWS::X::Y
    Properties:
      A: 1
      P: {b: 1, Fn::ForEach::Tags: [Key, !Ref Untold, {"\${Key}": 1}]}
      Fn::ForEach::More: [Key, !Ref Untold, {"\${Key}": 1}]
`,
    });
    const why = '? parameter Untold has no default: give it with --parameter Untold=VALUE';
    expect([...unjudged]).to.deep.equal([['Fn::ForEach', 1]]);
    expect(notices.map(({ id, message }) => `${id} ${message}`)).to.deep.equal([
      '@/T.yaml:5 what Fn::ForEach::Nets makes cannot be told, and is not judged',
    ]);
    const { properties } = objects[0]!;
    expect([properties.raw('A'), shown(properties.raw('P')), shown(properties.raw('B'))]).to.deep.equal([1, why, why]);
  });

  it('that are none are refused', async () => {
    const loop = (value: string) => refusal(`${head}Resources:\n  Fn::ForEach::L: ${value}\n`);
    expect(await loop('[a, [b]]')).to.contain('template.yaml:4: Fn::ForEach::L is a list of another form');
    expect(await loop('x')).to.contain('Fn::ForEach::L is a text of another form');
    expect(await loop(`[N, [a, b], {Same: ${vpc}}]`)).to.contain(
      'template.yaml:4: the loop makes the key "Same" twice',
    );
    expect(
      await refusal(`${head}Resources:\n  A1: ${vpc}\n  Fn::ForEach::L: [N, ["1"], {"A\${N}": ${vpc}}]\n`),
    ).to.contain('the loop makes the key "A1" twice');
  });

  it('over texts that are none make nothing', async () => {
    const over = async (list: string) =>
      (await read({ 'T.yaml': `${head}Resources:\n  Fn::ForEach::L: [N, ${list}, {"A\${N}": ${vpc}}]\n` })).objects
        .length;
    expect(await over('[[a]]')).to.equal(0);
    expect(await over('x')).to.equal(0);
    expect(await over('[]')).to.equal(0);
    expect(await over('[1, 2]')).to.equal(2);
  });

  it('in loops do not go on for ever', async () => {
    const list = JSON.stringify(Array.from({ length: 40 }, (_, index) => `v${index}`));
    let inner = `{"X\${A}\${B}\${C}\${D}": ${vpc}}`;
    for (const name of ['D', 'C', 'B', 'A']) inner = `{Fn::ForEach::L${name}: [${name}, ${list}, ${inner}]}`;
    expect(await refusal(`${head}Resources: ${inner}\n`)).to.contain('its loops make more than 200000 values');
  });
});

describe('what leads far', () => {
  it('over conditions is refused', async () => {
    const chain = Array.from({ length: 5_000 }, (_, index) => `  C${index}: !Not [!Condition C${index + 1}]`);
    const template = `Conditions:\n${chain.join('\n')}\n  C5000: !Equals [a, a]\nResources:\n  A: {Type: AWS::EC2::VPC, Condition: C0}\n`;
    expect(await refusal(template)).to.match(
      /InputError @\/template.yaml:\d+: functions and conditions lead more than 800 levels/,
    );
    const short = template.replace('Condition: C0', 'Condition: C4800');
    expect(await refusal(short)).to.equal(null);
  });

  it('in texts that grow is unknown', async () => {
    const sections = `Parameters: {A: {Type: String, Default: ${'x'.repeat(2_000)}}}\nResources:`;
    const twice = `!Sub ["${'${A}'.repeat(600)}", {}]`;
    expect(await worth(twice, sections)).to.equal('? it is put together to a text that is too long');
  });
});

describe('nested stacks of local paths', () => {
  const child = `
Parameters:
  VpcId: {Type: String}
  Subnets: {Type: CommaDelimitedList}
  Port: {Type: Number, Default: 22}
  Secret: {Type: String, NoEcho: true}
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {VpcId: !Ref VpcId, Subnets: !Ref Subnets, Port: !Ref Port, Name: !Ref AWS::StackName, S: !Ref Secret}
Outputs:
  GroupId: {Value: !GetAtt Group.GroupId}
  Never: {Condition: No, Value: x}
  Nothing: {}
  Perhaps: {Condition: Untold, Value: x}
Conditions:
  No: !Equals [a, b]
  Untold: !Equals [!Ref Secret, a]
`;
  const parent = `
Resources:
  Vpc: ${vpc}
  A: {Type: AWS::EC2::Subnet}
  B: {Type: AWS::EC2::Subnet}
  Groups:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./sub/child.yaml
      Parameters:
        VpcId: !Ref Vpc
        Subnets: !Join [",", [!Ref A, !Ref B]]
        Secret: abc
  User:
    Type: AWS::EC2::Instance
    Properties:
      Groups: [!GetAtt Groups.Outputs.GroupId, !GetAtt Groups.Outputs.Never, !GetAtt Groups.Outputs.None, !GetAtt Groups.Outputs.Nothing, !GetAtt Groups.Outputs.Perhaps]
      Stack: !Ref Groups
`;

  it('are read with what their parents pass, and answer with their outputs', async () => {
    const { objects, files, unjudged } = await read({ 'Top.yaml': parent, 'sub/child.yaml': child }, 'Top.yaml', {
      parameters: { 'AWS::Region': 'eu-west-1', 'AWS::StackName': 'top' },
    });
    expect(files).to.deep.equal(['@/Top.yaml', '@/sub/child.yaml']);
    expect([...unjudged]).to.deep.equal([]);
    expect(objects.map(({ address, id, place }) => [address, id, place?.file, place?.line])).to.deep.equal([
      ['Vpc', 'cfn:Top/Vpc', '@/Top.yaml', 3],
      ['A', 'cfn:Top/A', '@/Top.yaml', 4],
      ['B', 'cfn:Top/B', '@/Top.yaml', 5],
      ['Groups/Group', 'cfn:Top/Groups/Group', '@/sub/child.yaml', 8],
      ['User', 'cfn:Top/User', '@/Top.yaml', 14],
    ]);
    const group = objects[3]!;
    expect(group.at.region).to.equal('eu-west-1');
    expect(['VpcId', 'Subnets', 'Port', 'Name', 'S'].map((name) => shown(group.properties.raw(name)))).to.deep.equal([
      'cfn:Top/Vpc',
      ['cfn:Top/A', 'cfn:Top/B'],
      22,
      '? AWS::StackName is not known: give it with --parameter AWS::StackName=VALUE',
      '? parameter Secret is not shown (NoEcho)',
    ]);
    expect(shown(objects[4]!.properties.raw('Groups'))).to.deep.equal([
      'cfn:Top/Groups/Group',
      '? the output Never is not made: its condition is false',
      '? there is no output None',
      '? there is no output Nothing',
      '? condition Untold cannot be told: parameter Secret is not shown (NoEcho)',
    ]);
    expect(objects[4]!.properties.raw('Stack')).to.equal('cfn:Top/Groups');
  });

  it('that may not be made say so of all that is in them', async () => {
    const template = `
Parameters: {Untold: {Type: String}}
Conditions: {U: !Equals [!Ref Untold, a], F: !Equals [a, b]}
Resources:
  One: {Type: AWS::CloudFormation::Stack, Condition: U, Properties: {TemplateURL: c.yaml}}
  Two: {Type: AWS::CloudFormation::Stack, Condition: F, Properties: {TemplateURL: c.yaml}}
`;
    const { objects } = await read({ 'T.yaml': template, 'c.yaml': `Resources:\n  A: ${vpc}\n` });
    expect(objects.map(({ address }) => address)).to.deep.equal(['One/A']);
    expect(shown(objects[0]!.conditional)).to.match(/^\? condition U cannot be told/);
  });

  it('may depend on each other, and are unknown where they do in a circle', async () => {
    const one = (to: string) =>
      `{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml, Parameters: {P: !GetAtt ${to}.Outputs.O}}}`;
    const c =
      'Parameters: {P: {Type: String}}\nResources:\n  X: {Type: AWS::X::Y, Properties: {P: !Ref P}}\nOutputs: {O: {Value: !Ref P}}\n';
    const circle = await read({ 'T.yaml': `Resources:\n  A: ${one('B')}\n  B: ${one('A')}\n`, 'c.yaml': c });
    expect(circle.objects.map(({ properties }) => shown(properties.raw('P')))).to.satisfy((values: string[]) =>
      values.every((value) => /^\? .* depends on itself$/.test(value)),
    );
    // Whichever stands first.
    const first = '{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml, Parameters: {P: x}}}';
    for (const resources of [`  A: ${one('B')}\n  B: ${first}\n`, `  B: ${first}\n  A: ${one('B')}\n`]) {
      const { objects } = await read({ 'T.yaml': `Resources:\n${resources}`, 'c.yaml': c });
      expect(objects.map(({ properties }) => properties.raw('P'))).to.deep.equal(['x', 'x']);
    }
  });

  it('may be chosen by what a stack that stands later tells', async () => {
    const stack = (file: string, parameter: string) =>
      `{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${file}, Parameters: {P: ${parameter}}}}`;
    const { objects } = await read({
      'T.yaml': `Resources:\n  A: ${stack('a.yaml', '!GetAtt B.Outputs.O')}\n  B: ${stack('b.yaml', 'x')}\n`,
      // Its file is asked for before B is read: what is not known then is known in the end.
      'a.yaml': `
Parameters: {P: {Type: String}}
Conditions: {C: !Equals [!Ref P, x]}
Resources:
  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: !If [C, !Ref P, none.yaml]}}
  X: {Type: AWS::X::Y, Condition: C, Properties: {P: !Ref P}}
`,
      'b.yaml': 'Parameters: {P: {Type: String}}\nResources: {}\nOutputs: {O: {Value: !Ref P}}\n',
    });
    expect(
      objects.map(({ address, conditional, properties }) => [address, conditional, properties.raw('P')]),
    ).to.deep.equal([['A/X', null, 'x']]);
  });

  it('that nest themselves are refused', async () => {
    const self = 'Resources:\n\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: T.yaml}}\n';
    expect(await refusalOf(() => read({ 'T.yaml': self }))).to.contain(
      '@/T.yaml:3: nested stack A is the template that it is in',
    );
    const to = (file: string) =>
      `Resources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./x/../${file}}}\n`;
    expect(await refusalOf(() => read({ 'T.yaml': to('U.yaml'), 'U.yaml': to('T.yaml') }))).to.contain(
      '@/U.yaml:2: nested stack A is the template that it is in',
    );
  });

  it('that multiply are refused', async () => {
    const files: Record<string, string> = { 'T0.yaml': '' };
    for (let level = 0; level < 15; level += 1) {
      const one = `{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: T${level + 1}.yaml}}`;
      files[`T${level}.yaml`] = `Resources:\n  A: ${one}\n  B: ${one}\n  C: ${one}\n`;
    }
    files['T15.yaml'] = `Resources:\n  A: ${vpc}\n`;
    expect(await refusalOf(() => read(files))).to.match(/there are more than 2000 stacks/);
  });

  it('with a template that is none are refused where it is', async () => {
    const top = 'Resources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c.yaml}}\n';
    expect(await refusalOf(() => read({ 'T.yaml': top, 'c.yaml': 'a: b' }))).to.contain(
      '@/c.yaml: is not a CloudFormation template',
    );
  });

  it('are not read outside the folder, by URL, or through a link', async () => {
    const outside = `Resources:\n  Stolen: ${vpc}\n`;
    await withFiles({ 'secret.yaml': outside, 'in/sub/x.yaml': outside }, async (folder) => {
      await symlink(path.join(folder, 'secret.yaml'), path.join(folder, 'in/link.yaml'));
      await symlink(folder, path.join(folder, 'in/up'));
      const urls = ['../secret.yaml', './sub/../../secret.yaml', path.join(folder, 'in/sub/x.yaml'), 'link.yaml'];
      urls.push(
        'up/secret.yaml',
        `file://${folder}/in/sub/x.yaml`,
        'https://example.org/x.yaml',
        'sub',
        'none.yaml',
        '',
        '.',
      );
      urls.push('a\\0b', '/sub/x.yaml', 's3://bucket/x.yaml');
      for (const url of urls) {
        const top = `Resources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "${url}"}}\n`;
        await writeFile(path.join(folder, 'in/T.yaml'), top);
        const { objects, unjudged } = await readTemplates(path.join(folder, 'in/T.yaml'), { parameters: {} });
        expect([objects.length, unjudged.get('AWS::CloudFormation::Stack')], url).to.deep.equal([0, 1]);
      }
      // The same way finds what is inside.
      const top = 'Resources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: sub/../sub/x.yaml}}\n';
      await writeFile(path.join(folder, 'in/T.yaml'), top);
      const { objects } = await readTemplates(path.join(folder, 'in/T.yaml'), { parameters: {} });
      expect(objects.map(({ address }) => address)).to.deep.equal(['A/Stolen']);
    });
  });

  it('may be named by a parameter, or not at all', async () => {
    const top = (url: string) =>
      `Parameters: {Url: {Type: String, Default: c.yaml}, Bucket: {Type: String}}\nResources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {${url}}}\n`;
    const files = (url: string) => ({ 'T.yaml': top(url), 'c.yaml': `Resources:\n  X: ${vpc}\n` });
    expect(await addresses(files('TemplateURL: !Ref Url'))).to.deep.equal(['A/X']);
    expect(await addresses(files('TemplateURL: !Sub "https://${Bucket}/c.yaml"'))).to.deep.equal([]);
    expect(await addresses(files(''))).to.deep.equal([]);
  });
});
