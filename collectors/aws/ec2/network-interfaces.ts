import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { identityOf } from './identity.ts';
import { groupIdsOf, ipv6AddressesOf, publicIpsOf } from './interface-addresses.ts';

export default defineCollector({
  id: 'ec2-network-interfaces',
  scope: 'region',
  kinds: ['aws.ec2.network-interface'],
  operations: ['ec2:DescribeNetworkInterfaces'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeNetworkInterfaces')) {
      for (const one of output.NetworkInterfaces ?? []) {
        yield resource({
          kind: 'aws.ec2.network-interface',
          ...identityOf(at, source, 'network-interface', one.NetworkInterfaceId, {
            owner: one.OwnerId,
            tags: one.TagSet,
          }),
          source,
          facts: {
            interfaceId: one.NetworkInterfaceId,
            interfaceType: one.InterfaceType,
            status: one.Status,
            description: one.Description,
            ownerId: one.OwnerId,
            vpcId: one.VpcId,
            subnetId: one.SubnetId,
            groupIds: groupIdsOf(one),
            // Neither what is not attached nor what a service holds has one.
            instanceId: one.Attachment?.InstanceId ?? null,
            requesterManaged: one.RequesterManaged,
            publicIps: publicIpsOf(one),
            ipv6Addresses: ipv6AddressesOf(one),
          },
        });
      }
    }
  },
});
