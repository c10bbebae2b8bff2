import { UnknownValue } from '../../../core/resource.ts';
import { elementsOf, OpenList, untold, type Block, type Items, type Maybe } from '../../planned/value.ts';

/** The block of an instance's root volume; null where it is known to have none: its image starts from another store. */
export function rootDeviceOf(properties: Block): Maybe<Block> | null {
  const root = properties.blocks('root_block_device');
  if (root === null || root instanceof UnknownValue) return root ?? untold('the image decides about its root volume');
  return elementsOf(root)[0] ?? (root instanceof OpenList ? root.unknown : null);
}

/**
 * The blocks of its other volumes. Where the root volume is the only one, and the source has a block for it there, the
 * provider holds it twice.
 */
export function blockDevicesOf(properties: Block): Items<Maybe<Block>> {
  const devices = properties.blocks('ebs_block_device');
  if (devices === null) return [];
  if (devices instanceof UnknownValue) return new OpenList([], devices);
  const root = rootDeviceOf(properties);
  const rootId = root === null || root instanceof UnknownValue ? null : root.filled('volume_id');
  const others = elementsOf(devices).filter((block) => {
    const id = block instanceof UnknownValue ? null : block.filled('volume_id');
    return typeof id !== 'string' || id !== rootId;
  });
  return devices instanceof OpenList ? new OpenList(others, devices.unknown) : others;
}
