import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { Parts } from '../normalise.ts';
import { isAssociated } from './cidr-blocks.ts';
import { identityOf } from './identity.ts';

export default defineCollector({
  id: 'ec2-subnets',
  scope: 'region',
  kinds: ['aws.ec2.subnet'],
  operations: ['ec2:DescribeSubnets'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeSubnets')) {
      for (const subnet of output.Subnets ?? []) {
        const parts = new Parts(source);
        const ipv6 = subnet.Ipv6CidrBlockAssociationSet?.filter((block) => isAssociated(block.Ipv6CidrBlockState));
        yield resource({
          kind: 'aws.ec2.subnet',
          ...identityOf(at, source, 'subnet', subnet.SubnetId, { owner: subnet.OwnerId, tags: subnet.Tags }),
          source,
          unknown: parts.unknown,
          facts: {
            subnetId: subnet.SubnetId,
            vpcId: subnet.VpcId,
            ownerId: subnet.OwnerId,
            availabilityZone: subnet.AvailabilityZone,
            // A subnet of IPv6 alone has no other block.
            cidrBlock: subnet.CidrBlock ?? (subnet.Ipv6Native === true ? null : undefined),
            ipv6CidrBlocks: parts.list('ipv6CidrBlocks', ipv6, (block) => block.Ipv6CidrBlock),
            mapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch,
            assignIpv6OnCreation: subnet.AssignIpv6AddressOnCreation,
            defaultForAz: subnet.DefaultForAz,
            freeAddresses: subnet.AvailableIpAddressCount,
          },
        });
      }
    }
  },
});
