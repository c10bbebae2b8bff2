import type { Facts, FactName, KindId } from '../../core/kinds/index.ts';
import type { SourcePlace, UnknownValue } from '../../core/resource.ts';
import type { Side } from './side.ts';
import type { AsMade, Block, Deep, Maybe, OpenList } from './value.ts';

/** Where a planned resource will be, as far as its input tells. */
export interface Whereabouts {
  readonly partition: string;
  readonly account: string | null;
  readonly region: string | null;
}

/** One resource of a plan or template, on one side of the change. */
export interface PlannedObject {
  /** `aws_security_group`, `AWS::EC2::SecurityGroup`. */
  readonly type: string;
  /** Terraform address, or logical id after the nested stack's path. */
  readonly address: string;
  readonly properties: Block;
  /** Its id and ARN; until it has them, what stands for it: `tf:<address>`, `cfn:<template>/<logical id>`. */
  readonly id: string;
  readonly arn: string;
  readonly at: Whereabouts;
  readonly place: SourcePlace | null;
  /** Why it cannot be told whether it is made at all, where it cannot. */
  readonly conditional?: UnknownValue | null;
  /** Whether its source gives the property; what it does not give may be what the account has. */
  readonly configured: (property: string) => boolean;
}

/** What is said of one resource of a kind. Every fact is given: what the input does not tell is unknown, never left out. */
export interface Description<K extends KindId> {
  readonly name?: Maybe<string | null>;
  readonly tags?: Maybe<Readonly<Record<string, Maybe<string>>>>;
  /** Of a kind of which the type holds one by the way (an instance's root volume): what is added to the address. */
  readonly within?: string;
  /** Of one within another: it may stay in the account when the other goes. */
  readonly stays?: boolean;
  readonly facts: { readonly [F in keyof Facts<K>]: Deep<Facts<K>[F]> | AsMade<Deep<Facts<K>[F]>> };
}

type Elements<T> = T extends readonly (infer E)[] ? readonly Deep<E>[] | OpenList<Deep<E>> : never;

/** What a resource of its own says of another: a rule of a security group, a policy attached to a role. */
export interface Part<K extends KindId> {
  /** Which it belongs to: the value of the mapping's `key`. Null: to none. */
  readonly of: Maybe<string | null>;
  /** Nothing is made of it where what it belongs to is not in the input. */
  readonly isOptional?: boolean;
  /** Elements that it adds to list facts. */
  readonly add?: { readonly [F in keyof Facts<K>]?: Elements<NonNullable<Facts<K>[F]>> };
  /** Facts that it decides. */
  readonly set?: { readonly [F in keyof Facts<K>]?: Deep<Facts<K>[F]> };
  /** What those facts are once it is withdrawn, where that is told. */
  readonly unset?: { readonly [F in keyof Facts<K>]?: Deep<Facts<K>[F]> };
}

/**
 * How the types of a plan or template describe the resources of one kind, so that the same resource has the same facts
 * as a live collector gives it. A property that is left out has the default that the provider or CloudFormation
 * documents, or is unknown.
 */
export interface Mapping<K extends KindId = KindId> {
  readonly kind: K;
  /**
   * Facts that tell one from all others in its account and Region, each alternative enough by itself: how a resource
   * that a plan creates meets the one that is live since. An empty alternative: there is only one.
   */
  readonly identity: readonly (readonly (FactName<K> | 'name')[])[];
  /**
   * What tells the one that AWS makes by itself from others of the kind: one for each value of the fact `per` (the
   * default network ACL of a VPC), or one for an account and Region. What adopts it meets the live one by that.
   */
  readonly byDefault?: { readonly facts: Partial<Facts<K>>; readonly per?: FactName<K> };
  /** Lists whose elements only one resource of the kind has at a time: a subnet has one route table. */
  readonly exclusive?: readonly FactName<K>[];
  /** The fact that parts name it by. */
  readonly key?: FactName<K> | 'name';
  /** The ARN that live collectors give it, where the type has none of its own. */
  readonly arn?: (
    id: string,
    at: { readonly partition: string; readonly account: string; readonly region: string },
  ) => string;
  /** Lists whose elements keep their identity by these members: one that changes is merged, not replaced. */
  readonly elements?: { readonly [F in keyof Facts<K>]?: readonly string[] };
  readonly types: Readonly<
    Record<string, (planned: PlannedObject, side: Side) => Description<K> | readonly Description<K>[]>
  >;
  readonly parts?: Readonly<Record<string, (planned: PlannedObject, side: Side) => Part<K> | readonly Part<K>[]>>;
}

export function defineMapping<const K extends KindId>(mapping: Mapping<K>): Mapping<K> {
  return mapping;
}
