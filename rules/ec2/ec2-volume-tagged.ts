import { defineRule, texts } from '../../core/rule.ts';
import { missingTags } from '../shared/required-tags.ts';

export default defineRule({
  id: 'ec2-volume-tagged',
  title: 'EBS volume carries the tags that are required',
  severity: 'low',
  resource: 'aws.ec2.volume',
  controls: [],
  rationale:
    'Who owns a volume, how critical its data is and whether it is backed up are often decided by its tags. Without them nobody can say, and backup policies that select by tag pass it over',
  remediation:
    'Tag the volume, and have launch templates, Auto Scaling groups and infrastructure code tag volumes as they make them. A tag policy of the organisation can require keys',
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html',
  ],
  equivalents: { cloudsploit: ['ebsVolumeHasTags'] },
  params: { keys: texts({ default: [] }) },
  examples: { pass: { tags: { Owner: 'payments' } }, fail: { tags: {} } },
  evaluate(volume, { params }) {
    return missingTags(volume.tags, params.keys);
  },
});
