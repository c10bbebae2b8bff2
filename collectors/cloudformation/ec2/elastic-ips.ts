import type { PlannedObject } from '../../planned/mapping.ts';
import type { Maybe } from '../../planned/value.ts';

/** What an Elastic IP address is associated with. */
export interface Association {
  readonly interfaceId: Maybe<string> | null;
  readonly instanceId: Maybe<string> | null;
  readonly publicIp: string;
}

/** Of `AWS::EC2::EIP`, which names an instance at most, and of `AWS::EC2::EIPAssociation`. */
export function associationOf({ properties, id }: PlannedObject): Association {
  const address = properties.filled('EIP') ?? properties.filled('Address') ?? properties.filled('AllocationId');
  const interfaceId = properties.filled('NetworkInterfaceId');
  return {
    interfaceId,
    instanceId: interfaceId === null ? properties.filled('InstanceId') : null,
    // Until the address is known, the resource that it is of stands for it.
    publicIp: typeof address === 'string' ? address : id,
  };
}
