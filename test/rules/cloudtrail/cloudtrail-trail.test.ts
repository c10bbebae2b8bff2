import { expect } from 'chai';
import delivering from '../../../rules/cloudtrail/cloudtrail-trail-delivering.ts';
import encrypted from '../../../rules/cloudtrail/cloudtrail-trail-encrypted.ts';
import validation from '../../../rules/cloudtrail/cloudtrail-log-validation-enabled.ts';
import logGroup from '../../../rules/cloudtrail/cloudtrail-trail-log-group-set.ts';
import logging from '../../../rules/cloudtrail/cloudtrail-trail-logging.ts';
import notifications from '../../../rules/cloudtrail/cloudtrail-trail-notifications-enabled.ts';
import { evaluate } from '../../../core/evaluate.ts';
import { daysAgo, denied, findings, resourceOf, verdict, world, type Given } from '../tester.ts';
import { basic, trail } from './trails.ts';

const kind = 'aws.cloudtrail.trail';
const organization = 'arn:aws:cloudtrail:us-east-1:999999999999:trail/org';
const second = 1 / 86_400;

describe('rules of one trail', () => {
  for (const [rule, bad, good] of [
    [logging, { logging: false }, { logging: true }],
    [validation, { logFileValidation: false }, { logFileValidation: true }],
    [encrypted, { kmsKeyId: null }, { kmsKeyId: 'alias/trail' }],
    [logGroup, { logGroupArn: null }, { logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:trail:*' }],
    [notifications, { snsTopicArn: null }, { snsTopicArn: 'arn:aws:sns:us-east-1:123456789012:trail' }],
  ] as const) {
    it(`${rule.id}: judges the trail by its own fact`, async () => {
      expect(await verdict(rule, kind, bad)).to.equal('fail');
      expect(await verdict(rule, kind, good)).to.equal('pass');
      expect(await verdict(rule, kind, { unknown: { [Object.keys(bad)[0]!]: denied } })).to.equal('unknown');
    });

    it(`${rule.id}: says nothing of an organisation's trail in a member account, which cannot change it`, async () => {
      const [finding] = await findings(rule, kind, { arn: organization, organizationTrail: true, ...bad });
      expect(finding).to.include({ status: 'not-applicable', message: 'The trail belongs to account 999999999999' });
      const owner = { arn: organization, account: '999999999999', organizationTrail: true, ...bad };
      expect(await verdict(rule, kind, owner)).to.equal('fail');
    });

    it(`${rule.id}: judges a planned trail, which has no ARN`, async () => {
      expect(await verdict(rule, kind, { arn: 'tf:aws_cloudtrail.all', ...bad })).to.equal('fail');
    });
  }

  it('ct-015: of two trails, the one without validation fails', async () => {
    const trails = [true, false].map((logFileValidation, index) => resourceOf(kind, { logFileValidation }, index));
    const found = [];
    for await (const { status } of evaluate(world(trails), [validation])) found.push(status);
    expect(found).to.deep.equal(['pass', 'fail']);
  });

  it('ct-005: a trail has one finding', async () => {
    expect(await findings(logging, kind, trail())).to.have.length(1);
  });
});

describe('cloudtrail-trail-delivering', () => {
  const { arn: _, ...base } = trail();
  const healthy: Given<typeof kind> = {
    ...base,
    latestDeliveryAt: daysAgo(0.01),
    latestDeliveryError: null,
    latestNotificationError: null,
    logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:trail:*',
    latestLogsDeliveryAt: daysAgo(0.01),
    latestLogsDeliveryError: null,
  };
  const parts = async (more: Given<typeof kind>) =>
    (await findings(delivering, kind, { ...healthy, ...more })).map(({ status, part }) =>
      `${status} ${part ?? ''}`.trim(),
    );

  it('passes where all arrives', async () => {
    expect(await parts({})).to.deep.equal(['pass']);
    expect(await parts({ latestDeliveryError: '', latestLogsDeliveryError: '' })).to.deep.equal(['pass']);
  });

  it('has a part for each destination that fails', async () => {
    expect(
      await parts({
        latestDeliveryError: 'AccessDenied',
        latestNotificationError: 'NotFound',
        latestLogsDeliveryError: 'ResourceNotFoundException',
      }),
    ).to.deep.equal(['fail bucket', 'fail topic', 'fail log group']);
  });

  it('keeps the boundary: exactly 24 hours pass, a second more fails', async () => {
    expect(await parts({ latestDeliveryAt: daysAgo(1) })).to.deep.equal(['pass']);
    expect(await parts({ latestDeliveryAt: daysAgo(1 + second) })).to.deep.equal(['fail bucket']);
    expect(await parts({ latestLogsDeliveryAt: daysAgo(1 + second) })).to.deep.equal(['fail log group']);
    expect(await parts({ latestLogsDeliveryAt: null, latestDeliveryAt: null })).to.deep.equal([
      'fail bucket',
      'fail log group',
    ]);
  });

  it('asks nothing of the log group where there is none', async () => {
    expect(await parts({ logGroupArn: null, latestLogsDeliveryAt: null })).to.deep.equal(['pass']);
    expect(await parts({ logGroupArn: null, latestLogsDeliveryError: 'old' })).to.deep.equal(['pass']);
  });

  it('calls no trail late that may have had nothing to deliver', async () => {
    const quiet = { latestDeliveryAt: daysAgo(9), latestLogsDeliveryAt: null };
    expect(await parts({ ...quiet, multiRegion: false })).to.deep.equal(['pass']);
    expect(await parts({ ...quiet, selectors: [basic({ readWriteType: 'WriteOnly' })] })).to.deep.equal(['pass']);
  });

  it('leaves a trail that is off to cloudtrail-trail-logging', async () => {
    expect(await parts({ logging: false, latestDeliveryError: 'AccessDenied' })).to.deep.equal(['not-applicable']);
  });

  it('is unknown where its status is, beside what is proven', async () => {
    expect(await parts({ unknown: { latestDeliveryError: denied } })).to.deep.equal(['unknown']);
    expect(
      await parts({ latestDeliveryError: 'AccessDenied', unknown: { latestLogsDeliveryError: denied } }),
    ).to.deep.equal(['fail bucket', 'unknown']);
  });
});
