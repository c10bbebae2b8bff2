import { expect } from 'chai';
import { Trace } from '../../../core/evidence.ts';
import { viewOf } from '../../../core/view.ts';
import { recordsManagementEvents, recordsS3Events, type Access } from '../../../rules/shared/trail-selectors.ts';
import { advanced, basic, trail, type AdvancedSelector, type Selector } from '../cloudtrail/trails.ts';
import { resourceOf } from '../tester.ts';

type Records = typeof recordsManagementEvents;

/** What a trail records: `read write`, `read`, `write` or nothing. */
function recorded(records: Records, given: { selectors?: Selector[]; advancedSelectors?: AdvancedSelector[] }): string {
  const resource = resourceOf('aws.cloudtrail.trail', trail(given));
  const view = viewOf(resource, new Trace(resource));
  return (['read', 'write'] satisfies Access[]).filter((access) => records(view, access)).join(' ');
}
const both = 'read write';

describe('what trail selectors record of management events', () => {
  const of = (selectors: Selector[]) => recorded(recordsManagementEvents, { selectors });
  const ofAdvanced = (...conditions: Parameters<typeof advanced>[0][]) =>
    recorded(recordsManagementEvents, { advancedSelectors: conditions.map(advanced) });
  const management = { eventCategory: { equals: ['Management'] } };

  it('all without any', () => {
    expect(recorded(recordsManagementEvents, {})).to.equal(both);
  });

  it('of basic selectors', () => {
    expect(of([basic()])).to.equal(both);
    expect(of([basic({ readWriteType: 'ReadOnly' })])).to.equal('read');
    expect(of([basic({ readWriteType: 'WriteOnly' })])).to.equal('write');
    expect(of([basic({ managementEvents: false })])).to.equal('');
    expect(of([basic({ excludedSources: ['kms.amazonaws.com'] })])).to.equal('');
    expect(of([basic({ excludedSources: ['rdsdata.amazonaws.com'] })])).to.equal('');
    expect(of([basic({ readWriteType: 'ReadOnly' }), basic({ readWriteType: 'WriteOnly' })])).to.equal(both);
    expect(of([basic({ managementEvents: false }), basic()]), 'any selector will do').to.equal(both);
  });

  it('of advanced selectors', () => {
    expect(ofAdvanced(management)).to.equal(both);
    expect(ofAdvanced({ ...management, readOnly: { equals: ['true'] } })).to.equal('read');
    expect(ofAdvanced({ ...management, readOnly: { equals: ['false'] } })).to.equal('write');
    expect(ofAdvanced({ ...management, readOnly: { notEquals: ['true'] } })).to.equal('write');
    expect(ofAdvanced({ ...management, readOnly: { equals: ['true', 'false'] } })).to.equal(both);
    expect(ofAdvanced({ eventCategory: { equals: ['Data'] } })).to.equal('');
    expect(ofAdvanced({ readOnly: { equals: ['true'] } }), 'no category').to.equal('');
    expect(ofAdvanced({ eventCategory: { equals: ['Data'] } }, management)).to.equal(both);
  });

  it('ct-007: nothing for certain where a field narrows them', () => {
    expect(ofAdvanced({ ...management, eventSource: { notEquals: ['kms.amazonaws.com'] } })).to.equal('');
    expect(ofAdvanced({ ...management, eventSource: { equals: ['iam.amazonaws.com'] } })).to.equal('');
    expect(ofAdvanced({ ...management, eventName: { notEquals: ['Decrypt'] } })).to.equal('');
    expect(ofAdvanced({ ...management, 'userIdentity.arn': { notStartsWith: ['arn:aws:sts::'] } })).to.equal('');
    expect(ofAdvanced({ ...management, somethingNew: { equals: ['x'] } })).to.equal('');
  });

  it('advanced selectors stand in the place of basic ones', () => {
    const given = { selectors: [basic()], advancedSelectors: [advanced({ eventCategory: { equals: ['Data'] } })] };
    expect(recorded(recordsManagementEvents, given)).to.equal('');
  });
});

