import { defineRule, fail, notApplicable, type Failure, type Verdict } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-image-encrypted',
  title: 'Every EBS volume of the machine image is encrypted',
  severity: 'medium',
  resource: 'aws.ec2.image',
  controls: ['hipaa:164.312(a)(2)(iv)'],
  rationale:
    'The snapshots behind an image hold its disks. Unencrypted ones can be read by every account that the image is shared with, and instances start with unencrypted volumes',
  remediation:
    'Copy the image with encryption turned on, launch from the copy, then deregister the original and delete its snapshots',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html'],
  equivalents: {
    powerpipe: ['ec2_ami_ebs_encryption_enabled'],
    cloudsploit: ['encryptedAmi'],
    checkov: ['CKV_AWS_204', 'CKV_AWS_235', 'CKV_AWS_236'],
  },
  examples: {
    pass: { blockDevices: [{ device: '/dev/sda1', snapshotId: 'snap-1', encrypted: true }] },
    fail: { blockDevices: [{ device: '/dev/sda1', snapshotId: 'snap-1', encrypted: false }] },
  },
  *evaluate(image): Generator<Failure, Verdict | undefined> {
    if (ownedElsewhere(image)) return notApplicable(`It belongs to account ${image.ownerId}`);
    // Null: a disk of the instance store, which is part of no image.
    for (const { device } of image.blockDevices.filter(({ encrypted }) => encrypted === false)) {
      yield fail(`The volume ${device} is not encrypted`, device);
    }
    return undefined;
  },
});
