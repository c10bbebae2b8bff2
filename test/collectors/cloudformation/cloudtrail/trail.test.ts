import { expect } from 'chai';
import type { Planned } from '../../../../collectors/planned/value.ts';
import { described, unknownOf } from '../described.ts';

const trail = (properties: Record<string, Planned>) =>
  described('aws.cloudtrail.trail', { Main: ['AWS::CloudTrail::Trail', properties] })[0];

describe('CloudTrail trails in a template', () => {
  it('has what CloudTrail documents where a property is left out', () => {
    const one = trail({ S3BucketName: 'cfn:template/Logs', IsLogging: 'true' });
    expect(one?.facts).to.deep.include({
      logging: true,
      multiRegion: false,
      organizationTrail: false,
      logFileValidation: false,
      kmsKeyId: null,
      snsTopicArn: null,
      logGroupArn: null,
      selectors: null,
      advancedSelectors: null,
      insights: [],
    });
    expect(unknownOf(one)).to.include('globalServiceEvents');
  });

  it('reads both sorts of selectors', () => {
    const field = { Field: 'eventName', NotEquals: ['GetObject'] };
    const one = trail({ AdvancedEventSelectors: [{ Name: 'all', FieldSelectors: [field] }] });
    expect(one?.facts.advancedSelectors?.[0]?.fields[0]).to.deep.include({
      field: 'eventName',
      notEquals: ['GetObject'],
    });
    const basic = trail({ EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: 'false' }] });
    expect(basic?.facts.selectors).to.deep.equal([
      { readWriteType: 'WriteOnly', managementEvents: false, excludedSources: [], dataResources: [] },
    ]);
    expect(unknownOf(trail({ EventSelectors: ['x'] }))).to.include('selectors/0');
  });
});
