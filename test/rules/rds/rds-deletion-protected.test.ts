import { expect } from 'chai';
import cluster from '../../../rules/rds/rds-cluster-deletion-protected.ts';
import instance from '../../../rules/rds/rds-instance-deletion-protected.ts';
import { denied, findings, verdict, type Given } from '../tester.ts';

const member = { clusterId: 'shop', engine: 'aurora-mysql', deletionProtection: false };
const clusters = (...list: Given<'aws.rds.cluster'>[]) => ({ 'aws.rds.cluster': list });

describe('rds-instance-deletion-protected', () => {
  it('rds-002: an Aurora member is judged by its cluster', async () => {
    const safe = clusters({ clusterId: 'shop', deletionProtection: true });
    expect(await verdict(instance, 'aws.rds.instance', member, safe)).to.equal('pass');
    const own = { ...member, deletionProtection: true };
    const [finding] = await findings(
      instance,
      'aws.rds.instance',
      own,
      clusters({ clusterId: 'shop', deletionProtection: false }),
    );
    expect(finding).to.include({ status: 'fail', message: 'Deletion protection of its cluster shop is off' });
  });

  it('does not take the value of another cluster', async () => {
    const others = clusters(
      { clusterId: 'blog', deletionProtection: true },
      { clusterId: 'shop', deletionProtection: false },
    );
    expect(await verdict(instance, 'aws.rds.instance', member, others)).to.equal('fail');
    const elsewhere = clusters({ region: 'eu-west-1', clusterId: 'shop', deletionProtection: true });
    expect(await verdict(instance, 'aws.rds.instance', member, elsewhere)).to.equal('unknown');
  });

  it('is unknown where the cluster, or its value, could not be seen', async () => {
    expect(await verdict(instance, 'aws.rds.instance', member)).to.equal('unknown');
    const gaps = [{ kind: 'aws.rds.cluster' as const, ...denied, operation: 'rds:DescribeDBClusters' }];
    expect(await verdict(instance, 'aws.rds.instance', member, {}, { gaps })).to.equal('unknown');
    const hidden = clusters({ clusterId: 'shop', unknown: { deletionProtection: denied } });
    expect(await verdict(instance, 'aws.rds.instance', member, hidden)).to.equal('unknown');
  });

  it('judges an instance of its own by itself', async () => {
    const alone = { clusterId: null, deletionProtection: false };
    expect(await verdict(instance, 'aws.rds.instance', alone)).to.equal('fail');
    expect(await verdict(instance, 'aws.rds.instance', { ...alone, deletionProtection: true })).to.equal('pass');
  });
});

describe('rds-cluster-deletion-protected', () => {
  it('judges the cluster', async () => {
    expect(await verdict(cluster, 'aws.rds.cluster', { deletionProtection: false })).to.equal('fail');
    expect(await verdict(cluster, 'aws.rds.cluster', { deletionProtection: true })).to.equal('pass');
    expect(await verdict(cluster, 'aws.rds.cluster', {})).to.equal('unknown');
  });
});
