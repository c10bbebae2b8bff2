import { expect } from 'chai';
import {
  allPorts,
  allTraffic,
  besides,
  eachOf,
  icmpOpenings,
  openingText,
  partOf,
  portsOf,
  portText,
  protocolOf,
  type OpenPorts,
  type PortRange,
} from '../../../rules/shared/ports.ts';
import { AddressSet } from '../../../rules/shared/addresses.ts';
import { openPorts } from '../../../rules/shared/security-group-rules.ts';

/** Ports of protocols that are open to all of IPv4. */
function open(...rules: [protocol: string, from: number, to: number][]): OpenPorts {
  return openPorts(
    rules.map(([protocol, from, to]) => ({ protocol, ports: { from, to }, sources: AddressSet.whole.ipv4 })),
  );
}
const parts = (openings: Parameters<typeof partOf>[1][]) => openings.map((each) => partOf('ingress', each));

describe('protocols and ports', () => {
  for (const [text, name] of [
    ['6', 'tcp'],
    ['TCP', 'tcp'],
    ['17', 'udp'],
    ['1', 'icmp'],
    ['58', 'icmpv6'],
    ['-1', 'all'],
    ['all', 'all'],
    ['47', '47'],
  ] as const) {
    it(`protocol ${text} is ${name}`, () => expect(protocolOf(text)).to.equal(name));
  }

  const ranges: [string, number | null, number | null, PortRange | null][] = [
    ['tcp', 22, 22, { from: 22, to: 22 }],
    ['tcp', 0, 65_535, allPorts],
    ['tcp', 0, 0, { from: 0, to: 0 }],
    ['tcp', null, null, allPorts],
    ['tcp', -1, -1, allPorts],
    ['tcp', 25, 20, null],
    ['47', 22, 22, allPorts],
    ['all', null, null, allPorts],
    ['icmp', -1, -1, allPorts],
    ['icmp', null, null, allPorts],
    ['icmp', 8, -1, { from: 2048, to: 2303 }],
    ['icmp', 3, 4, { from: 772, to: 772 }],
    ['icmpv6', 255, -1, { from: 65_280, to: 65_535 }],
  ];
  for (const [protocol, from, to, expected] of ranges) {
    it(`${protocol} ${from}-${to}`, () => expect(portsOf(protocol, from, to)).to.deep.equal(expected));
  }

  it('have a text', () => {
    const texts = [
      { protocol: 'tcp', from: 22, to: 22 },
      { protocol: 'udp', from: 20, to: 25 },
      { protocol: 'tcp', ...allPorts },
      { protocol: 'all', ...allPorts },
      { protocol: '47', ...allPorts },
      { protocol: 'icmp', ...allPorts },
      { protocol: 'icmp', from: 2048, to: 2303 },
      { protocol: 'icmp', from: 2048, to: 2559 },
      { protocol: 'icmpv6', from: 772, to: 772 },
      { protocol: 'icmp', from: 772, to: 800 },
    ].map(portText);
    expect(texts).to.deep.equal([
      ...['tcp/22', 'udp/20-25', 'tcp/0-65535', 'all', 'protocol/47'],
      ...['icmp', 'icmp/8', 'icmp/8-9', 'icmpv6/3:4', 'icmp/3:4-3:32'],
    ]);
    expect(openingText({ protocol: 'all', ...allPorts, family: 'ipv6' })).to.equal('every protocol and port over IPv6');
    expect(openingText({ protocol: 'tcp', from: 22, to: 22, family: 'ipv4' })).to.equal('tcp/22 over IPv4');
  });
});

describe('what is picked of open ports', () => {
  it('each port of a list by itself', () => {
    const pick = eachOf({ tcp: [22, 80, 80], udp: [53] });
    expect(parts(pick(open(['tcp', 20, 25], ['udp', 22, 22])))).to.deep.equal(['ingress tcp/22 0.0.0.0/0']);
    expect(parts(pick(open(['all', 0, 65_535])))).to.deep.equal([
      ...['ingress tcp/22 0.0.0.0/0', 'ingress tcp/80 0.0.0.0/0', 'ingress udp/53 0.0.0.0/0'],
    ]);
    expect(parts(pick(open(['tcp', 23, 79], ['tcp', 81, 90], ['47', 0, 65_535])))).to.deep.equal([]);
  });

  it('all traffic, or every port of a protocol', () => {
    expect(parts(allTraffic(open(['all', 0, 65_535])))).to.deep.equal(['ingress all 0.0.0.0/0']);
    expect(parts(allTraffic(open(['tcp', 0, 16_383], ['tcp', 16_384, 65_535])))).to.deep.equal([
      'ingress tcp/0-65535 0.0.0.0/0',
    ]);
    // Port 0 cannot be used: leaving it out leaves nothing out. Port 1 can.
    expect(parts(allTraffic(open(['udp', 1, 65_535])))).to.deep.equal(['ingress udp/1-65535 0.0.0.0/0']);
    expect(parts(allTraffic(open(['tcp', 2, 65_535])))).to.deep.equal([]);
    expect(parts(allTraffic(open(['tcp', 0, 65_534])))).to.deep.equal([]);
    expect(parts(allTraffic(open(['tcp', 0, 100], ['tcp', 102, 65_535])))).to.deep.equal([]);
    expect(parts(allTraffic(open(['47', 0, 65_535])))).to.deep.equal([]);
  });

  it('what lies beside the authorised ports', () => {
    const pick = besides({ tcp: [80, 443], udp: [] });
    const told = (...rules: [string, number, number][]) => parts(pick(open(...rules)));
    expect(told(['tcp', 80, 80], ['tcp', 443, 443])).to.deep.equal([]);
    expect(told(['udp', 443, 443])).to.deep.equal(['ingress udp/443 0.0.0.0/0']);
    expect(told(['tcp', 80, 81])).to.deep.equal(['ingress tcp/81 0.0.0.0/0']);
    expect(told(['tcp', 79, 80])).to.deep.equal(['ingress tcp/79 0.0.0.0/0']);
    expect(told(['tcp', 79, 81])).to.deep.equal(['ingress tcp/79-81 0.0.0.0/0']);
    expect(told(['tcp', 0, 65_535])).to.deep.equal(['ingress tcp/0-65535 0.0.0.0/0']);
    expect(told(['all', 0, 65_535])).to.deep.equal(['ingress all 0.0.0.0/0']);
    expect(told(['132', 0, 65_535])).to.deep.equal(['ingress protocol/132 0.0.0.0/0']);
    expect(told(['icmp', 0, 65_535])).to.deep.equal([]);
  });

  it('ICMP but for what path MTU discovery needs', () => {
    expect(parts(icmpOpenings(open(['icmp', 0, 65_535])))).to.deep.equal(['ingress icmp 0.0.0.0/0']);
    expect(parts(icmpOpenings(open(['icmp', 2048, 2303])))).to.deep.equal(['ingress icmp/8 0.0.0.0/0']);
    expect(parts(icmpOpenings(open(['icmp', 772, 772])))).to.deep.equal([]);
    expect(parts(icmpOpenings(open(['icmp', 768, 1023])))).to.deep.equal([]);
    expect(parts(icmpOpenings(open(['icmp', 768, 1024])))).to.deep.equal(['ingress icmp/3:0-4:0 0.0.0.0/0']);
    expect(parts(icmpOpenings(open(['icmp', 767, 1023])))).to.deep.equal(['ingress icmp/2:255-3:255 0.0.0.0/0']);
    expect(parts(icmpOpenings(open(['icmpv6', 0, 65_535])))).to.deep.equal([]); // IPv4 does not carry it
  });
});
