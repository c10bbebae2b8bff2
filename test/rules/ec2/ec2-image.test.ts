import { expect } from 'chai';
import ageLimited from '../../../rules/ec2/ec2-image-age-limited.ts';
import encrypted from '../../../rules/ec2/ec2-image-encrypted.ts';
import notPublic from '../../../rules/ec2/ec2-image-not-public.ts';
import blocked from '../../../rules/ec2/ec2-image-public-access-blocked.ts';
import type { Rule } from '../../../core/rule.ts';
import { account, daysAgo, denied, findings, verdict, type Given } from '../tester.ts';

const image = 'aws.ec2.image';
const disk = (device: string, isEncrypted: boolean | null) => ({ device, snapshotId: null, encrypted: isEncrypted });

describe('rules of machine images', () => {
  const judged: [Rule, Given<typeof image>][] = [
    [notPublic, { sharedWithAll: true }],
    [encrypted, { blockDevices: [disk('/dev/sda1', false)] }],
    [ageLimited, { createdAt: daysAgo(400) }],
  ];
  for (const [rule, bad] of judged) {
    it(`${rule.id}: says nothing of another account's image, and judges one whose owner is not known yet`, async () => {
      expect(await verdict(rule, image, { ...bad, ownerId: '999999999999' })).to.equal('not-applicable');
      expect(await verdict(rule, image, { ...bad, ownerId: account })).to.equal('fail');
      expect(await verdict(rule, image, bad)).to.equal('fail');
    });

    it(`${rule.id}: is unknown where its fact is`, async () => {
      expect(await verdict(rule, image, { unknown: { [Object.keys(bad)[0]!]: denied } })).to.equal('unknown');
    });
  }
});

describe('ec2-image-encrypted', () => {
  it('names each volume, and leaves out disks of the instance store', async () => {
    const blockDevices = [disk('/dev/sda1', true), disk('/dev/sdb', false), disk('ephemeral0', null)];
    const found = await findings(encrypted, image, { blockDevices });
    expect(found.map(({ status, part }) => [status, part])).to.deep.equal([['fail', '/dev/sdb']]);
    expect(await verdict(encrypted, image, { blockDevices: [disk('ephemeral0', null)] })).to.equal('pass');
  });

  it('is unknown where the encryption of one volume is', async () => {
    const given = { blockDevices: [disk('/dev/sda1', true)], unknown: { 'blockDevices/0/encrypted': denied } };
    expect(await verdict(encrypted, image, given)).to.equal('unknown');
  });
});

describe('ec2-image-age-limited', () => {
  it('keeps the boundary: 90 whole days pass, 91 fail', async () => {
    expect(await verdict(ageLimited, image, { createdAt: daysAgo(90.99) })).to.equal('pass');
    expect(await verdict(ageLimited, image, { createdAt: daysAgo(91) })).to.equal('fail');
    expect(await verdict(ageLimited, image, { createdAt: null })).to.equal('not-applicable');
  });
});

describe('ec2-image-public-access-blocked', () => {
  it('knows one state that blocks', async () => {
    const judge = (state: string) => verdict(blocked, 'aws.ec2.settings', { imageBlockPublicAccess: state });
    expect(await judge('block-new-sharing')).to.equal('pass');
    expect(await judge('unblocked')).to.equal('fail');
  });
});
