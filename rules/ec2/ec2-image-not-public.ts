import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-image-not-public',
  title: 'Machine image cannot be launched by every AWS account',
  severity: 'high',
  resource: 'aws.ec2.image',
  controls: ['hipaa:164.312(a)(1)'],
  rationale:
    'Whoever launches a public image has its whole disk: keys, configuration and data that somebody forgot to remove',
  remediation:
    'Make the image private (Edit AMI permissions), treat what is on it as disclosed, and share it with single accounts or with the organisation. Block public access for AMIs in every Region; images that are public already stay so',
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html',
  ],
  equivalents: {
    prowler: ['ec2_ami_public'],
    powerpipe: ['ec2_ami_restrict_public_access'],
    cloudsploit: ['publicAmi'],
    scoutsuite: ['ec2-ami-public'],
    checkov: ['CKV_AWS_205'],
  },
  examples: { pass: { sharedWithAll: false }, fail: { sharedWithAll: true } },
  evaluate(image) {
    if (ownedElsewhere(image)) return notApplicable(`It belongs to account ${image.ownerId}`);
    return image.sharedWithAll ? fail('The image is shared with every AWS account') : pass;
  },
});
