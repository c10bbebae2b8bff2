import { expect } from 'chai';
import clusterAdmin from '../../../rules/rds/rds-cluster-admin-name-custom.ts';
import backtrack from '../../../rules/rds/rds-cluster-backtrack-enabled.ts';
import clusterEncrypted from '../../../rules/rds/rds-cluster-encrypted.ts';
import clusterIam from '../../../rules/rds/rds-cluster-iam-authentication-enabled.ts';
import clusterUpgrade from '../../../rules/rds/rds-cluster-minor-upgrade-automatic.ts';
import clusterMultiAz from '../../../rules/rds/rds-cluster-multi-az.ts';
import clusterPort from '../../../rules/rds/rds-cluster-port-custom.ts';
import clusterTags from '../../../rules/rds/rds-cluster-tags-copied.ts';
import instanceAdmin from '../../../rules/rds/rds-instance-admin-name-custom.ts';
import instanceClass from '../../../rules/rds/rds-instance-class-current.ts';
import instanceEncrypted from '../../../rules/rds/rds-instance-encrypted.ts';
import monitoring from '../../../rules/rds/rds-instance-enhanced-monitoring-enabled.ts';
import instanceIam from '../../../rules/rds/rds-instance-iam-authentication-enabled.ts';
import instanceUpgrade from '../../../rules/rds/rds-instance-minor-upgrade-automatic.ts';
import instanceMultiAz from '../../../rules/rds/rds-instance-multi-az.ts';
import insights from '../../../rules/rds/rds-instance-performance-insights-enabled.ts';
import instancePort from '../../../rules/rds/rds-instance-port-custom.ts';
import instanceTags from '../../../rules/rds/rds-instance-tags-copied.ts';
import type { Rule } from '../../../core/rule.ts';
import { denied, verdict, type Given } from '../tester.ts';

const instance = (rule: Rule, given: Given<'aws.rds.instance'>, options = {}) =>
  verdict(rule, 'aws.rds.instance', given, {}, options);
const cluster = (rule: Rule, given: Given<'aws.rds.cluster'>, options = {}) =>
  verdict(rule, 'aws.rds.cluster', given, {}, options);

describe('rds-instance-multi-az and its like on clusters', () => {
  it('leaves members to their cluster', async () => {
    expect(await instance(instanceMultiAz, { clusterId: 'shop', multiAz: false })).to.equal('not-applicable');
    for (const rule of [instanceIam, instanceAdmin, instancePort, instanceTags]) {
      expect(await instance(rule, { clusterId: 'shop' }), rule.id).to.equal('not-applicable');
    }
  });

  it('is unknown where the membership is', async () => {
    expect(await instance(instanceMultiAz, { multiAz: false, unknown: { clusterId: denied } })).to.equal('unknown');
  });

  it('fails a cluster of one instance', async () => {
    expect(await cluster(clusterMultiAz, { multiAz: false, members: [] })).to.equal('fail');
    expect(await cluster(clusterMultiAz, {})).to.equal('unknown');
  });
});

describe('rds-instance-encrypted, rds-cluster-encrypted', () => {
  it('judge members, too, and say unknown where nobody could read it', async () => {
    expect(await instance(instanceEncrypted, { clusterId: 'shop', storageEncrypted: false })).to.equal('fail');
    expect(await instance(instanceEncrypted, { unknown: { storageEncrypted: denied } })).to.equal('unknown');
    expect(await cluster(clusterEncrypted, { storageEncrypted: false })).to.equal('fail');
    expect(await cluster(clusterEncrypted, { unknown: { storageEncrypted: denied } })).to.equal('unknown');
  });
});

describe('rds-instance-minor-upgrade-automatic, rds-cluster-minor-upgrade-automatic', () => {
  it('says nothing of RDS Custom, which insists on off', async () => {
    const off = { autoMinorVersionUpgrade: false };
    expect(await instance(instanceUpgrade, { ...off, engine: 'custom-sqlserver-ee' })).to.equal('not-applicable');
    expect(await instance(instanceUpgrade, { ...off, engine: 'sqlserver-ee' })).to.equal('fail');
    expect(await instance(instanceUpgrade, { ...off, clusterId: 'shop' })).to.equal('fail');
  });

  it('leaves a cluster without the setting to its members', async () => {
    expect(await cluster(clusterUpgrade, { autoMinorVersionUpgrade: null })).to.equal('not-applicable');
    expect(await cluster(clusterUpgrade, { autoMinorVersionUpgrade: false })).to.equal('fail');
  });
});

describe('rds-instance-iam-authentication-enabled, rds-cluster-iam-authentication-enabled', () => {
  for (const [engine, engineVersion, expected] of [
    ['mysql', '8.0.39', 'fail'],
    ['postgres', '16.3', 'fail'],
    ['mariadb', '10.6.19', 'fail'],
    ['mariadb', '11.4.3', 'fail'],
    ['mariadb', '10.5.26', 'not-applicable'],
    ['mariadb', '10.11.9', 'fail'],
    ['oracle-ee', '19.0.0.0.ru-2024-07.rur-2024-07.r1', 'not-applicable'],
    ['sqlserver-se', '15.00.4385.2.v1', 'not-applicable'],
    ['db2-se', '11.5.9.0.sb00000000.r1', 'not-applicable'],
    ['custom-oracle-ee', '19.my_cev1', 'not-applicable'],
  ] as const) {
    it(`${engine} ${engineVersion} without it: ${expected}`, async () => {
      const given = { clusterId: null, engine, engineVersion, iamAuthentication: false };
      expect(await instance(instanceIam, given)).to.equal(expected);
    });
  }

  it('judges clusters of Aurora', async () => {
    const off = { engineVersion: '16.3', iamAuthentication: false };
    expect(await cluster(clusterIam, { ...off, engine: 'aurora-postgresql' })).to.equal('fail');
    expect(await cluster(clusterIam, { ...off, engine: 'aurora-postgresql', iamAuthentication: null })).to.equal(
      'not-applicable',
    );
  });
});

