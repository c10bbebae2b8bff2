import type { Facts } from '../../core/kinds/index.ts';
import { UnknownValue } from '../../core/resource.ts';
import { protocolOf } from '../aws/ec2/traffic.ts';
import { plannedPorts } from './security-group-rules.ts';
import { then, untold, type Deep, type Maybe } from './value.ts';

export type AclEntry = Deep<Facts<'aws.ec2.network-acl'>['entries'][number]>;

/** An entry, under whatever names an input gives its properties. */
export interface GivenEntry {
  readonly ruleNumber: Maybe<number | null>;
  readonly egress: Maybe<boolean>;
  readonly action: Maybe<string | null>;
  readonly protocol: Maybe<string | null>;
  readonly cidrIpv4: Maybe<string | null>;
  readonly cidrIpv6: Maybe<string | null>;
  readonly ports: readonly [from: Maybe<number | null>, to: Maybe<number | null>];
  /** ICMP's type and code. */
  readonly icmp: readonly [type: Maybe<number | null>, code: Maybe<number | null>];
}

/** Of names by which inputs call protocols that EC2 has by their numbers alone, those that are met. */
const numbers: Readonly<Record<string, string>> = {
  igmp: '2',
  ipv4: '4',
  ipv6: '41',
  gre: '47',
  esp: '50',
  ah: '51',
  'ipv6-icmp': '58',
  eigrp: '88',
  ospfigp: '89',
  ipip: '94',
  pim: '103',
  vrrp: '112',
  l2tp: '115',
  sctp: '132',
  udplite: '136',
};

/** An entry as a live collector gives it. */
export function entryOf({ ports, icmp, ...entry }: GivenEntry): AclEntry {
  const protocol = protocolNamed(entry.protocol);
  const isIcmp = protocol === 'icmp' || protocol === 'icmpv6';
  const nobody = entry.cidrIpv4 === null && entry.cidrIpv6 === null;
  // Of IPv6's ICMP over IPv4 all types and codes are meant, whatever is given.
  const all = protocol === 'icmpv6' && typeof entry.cidrIpv4 === 'string';
  const [from, to] = protocol instanceof UnknownValue ? [protocol, protocol] : isIcmp ? icmp : ports;
  return {
    ruleNumber: entry.ruleNumber ?? untold('the entry has no number', 'error'),
    egress: entry.egress,
    action: then(entry.action, (action) => action.toLowerCase()) ?? untold('the entry has no action', 'error'),
    protocol,
    cidrIpv4: nobody ? untold('the entry names no addresses', 'error') : entry.cidrIpv4,
    cidrIpv6: entry.cidrIpv6,
    ...plannedPorts(protocol, all ? -1 : from, all ? -1 : to),
  };
}

function protocolNamed(given: Maybe<string | null>): Maybe<string> {
  if (given instanceof UnknownValue) return given;
  if (given === null) return untold('the entry names no protocol', 'error');
  const lower = given.trim().toLowerCase();
  const protocol = protocolOf(numbers[lower] ?? lower) ?? lower;
  if (/^(all|tcp|udp|icmp|icmpv6|\d+)$/.test(protocol)) return protocol;
  return untold(`the protocol ${protocol.slice(0, 40)} is not known here by its name`, 'not-supported');
}

/** Refuses what no other entry of a network ACL decides: AWS keeps one of each direction, over IPv6 where there is any. */
export const lastEntries: readonly AclEntry[] = [false, true].map((egress) => ({
  ruleNumber: 32_767,
  egress,
  action: 'deny',
  protocol: 'all',
  cidrIpv4: '0.0.0.0/0',
  cidrIpv6: null,
  fromPort: null,
  toPort: null,
}));

/** Stands for the entries of one direction, where nothing is known of them: the other direction is not in doubt. */
export function unknownEntry(egress: boolean, why: UnknownValue): AclEntry {
  return {
    ruleNumber: why,
    egress,
    action: why,
    protocol: why,
    cidrIpv4: why,
    cidrIpv6: why,
    fromPort: why,
    toPort: why,
  };
}
