import { defineRule, notApplicable, texts } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';
import { missingTags } from '../shared/required-tags.ts';

export default defineRule({
  id: 'ec2-network-acl-tagged',
  title: 'Network ACL carries the tags that are required',
  severity: 'low',
  resource: 'aws.ec2.network-acl',
  controls: [],
  rationale:
    'Whose a network ACL is and what it is for are decided by its tags; without them nobody dares to change or remove it',
  remediation:
    'Tag the network ACL, and have infrastructure code tag what it makes. A tag policy of the organisation can require keys',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html'],
  equivalents: { cloudsploit: ['networkAclHasTags'] },
  params: { keys: texts({ default: [] }) },
  examples: { pass: { tags: { Owner: 'platform' } }, fail: { tags: {} } },
  evaluate(resource, { params }) {
    if (ownedElsewhere(resource)) return notApplicable(`It belongs to account ${resource.ownerId}`);
    return missingTags(resource.tags, params.keys);
  },
});
