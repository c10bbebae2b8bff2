import { mappings } from '../../../collectors/cloudformation/index.ts';
import { describe as describeObjects, Mappings } from '../../../collectors/planned/describe.ts';
import { settle } from '../../../collectors/planned/draft.ts';
import type { PlannedObject } from '../../../collectors/planned/mapping.ts';
import { Block, type Planned } from '../../../collectors/planned/value.ts';
import type { KindId } from '../../../core/kinds/index.ts';
import type { Resource } from '../../../core/resource.ts';

type Properties = Readonly<Record<string, Planned>>;
/** Resources by their logical ids. A reference is written as `cfn:template/LogicalId`. */
export type Written = Readonly<Record<string, readonly [type: string, properties: Properties]>>;

/** What a template describes of a kind, in the order of logical ids. */
export function described<K extends KindId>(kind: K, written: Written, base: Written = {}): readonly Resource<K>[] {
  const source = { operation: 'template', request: 'template.json' };
  return describeObjects(objectsOf(written), new Mappings(mappings), source, objectsOf(base))
    .drafts.map(settle)
    .filter((resource): resource is Resource<K> => resource.kind === kind);
}

export function objectsOf(written: Written): readonly PlannedObject[] {
  return Object.entries(written).map(([address, [type, properties]]) => ({
    type,
    address,
    properties: new Block(properties),
    id: `cfn:template/${address}`,
    arn: `cfn:template/${address}`,
    at: { partition: 'aws', account: '123456789012', region: 'us-east-1' },
    place: null,
    configured: (property) => Object.hasOwn(properties, property),
  }));
}

/** The paths of what is not known, sorted. */
export const unknownOf = (resource: Resource | undefined): string[] => Object.keys(resource?.unknown ?? {}).sort();
