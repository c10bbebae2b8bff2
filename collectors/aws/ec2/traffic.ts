const protocolNames: Readonly<Record<string, string>> = {
  '-1': 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
};

/** The protocol of a rule by its name where it has one, else by its number. */
export function protocolOf(protocol: string | undefined): string | undefined {
  const text = protocol?.toLowerCase();
  return text === undefined ? undefined : (protocolNames[text] ?? text);
}

/** The ports of a rule, or ICMP's type and code, as AWS applies them whatever it was given. */
export function portsOf(
  protocol: string | undefined,
  from: number | undefined,
  to: number | undefined,
): { fromPort: number | null | undefined; toPort: number | null | undefined } {
  switch (protocol) {
    case undefined:
    case 'tcp':
    case 'udp':
    case 'icmp': // always answered for these three
      return { fromPort: from, toPort: to };
    case 'icmpv6': // documented: all types and codes where they are left out
      return { fromPort: from ?? -1, toPort: to ?? -1 };
    default: // documented: all ports, regardless of any range
      return { fromPort: null, toPort: null };
  }
}
