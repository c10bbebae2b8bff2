import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-volume-encrypted',
  title: 'EBS volume is encrypted',
  severity: 'high',
  resource: 'aws.ec2.volume',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.312(a)(2)(iv)',
    'hipaa:164.312(c)(1)',
    'hipaa:164.312(c)(2)',
    'hipaa:164.312(e)(2)(ii)',
  ],
  rationale:
    'Data on an unencrypted volume, attached or not, can be read by whoever gets at a snapshot of it or at the storage beneath it',
  remediation:
    'Make an encrypted copy of a snapshot of the volume, make a volume from it and swap the two. Turn on encryption by default so that new volumes are encrypted',
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html'],
  equivalents: {
    securityHub: ['EC2.3'],
    awsConfig: ['encrypted-volumes'],
    prowler: ['ec2_ebs_volume_encryption'],
    powerpipe: ['ebs_volume_encryption_at_rest_enabled', 'ebs_attached_volume_encryption_enabled'],
    cloudsploit: ['ebsEncryptionEnabled'],
    scoutsuite: ['ec2-ebs-volume-not-encrypted'],
    checkov: ['CKV_AWS_3', 'CKV2_AWS_2'],
    trivy: ['ec2/enable_volume_encryption', 'ec2/enable_at_rest_encryption'],
    cdkNag: ['EC2EBSVolumeEncrypted'],
  },
  examples: { pass: { encrypted: true }, fail: { encrypted: false } },
  evaluate(volume) {
    return volume.encrypted ? pass : fail('The volume is not encrypted');
  },
});
