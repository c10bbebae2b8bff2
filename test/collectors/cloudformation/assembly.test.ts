import { expect } from 'chai';
import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readTemplates } from '../../../collectors/cloudformation/read.ts';
import { read, refusalOf, shown, withFiles, type Files } from './written.ts';

const hash = 'a'.repeat(64);

/** A cloud assembly as cdk synth writes it, of two stacks, a nested one and a stage. */
const manifest = {
  version: '48.0.0',
  artifacts: {
    'Network.assets': { type: 'cdk:asset-manifest', properties: { file: 'Network.assets.json' } },
    Network: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://123456789012/eu-west-1',
      properties: { templateFile: 'Network.template.json', parameters: { Cidr: '10.1.0.0/16' } },
      displayName: 'Network',
    },
    App1A2B: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://123456789012/eu-west-1',
      properties: { templateFile: 'App.template.json', stackName: 'app' },
    },
    Elsewhere: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
      properties: { templateFile: 'Elsewhere.template.json' },
    },
    'assembly-Prod': {
      type: 'cdk:cloud-assembly',
      properties: { directoryName: 'assembly-Prod', displayName: 'Prod' },
    },
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
  },
};

const network = {
  Parameters: {
    Cidr: { Type: 'String' },
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
  },
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { Ref: 'Cidr' } } },
    Nested: {
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        Parameters: { referencetoVpc: { Ref: 'Vpc' } },
        TemplateURL: {
          'Fn::Join': [
            '',
            [
              'https://s3.',
              { Ref: 'AWS::Region' },
              '.',
              { Ref: 'AWS::URLSuffix' },
              '/',
              { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' },
              `/${hash}.json`,
            ],
          ],
        },
      },
      Metadata: { 'aws:asset:path': 'Nested.nested.template.json', 'aws:asset:property': 'TemplateURL' },
    },
    CDKMetadata: { Type: 'AWS::CDK::Metadata', Condition: 'CDKMetadataAvailable' },
  },
  Conditions: { CDKMetadataAvailable: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
  Outputs: {
    ExportsOutputRefVpc: { Value: { Ref: 'Vpc' }, Export: { Name: 'Network:ExportsOutputRefVpc' } },
    ExportsOutputNested: {
      Value: { 'Fn::GetAtt': ['Nested', 'Outputs.GroupId'] },
      Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Group' } },
    },
    List: { Value: { 'Fn::Join': ['||', [{ Ref: 'Vpc' }, 'b']] }, Export: { Name: 'List' } },
    Untold: { Value: 'x', Export: { Name: { Ref: 'AWS::StackId' } } },
  },
};

const nested = {
  Parameters: { referencetoVpc: { Type: 'String' } },
  Resources: {
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { VpcId: { Ref: 'referencetoVpc' }, Region: { Ref: 'AWS::Region' } },
    },
  },
  Outputs: { GroupId: { Value: { 'Fn::GetAtt': ['Group', 'GroupId'] } } },
};

const app = {
  Resources: {
    Instance: {
      Type: 'AWS::EC2::Instance',
      Properties: {
        VpcId: { 'Fn::ImportValue': 'Network:ExportsOutputRefVpc' },
        Group: { 'Fn::ImportValue': 'Network:Group' },
        List: { 'Fn::Split': ['||', { 'Fn::ImportValue': 'List' }] },
        None: { 'Fn::ImportValue': 'Nobody' },
        Output: { 'Fn::GetStackOutput': { StackName: 'Network', OutputName: 'ExportsOutputRefVpc' } },
        There: {
          'Fn::GetStackOutput': { StackName: 'Network', OutputName: 'ExportsOutputRefVpc', Region: 'us-east-1' },
        },
        Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AdministratorAccess']] },
        Account: { Ref: 'AWS::AccountId' },
        Stack: { Ref: 'AWS::StackName' },
      },
    },
  },
};

const elsewhere = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { Region: { Ref: 'AWS::Region' }, Vpc: { 'Fn::ImportValue': 'Network:ExportsOutputRefVpc' } },
    },
  },
};

const stage = {
  version: '48.0.0',
  artifacts: {
    ProdData: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://210987654321/us-gov-west-1',
      properties: { templateFile: 'ProdData.template.json', stackName: 'Prod-Data' },
      displayName: 'Prod/Data',
    },
  },
};

