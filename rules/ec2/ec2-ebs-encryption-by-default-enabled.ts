import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-ebs-encryption-by-default-enabled',
  title: 'New EBS volumes and snapshot copies are encrypted by default in the Region',
  severity: 'medium',
  resource: 'aws.ec2.settings',
  controls: [
    'hipaa:164.308(a)(1)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.312(a)(2)(iv)',
    'hipaa:164.312(e)(2)(ii)',
  ],
  rationale: 'With the setting on, a volume that somebody forgets to encrypt is encrypted all the same',
  remediation:
    'Turn on encryption by default in each Region (EC2 dashboard, Data protection and security, or ec2:EnableEbsEncryptionByDefault) and choose the default key. It changes no volume that exists, and roles that launch instances need the use of the key',
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html'],
  equivalents: {
    securityHub: ['EC2.7'],
    awsConfig: ['ec2-ebs-encryption-by-default'],
    prowler: ['ec2_ebs_default_encryption'],
    powerpipe: ['ec2_ebs_default_encryption_enabled', 'ebs_encryption_by_default_enabled'],
    cloudsploit: ['ebsDefaultEncryptionEnabled'],
    scoutsuite: ['ec2-ebs-default-encryption-disabled'],
    checkov: ['CKV_AWS_106'],
  },
  examples: { pass: { ebsEncryptionByDefault: true }, fail: { ebsEncryptionByDefault: false } },
  evaluate(settings) {
    return settings.ebsEncryptionByDefault ? pass : fail('EBS encryption by default is off');
  },
});
