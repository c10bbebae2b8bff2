import { expect } from 'chai';
import byDefault from '../../../rules/ec2/ec2-ebs-encryption-by-default-enabled.ts';
import snapshotEncrypted from '../../../rules/ec2/ec2-snapshot-encrypted.ts';
import volumeEncrypted from '../../../rules/ec2/ec2-volume-encrypted.ts';
import { account, denied, findings, resourceOf, verdict, world } from '../tester.ts';
import { evaluate } from '../../../core/evaluate.ts';

describe('ec2-volume-encrypted', () => {
  it('ebs-012: an unattached unencrypted volume fails', async () => {
    const volume = { encrypted: false, state: 'available', attachments: [] };
    expect(await verdict(volumeEncrypted, 'aws.ec2.volume', volume)).to.equal('fail');
  });

  it('says unknown where nobody could read it', async () => {
    const volume = { unknown: { encrypted: denied } };
    expect(await verdict(volumeEncrypted, 'aws.ec2.volume', volume)).to.equal('unknown');
  });
});

describe('ec2-snapshot-encrypted', () => {
  it('ebs-004: of three snapshots each is judged by itself', async () => {
    const snapshots = [true, false, true].map((encrypted, index) =>
      resourceOf('aws.ec2.snapshot', { encrypted, ownerId: account }, index),
    );
    const found = [];
    for await (const { status } of evaluate(world(snapshots), [snapshotEncrypted])) found.push(status);
    expect(found).to.deep.equal(['pass', 'fail', 'pass']);
  });

  it("ebs-005: another account's snapshot is not applicable", async () => {
    const foreign = { encrypted: false, ownerId: '999999999999' };
    const [finding] = await findings(snapshotEncrypted, 'aws.ec2.snapshot', foreign);
    expect(finding).to.include({ status: 'not-applicable', message: 'It belongs to account 999999999999' });
  });

  it('judges a planned snapshot, whose owner is not known yet', async () => {
    expect(await verdict(snapshotEncrypted, 'aws.ec2.snapshot', { encrypted: false })).to.equal('fail');
  });
});

describe('ec2-ebs-encryption-by-default-enabled', () => {
  it('ebs-013: each Region has a finding of its own', async () => {
    const settings = [
      resourceOf('aws.ec2.settings', { region: 'us-east-1', ebsEncryptionByDefault: true }, 1),
      resourceOf('aws.ec2.settings', { region: 'eu-west-1', ebsEncryptionByDefault: false }, 2),
    ];
    const found = [];
    for await (const { status, resource } of evaluate(world(settings), [byDefault])) {
      found.push(`${resource.region} ${status}`);
    }
    expect(found).to.deep.equal(['us-east-1 pass', 'eu-west-1 fail']);
  });
});
