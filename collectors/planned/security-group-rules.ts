import type { Facts } from '../../core/kinds/index.ts';
import { UnknownValue } from '../../core/resource.ts';
import { portsOf, protocolOf } from '../aws/ec2/traffic.ts';
import { isSymbol } from './symbol.ts';
import { elementsWithUnknown, untold, type Deep, type Items, type Maybe } from './value.ts';

export type GroupRule = Deep<Facts<'aws.ec2.security-group'>['ingress'][number]>;

/** The traffic of a permission and all its sources, under whatever names an input gives them. */
export interface Permission {
  readonly protocol: Maybe<string | null>;
  readonly from: Maybe<number | null>;
  readonly to: Maybe<number | null>;
  readonly description: Maybe<string | null>;
  readonly cidrIpv4?: Maybe<Items<Maybe<string>> | null>;
  readonly cidrIpv6?: Maybe<Items<Maybe<string>> | null>;
  readonly prefixListId?: Maybe<Items<Maybe<string>> | null>;
  readonly referencedGroupId?: Maybe<Items<Maybe<string>> | null>;
}

const sourceFacts = ['cidrIpv4', 'cidrIpv6', 'prefixListId', 'referencedGroupId'] as const;

/** A rule for each source, as a live collector gives them. A source that is not known yet is a rule of its own. */
export function rulesOf(permission: Permission): readonly GroupRule[] {
  const { protocol: given, from, to, description } = permission;
  // Left out, a protocol has no documented meaning; `all` is what -1 is called.
  const protocol =
    given instanceof UnknownValue ? given : (protocolOf(given ?? undefined) ?? untold('it names no protocol', 'error'));
  const traffic = {
    protocol,
    ...plannedPorts(protocol, from, to),
    description: description === '' ? null : description,
  };
  const nothing = { cidrIpv4: null, cidrIpv6: null, prefixListId: null, referencedGroupId: null };
  const rules: GroupRule[] = [];
  for (const fact of sourceFacts) {
    for (const source of elementsWithUnknown(permission[fact] ?? null)) {
      rules.push({ ...traffic, ...nothing, [fact]: source });
    }
  }
  return rules;
}

/** A group as an input names it: its id, or `account/id` for one of a peer. */
export function groupIdOf(reference: string): string {
  return isSymbol(reference) ? reference : (reference.split('/').at(-1) ?? reference);
}

/** Ports, or type and code of ICMP, as a live collector gives them; what they need and lack is unknown. */
export function plannedPorts(
  protocol: Maybe<string>,
  from: Maybe<number | null>,
  to: Maybe<number | null>,
): { fromPort: Maybe<number | null>; toPort: Maybe<number | null> } {
  if (protocol instanceof UnknownValue) return { fromPort: from, toPort: to };
  const known = (port: Maybe<number | null>) => (typeof port === 'number' ? port : undefined);
  const { fromPort, toPort } = portsOf(protocol, known(from), known(to));
  const missing = untold(`${protocol} without its ports`, 'error');
  const settled = (port: number | null | undefined, given: Maybe<number | null>) =>
    port === null ? null : given instanceof UnknownValue ? given : (port ?? missing);
  return { fromPort: settled(fromPort, from), toPort: settled(toPort, to) };
}
