import { expect } from 'chai';
import snapshotTagged from '../../../rules/ec2/ec2-snapshot-tagged.ts';
import volumeTagged from '../../../rules/ec2/ec2-volume-tagged.ts';
import { account, denied, findings, verdict } from '../tester.ts';

const params = {
  'ec2-volume-tagged': { keys: ['Owner', 'Data'] },
  'ec2-snapshot-tagged': { keys: ['Owner', 'Data'] },
};

describe('ec2-volume-tagged', () => {
  it('wants one tag of any key by default, and AWS does not count as an owner', async () => {
    expect(await verdict(volumeTagged, 'aws.ec2.volume', { tags: { any: '' } })).to.equal('pass');
    expect(await verdict(volumeTagged, 'aws.ec2.volume', { tags: {} })).to.equal('fail');
    const byAws = { tags: { 'aws:autoscaling:groupName': 'web' } };
    expect(await verdict(volumeTagged, 'aws.ec2.volume', byAws)).to.equal('fail');
  });

  it('names each key that is missing, capitals told apart', async () => {
    const found = await findings(volumeTagged, 'aws.ec2.volume', { tags: { owner: 'me', Data: '' } }, {}, { params });
    expect(found.map(({ status, part }) => [status, part])).to.deep.equal([['fail', 'tag Owner']]);
    const none = await findings(volumeTagged, 'aws.ec2.volume', { tags: {} }, {}, { params });
    expect(none.map(({ part }) => part)).to.deep.equal(['tag Owner', 'tag Data']);
  });

  it('does not take a name of Object.prototype for a tag', async () => {
    const odd = { 'ec2-volume-tagged': { keys: ['constructor'] } };
    expect(await verdict(volumeTagged, 'aws.ec2.volume', { tags: {} }, {}, { params: odd })).to.equal('fail');
  });

  it('is unknown where the tags could not be read', async () => {
    expect(await verdict(volumeTagged, 'aws.ec2.volume', { unknown: { tags: denied } })).to.equal('unknown');
  });
});

describe('ec2-snapshot-tagged', () => {
  it('wants the same of a snapshot', async () => {
    const found = await findings(snapshotTagged, 'aws.ec2.snapshot', { tags: { Owner: 'x' } }, {}, { params });
    expect(found.map(({ status, part }) => [status, part])).to.deep.equal([['fail', 'tag Data']]);
  });

  it("ebs-005: another account's snapshot is not applicable", async () => {
    const foreign = { tags: {}, ownerId: '999999999999' };
    expect(await verdict(snapshotTagged, 'aws.ec2.snapshot', foreign)).to.equal('not-applicable');
    expect(await verdict(snapshotTagged, 'aws.ec2.snapshot', { tags: {}, ownerId: account })).to.equal('fail');
  });
});
