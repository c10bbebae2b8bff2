import { defineMapping } from '../../planned/mapping.ts';
import { or, untold, type Block, type Maybe } from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

const later = untold('it is known after the stack is deployed');

export default defineMapping({
  kind: 'aws.ec2.address',
  identity: [['allocationId'], ['publicIp']],
  key: 'allocationId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:elastic-ip/${id}`,
  types: {
    // What does not name an instance may be given to a gateway, a load balancer or an association of its own.
    'AWS::EC2::EIP': ({ properties, id }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: {
        publicIp: or(properties.filled('Address'), later),
        allocationId: id,
        associationId: later,
        instanceId: or(properties.filled('InstanceId'), later),
        interfaceId: later,
      },
    }),
  },
  parts: {
    'AWS::EC2::EIPAssociation': ({ properties, id }) => ({
      of: addressOf(properties),
      set: {
        associationId: id,
        // AWS answers both: the interface of an instance, and the instance of an interface.
        instanceId: or(properties.filled('InstanceId'), later),
        interfaceId: or(properties.filled('NetworkInterfaceId'), later),
      },
      unset: { associationId: null, instanceId: null, interfaceId: null },
    }),
  },
});

/** By its allocation, or by the address itself: what `Ref` gives of one in the template. */
function addressOf(properties: Block): Maybe<string | null> {
  const allocation = properties.filled('AllocationId');
  const address = properties.filled('EIP');
  if (allocation !== null || typeof address !== 'string' || address.startsWith('cfn:')) return allocation ?? address;
  return untold('its address is named, not given by its allocation');
}
