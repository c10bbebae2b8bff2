import { expect } from 'chai';
import fc from 'fast-check';
import { AddressSet, canonical, families, networkOf, publicSpace } from '../../../rules/shared/addresses.ts';
import { addressIn, blocks, net, split, type Net } from './address-universe.ts';
import { runs } from './runs.ts';

const setOf = (nets: readonly Net[]) => AddressSet.of(nets.map(({ cidr }) => cidr));
const counted = (nets: readonly Net[]) =>
  new Set(nets.flatMap(({ family, blocks: inside }) => inside.map((block) => `${family} ${block}`)));
const nets = fc.oneof(
  fc.array(net, { maxLength: 8 }),
  split,
  fc.tuple(split, split).map((both) => both.flat()),
);

describe('address sets', () => {
  it('agree with counting block by block', () => {
    fc.assert(
      fc.property(nets, nets, (some, others) => {
        const [a, b] = [setOf(some), setOf(others)];
        const [inA, inB] = [counted(some), counted(others)];
        for (const family of families) {
          const inAll = blocks.map((block) => ({
            inA: inA.has(`${family} ${block}`),
            inB: inB.has(`${family} ${block}`),
          }));
          expect(a.isWhole(family)).to.equal(inAll.every((each) => each.inA));
          expect(a.isEmpty(family)).to.equal(!inAll.some((each) => each.inA));
          expect(a.union(b).isWhole(family)).to.equal(inAll.every((each) => each.inA || each.inB));
          expect(a.minus(b).isEmpty(family)).to.equal(!inAll.some((each) => each.inA && !each.inB));
          for (const [block, each] of inAll.entries()) {
            const address = addressIn(family, block);
            expect(a.has(address)).to.equal(each.inA);
            expect(a.intersection(b).has(address)).to.equal(each.inA && each.inB);
            expect(a.minus(b).has(address)).to.equal(each.inA && !each.inB);
            expect(a.union(b).has(address)).to.equal(each.inA || each.inB);
            expect(a.only(family).has(address)).to.equal(each.inA);
          }
        }
        const same = [...inA].every((each) => inB.has(each)) && [...inB].every((each) => inA.has(each));
        expect(a.equals(b)).to.equal(same);
      }),
      runs,
    );
  });

  it('hold to the last address', () => {
    const allButOne = AddressSet.of(['0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/3', '224.0.0.0/4', '240.0.0.0/5']);
    expect(allButOne.isWhole('ipv4')).to.be.false;
    expect(AddressSet.everything.minus(AddressSet.of(['255.255.255.255/32'])).isWhole('ipv4')).to.be.false;
    expect(AddressSet.everything.minus(AddressSet.of(['::/128'])).isWhole('ipv6')).to.be.false;
    const last = AddressSet.of(['255.255.255.255/32']);
    expect(AddressSet.everything.minus(AddressSet.everything.minus(last)).equals(last)).to.be.true;
    expect(AddressSet.of(['0.0.0.0/1', '128.0.0.0/1']).isWhole('ipv4')).to.be.true;
    expect(AddressSet.of(['::/1', '8000::/1']).isWhole('ipv6')).to.be.true;
    expect(AddressSet.of(['::/1', '8000::/1']).isWhole('ipv4')).to.be.false;
  });
});

describe('networks', () => {
  for (const cidr of ['0.0.0.0/0', '10.1.2.3/0', '255.255.255.255/0']) {
    it(`${cidr} is the whole IPv4 space`, () => expect(AddressSet.of([cidr]).isWhole('ipv4')).to.be.true);
  }
  const whole = [
    '::/0',
    '0::0/0',
    '0:0:0:0:0:0:0:0/0',
    '0000:0000:0000:0000:0000:0000:0000:0000/0',
    'FE80::1/0',
    '::/00',
  ];
  for (const cidr of [...whole, '::ffff:1.2.3.4/0']) {
    it(`${cidr} is the whole IPv6 space`, () => expect(AddressSet.of([cidr]).isWhole('ipv6')).to.be.true);
  }

  it('IPv4-mapped addresses are IPv6 addresses, not the IPv4 space', () => {
    const mapped = AddressSet.of(['::ffff:0:0/96']);
    expect(mapped.isEmpty('ipv4')).to.be.true;
    expect(mapped.isWhole('ipv6')).to.be.false;
    expect(mapped.equals(AddressSet.of(['::FFFF:0.0.0.0/96']))).to.be.true;
  });

  for (const text of [
    '',
    '/',
    '0.0.0.0',
    '::',
    '0.0.0.0/33',
    '::/129',
    '1.2.3/8',
    '010.0.0.1/8',
    '0x0.0.0.0/0',
    '0/0',
    'fe80::1%eth0/64',
    '0.0.0.0/-1',
    '0.0.0.0/0/0',
    ' 0.0.0.0/0',
    'any/0',
    '256.0.0.0/8',
    '0.0.0.0/',
  ]) {
    it(`"${text}" is none`, () => {
      expect(networkOf(text)).to.be.null;
      expect(() => AddressSet.of([text])).to.throw(RangeError);
    });
  }

  it('have one canonical spelling', () => {
    expect(canonical('10.1.2.3/8')).to.equal('10.0.0.0/8');
    expect(canonical('2001:0DB8:0:0:0:0:0:1/32')).to.equal('2001:db8::/32');
    expect(canonical('::/0')).to.equal('::/0');
    expect(canonical('0000::FFFF/0')).to.equal('::/0');
    expect(canonical('192.0.2.7/32')).to.equal('192.0.2.7/32');
    expect(canonical('nonsense')).to.equal('nonsense');
  });

  it('are read alike whether or not they were read before', () => {
    for (let n = 0; n < 25_000; n += 1) networkOf(`10.${n % 250}.${n >> 8}.0/24`);
    expect(canonical('10.1.2.3/8')).to.equal('10.0.0.0/8');
  });
});

describe('the public space', () => {
  for (const address of [
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.0',
    '203.0.113.5',
    '2600::1',
    '2001:db8::1',
  ]) {
    it(`has ${address}`, () => expect(publicSpace.has(address)).to.be.true);
  }
  for (const address of [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '127.0.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    '::1',
    '64:ff9b::1',
    'nonsense',
  ]) {
    it(`has no ${address}`, () => expect(publicSpace.has(address)).to.be.false);
  }
});
