import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { textOrNull } from '../normalise.ts';
import { identityOf } from './identity.ts';

export default defineCollector({
  id: 'ec2-addresses',
  scope: 'region',
  kinds: ['aws.ec2.address'],
  operations: ['ec2:DescribeAddresses'],
  async *collect(api, at) {
    const { output, source } = await api.call('ec2:DescribeAddresses');
    for (const address of output.Addresses ?? []) {
      yield resource({
        kind: 'aws.ec2.address',
        ...identityOf(at, source, 'elastic-ip', address.AllocationId ?? address.PublicIp, { tags: address.Tags }),
        source,
        facts: {
          publicIp: address.PublicIp,
          allocationId: address.AllocationId,
          // Left out, or answered empty, for an address that is not in use.
          associationId: textOrNull(address.AssociationId),
          instanceId: textOrNull(address.InstanceId),
          interfaceId: textOrNull(address.NetworkInterfaceId),
        },
      });
    }
  },
});
