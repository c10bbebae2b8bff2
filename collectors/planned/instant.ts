import { UnknownValue } from '../../core/resource.ts';
import { instant } from '../aws/normalise.ts';
import { untold, type Block, type Maybe } from './value.ts';

/** A point in time as facts hold it; null where the property is left out or empty. */
export function instantIn(properties: Block, name: string): Maybe<string | null> {
  const text = properties.filled(name);
  if (text === null || text instanceof UnknownValue) return text;
  return instant(text) ?? untold(`${name} is not a point in time`, 'error');
}