describe('rds-instance-enhanced-monitoring-enabled', () => {
  it('judges members, each of which has the setting, but not RDS Custom', async () => {
    expect(await instance(monitoring, { clusterId: 'shop', monitoringInterval: 0 })).to.equal('fail');
    expect(await instance(monitoring, { clusterId: 'shop', monitoringInterval: 1 })).to.equal('pass');
    expect(await instance(monitoring, { engine: 'custom-oracle-ee', monitoringInterval: 0 })).to.equal(
      'not-applicable',
    );
  });
});

describe('rds-instance-performance-insights-enabled', () => {
  for (const [engine, instanceClassName, expected] of [
    ['mysql', 'db.t3.micro', 'not-applicable'],
    ['mariadb', 'db.t4g.small', 'not-applicable'],
    ['mysql', 'db.t3.medium', 'fail'],
    ['mysql', 'db.m7g.large', 'fail'],
    ['postgres', 'db.t3.micro', 'fail'],
    ['aurora-mysql', 'db.t3.large', 'not-applicable'],
    ['aurora-mysql', 'db.t4g.medium', 'fail'],
    ['aurora-mysql', 'db.serverless', 'fail'],
    ['aurora-postgresql', 'db.t3.medium', 'fail'],
    ['db2-ae', 'db.m6i.large', 'not-applicable'],
    ['custom-sqlserver-ee', 'db.m5.large', 'not-applicable'],
  ] as const) {
    it(`${engine} on ${instanceClassName} without it: ${expected}`, async () => {
      const given = { engine, instanceClass: instanceClassName, performanceInsights: false };
      expect(await instance(insights, given)).to.equal(expected);
    });
  }
});

describe('rds-instance-admin-name-custom, rds-cluster-admin-name-custom', () => {
  it('knows the default names in capitals, too, and not as part of a name', async () => {
    for (const [masterUsername, expected] of [
      ['admin', 'fail'],
      ['ADMIN', 'fail'],
      ['postgres', 'fail'],
      ['shopadmin', 'pass'],
      [null, 'not-applicable'],
    ] as const) {
      expect(await instance(instanceAdmin, { clusterId: null, masterUsername })).to.equal(expected);
      expect(await cluster(clusterAdmin, { masterUsername })).to.equal(expected);
    }
  });

  it('takes further names from its parameter', async () => {
    const params = { 'rds-cluster-admin-name-custom': { names: ['Root'] } };
    expect(await cluster(clusterAdmin, { masterUsername: 'root' }, { params })).to.equal('fail');
    expect(await cluster(clusterAdmin, { masterUsername: 'admin' }, { params })).to.equal('pass');
  });
});

describe('rds-instance-port-custom, rds-cluster-port-custom', () => {
  for (const [engine, port, expected] of [
    ['mysql', 3306, 'fail'],
    ['mariadb', 3306, 'fail'],
    ['postgres', 5432, 'fail'],
    ['postgres', 3306, 'pass'],
    ['oracle-se2', 1521, 'fail'],
    ['sqlserver-ex', 1433, 'fail'],
    ['db2-se', 50000, 'fail'],
    ['custom-oracle-ee', 1521, 'fail'],
    ['mysql', null, 'not-applicable'],
  ] as const) {
    it(`${engine} on ${port ?? 'no port'}: ${expected}`, async () => {
      expect(await instance(instancePort, { clusterId: null, engine, port })).to.equal(expected);
    });
  }

  it('knows those of Aurora', async () => {
    expect(await cluster(clusterPort, { engine: 'aurora-mysql', port: 3306 })).to.equal('fail');
    expect(await cluster(clusterPort, { engine: 'aurora-postgresql', port: 5432 })).to.equal('fail');
    expect(await cluster(clusterPort, { engine: 'aurora-postgresql', port: 15432 })).to.equal('pass');
  });
});

describe('rds-cluster-tags-copied', () => {
  it('says nothing where there is no such setting', async () => {
    expect(await cluster(clusterTags, { copyTagsToSnapshots: null })).to.equal('not-applicable');
    expect(await cluster(clusterTags, { copyTagsToSnapshots: false })).to.equal('fail');
  });
});

describe('rds-cluster-backtrack-enabled', () => {
  it('judges Aurora MySQL only', async () => {
    for (const [engine, backtrackSeconds, expected] of [
      ['aurora-mysql', null, 'fail'],
      ['aurora-mysql', 0, 'fail'],
      ['aurora', 0, 'fail'],
      ['aurora-mysql', 1, 'pass'],
      ['aurora-postgresql', null, 'not-applicable'],
      ['mysql', null, 'not-applicable'],
    ] as const) {
      expect(await cluster(backtrack, { engine, backtrackSeconds }), engine).to.equal(expected);
    }
  });
});

describe('rds-instance-class-current', () => {
  it('knows families, not prefixes', async () => {
    for (const [name, expected] of [
      ['db.t2.micro', 'fail'],
      ['db.m4.16xlarge', 'fail'],
      ['db.m5.large', 'pass'],
      ['db.t4g.micro', 'pass'],
      ['db.m40.large', 'pass'],
      ['db.serverless', 'pass'],
    ] as const) {
      expect(await instance(instanceClass, { instanceClass: name }), name).to.equal(expected);
    }
  });
});
