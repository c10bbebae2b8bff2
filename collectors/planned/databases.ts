import { UnknownValue } from '../../core/resource.ts';
import { isAurora } from '../aws/rds/databases.ts';
import { untold, type Maybe } from './value.ts';

/** Where the port is left out: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const ports: readonly (readonly [RegExp, number])[] = [
  [/^(mysql|mariadb|aurora|aurora-mysql)$/, 3306],
  [/^(postgres|aurora-postgresql)$/, 5432],
  [/^(custom-)?oracle-/, 1521],
  [/^(custom-)?sqlserver-/, 1433],
  [/^db2-/, 50000],
];

export function defaultPort(engine: Maybe<string>): Maybe<number> {
  if (engine instanceof UnknownValue) return engine;
  const [, port] = ports.find(([pattern]) => pattern.test(engine)) ?? [];
  return port ?? untold(`the default port of ${engine} is not known here`);
}

/** A version as it will run, where the one that is given is whole: `8.0` stands for the newest of 8.0. */
export function engineVersionOf(engine: Maybe<string>, given: Maybe<string | null>): Maybe<string> {
  if (given instanceof UnknownValue) return given;
  if (given === null) return untold('the version that AWS chooses is known when the database is made');
  const isWhole = engine === 'postgres' || engine === 'aurora-postgresql' ? /^\d+\.\d+/ : /^\d+\.\d+\..+/;
  return isWhole.test(given) ? given : untold(`which version ${given} stands for is known when the database is made`);
}

/** Whether the members of a cluster have settings of their own; not known with the engine. */
export function isAuroraEngine(engine: Maybe<string>): Maybe<boolean> {
  return engine instanceof UnknownValue ? engine : isAurora(engine);
}

/** What the database that another is made from decides, unless the input does. */
export const asItsSource = untold('it is as what the database is made from');

export interface Member {
  readonly zone: Maybe<string | null>;
  readonly name: string;
}

/**
 * Whether the members of an Aurora cluster stand in several zones. Others than these may be members, where `open` says
 * so; AWS chooses a zone for each that has none.
 */
export function spread(members: readonly Member[], open: UnknownValue | null): Maybe<boolean> {
  const zones = members.map(({ zone }) => zone);
  if (new Set(zones.filter((zone) => typeof zone === 'string')).size > 1) return true;
  if (open === null && (members.length < 2 || zones.every((zone) => typeof zone === 'string'))) return false;
  // A message that names them: where they change, so does what is known of their zones.
  const names = members.map(({ name }) => name).sort();
  return untold(`the zones of its members are not known (${names.join(', ') || 'none here'})`);
}
