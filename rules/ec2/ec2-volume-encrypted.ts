import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-volume-encrypted',
  title: 'EBS volume is encrypted',
  severity: 'high',
  resource: 'aws.ec2.volume',
  controls: ['hipaa:164.312(a)(2)(iv)', 'hipaa:164.312(e)(2)(ii)'],
  rationale:
    'Data on an unencrypted volume, attached or not, can be read by whoever gets at a snapshot of it or at the storage beneath it',
  remediation:
    'Make an encrypted copy of a snapshot of the volume, make a volume from it and swap the two. Turn on encryption by default so that new volumes are encrypted',
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html'],
  equivalents: {
    securityHub: ['EC2.3'],
    awsConfig: ['encrypted-volumes'],
    prowler: ['ec2_ebs_volume_encryption'],
  },
  examples: { pass: { encrypted: true }, fail: { encrypted: false } },
  evaluate(volume) {
    return volume.encrypted ? pass : fail('The volume is not encrypted');
  },
});
