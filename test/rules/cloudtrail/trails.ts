import type { Given } from '../tester.ts';

type Trail = Given<'aws.cloudtrail.trail'>;
export type Selector = NonNullable<NonNullable<Trail['selectors']>[number]>;
export type AdvancedSelector = NonNullable<NonNullable<Trail['advancedSelectors']>[number]>;
type Condition = Partial<Omit<AdvancedSelector['fields'][number], 'field'>>;

/** A multi-Region trail that is on, with AWS's default selectors. */
export const trail = (more: Trail = {}): Trail => ({
  arn: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/all',
  homeRegion: 'us-east-1',
  multiRegion: true,
  organizationTrail: false,
  logging: true,
  globalServiceEvents: true,
  bucket: 'logs',
  selectors: null,
  advancedSelectors: null,
  ...more,
});

export const basic = (more: Partial<Selector> = {}): Selector => ({
  readWriteType: 'All',
  managementEvents: true,
  excludedSources: [],
  dataResources: [],
  ...more,
});

/** `{ eventCategory: { equals: ['Management'] } }` as CloudTrail has it. */
export const advanced = (conditions: Record<string, Condition>): AdvancedSelector => ({
  name: null,
  fields: Object.entries(conditions).map(([field, condition]) => ({
    field,
    equals: [],
    notEquals: [],
    startsWith: [],
    notStartsWith: [],
    endsWith: [],
    notEndsWith: [],
    ...condition,
  })),
});
