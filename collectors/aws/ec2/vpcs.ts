import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { Parts } from '../normalise.ts';
import { isAssociated } from './cidr-blocks.ts';
import { identityOf } from './identity.ts';

export default defineCollector({
  id: 'ec2-vpcs',
  scope: 'region',
  kinds: ['aws.ec2.vpc'],
  operations: ['ec2:DescribeVpcs'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeVpcs')) {
      for (const vpc of output.Vpcs ?? []) {
        const parts = new Parts(source);
        const ipv4 = vpc.CidrBlockAssociationSet?.filter((block) => isAssociated(block.CidrBlockState));
        // Left out for a VPC that has none.
        const ipv6 = (vpc.Ipv6CidrBlockAssociationSet ?? []).filter((block) => isAssociated(block.Ipv6CidrBlockState));
        yield resource({
          kind: 'aws.ec2.vpc',
          ...identityOf(at, source, 'vpc', vpc.VpcId, { owner: vpc.OwnerId, tags: vpc.Tags }),
          source,
          unknown: parts.unknown,
          facts: {
            vpcId: vpc.VpcId,
            ownerId: vpc.OwnerId,
            state: vpc.State,
            isDefault: vpc.IsDefault,
            cidrBlocks: parts.list('cidrBlocks', ipv4, (block) => block.CidrBlock),
            ipv6CidrBlocks: parts.list('ipv6CidrBlocks', ipv6, (block) => block.Ipv6CidrBlock),
          },
        });
      }
    }
  },
});
