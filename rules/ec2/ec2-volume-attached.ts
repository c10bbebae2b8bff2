import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';

export default defineRule({
  id: 'ec2-volume-attached',
  title: 'EBS volume is in use',
  severity: 'low',
  resource: 'aws.ec2.volume',
  controls: [],
  rationale:
    'A volume that no instance uses still holds its data and still costs money. Nobody patches, watches or remembers it, and whoever may attach it reads all of it',
  remediation:
    'Find out from its tags and snapshots what it belonged to. Take a last snapshot if the data must be kept, then delete the volume. Turn on delete-on-termination for volumes that should go with their instance',
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-describing-volumes.html'],
  equivalents: {
    awsConfig: ['ec2-volume-inuse-check'],
    powerpipe: ['ebs_volume_unused', 'unattached_ebs_volumes'],
    cloudsploit: ['ebsUnusedVolumes'],
  },
  examples: { pass: { state: 'in-use' }, fail: { state: 'available', sizeGiB: 100 } },
  evaluate(volume) {
    const state = volume.state;
    if (state === 'in-use') return pass;
    if (state === 'available') return fail('The volume is attached to no instance');
    return notApplicable(`The volume is in state ${state}`);
  },
});
