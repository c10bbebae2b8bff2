import type { Gap } from '../../core/coverage.ts';
import type { KindId } from '../../core/kinds/index.ts';
import type { Source } from '../../core/resource.ts';

/** Of something without ARN or id nothing can be said, but that it is there must not be lost. */
export function nameless(kind: KindId, source: Source): { readonly gap: Gap } {
  const { operation, request } = source;
  return { gap: { kind, operation, reason: 'error', message: 'the answer has one without its identity', request } };
}