describe('what trail selectors record of S3 objects', () => {
  const of = (values: string[], more: Partial<Selector> = {}) =>
    recorded(recordsS3Events, {
      selectors: [basic({ dataResources: [{ type: 'AWS::S3::Object', values }], ...more })],
    });
  const ofAdvanced = (conditions: Parameters<typeof advanced>[0]) =>
    recorded(recordsS3Events, {
      advancedSelectors: [
        advanced({
          eventCategory: { equals: ['Data'] },
          'resources.type': { equals: ['AWS::S3::Object'] },
          ...conditions,
        }),
      ],
    });

  it('nothing by default', () => {
    expect(recorded(recordsS3Events, {})).to.equal('');
    expect(recorded(recordsS3Events, { selectors: [basic()] })).to.equal('');
  });

  it('ct-009: all buckets in three spellings', () => {
    for (const value of ['arn:aws:s3', 'arn:aws:s3:::', 'arn:aws:s3:::*/*']) expect(of([value]), value).to.equal(both);
    expect(of(['arn:aws:s3:::shop/', 'arn:aws:s3'])).to.equal(both);
  });

  it('ct-010: in every partition', () => {
    for (const partition of ['aws-cn', 'aws-us-gov', 'aws-iso-b']) {
      expect(of([`arn:${partition}:s3`]), partition).to.equal(both);
      expect(of([`arn:${partition}:s3:::`]), partition).to.equal(both);
    }
  });

  it('not of some buckets, nor of other things', () => {
    for (const value of [
      'arn:aws:s3:::shop/',
      'arn:aws:s3:::shop',
      'arn:aws:s3:::*',
      'arn:aws:s3:::s',
      'arn:aws:s3-x',
      '',
    ]) {
      expect(of([value]), value).to.equal('');
    }
    expect(of([])).to.equal('');
    const lambda = [{ type: 'AWS::Lambda::Function', values: ['arn:aws:s3'] }];
    expect(recorded(recordsS3Events, { selectors: [basic({ dataResources: lambda })] })).to.equal('');
  });

  it('by what a selector wants of reads and writes, with or without management events', () => {
    expect(of(['arn:aws:s3'], { readWriteType: 'WriteOnly' })).to.equal('write');
    expect(of(['arn:aws:s3'], { readWriteType: 'ReadOnly', managementEvents: false })).to.equal('read');
    expect(of(['arn:aws:s3'], { excludedSources: ['kms.amazonaws.com'] })).to.equal(both);
  });

  it('of advanced selectors', () => {
    expect(ofAdvanced({})).to.equal(both);
    expect(ofAdvanced({ readOnly: { equals: ['true'] } })).to.equal('read');
    expect(ofAdvanced({ 'resources.ARN': { startsWith: ['arn:aws:s3:::'] } })).to.equal(both);
    expect(ofAdvanced({ 'resources.ARN': { startsWith: ['arn:aws:s3'] } })).to.equal(both);
    expect(ofAdvanced({ 'resources.ARN': { startsWith: ['arn:aws:s3:::shop/'] } })).to.equal('');
    expect(ofAdvanced({ 'resources.ARN': { startsWith: ['arn:aws:s3:::*/*'] } }), 'no wildcards').to.equal('');
    expect(ofAdvanced({ 'resources.ARN': { equals: ['arn:aws:s3:::shop/a'] } })).to.equal('');
    expect(ofAdvanced({ 'resources.ARN': { endsWith: ['.pdf'] } })).to.equal('');
    expect(ofAdvanced({ eventName: { equals: ['GetObject'] } })).to.equal('');
    expect(ofAdvanced({ 'resources.type': { equals: ['AWS::DynamoDB::Table'] } })).to.equal('');
    expect(ofAdvanced({ eventCategory: { equals: ['Management'] } })).to.equal('');
  });

  it('allow the bucket of the trail itself to be left out, and no other', () => {
    expect(ofAdvanced({ 'resources.ARN': { notStartsWith: ['arn:aws:s3:::logs/'] } })).to.equal(both);
    expect(ofAdvanced({ 'resources.ARN': { notStartsWith: ['arn:aws:s3:::logs'] } }), 'logs-of-shop').to.equal('');
    expect(ofAdvanced({ 'resources.ARN': { notStartsWith: ['arn:aws:s3:::logs/', 'arn:aws:s3:::shop/'] } })).to.equal(
      '',
    );
    expect(ofAdvanced({ 'resources.ARN': { notEquals: ['arn:aws:s3:::shop/a'] } })).to.equal('');
    expect(ofAdvanced({ 'resources.ARN': { notEndsWith: ['.tmp'] } })).to.equal('');
  });

  it('need a type that is named', () => {
    const given = { advancedSelectors: [advanced({ eventCategory: { equals: ['Data'] } })] };
    expect(recorded(recordsS3Events, given)).to.equal('');
  });
});