const assets = {
  version: '48.0.0',
  files: {
    [hash]: {
      source: { path: 'Nested.nested.template.json', packaging: 'file' },
      destinations: { 'eu-west-1': { bucketName: 'cdk-assets', objectKey: `${hash}.json`, region: 'eu-west-1' } },
    },
  },
};

const text = (value: unknown) => JSON.stringify(value, null, 1);

function assembly(changed: Readonly<Record<string, unknown>> = {}): Files {
  const parts: Record<string, unknown> = {
    'manifest.json': manifest,
    'Network.template.json': network,
    'Network.assets.json': assets,
    'Nested.nested.template.json': nested,
    'App.template.json': app,
    'Elsewhere.template.json': elsewhere,
    'assembly-Prod/manifest.json': stage,
    'assembly-Prod/ProdData.template.json': { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } },
    ...changed,
  };
  return Object.fromEntries(
    Object.entries(parts).map(([file, part]) => [`cdk.out/${file}`, typeof part === 'string' ? part : text(part)]),
  );
}

const readAssembly = (changed?: Readonly<Record<string, unknown>>, parameters: Record<string, string> = {}) =>
  read(assembly(changed), 'cdk.out', { parameters });
const refused = (changed: Readonly<Record<string, unknown>>) => refusalOf(() => readAssembly(changed));

/** The manifest with other artifacts. */
const withArtifacts = (artifacts: unknown) => ({ 'manifest.json': { version: '48.0.0', artifacts } });
const stackArtifact = (properties: unknown, environment = 'aws://unknown-account/unknown-region') => ({
  type: 'aws:cloudformation:stack',
  environment,
  properties,
});

