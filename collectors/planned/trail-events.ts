import type { Facts } from '../../core/kinds/index.ts';
import { UnknownValue } from '../../core/resource.ts';
import { each, elementsOf, OpenList, or, untold, type Block, type Deep, type Items, type Maybe } from './value.ts';

type Trail = Facts<'aws.cloudtrail.trail'>;

/** How an input calls the properties of a trail's selectors. */
export interface SelectorNames {
  readonly basic: string;
  readonly advanced: string;
  readonly readWriteType: string;
  readonly managementEvents: string;
  readonly excludedSources: string;
  readonly dataResources: string;
  readonly type: string;
  readonly values: string;
  readonly name: string;
  readonly fields: string;
  readonly field: string;
  /** `equals`, `notEquals` … by how facts call them. */
  readonly operators: Readonly<
    Record<'equals' | 'notEquals' | 'startsWith' | 'notStartsWith' | 'endsWith' | 'notEndsWith', string>
  >;
}

/**
 * The selectors of a trail: one sort or the other, or neither, and AWS then logs management events.
 * Defaults: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
export function selectorsIn(
  properties: Block,
  names: SelectorNames,
): Pick<{ [F in keyof Trail]: Deep<Trail[F]> }, 'selectors' | 'advancedSelectors'> {
  return {
    selectors: blocksOrNull(properties, names.basic, (selector) => ({
      readWriteType: or(selector.filled(names.readWriteType), 'All'),
      managementEvents: or(selector.flag(names.managementEvents), true),
      excludedSources: or(selector.texts(names.excludedSources), []),
      dataResources: or(
        each(selector.blocks(names.dataResources), (resource) => ({
          type: or(resource.text(names.type), untold('the resources have no type', 'error')),
          values: or(resource.texts(names.values), []),
        })),
        [],
      ),
    })),
    advancedSelectors: blocksOrNull(properties, names.advanced, (selector) => ({
      name: selector.filled(names.name),
      fields: or(
        each(selector.blocks(names.fields), (field) => {
          const values = (operator: keyof SelectorNames['operators']) => or(field.texts(names.operators[operator]), []);
          return {
            field: or(field.text(names.field), untold('a field selector has no field', 'error')),
            equals: values('equals'),
            notEquals: values('notEquals'),
            startsWith: values('startsWith'),
            notStartsWith: values('notStartsWith'),
            endsWith: values('endsWith'),
            notEndsWith: values('notEndsWith'),
          };
        }),
        [],
      ),
    })),
  };
}

function blocksOrNull<T>(properties: Block, name: string, read: (block: Block) => T): Maybe<Items<Maybe<T>> | null> {
  const blocks = each(properties.blocks(name), read);
  if (blocks === null || blocks instanceof UnknownValue) return blocks;
  return elementsOf(blocks).length === 0 && !(blocks instanceof OpenList) ? null : blocks;
}
