import { Listing } from '../../core/listing.ts';
import { fail, notApplicable, type Failure, type Judgement, type Verdict } from '../../core/rule.ts';
import { maybe } from './maybe.ts';

interface Database {
  readonly engine: string;
  readonly status: string;
}
interface Instance extends Database {
  readonly clusterId: string | null;
}

/** Engines of other services that answer RDS's calls. */
const otherServices = new Set(['docdb', 'neptune']);

/** What RDS still makes or already deletes: its settings are not final, and gone before anybody could change them. */
const passing = new Set(['creating', 'delete-precheck', 'deleting']);

/**
 * Says "not applicable" of a database, or a snapshot of one, that no rule judges: another service's, or one that is
 * being made or deleted. A plan knows no status, and what is planned is judged.
 */
export function notJudged(database: Database): Verdict | undefined {
  const engine = maybe(() => database.engine).known[0];
  if (engine !== undefined && otherServices.has(engine)) return notApplicable(`${engine} is a service of its own`);
  const status = maybe(() => database.status).known[0];
  return status !== undefined && passing.has(status) ? notApplicable(`It is ${status}`) : undefined;
}

/** The same of an instance, and of one that is the member of a cluster, where the cluster has the setting. */
export function setOnCluster(instance: Instance, setting: string): Verdict | undefined {
  const verdict = notJudged(instance);
  if (verdict !== undefined) return verdict;
  const cluster = instance.clusterId;
  return cluster === null ? undefined : notApplicable(`${setting} of a member is set on its cluster ${cluster}`);
}

/** Whether the instance is known to replicate another: its data is backed up there. */
export function isReplica(instance: { readonly replicaSource: string | null }): boolean {
  return typeof maybe(() => instance.replicaSource).known[0] === 'string';
}

/** RDS Custom, whose hosts the customer runs: many settings of RDS do not apply to it. */
export function isCustom(engine: string): boolean {
  return engine.startsWith('custom-');
}

/** Engine families, as `mysql` for mysql, aurora-mysql and the `aurora` of old. */
export function familyOf(engine: string): string {
  const plain = engine.replace(/^custom-/, '');
  if (plain === 'aurora' || plain === 'aurora-mysql') return 'mysql';
  if (plain === 'aurora-postgresql') return 'postgres';
  return plain.replace(/-.*$/, '');
}

/** The port that an engine listens on unless told otherwise. */
const defaultPorts: Readonly<Record<string, number>> = {
  mysql: 3306,
  mariadb: 3306,
  postgres: 5432,
  oracle: 1521,
  sqlserver: 1433,
  db2: 50000,
};

export function defaultPortOf(engine: string): number | undefined {
  return defaultPorts[familyOf(engine)];
}

/** Per family, the log that tells of errors and, where the engine exports one, the log that tells who did what. */
const auditLogs: Readonly<Record<string, readonly string[]>> = {
  mysql: ['audit', 'error'],
  mariadb: ['audit', 'error'],
  postgres: ['postgresql'], // holds the audit records of pgAudit, too
  oracle: ['alert', 'audit'],
  sqlserver: ['error'], // audits go to S3, by an option group
  db2: ['diag.log'],
};

/** The logs of that kind that a database does not send to CloudWatch Logs. */
export function missingLogs(database: { readonly engine: string; readonly logExports: Listing<string> }): Judgement {
  const engine = database.engine;
  if (isCustom(engine)) return notApplicable('RDS Custom exports no logs: its host does');
  const wanted = auditLogs[familyOf(engine)];
  if (wanted === undefined) return notApplicable(`It is not known here which logs ${engine} writes`);
  return notSent(wanted, database.logExports);
}

function* notSent(wanted: readonly string[], sent: Listing<string>): Generator<Failure> {
  const missing = new Listing(wanted).filter((log) => !sent.includes(log));
  for (const log of missing) yield fail(`The ${log} log is not sent to CloudWatch Logs`, `log ${log}`);
}

/** Whether users of the engine may log in with IAM tokens: MySQL, PostgreSQL and MariaDB from 10.6 on. */
export function takesIamTokens(database: { readonly engine: string; readonly engineVersion: string }): boolean {
  const { engine } = database;
  if (isCustom(engine)) return false;
  if (engine !== 'mariadb') return ['mysql', 'postgres'].includes(familyOf(engine));
  const [major = 0, minor = 0] = database.engineVersion.split('.').map(Number);
  return major > 10 || (major === 10 && minor >= 6);
}

/** Whether Performance Insights can be turned on: not for RDS Custom and Db2, nor for the smallest classes of MySQL. */
export function offersPerformanceInsights(instance: {
  readonly engine: string;
  readonly instanceClass: string;
}): boolean {
  const { engine } = instance;
  const family = familyOf(engine);
  if (isCustom(engine) || family === 'db2') return false;
  if (family !== 'mysql' && family !== 'mariadb') return true;
  if (engine.startsWith('aurora') && /^db\.t[23]\./.test(instance.instanceClass)) return false;
  return !/^db\.t(2|3|4g)\.(micro|small)$/.test(instance.instanceClass);
}
