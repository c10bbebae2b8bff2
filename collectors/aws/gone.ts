import type { Given } from '../../core/resource.ts';
import type { Api } from '../collector.ts';
import { CallFailed } from './failure.ts';

/** What a read answers about a resource that was deleted after it was listed: it is left out. */
export const gone = Symbol('deleted meanwhile');

/** As `Api.fact`, but `gone` where AWS says that the resource does not exist any more. */
export async function factUnlessGone<T>(api: Api, read: () => Promise<Given<T>>): Promise<Given<T> | typeof gone> {
  const seen = { deleted: false };
  const given = await api.fact(async () => {
    try {
      return await read();
    } catch (error) {
      seen.deleted = error instanceof CallFailed && error.gone;
      throw error;
    }
  });
  return seen.deleted ? gone : given;
}
