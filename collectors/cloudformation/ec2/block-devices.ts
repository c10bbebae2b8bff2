import { UnknownValue } from '../../../core/resource.ts';
import { elementsOf, OpenList, type Block, type Items } from '../../planned/value.ts';

/** The volumes that an instance maps: what names a device without one suppresses it, or is of the instance's own store. */
export function devicesOf(properties: Block): Items<Block> {
  const mappings = properties.blocks('BlockDeviceMappings');
  if (mappings === null) return [];
  if (mappings instanceof UnknownValue) return new OpenList([], mappings);
  const devices: Block[] = [];
  let open = mappings instanceof OpenList ? mappings.unknown : null;
  for (const mapping of elementsOf(mappings)) {
    if (mapping instanceof UnknownValue) open ??= mapping;
    else if (mapping.raw('Ebs') !== null) devices.push(mapping);
  }
  return open === null ? devices : new OpenList(devices, open);
}
