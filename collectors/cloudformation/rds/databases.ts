import { asItsSource } from '../../planned/databases.ts';
import type { PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { placementIn, type Placement } from '../../planned/subnet-groups.ts';
import { onlyLive, or, then, untold, type Block, type Maybe } from '../../planned/value.ts';

export function engineIn(properties: Block): Maybe<string> {
  const engine = then(properties.filled('Engine'), (name) => name.toLowerCase());
  return or(engine, onlyLive);
}

/** RDS keeps identifiers in small letters; until there is one, what stands for the database is its identifier. */
export function identifierOf({ properties, id }: PlannedObject, name: string): string {
  const identifier = properties.filled(name);
  return typeof identifier === 'string' ? identifier.toLowerCase() : id;
}

/** A database of the template, or the identifier of another. */
export function named(planned: PlannedObject, side: Side, noun: 'DBCluster' | 'DBInstance', property: string) {
  const given = planned.properties.filled(property);
  const database = side.one(planned, [`AWS::RDS::${noun}`], given, `${noun}Identifier`);
  const identifier =
    database === null ? then(given, (text) => smallUnlessSymbol(text)) : identifierOf(database, `${noun}Identifier`);
  return { database, identifier };
}

function smallUnlessSymbol(text: string): string {
  return text.startsWith('cfn:') || text.startsWith('arn:') ? text : text.toLowerCase();
}

export function isGiven({ properties }: PlannedObject, names: readonly string[]): boolean {
  return names.some((name) => properties.filled(name) !== null);
}

/** What a cluster is made from: a snapshot, another cluster. */
export function isCopyOfCluster(cluster: PlannedObject): boolean {
  const isOfGlobal = isGiven(cluster, ['GlobalClusterIdentifier']) && !isGiven(cluster, ['MasterUsername']);
  return (
    isOfGlobal ||
    isGiven(cluster, ['SnapshotIdentifier', 'SourceDBClusterIdentifier', 'SourceDbClusterResourceId']) ||
    isGiven(cluster, ['ReplicationSourceIdentifier'])
  );
}

/** What a cluster is where the property is left out, CloudFormation does not say. */
export function encryptionOfCluster(cluster: PlannedObject): Maybe<boolean> {
  const own = cluster.properties.flag('StorageEncrypted');
  if (own === true) return true;
  return isCopyOfCluster(cluster) ? asItsSource : or(own, untold('StorageEncrypted is left out, and has no default'));
}

const types = {
  group: 'AWS::RDS::DBSubnetGroup',
  name: 'DBSubnetGroupName',
  subnets: 'SubnetIds',
  subnet: 'AWS::EC2::Subnet',
  vpc: 'VpcId',
};

export function placementOf(planned: PlannedObject, side: Side, group: Maybe<string | null>): Placement {
  return placementIn(planned, side, group, types);
}
