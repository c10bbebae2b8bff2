import { defineMapping } from '../../planned/mapping.ts';
import { or, untold } from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.ec2.address',
  identity: [['allocationId'], ['publicIp']],
  key: 'allocationId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:elastic-ip/${id}`,
  types: {
    aws_eip: ({ properties, id }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: {
        publicIp: or(properties.filled('public_ip'), untold('the address is known after apply')),
        allocationId: id,
        associationId: properties.filled('association_id'),
        instanceId: properties.filled('instance'),
        interfaceId: properties.filled('network_interface'),
      },
    }),
  },
  parts: {
    aws_eip_association: ({ properties, id }) => ({
      of:
        properties.filled('allocation_id') ??
        (properties.filled('public_ip') === null ? null : untold('its address is given by its public_ip')),
      set: {
        associationId: id,
        instanceId: properties.filled('instance_id'),
        interfaceId: properties.filled('network_interface_id'),
      },
      unset: { associationId: null, instanceId: null, interfaceId: null },
    }),
  },
});
