import { UnknownValue } from '../../core/resource.ts';
import { elementsOf, OpenList, type Items, type Maybe } from './value.ts';

/** All names that a certificate holds for: ACM puts the domain that it is asked for into the list. */
export function namesOf(
  domain: Maybe<string | null>,
  others: Maybe<Items<Maybe<string>> | null>,
): Items<Maybe<string>> {
  const first = domain === null ? [] : [domain];
  if (others instanceof UnknownValue) return new OpenList(first, others);
  const names = [...new Set([...first, ...elementsOf(others ?? [])])];
  return others instanceof OpenList ? new OpenList(names, others.unknown) : names;
}
