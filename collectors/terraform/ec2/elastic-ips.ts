import { UnknownValue } from '../../../core/resource.ts';
import type { PlannedObject } from '../../planned/mapping.ts';
import type { Maybe } from '../../planned/value.ts';

/** What an Elastic IP address is associated with: one of the two is given, AWS tells the other. */
export interface Association {
  readonly interfaceId: Maybe<string> | null;
  readonly instanceId: Maybe<string> | null;
  readonly publicIp: string;
}

/** Of `aws_eip`, which may be associated with nothing, or by an `aws_eip_association`. */
export function associationOf(planned: PlannedObject): Association {
  const [network, instance] =
    planned.type === 'aws_eip' ? ['network_interface', 'instance'] : ['network_interface_id', 'instance_id'];
  const { properties, configured } = planned;
  const publicIp = addressOf(planned);
  const given = (name: string) => {
    const value = properties.filled(name);
    // What is not known and not asked for is what AWS tells of the other.
    return value instanceof UnknownValue && !configured(name) ? null : value;
  };
  const interfaceId = given(network);
  // The state keeps the interface of the instance that it was associated with before.
  if (interfaceId !== null && (configured(network) || !configured(instance))) {
    return { interfaceId, instanceId: null, publicIp };
  }
  return { interfaceId: null, instanceId: given(instance), publicIp };
}

/** Until the address is known, the resource that it is of stands for it. */
function addressOf({ type, properties, id }: PlannedObject): string {
  const address = properties.filled('public_ip');
  if (typeof address === 'string') return address;
  const allocation = type === 'aws_eip' ? null : properties.filled('allocation_id');
  return typeof allocation === 'string' ? allocation : id;
}
