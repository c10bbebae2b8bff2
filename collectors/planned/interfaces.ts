import { UnknownValue } from '../../core/resource.ts';
import { canonical, type Draft, type Tree } from './draft.ts';
import { isOnlyLive, joined, like, listOf } from './lists.ts';
import { isRecord, OpenList, untold } from './value.ts';

type Facts = Draft['facts'];

/** What an instance says of its network interfaces, and each of them of itself. */
const shared = ['subnetId', 'vpcId', 'groupIds', 'publicIps', 'ipv6Addresses'];

/**
 * The facts of an instance, with what is said of its network interfaces where they are described by themselves: groups
 * that are attached to one, Elastic IP addresses. The same object where nothing is.
 */
export function withInterfaces(facts: Facts, interfaceOf: (id: string) => Facts | undefined): Facts {
  const list = facts.networkInterfaces;
  let addressesChange = false;
  let changes = false;
  const elements = listOf(list).elements.map((element) => {
    if (!isRecord(element) || typeof element.interfaceId !== 'string') return element;
    const own = interfaceOf(element.interfaceId);
    if (own === undefined) return element;
    const both: Record<string, Tree> = { ...element };
    for (const fact of shared) {
      const value = own[fact];
      if (value === undefined || isOnlyLive(value)) continue;
      // Of one that is not in the input only what is put to it is told.
      both[fact] = value instanceof OpenList && isOnlyLive(value.unknown) ? joined(element[fact], value) : value;
    }
    const differs = (fact: string) => canonical(both[fact]) !== canonical(element[fact]);
    addressesChange ||= differs('publicIps');
    changes ||= shared.some(differs);
    return both;
  });
  if (!changes) return facts;
  const { publicIp } = facts;
  const isStale = addressesChange && !(publicIp instanceof UnknownValue) && !isHeld(elements, publicIp);
  return {
    ...facts,
    networkInterfaces: like(list, elements),
    ...(isStale ? { publicIp: untold('the addresses of its network interfaces change') } : {}),
  };
}

/**
 * The facts of an instance of which only its public address was set: it is that of one of its interfaces, so of the
 * only one there is.
 */
export function withAddressPlaced(facts: Facts): Facts {
  const { publicIp, networkInterfaces: list } = facts;
  if (publicIp === null || publicIp === undefined || isOnlyLive(publicIp)) return facts;
  const { elements, unknown } = listOf(list);
  if (isHeld(elements, publicIp)) return facts;
  const isOnly = elements.length === 1 && unknown === null;
  const placed = elements.map((element) => {
    if (!isRecord(element)) return element;
    const more = isOnly ? [publicIp] : new OpenList([], untold('it may have the public address of the instance'));
    return { ...element, publicIps: joined(element.publicIps, more) };
  });
  return { ...facts, networkInterfaces: like(list, placed) };
}

/** Whether the address may be one of an interface, for all that is known. */
function isHeld(elements: readonly Tree[], publicIp: Tree): boolean {
  return elements.some((element) => {
    if (!isRecord(element)) return true;
    const { elements: addresses, unknown } = listOf(element.publicIps);
    if (publicIp instanceof UnknownValue) return unknown !== null || addresses.length > 0;
    return addresses.some((address) => address === publicIp || address instanceof UnknownValue);
  });
}
