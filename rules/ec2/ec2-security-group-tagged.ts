import { defineRule, notApplicable, texts } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';
import { missingTags } from '../shared/required-tags.ts';

export default defineRule({
  id: 'ec2-security-group-tagged',
  title: 'Security group carries the tags that are required',
  severity: 'low',
  resource: 'aws.ec2.security-group',
  controls: [],
  rationale:
    'Whose a group is and what it is for are decided by its tags; without them nobody dares to change or remove it',
  remediation:
    'Tag the group, and have infrastructure code tag what it makes. A tag policy of the organisation can require keys',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html'],
  equivalents: { cloudsploit: ['securityGroupsHasTags'] },
  params: { keys: texts({ default: [] }) },
  examples: { pass: { tags: { Owner: 'platform' } }, fail: { tags: {} } },
  evaluate(resource, { params }) {
    if (ownedElsewhere(resource)) return notApplicable(`It belongs to account ${resource.ownerId}`);
    return missingTags(resource.tags, params.keys);
  },
});
