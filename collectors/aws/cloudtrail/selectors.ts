import type { Facts } from '../../../core/kinds/index.ts';
import { all } from '../normalise.ts';
import type { Answer } from '../operations.ts';

type Trail = Facts<'aws.cloudtrail.trail'>;
type Events = Answer<'cloudtrail:GetEventSelectors'>;
type Basic = NonNullable<Events['EventSelectors']>[number];
type Advanced = NonNullable<Events['AdvancedEventSelectors']>[number];

export interface Selectors {
  readonly basic: Trail['selectors'] | undefined;
  readonly advanced: Trail['advancedSelectors'] | undefined;
}

/** A trail has basic or advanced selectors, never both: of the other kind AWS answers none, or an empty list. */
export function selectorsOf(answer: Events): Selectors {
  const { EventSelectors: basic = [], AdvancedEventSelectors: advanced = [] } = answer;
  if (advanced.length > 0) return { basic: basic.length > 0 ? listOf(basic) : null, advanced: advancedOf(advanced) };
  // A trail that is said to have selectors of its own, and shows none, is not known.
  return answer.EventSelectors === undefined
    ? { basic: undefined, advanced: undefined }
    : { basic: listOf(basic), advanced: null };
}

/** Undefined where one of them is not whole: which events are recorded is told by all of them together. */
function listOf(selectors: readonly Basic[]): NonNullable<Trail['selectors']> | undefined {
  return all(
    selectors.map((selector) => {
      const { ReadWriteType: readWriteType, IncludeManagementEvents: managementEvents } = selector;
      const dataResources = all(
        selector.DataResources?.map(({ Type: type, Values: values }) =>
          type === undefined || values === undefined ? undefined : { type, values },
        ),
      );
      if (readWriteType === undefined || managementEvents === undefined || dataResources === undefined)
        return undefined;
      // Empty unless sources are excluded, says AWS.
      return {
        readWriteType,
        managementEvents,
        excludedSources: selector.ExcludeManagementEventSources ?? [],
        dataResources,
      };
    }),
  );
}

function advancedOf(selectors: readonly Advanced[]): NonNullable<Trail['advancedSelectors']> | undefined {
  return all(
    selectors.map(({ Name: name = null, FieldSelectors }) => {
      const fields = all(
        FieldSelectors?.map((one) =>
          one.Field === undefined
            ? undefined
            : {
                field: one.Field,
                // Each operator is there only where it is used.
                equals: one.Equals ?? [],
                notEquals: one.NotEquals ?? [],
                startsWith: one.StartsWith ?? [],
                notStartsWith: one.NotStartsWith ?? [],
                endsWith: one.EndsWith ?? [],
                notEndsWith: one.NotEndsWith ?? [],
              },
        ),
      );
      return fields === undefined ? undefined : { name, fields };
    }),
  );
}
