import { resource, type Given } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { all, from } from '../normalise.ts';
import type { Answer, OperationId } from '../operations.ts';

export default defineCollector({
  id: 'ec2-settings',
  scope: 'region',
  kinds: ['aws.ec2.settings'],
  operations: [
    'ec2:GetEbsEncryptionByDefault',
    'ec2:GetEbsDefaultKmsKeyId',
    'ec2:GetSnapshotBlockPublicAccessState',
    'ec2:GetImageBlockPublicAccessState',
    'ec2:DescribeVpcBlockPublicAccessOptions',
    'ec2:DescribeVpcBlockPublicAccessExclusions',
  ],
  lists: { 'aws.ec2.settings': ['ec2:GetEbsEncryptionByDefault'] },
  async *collect(api, at) {
    const ask = <O extends OperationId, T>(
      operation: O,
      read: (output: Answer<O>) => T | undefined,
    ): Promise<Given<T>> =>
      api.fact(async () => {
        const { output, source } = await api.call(operation);
        return from(source, read(output));
      });
    const [encryption, kmsKey, snapshots, images, vpcs, exclusions] = await Promise.all([
      ask('ec2:GetEbsEncryptionByDefault', (output) => output.EbsEncryptionByDefault),
      ask('ec2:GetEbsDefaultKmsKeyId', (output) => output.KmsKeyId),
      ask('ec2:GetSnapshotBlockPublicAccessState', (output) => output.State),
      ask('ec2:GetImageBlockPublicAccessState', (output) => output.ImageBlockPublicAccessState),
      ask(
        'ec2:DescribeVpcBlockPublicAccessOptions',
        (output) => output.VpcBlockPublicAccessOptions?.InternetGatewayBlockMode,
      ),
      api.fact(async () => {
        const found: Exclusion[] = [];
        let last = { operation: 'ec2:DescribeVpcBlockPublicAccessExclusions', request: null as string | null };
        for await (const { output, source } of api.pages('ec2:DescribeVpcBlockPublicAccessExclusions')) {
          last = source;
          found.push(...(output.VpcBlockPublicAccessExclusions ?? []));
        }
        return from(last, all(found.map(exclusionOf)));
      }),
    ]);
    yield resource({
      kind: 'aws.ec2.settings',
      arn: `arn:${at.partition}:ec2:${at.region}:${at.account}:settings`,
      account: at.account,
      region: at.region,
      tags: {}, // settings cannot have any
      source: { operation: 'ec2:GetEbsEncryptionByDefault', request: null },
      facts: {
        ebsEncryptionByDefault: encryption,
        ebsDefaultKmsKeyId: kmsKey,
        snapshotBlockPublicAccess: snapshots,
        imageBlockPublicAccess: images,
        vpcBlockPublicAccess: vpcs,
        vpcBlockPublicAccessExclusions: exclusions,
      },
    });
  },
});

type Exclusion = NonNullable<
  Answer<'ec2:DescribeVpcBlockPublicAccessExclusions'>['VpcBlockPublicAccessExclusions']
>[number];

function exclusionOf(exclusion: Exclusion) {
  const { ExclusionId, ResourceArn, InternetGatewayExclusionMode, State } = exclusion;
  if (ExclusionId === undefined || ResourceArn === undefined) return undefined;
  if (InternetGatewayExclusionMode === undefined || State === undefined) return undefined;
  return { exclusionId: ExclusionId, resourceArn: ResourceArn, mode: InternetGatewayExclusionMode, state: State };
}
