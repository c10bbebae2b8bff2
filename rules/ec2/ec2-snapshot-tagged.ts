import { defineRule, notApplicable, texts } from '../../core/rule.ts';
import { ownedElsewhere } from '../shared/ownership.ts';
import { missingTags } from '../shared/required-tags.ts';

export default defineRule({
  id: 'ec2-snapshot-tagged',
  title: 'EBS snapshot carries the tags that are required',
  severity: 'low',
  resource: 'aws.ec2.snapshot',
  controls: [],
  rationale:
    'A snapshot outlives the volume that it was taken of. Its tags are then all that tells whose data it holds and when it may be deleted',
  remediation:
    'Tag the snapshot. Have Data Lifecycle Manager and AWS Backup copy the tags of the volume, and scripts pass TagSpecifications to CreateSnapshot',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html'],
  equivalents: { cloudsploit: ['ebsSnapshotHasTags'] },
  params: { keys: texts({ default: [] }) },
  examples: { pass: { tags: { Owner: 'payments' } }, fail: { tags: {} } },
  evaluate(snapshot, { params }) {
    if (ownedElsewhere(snapshot)) return notApplicable(`It belongs to account ${snapshot.ownerId}`);
    return missingTags(snapshot.tags, params.keys);
  },
});
