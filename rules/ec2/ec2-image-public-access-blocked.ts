import { defineRule, fail, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-image-public-access-blocked',
  title: 'Public sharing of machine images is blocked in the Region',
  severity: 'medium',
  resource: 'aws.ec2.settings',
  controls: [],
  rationale: 'One call by anyone with ec2:ModifyImageAttribute makes a disk public. The block makes that call fail',
  remediation:
    'Turn on block public access for AMIs in every Region (EC2 dashboard, Data protection and security, or ec2:EnableImageBlockPublicAccess). Images that are public already stay so: make them private first',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html'],
  equivalents: { prowler: ['ec2_ami_account_block_public_access'] },
  examples: {
    pass: { imageBlockPublicAccess: 'block-new-sharing' },
    fail: { imageBlockPublicAccess: 'unblocked' },
  },
  evaluate(settings) {
    const blocked = settings.imageBlockPublicAccess === 'block-new-sharing'; // there is no stricter state
    return blocked ? pass : fail('Public sharing of images is not blocked');
  },
});
