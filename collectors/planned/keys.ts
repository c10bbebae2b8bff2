import { UnknownValue } from '../../core/resource.ts';
import { isSymbol } from './symbol.ts';
import { untold, type Maybe } from './value.ts';

/** The key of something encrypted, as AWS answers it: by its ARN. Inputs may name it by its id or an alias too. */
export function keyArnOf(key: Maybe<string | null>, encrypted: Maybe<boolean>): Maybe<string | null> {
  // What is not encrypted has no key.
  if (encrypted === false) return null;
  if (key instanceof UnknownValue) return key;
  if (key === null || key === '') {
    return encrypted instanceof UnknownValue ? encrypted : untold('the default key of the account encrypts it');
  }
  return isSymbol(key) || /^arn:[^:]+:kms:[^:]*:\d*:key\//.test(key)
    ? key
    : untold(`the ARN of the key ${key} is not told`);
}
