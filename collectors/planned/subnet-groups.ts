import { UnknownValue } from '../../core/resource.ts';
import type { PlannedObject } from './mapping.ts';
import type { Side } from './side.ts';
import { elementsWithUnknown, onlyLive, untold, type Items, type Maybe } from './value.ts';

/** How an input calls groups of subnets for databases, and subnets. */
export interface SubnetGroupTypes {
  readonly group: string;
  readonly name: string;
  readonly subnets: string;
  readonly subnet: string;
  /** Of a subnet, and of a group where it has it. */
  readonly vpc: string;
}

export interface Placement {
  readonly vpcId: Maybe<string | null>;
  readonly subnetIds: Maybe<Items<Maybe<string>>>;
}

/** The subnets of the group that is named, where the input has it. Each group that it has not is another unknown. */
export function placementIn(
  by: PlannedObject,
  side: Side,
  name: Maybe<string | null>,
  types: SubnetGroupTypes,
): Placement {
  if (name instanceof UnknownValue) return { vpcId: name, subnetIds: name };
  const unseen = name === null ? onlyLive : untold(`the subnets of the DB subnet group ${name} are not told here`);
  const group = side.one(by, [types.group], name, types.name);
  if (group === null) return { vpcId: unseen, subnetIds: unseen };
  const subnetIds = group.properties.texts(types.subnets) ?? unseen;
  return { vpcId: vpcOf(group, side, subnetIds, types) ?? unseen, subnetIds };
}

function vpcOf(
  group: PlannedObject,
  side: Side,
  subnetIds: Placement['subnetIds'],
  types: SubnetGroupTypes,
): Maybe<string | null> {
  const own = group.properties.filled(types.vpc);
  if (typeof own === 'string') return own;
  for (const id of elementsWithUnknown(subnetIds)) {
    const vpcId = side.one(group, [types.subnet], id, 'id')?.properties.filled(types.vpc);
    if (typeof vpcId === 'string') return vpcId;
  }
  return own;
}
