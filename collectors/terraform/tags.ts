import { UnknownValue } from '../../core/resource.ts';
import { isRecord, untold, type Block, type Maybe } from '../planned/value.ts';

/**
 * All tags, with those that the provider gives to everything it makes (`default_tags`): `tags_all`, or `tags` where a
 * type has no other. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
 */
export function tagsOf(properties: Block): Maybe<Readonly<Record<string, Maybe<string>>>> {
  const value = properties.names.includes('tags_all') ? properties.raw('tags_all') : properties.raw('tags');
  if (value === null) return {};
  if (value instanceof UnknownValue) return value;
  if (!isRecord(value)) return untold('tags is not a map', 'error');
  return Object.fromEntries(
    Object.entries(value).map(([key, tag]) => {
      if (tag === null) return [key, ''];
      return [
        key,
        typeof tag === 'string' || tag instanceof UnknownValue ? tag : untold(`tag ${key} is not a text`, 'error'),
      ];
    }),
  );
}

/** What people call a resource that has no name of its own: its tag `Name`. */
export function nameTagOf(properties: Block): Maybe<string | null> {
  const tags = tagsOf(properties);
  if (tags instanceof UnknownValue) return tags;
  const name = Object.hasOwn(tags, 'Name') ? tags.Name : undefined;
  return name === undefined || name === '' ? null : name;
}
