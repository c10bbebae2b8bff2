import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/settings.ts';
import { collectWith, denied, throttled } from '../collect.ts';
import { refusal } from '../wire.ts';
import { xml } from '../xml.ts';

const exclusions = 'ec2:DescribeVpcBlockPublicAccessExclusions';
const exclusion = (id: string) => ({
  exclusionId: id,
  internetGatewayExclusionMode: 'allow-egress',
  resourceArn: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1',
  state: 'create-complete',
});

const answers = {
  'ec2:GetEbsEncryptionByDefault': [xml({ ebsEncryptionByDefault: true, sseType: 'sse-ebs' })],
  'ec2:GetEbsDefaultKmsKeyId': [xml({ kmsKeyId: 'alias/aws/ebs' })],
  'ec2:GetSnapshotBlockPublicAccessState': [xml({ state: 'block-all-sharing', managedBy: 'account' })],
  'ec2:GetImageBlockPublicAccessState': [xml({ imageBlockPublicAccessState: 'block-new-sharing' })],
  'ec2:DescribeVpcBlockPublicAccessOptions': [
    xml({ vpcBlockPublicAccessOptions: { internetGatewayBlockMode: 'block-ingress', state: 'update-complete' } }),
  ],
  [exclusions]: [
    xml({ vpcBlockPublicAccessExclusionSet: [exclusion('vpcbpa-exclude-1')], nextToken: 'page-2' }),
    xml({ vpcBlockPublicAccessExclusionSet: [exclusion('vpcbpa-exclude-2')] }),
  ],
} as const;

const source = (operation: string, count = 1) => ({ operation, request: `${operation.slice(4)}-${count}` });

describe('EC2 settings', () => {
  it('reads every fact', async () => {
    const { resources, asked, operations } = await collectWith(collector, answers);
    const shown = {
      resourceArn: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1',
      mode: 'allow-egress',
      state: 'create-complete',
    };
    expect(resources).to.deep.equal([
      {
        kind: 'aws.ec2.settings',
        arn: 'arn:aws:ec2:us-east-1:123456789012:settings',
        account: '123456789012',
        region: 'us-east-1',
        name: null,
        tags: {},
        facts: {
          ebsEncryptionByDefault: true,
          ebsDefaultKmsKeyId: 'alias/aws/ebs',
          snapshotBlockPublicAccess: 'block-all-sharing',
          imageBlockPublicAccess: 'block-new-sharing',
          vpcBlockPublicAccess: 'block-ingress',
          vpcBlockPublicAccessExclusions: [
            { exclusionId: 'vpcbpa-exclude-1', ...shown },
            { exclusionId: 'vpcbpa-exclude-2', ...shown },
          ],
        },
        source: { operation: 'ec2:GetEbsEncryptionByDefault', request: null },
        sources: {
          ebsEncryptionByDefault: source('ec2:GetEbsEncryptionByDefault'),
          ebsDefaultKmsKeyId: source('ec2:GetEbsDefaultKmsKeyId'),
          snapshotBlockPublicAccess: source('ec2:GetSnapshotBlockPublicAccessState'),
          imageBlockPublicAccess: source('ec2:GetImageBlockPublicAccessState'),
          vpcBlockPublicAccess: source('ec2:DescribeVpcBlockPublicAccessOptions'),
          vpcBlockPublicAccessExclusions: source(exclusions, 2),
        },
      },
    ]);
    expect(operations).to.deep.equal([...collector.operations].sort());
    expect(asked).to.have.lengthOf(7);
  });

  it('is there in an empty account', async () => {
    const { resources } = await collectWith(collector);
    expect(resources[0]!.facts).to.deep.equal({
      ebsEncryptionByDefault: false,
      ebsDefaultKmsKeyId: 'alias/aws/ebs',
      snapshotBlockPublicAccess: 'unblocked',
      imageBlockPublicAccess: 'unblocked',
      vpcBlockPublicAccess: 'off',
      vpcBlockPublicAccessExclusions: [],
    });
  });

  const facts = {
    'ec2:GetEbsEncryptionByDefault': 'ebsEncryptionByDefault',
    'ec2:GetEbsDefaultKmsKeyId': 'ebsDefaultKmsKeyId',
    'ec2:GetSnapshotBlockPublicAccessState': 'snapshotBlockPublicAccess',
    'ec2:GetImageBlockPublicAccessState': 'imageBlockPublicAccess',
    'ec2:DescribeVpcBlockPublicAccessOptions': 'vpcBlockPublicAccess',
    [exclusions]: 'vpcBlockPublicAccessExclusions',
  } as const;
  for (const [operation, fact] of Object.entries(facts) as [keyof typeof facts, string][]) {
    it(`does not know ${fact} alone where ${operation} is denied`, async () => {
      const { resources, gaps, failure } = await collectWith(collector, {
        ...answers,
        [operation]: [denied(operation)],
      });
      expect({ gaps, failure }).to.deep.equal({ gaps: [], failure: null });
      expect(Object.keys(resources[0]!.unknown!)).to.deep.equal([fact]);
      expect(resources[0]!.unknown![fact]).to.include({ reason: 'access-denied', operation });
      expect(Object.keys(resources[0]!.facts)).to.have.lengthOf(5);
    });

    it(`waits where ${operation} is throttled`, async () => {
      const { resources } = await collectWith(collector, {
        ...answers,
        [operation]: [throttled(operation), ...answers[operation]],
      });
      expect(resources[0]).to.not.have.property('unknown');
    });
  }

  it('gives the reason of each where a Region knows none of them', async () => {
    const { resources } = await collectWith(
      collector,
      Object.fromEntries(collector.operations.map((operation) => [operation, [refusal(operation, 'InvalidAction')]])),
    );
    expect(resources[0]!.facts).to.deep.equal({});
    for (const { reason } of Object.values(resources[0]!.unknown!)) expect(reason).to.equal('not-supported');
  });

  it('does not know what an answer does not tell', async () => {
    const { resources } = await collectWith(collector, {
      ...answers,
      'ec2:DescribeVpcBlockPublicAccessOptions': [xml({ vpcBlockPublicAccessOptions: { state: 'default-state' } })],
      [exclusions]: [xml({ vpcBlockPublicAccessExclusionSet: [{ exclusionId: 'vpcbpa-exclude-1' }] })],
    });
    expect(resources[0]!.unknown).to.have.all.keys('vpcBlockPublicAccess', 'vpcBlockPublicAccessExclusions');
    expect(resources[0]!.unknown!.vpcBlockPublicAccess).to.include({
      operation: 'ec2:DescribeVpcBlockPublicAccessOptions',
    });
  });
});
