import type { Given, Source } from '../../../core/resource.ts';
import type { Api } from '../../collector.ts';
import { factUnlessGone, type gone } from '../gone.ts';
import { from } from '../normalise.ts';

/** An attribute of a snapshot; `restore` lists the accounts that may restore it. */
interface Attribute {
  readonly AttributeName?: string | undefined;
  readonly AttributeValues?: readonly string[] | undefined;
}

/**
 * Who else may restore a snapshot. An automated one cannot be shared (only a copy of it can), so it is not asked about;
 * of any other RDS tells it one by one. `gone` where it has been deleted since it was listed.
 */
export async function sharedWith(
  api: Api,
  type: string | undefined,
  ask: () => Promise<{ readonly attributes: readonly Attribute[] | undefined; readonly source: Source }>,
): Promise<Given<string[]> | typeof gone> {
  if (type === 'automated') return [];
  return factUnlessGone(api, async () => {
    const { attributes, source } = await ask();
    const restore = attributes?.find(({ AttributeName }) => AttributeName === 'restore');
    return from(source, restore?.AttributeValues === undefined ? undefined : [...restore.AttributeValues]);
  });
}
