import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { days, wholeDays } from '../shared/dates.ts';
import { ownedElsewhere } from '../shared/ownership.ts';

export default defineRule({
  id: 'ec2-image-age-limited',
  title: 'Machine image is not older than the limit',
  severity: 'low',
  resource: 'aws.ec2.image',
  controls: [],
  rationale:
    'An image holds the software of the day it was made. What is launched from an old one has every hole that was found since, until somebody patches it',
  remediation:
    'Build the image anew at least every quarter (EC2 Image Builder can), point launch templates to the new one, set a deprecation date and deregister what is no longer used',
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/deregister-ami.html',
  ],
  equivalents: { powerpipe: ['ec2_ami_not_older_than_90_days'], cloudsploit: ['oldAmi'] },
  params: { maximumDays: integer({ default: 90, minimum: 1, maximum: 3650 }) },
  examples: { pass: { createdAt: '2026-06-01T12:00:00.000Z' }, fail: { createdAt: '2025-06-01T12:00:00.000Z' } },
  evaluate(image, { params, asOf }) {
    if (ownedElsewhere(image)) return notApplicable(`It belongs to account ${image.ownerId}`);
    const createdAt = image.createdAt;
    if (createdAt === null) return notApplicable('The image has no date');
    const age = wholeDays(createdAt, asOf);
    return age <= params.maximumDays ? pass : fail(`The image is ${days(age)} old, more than ${params.maximumDays}`);
  },
});
