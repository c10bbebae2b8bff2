import { expect } from 'chai';
import clusterPublic from '../../../rules/rds/rds-cluster-not-public.ts';
import inVpc from '../../../rules/rds/rds-instance-in-vpc.ts';
import instancePublic from '../../../rules/rds/rds-instance-not-public.ts';
import snapshotEncrypted from '../../../rules/rds/rds-snapshot-encrypted.ts';
import snapshotPublic from '../../../rules/rds/rds-snapshot-not-public.ts';
import { denied, verdict } from '../tester.ts';

const kinds = ['aws.rds.snapshot', 'aws.rds.cluster-snapshot'] as const;

describe('rds-instance-not-public', () => {
  it('rds-017: the setting fails, whatever subnets and groups hold back', async () => {
    const given = { publiclyAccessible: true, securityGroupIds: [], subnetIds: [] };
    expect(await verdict(instancePublic, 'aws.rds.instance', given)).to.equal('fail');
  });

  it('judges members of a cluster, each of which has the setting', async () => {
    const given = { publiclyAccessible: true, clusterId: 'shop' };
    expect(await verdict(instancePublic, 'aws.rds.instance', given)).to.equal('fail');
  });
});

describe('rds-cluster-not-public', () => {
  it('leaves Aurora to its members', async () => {
    expect(await verdict(clusterPublic, 'aws.rds.cluster', { publiclyAccessible: null })).to.equal('not-applicable');
    expect(await verdict(clusterPublic, 'aws.rds.cluster', { publiclyAccessible: true })).to.equal('fail');
  });
});

describe('rds-instance-in-vpc', () => {
  it('fails an instance without a VPC, and is unknown where that is', async () => {
    expect(await verdict(inVpc, 'aws.rds.instance', { vpcId: null })).to.equal('fail');
    expect(await verdict(inVpc, 'aws.rds.instance', {})).to.equal('unknown');
  });
});

describe('rds-snapshot-not-public', () => {
  for (const kind of kinds) {
    it(`rds-010: denied attributes of an ${kind} are unknown`, async () => {
      expect(await verdict(snapshotPublic, kind, { unknown: { sharedWith: denied } })).to.equal('unknown');
    });

    it(`rds-011: an ${kind} that is shared with one account is not public`, async () => {
      expect(await verdict(snapshotPublic, kind, { sharedWith: ['123456789012'] })).to.equal('pass');
      expect(await verdict(snapshotPublic, kind, { sharedWith: [] })).to.equal('pass');
    });

    it(`rds-012: an ${kind} shared with all fails, also among single accounts`, async () => {
      expect(await verdict(snapshotPublic, kind, { sharedWith: ['all'] })).to.equal('fail');
      expect(await verdict(snapshotPublic, kind, { sharedWith: ['123456789012', 'all'] })).to.equal('fail');
    });

    it(`an ${kind} of which part of the list is hidden is never found private`, async () => {
      const partly = { sharedWith: ['123456789012'], unknown: { 'sharedWith/*': denied } };
      expect(await verdict(snapshotPublic, kind, partly)).to.equal('unknown');
      expect(await verdict(snapshotPublic, kind, { ...partly, sharedWith: ['all'] })).to.equal('fail');
    });
  }
});

describe('rds-snapshot-encrypted', () => {
  for (const kind of kinds) {
    it(`judges an ${kind}`, async () => {
      expect(await verdict(snapshotEncrypted, kind, { encrypted: true })).to.equal('pass');
      expect(await verdict(snapshotEncrypted, kind, { encrypted: false, snapshotType: 'automated' })).to.equal('fail');
      expect(await verdict(snapshotEncrypted, kind, { unknown: { encrypted: denied } })).to.equal('unknown');
    });
  }
});
