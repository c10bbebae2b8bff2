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
  const { networkInterfaces: list, publicIp } = facts;
  const old = listOf(list).elements;
  const elements = old.map((element) => {
    if (!isRecord(element) || typeof element.interfaceId !== 'string') return element;
    const own = interfaceOf(element.interfaceId);
    return own === undefined ? element : withOwn(element, own);
  });
  const differs = (read: (element: Tree) => Tree) => canonical(old.map(read)) !== canonical(elements.map(read));
  if (!differs((element) => element)) return facts;
  const isStale =
    !(publicIp instanceof UnknownValue) &&
    !isHeld(elements, publicIp) &&
    differs((element) => (isRecord(element) ? element.publicIps : null));
  return {
    ...facts,
    networkInterfaces: like(list, elements),
    ...(isStale ? { publicIp: untold('the addresses of its network interfaces change') } : {}),
  };
}

/** What an instance says of an interface, with what is said of that by itself. */
function withOwn(element: Facts, own: Facts): Facts {
  const told = shared.filter((fact) => own[fact] !== undefined && !isOnlyLive(own[fact]));
  return {
    ...element,
    ...Object.fromEntries(
      told.map((fact) => {
        const value = own[fact];
        // Of one that is not in the input only what is put to it is told.
        const isBare = value instanceof OpenList && isOnlyLive(value.unknown);
        return [fact, isBare ? joined(element[fact], value) : value];
      }),
    ),
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