describe('a cloud assembly', () => {
  it('gives the resources of all stacks, nested ones and stages', async () => {
    const { kind, name, files, objects, unjudged, notices } = await readAssembly();
    expect({ kind, name, unjudged: [...unjudged], notices }).to.deep.equal({
      kind: 'cdk',
      name: 'cdk.out',
      unjudged: [],
      notices: [],
    });
    expect(files).to.deep.equal([
      '@/cdk.out/Network.template.json',
      '@/cdk.out/App.template.json',
      '@/cdk.out/Elsewhere.template.json',
      '@/cdk.out/assembly-Prod/ProdData.template.json',
      '@/cdk.out/Nested.nested.template.json',
    ]);
    const rows = objects.map(({ address, id, at, place }) => [
      address,
      id,
      at.account,
      at.region,
      at.partition,
      place?.file,
    ]);
    const irish = ['123456789012', 'eu-west-1', 'aws'];
    expect(rows).to.deep.equal([
      ['Network/Vpc', 'cfn:Network/Vpc', ...irish, '@/cdk.out/Network.template.json'],
      ['Network/Nested/Group', 'cfn:Network/Nested/Group', ...irish, '@/cdk.out/Nested.nested.template.json'],
      ['app/Instance', 'cfn:app/Instance', ...irish, '@/cdk.out/App.template.json'],
      ['Elsewhere/Role', 'cfn:Elsewhere/Role', null, null, 'aws', '@/cdk.out/Elsewhere.template.json'],
      [
        ...['Prod-Data/Bucket', 'cfn:Prod-Data/Bucket', '210987654321', 'us-gov-west-1', 'aws-us-gov'],
        '@/cdk.out/assembly-Prod/ProdData.template.json',
      ],
    ]);
    const written = text(network).split('\n');
    expect(objects[0]!.place?.line).to.equal(written.findIndex((line) => line.includes('"Vpc": {')) + 1);
  });

  it('knows what its manifest says, and what one stack has of another', async () => {
    const { objects } = await readAssembly();
    const of = (index: number) => {
      const { properties } = objects[index]!;
      return Object.fromEntries(properties.names.map((name) => [name, shown(properties.raw(name))]));
    };
    expect(of(0)).to.deep.equal({ CidrBlock: '10.1.0.0/16' });
    expect(of(1)).to.deep.equal({ VpcId: 'cfn:Network/Vpc', Region: 'eu-west-1' });
    expect(of(2)).to.deep.equal({
      VpcId: 'cfn:Network/Vpc',
      Group: 'cfn:Network/Nested/Group',
      List: ['cfn:Network/Vpc', 'b'],
      None: '? the export Nobody is of a stack that is not here',
      Output: 'cfn:Network/Vpc',
      There: '? the stack Network is not here',
      Arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      Account: '123456789012',
      Stack: 'app',
    });
    // An export is of one account and Region.
    expect(of(3)).to.deep.equal({
      Region: '? AWS::Region is not known: give it with --parameter AWS::Region=VALUE',
      Vpc: '? the export Network:ExportsOutputRefVpc is of a stack that is not here',
    });
  });

  it('is filled by what is given, where the manifest leaves it open', async () => {
    const { objects } = await readAssembly({}, { 'AWS::Region': 'us-east-1', Cidr: '10.9.0.0/16' });
    expect(objects.map(({ at }) => at.region)).to.deep.equal([
      ...['eu-west-1', 'eu-west-1', 'eu-west-1', 'us-east-1', 'us-gov-west-1'],
    ]);
    expect(objects[0]!.properties.raw('CidrBlock')).to.equal('10.9.0.0/16');
    const own = await readAssembly({}, { Cidr: '10.9.0.0/16', 'Network:Cidr': '10.8.0.0/16' });
    expect(own.objects[0]!.properties.raw('CidrBlock')).to.equal('10.8.0.0/16');
    expect(await refusalOf(() => readAssembly({}, { 'Netwrk:Cidr': 'x' }))).to.contain('Did you mean Network:Cidr?');
  });

  it('finds a nested template by its asset where the CDK did not note the path', async () => {
    const { Metadata, ...bare } = network.Resources.Nested;
    expect(Metadata).to.be.an('object');
    const without = { ...network, Resources: { ...network.Resources, Nested: bare } };
    const { objects, unjudged } = await readAssembly({ 'Network.template.json': without });
    expect(objects.map(({ address }) => address)).to.include('Network/Nested/Group');
    expect([...unjudged]).to.deep.equal([]);
    // Or not at all.
    for (const other of [
      { 'Network.assets.json': { files: {} } },
      { 'Network.assets.json': [] },
      { 'Network.assets.json': { files: { [hash]: { ...assets.files[hash], source: { path: '../x.json' } } } } },
      { 'Network.assets.json': { files: { [hash]: { ...assets.files[hash], source: { path: 'none.json' } } } } },
    ]) {
      const left = await readAssembly({ 'Network.template.json': without, ...other });
      expect(left.objects.map(({ address }) => address)).not.to.include('Network/Nested/Group');
      expect([...left.unjudged]).to.deep.equal([['AWS::CloudFormation::Stack', 1]]);
      expect(left.notices[0]?.message).to.contain('nested stack Nested is not here');
    }
    expect(await refused({ 'Network.template.json': without, 'Network.assets.json': '{"files": {' })).to.contain(
      '@/cdk.out/Network.assets.json:1: is not JSON',
    );
  });

  it('with two stacks of one name keeps them apart', async () => {
    const same = (region: string) =>
      stackArtifact({ templateFile: 'App.template.json', stackName: 'same' }, `aws://123456789012/${region}`);
    const { objects } = await readAssembly(withArtifacts({ One: same('eu-west-1'), Two: same('us-east-1') }));
    expect(objects.map(({ id }) => id)).to.deep.equal(['cfn:One/Instance', 'cfn:Two/Instance']);
  });

  it('may be a single stage, or hold stages of one name', async () => {
    const { objects } = await read(assembly(), 'cdk.out/assembly-Prod');
    expect(objects.map(({ address }) => address)).to.deep.equal(['Prod-Data/Bucket']);
    const two = {
      'manifest.json': {
        artifacts: {
          A: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
          B: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
        },
      },
    };
    expect((await readAssembly(two)).objects.map(({ id }) => id)).to.deep.equal([
      'cfn:A/ProdData/Bucket',
      'cfn:B/ProdData/Bucket',
    ]);
  });

  it('gives the same for a template of its own, but for what only the manifest says', async () => {
    const { kind, objects } = await read(assembly(), 'cdk.out/Network.template.json');
    expect(kind).to.equal('cloudformation');
    expect(objects.map(({ address, id }) => [address, id])).to.deep.equal([
      ['Vpc', 'cfn:Network/Vpc'],
      ['Nested/Group', 'cfn:Network/Nested/Group'],
    ]);
    expect(shown(objects[0]!.properties.raw('CidrBlock'))).to.match(/^\? parameter Cidr has no default/);
  });
});

