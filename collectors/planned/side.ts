import { UnknownValue } from '../../core/resource.ts';
import type { PlannedObject } from './mapping.ts';
import { OpenList, untold, type Items } from './value.ts';

/** Types whose names are the same in all Regions. */
const global = /^(aws_iam_|AWS::IAM::)/;

/** All objects on one side of a change: where a mapping finds what its object refers to. */
export class Side {
  readonly #byType = new Map<string, PlannedObject[]>();
  readonly #indexes = new Map<string, Index>();

  constructor(objects: readonly PlannedObject[]) {
    for (const planned of objects) {
      const same = this.#byType.get(planned.type);
      if (same === undefined) this.#byType.set(planned.type, [planned]);
      else same.push(planned);
    }
  }

  /**
   * The objects of a type, in the account and Region of `by`, whose property has the value. `id` and `arn` are those
   * that stand for an object as long as it has none. Open where an object's property is not known yet.
   */
  find(by: PlannedObject, type: string, property: string, value: string): Items<PlannedObject> {
    const key = JSON.stringify([type, property]);
    let index = this.#indexes.get(key);
    if (index === undefined) this.#indexes.set(key, (index = this.#index(type, property)));
    const near = (other: PlannedObject) =>
      other.at.account === by.at.account && (global.test(type) || other.at.region === by.at.region);
    const found = (index.found.get(value) ?? []).filter(near);
    const perhaps = index.unknown.find(near);
    return perhaps === undefined ? found : new OpenList(found, untold(`${perhaps.address} may be one of them`));
  }

  /** The one object that a reference means: by its id, ARN, or a property that names it. Null where it is not here. */
  one(by: PlannedObject, types: readonly string[], reference: unknown, name: string): PlannedObject | null {
    if (typeof reference !== 'string') return null;
    for (const type of types) {
      for (const property of ['id', 'arn', name]) {
        const found = this.find(by, type, property, reference);
        const [one] = found instanceof OpenList ? found.elements : found;
        if (one !== undefined) return one;
      }
    }
    return null;
  }

  #index(type: string, property: string): Index {
    const index: Index = { found: new Map(), unknown: [] };
    for (const planned of this.#byType.get(type) ?? []) {
      const value =
        property === 'id' ? planned.id : property === 'arn' ? planned.arn : planned.properties.text(property);
      if (value instanceof UnknownValue) index.unknown.push(planned);
      if (typeof value !== 'string') continue;
      const same = index.found.get(value);
      if (same === undefined) index.found.set(value, [planned]);
      else same.push(planned);
    }
    return index;
  }
}

interface Index {
  readonly found: Map<string, PlannedObject[]>;
  readonly unknown: PlannedObject[];
}
