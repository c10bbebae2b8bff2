import { expect } from 'chai';
import cluster from '../../../rules/rds/rds-cluster-logs-exported.ts';
import instance from '../../../rules/rds/rds-instance-logs-exported.ts';
import { denied, findings, verdict } from '../tester.ts';

const missing = async (engine: string, logExports: string[]) =>
  (await findings(instance, 'aws.rds.instance', { clusterId: null, engine, logExports })).map(({ part }) => part);

describe('rds-instance-logs-exported', () => {
  for (const [engine, wanted] of [
    ['mysql', ['audit', 'error']],
    ['mariadb', ['audit', 'error']],
    ['postgres', ['postgresql']],
    ['oracle-ee', ['alert', 'audit']],
    ['oracle-se2-cdb', ['alert', 'audit']],
    ['sqlserver-ex', ['error']],
    ['sqlserver-web', ['error']],
    ['db2-se', ['diag.log']],
  ] as const) {
    it(`wants ${wanted.join(' and ')} of ${engine}`, async () => {
      expect(await missing(engine, [])).to.deep.equal(wanted.map((log) => `log ${log}`));
      const all = { clusterId: null, engine, logExports: [...wanted, 'general'] };
      expect(await verdict(instance, 'aws.rds.instance', all)).to.equal('pass');
    });
  }

  it('names only what is missing', async () => {
    expect(await missing('mysql', ['error', 'slowquery'])).to.deep.equal(['log audit']);
  });

  it('says nothing of members, RDS Custom and engines that are not known', async () => {
    for (const given of [
      { clusterId: 'shop', engine: 'aurora-mysql', logExports: [] },
      { clusterId: null, engine: 'custom-oracle-ee', logExports: [] },
      { clusterId: null, engine: 'cassandra', logExports: [] },
    ]) {
      expect(await verdict(instance, 'aws.rds.instance', given)).to.equal('not-applicable');
    }
  });

  it('is unknown where the list is, and for what may be hidden in it', async () => {
    const given = { clusterId: null, engine: 'mysql', logExports: ['error'], unknown: { 'logExports/*': denied } };
    expect(await verdict(instance, 'aws.rds.instance', given)).to.equal('unknown');
    const none = { clusterId: null, engine: 'mysql', unknown: { logExports: denied } };
    expect(await verdict(instance, 'aws.rds.instance', none)).to.equal('unknown');
  });
});

describe('rds-cluster-logs-exported', () => {
  it('wants the logs of the family', async () => {
    for (const [engine, logExports, expected] of [
      ['aurora-mysql', ['audit', 'error'], 'pass'],
      ['aurora', ['error'], 'fail'],
      ['aurora-postgresql', ['postgresql'], 'pass'],
      ['aurora-postgresql', [], 'fail'],
      ['mysql', ['audit', 'error'], 'pass'],
    ] as const) {
      const given = { engine, logExports: [...logExports] };
      expect(await verdict(cluster, 'aws.rds.cluster', given), engine).to.equal(expected);
    }
  });
});