describe('what is no cloud assembly', () => {
  const rows: readonly (readonly [name: string, changed: Readonly<Record<string, unknown>>, message: string])[] = [
    [
      'a manifest of something else',
      { 'manifest.json': { sections: [] } },
      'manifest.json: is not the manifest of a CDK cloud assembly: it has no artifacts',
    ],
    ['a manifest that is a list', { 'manifest.json': [] }, 'is not the manifest of a CDK cloud assembly'],
    [
      'a manifest that is cut off',
      { 'manifest.json': text(manifest).slice(0, 100) },
      'is not JSON: it ends in the middle',
    ],
    ['a manifest that is empty', { 'manifest.json': '' }, 'is not the manifest of a CDK cloud assembly'],
    ['artifacts that are a list', withArtifacts([]), 'it has no artifacts'],
    ['no stack', withArtifacts({}), 'is a CDK cloud assembly without a stack'],
    ['artifacts of other kinds only', withArtifacts({ A: { type: 'cdk:tree' }, B: 'x' }), 'without a stack'],
    [
      'a stack without a template',
      withArtifacts({ A: stackArtifact({}) }),
      'manifest.json:4: stack A has no templateFile',
    ],
    ['a stack without properties', withArtifacts({ A: stackArtifact(null) }), 'stack A has no templateFile'],
    [
      'a template that is missing',
      withArtifacts({ A: stackArtifact({ templateFile: 'none.json' }) }),
      'manifest.json:4: the template of stack A is not in the folder: none.json',
    ],
    ['a template outside', withArtifacts({ A: stackArtifact({ templateFile: '../x.json' }) }), 'is not in the folder'],
    [
      'a template that is absolute',
      withArtifacts({ A: stackArtifact({ templateFile: '/etc/passwd' }) }),
      'is not in the folder',
    ],
    [
      'a template that is none',
      { 'App.template.json': '{}' },
      '@/cdk.out/App.template.json: is not a CloudFormation template',
    ],
    [
      'a stage that is missing',
      withArtifacts({ A: { type: 'cdk:cloud-assembly', properties: { directoryName: 'none' } } }),
      'manifest.json:4: the folder of stage A is not in this one',
    ],
    [
      'a stage without a folder',
      withArtifacts({ A: { type: 'cdk:cloud-assembly' } }),
      'the folder of stage A is not in this one',
    ],
    [
      'a stage in itself',
      withArtifacts({ A: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } }),
      'stages are nested more than 10 levels deep',
    ],
  ];
  for (const [name, changed, message] of rows) {
    it(`${name} is refused`, async () => {
      expect(await refused(changed))
        .to.match(/^InputError @\/cdk\.out\//)
        .and.to.contain(message);
    });
  }

  it('a folder without a manifest is refused, and told what to run', async () => {
    const error = await refusalOf(() => read({ 'dir/a.txt': 'x' }, 'dir'));
    expect(error).to.match(/InputError .*manifest\.json: cannot be read: ENOENT.* — .*cdk synth/);
  });

  it('does not follow a link out of its folder', async () => {
    await withFiles(
      { 'outside.json': text(app), 'stage/manifest.json': text(stage), ...assembly() },
      async (folder) => {
        const out = path.join(folder, 'cdk.out');
        await symlink(path.join(folder, 'outside.json'), path.join(out, 'link.json'));
        await symlink(path.join(folder, 'stage'), path.join(out, 'stage'));
        const attempt = async (artifact: unknown) => {
          await writeFile(path.join(out, 'manifest.json'), text({ artifacts: { A: artifact } }));
          return refusalOf(() => readTemplates(out, { parameters: {} }));
        };
        expect(await attempt(stackArtifact({ templateFile: 'link.json' }))).to.contain(
          'is not in the folder: link.json',
        );
        expect(await attempt({ type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } })).to.contain(
          'the folder of stage A is not in this one',
        );
        expect(await attempt(stackArtifact({ templateFile: 'App.template.json' }))).to.equal(null);
      },
    );
  });
});
