import { UnknownValue } from '../../core/resource.ts';
import { elementsOf, OpenList, untold, type Block, type Maybe } from '../planned/value.ts';

/** Tags as most types have them: a list of keys and values. Stack tags are added when it is deployed, and not told. */
export function tagsOf(properties: Block): Maybe<Readonly<Record<string, Maybe<string>>>> {
  const tags = properties.blocks('Tags');
  if (tags === null) return {};
  if (tags instanceof UnknownValue) return tags;
  if (tags instanceof OpenList) return tags.unknown;
  const record: Record<string, Maybe<string>> = {};
  for (const tag of elementsOf(tags)) {
    if (tag instanceof UnknownValue) return tag;
    const key = tag.text('Key');
    if (typeof key !== 'string') return key ?? untold('a tag has no Key', 'error');
    record[key] = tag.text('Value') ?? '';
  }
  return record;
}

/** What people call a resource that has no name of its own: its tag `Name`. */
export function nameTagOf(properties: Block): Maybe<string | null> {
  const tags = tagsOf(properties);
  if (tags instanceof UnknownValue) return tags;
  const name = Object.hasOwn(tags, 'Name') ? tags.Name : undefined;
  return name === undefined || name === '' ? null : name;
}
