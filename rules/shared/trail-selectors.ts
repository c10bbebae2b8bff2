import type { Listing } from '../../core/listing.ts';
import type { View } from '../../core/view.ts';

type Trail = View<'aws.cloudtrail.trail'>;
type Given<T> = Exclude<T, null>;
type Element<T> = T extends Listing<infer E> ? E : never;
type BasicSelector = Element<Given<Trail['selectors']>>;
type AdvancedSelector = Element<Given<Trail['advancedSelectors']>>;
type Field = Element<AdvancedSelector['fields']>;

/** An event reads or writes; a selector may want one sort only. */
export type Access = 'read' | 'write';

const wanted: Readonly<Record<Access, { basic: string; readOnly: string }>> = {
  read: { basic: 'ReadOnly', readOnly: 'true' },
  write: { basic: 'WriteOnly', readOnly: 'false' },
};

/**
 * Whether a trail records every management event that reads, or writes: none of a source left out. A trail that nobody
 * gave selectors has AWS's default, which records them all.
 */
export function recordsManagementEvents(trail: Trail, access: Access): boolean {
  return selects(trail, true, {
    basic: (selector) => selector.managementEvents && covers(selector, access) && selector.excludedSources.isEmpty(),
    advanced: (selector) =>
      wantsAll(selector, access, [{ field: 'eventCategory', required: true, test: admits('Management') }]),
  });
}

/** The sources of which a trail leaves management events out, such as kms.amazonaws.com; those that are known. */
export function sourcesLeftOut(trail: Trail): readonly string[] {
  const basic = trail.selectors?.flatMap(({ excludedSources }) => excludedSources).known ?? [];
  const advanced =
    trail.advancedSelectors
      ?.flatMap(({ fields }) => fields.filter(({ field }) => field === 'eventSource'))
      .flatMap(({ notEquals }) => notEquals).known ?? [];
  return [...new Set([...basic, ...advanced])].sort();
}

/** Whether a trail records every event on objects in every S3 bucket that reads, or writes. */
export function recordsS3Events(trail: Trail, access: Access): boolean {
  return selects(trail, false, {
    basic: (selector) =>
      covers(selector, access) &&
      selector.dataResources.some(
        ({ type, values }) => type === s3Object && values.some((value) => allBuckets.test(value)),
      ),
    advanced: (selector) =>
      wantsAll(selector, access, [
        { field: 'eventCategory', required: true, test: admits('Data') },
        { field: 'resources.type', required: true, test: admits(s3Object) },
        { field: 'resources.ARN', required: false, test: (field) => admitsAllBuckets(trail, field) },
      ]),
  });
}

const s3Object = 'AWS::S3::Object';

/** All buckets, in any partition: the three spellings that a basic selector takes. Advanced ones know no wildcards. */
const allBuckets = /^arn:aws[a-z-]*:s3(:::(\*\/\*)?)?$/;
const allBucketsPrefix = /^arn:aws[a-z-]*:s3(:::)?$/;

interface Tests {
  readonly basic: (selector: BasicSelector) => boolean;
  readonly advanced: (selector: AdvancedSelector) => boolean;
}

/** A trail has basic selectors or advanced ones; an event that any of them wants is recorded. */
function selects(trail: Trail, byDefault: boolean, test: Tests): boolean {
  const { advancedSelectors } = trail;
  if (advancedSelectors !== null && !advancedSelectors.isEmpty()) return advancedSelectors.some(test.advanced);
  const { selectors } = trail;
  return selectors === null || selectors.isEmpty() ? byDefault : selectors.some(test.basic);
}

function covers(selector: BasicSelector, access: Access): boolean {
  const type = selector.readWriteType;
  return type === 'All' || type === wanted[access].basic;
}

/** What an advanced selector may say of a field, and still want all; it must say something of the required ones. */
interface Condition {
  readonly field: string;
  readonly required: boolean;
  readonly test: (field: Field) => boolean;
}

/** Whether an advanced selector wants all that meets the conditions. All its fields narrow it, so each must be tested. */
function wantsAll(selector: AdvancedSelector, access: Access, conditions: readonly Condition[]): boolean {
  const all = [...conditions, { field: 'readOnly', required: false, test: admits(wanted[access].readOnly) }];
  return (
    selector.fields.every((field) =>
      all.some((condition) => condition.field === field.field && condition.test(field)),
    ) && all.every(({ field, required }) => !required || selector.fields.some((one) => one.field === field))
  );
}

/** What is wanted matches one of `equals`, `startsWith` and `endsWith`, if any is given; what any `not…` matches is not. */
function admits(value: string): (field: Field) => boolean {
  return (field) => {
    const wanting = [field.equals, field.startsWith, field.endsWith];
    const matches = (equals: Listing<string>, startsWith: Listing<string>, endsWith: Listing<string>): boolean =>
      equals.some((one) => one === value) ||
      startsWith.some((one) => value.startsWith(one)) ||
      endsWith.some((one) => value.endsWith(one));
    return (
      (wanting.every((values) => values.isEmpty()) || matches(field.equals, field.startsWith, field.endsWith)) &&
      !matches(field.notEquals, field.notStartsWith, field.notEndsWith)
    );
  };
}

/**
 * Whether a condition on the ARN leaves all buckets in, but for the one that the trail itself writes to: AWS advises to
 * leave that one out, as every delivery would else make events that are delivered in turn.
 */
function admitsAllBuckets(trail: Trail, field: Field): boolean {
  const all =
    [field.equals, field.startsWith, field.endsWith].every((values) => values.isEmpty()) ||
    field.startsWith.some((value) => allBucketsPrefix.test(value));
  const isLogs = (value: string): boolean => {
    const [, bucket] = /^arn:aws[a-z-]*:s3:::([^/]+)\/$/.exec(value) ?? [];
    return bucket !== undefined && bucket === trail.bucket;
  };
  return all && field.notEquals.isEmpty() && field.notEndsWith.isEmpty() && field.notStartsWith.every(isLogs);
}
