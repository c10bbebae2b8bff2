import { account } from './account.ts';
import * as acm from './acm.ts';
import * as cloudtrail from './cloudtrail.ts';
import * as ec2 from './ec2.ts';
import * as iam from './iam.ts';
import * as inspector from './inspector.ts';
import type { FactsOf, Kind } from './kind.ts';
import * as rds from './rds.ts';

const declared = [
  account,
  ...Object.values(acm),
  ...Object.values(cloudtrail),
  ...Object.values(ec2),
  ...Object.values(iam),
  ...Object.values(inspector),
  ...Object.values(rds),
] as const;

type Declared = (typeof declared)[number];

export type KindId = Declared['id'];
export type Facts<K extends KindId> = FactsOf<Extract<Declared, { id: K }>>;
export type FactName<K extends KindId> = K extends KindId ? Extract<keyof Facts<K>, string> : never;

/** Every kind by its id, in the order of ids. */
export const kinds: ReadonlyMap<KindId, Kind<KindId>> = new Map(
  [...declared].sort((a, b) => (a.id < b.id ? -1 : 1)).map((kind) => [kind.id, kind]),
);

export function isKindId(id: string): id is KindId {
  return (kinds as ReadonlyMap<string, unknown>).has(id);
}
