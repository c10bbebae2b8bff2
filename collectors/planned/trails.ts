import type { Facts } from '../../core/kinds/index.ts';
import { UnknownValue } from '../../core/resource.ts';
import type { PlannedObject } from './mapping.ts';
import { isSymbol } from './symbol.ts';
import { each, or, untold, type Block, type Deep, type Items, type Maybe } from './value.ts';

type Trail = Facts<'aws.cloudtrail.trail'>;
type Basic = Deep<NonNullable<Trail['selectors']>[number]>;
type Advanced = Deep<NonNullable<Trail['advancedSelectors']>[number]>;
type Field = Deep<NonNullable<Trail['advancedSelectors']>[number]['fields'][number]>;

/** How an input calls the parts of selectors. */
export interface SelectorNames {
  readonly basic: string;
  readonly readWriteType: string;
  readonly managementEvents: string;
  readonly excludedSources: string;
  readonly dataResources: string;
  readonly type: string;
  readonly values: string;
  readonly advanced: string;
  readonly name: string;
  readonly fields: string;
  readonly field: string;
  readonly operators: Readonly<Record<Operator, string>>;
}

type Operator = 'equals' | 'notEquals' | 'startsWith' | 'notStartsWith' | 'endsWith' | 'notEndsWith';

/** Null where there are none: AWS's default. What is left out of a basic one has the default that AWS documents. */
export function selectorsIn(properties: Block, names: SelectorNames) {
  return {
    selectors: listIn(properties, names.basic, (block): Basic => ({
      readWriteType: or(block.filled(names.readWriteType), 'All'),
      managementEvents: or(block.flag(names.managementEvents), true),
      excludedSources: block.texts(names.excludedSources) ?? [],
      dataResources:
        listIn(block, names.dataResources, (data) => ({
          type: or(data.filled(names.type), untold('its type is left out', 'error')),
          values: data.texts(names.values) ?? [],
        })) ?? [],
    })),
    advancedSelectors: listIn(properties, names.advanced, (block): Advanced => ({
      name: block.filled(names.name),
      fields: listIn(block, names.fields, (field): Field => fieldOf(field, names)) ?? [],
    })),
  };
}

function fieldOf(field: Block, { field: name, operators: names }: SelectorNames): Field {
  const values = (operator: string) => field.texts(operator) ?? [];
  return {
    field: or(field.filled(name), untold('its field is left out', 'error')),
    equals: values(names.equals),
    notEquals: values(names.notEquals),
    startsWith: values(names.startsWith),
    notStartsWith: values(names.notStartsWith),
    endsWith: values(names.endsWith),
    notEndsWith: values(names.notEndsWith),
  };
}

/** Null for a list that is left out, or empty; unknown for one that may be. */
function listIn<E>(properties: Block, name: string, read: (block: Block) => E): Maybe<Items<Maybe<E>> | null> {
  const found = each(properties.blocks(name), read);
  return Array.isArray(found) && found.length === 0 ? null : found;
}

/** The types of Insights events that a list of selectors names. */
export function insightsIn(properties: Block, name: string, type: string): Maybe<Items<Maybe<string>>> {
  const types = each(properties.blocks(name), (block) =>
    or(block.filled(type), untold('its type is left out', 'error')),
  );
  return types ?? [];
}

/** A topic may be named, or given by its ARN. */
export function topicArn({ at }: PlannedObject, topic: Maybe<string | null>): Maybe<string | null> {
  if (topic === null || topic instanceof UnknownValue) return topic;
  if (isSymbol(topic) || topic.startsWith('arn:')) return topic;
  const { partition, account, region } = at;
  if (account !== null && region !== null) return `arn:${partition}:sns:${region}:${account}:${topic}`;
  return untold('the input does not tell the account or Region of its topic', 'not-collected');
}
