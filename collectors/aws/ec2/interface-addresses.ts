import { all } from '../normalise.ts';

interface Association {
  readonly PublicIp?: string | undefined;
  readonly CarrierIp?: string | undefined;
  readonly CustomerOwnedIp?: string | undefined;
}

/** A network interface, as it is listed or as part of its instance. */
interface Interface {
  readonly Association?: Association | undefined;
  readonly PrivateIpAddresses?: readonly { readonly Association?: Association | undefined }[] | undefined;
  readonly Ipv6Addresses?: readonly { readonly Ipv6Address?: string | undefined }[] | undefined;
  readonly Groups?: readonly { readonly GroupId?: string | undefined }[] | undefined;
}

/** The public IPv4 addresses of all private addresses of an interface. Without an association, or with an empty one, none. */
export function publicIpsOf(one: Interface): string[] | undefined {
  if (one.PrivateIpAddresses === undefined) return undefined;
  const addresses = [one, ...one.PrivateIpAddresses].flatMap(({ Association: association = {} }) => {
    if (association.PublicIp !== undefined) return [association.PublicIp];
    // An address of a carrier or of the customer's own network is not a public one.
    const other = association.CarrierIp ?? association.CustomerOwnedIp;
    return other !== undefined || Object.keys(association).length === 0 ? [] : [undefined];
  });
  return all([...new Set(addresses)]);
}

export function ipv6AddressesOf(one: Interface): string[] | undefined {
  return all(one.Ipv6Addresses?.map(({ Ipv6Address }) => Ipv6Address));
}

export function groupIdsOf(one: Interface): string[] | undefined {
  return all(one.Groups?.map(({ GroupId }) => GroupId));
}
