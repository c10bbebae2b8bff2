import { fail, type Failure } from '../../core/rule.ts';

/** What is missing of the tags that must be there; where none is named, of having any tag of one's own. */
export function* missingTags(tags: Readonly<Record<string, string>>, keys: readonly string[]): Generator<Failure> {
  for (const key of keys) {
    if (!Object.hasOwn(tags, key)) yield fail(`There is no tag ${key}`, `tag ${key}`);
  }
  // Tags of the `aws:` prefix are AWS's, set by the services that made the resource.
  const own = Object.keys(tags).filter((key) => !key.startsWith('aws:'));
  if (keys.length === 0 && own.length === 0) yield fail('There is no tag on it');
}
