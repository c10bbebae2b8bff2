import fc from 'fast-check';
import type { Family } from '../../../rules/shared/addresses.ts';

/**
 * A small world of addresses for models that count one by one: each family's space is cut into 8 blocks by its first
 * three bits, and a network is one with a prefix of 0 to 3 bits.
 */
export const blocks = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export interface Net {
  readonly family: Family;
  readonly cidr: string;
  readonly blocks: readonly number[];
}

function netOf(family: Family, prefix: number, block: number, noise: number, spelling: number): Net {
  const kept = (block >> (3 - prefix)) << (3 - prefix);
  const inside = blocks.filter((each) => each >> (3 - prefix) === block >> (3 - prefix));
  return { family, blocks: inside, cidr: `${spelt(family, kept, prefix, noise, spelling)}/${prefix}` };
}

/** With host bits set or not, and for IPv6 compressed or not, in either case. */
function spelt(family: Family, block: number, prefix: number, noise: number, spelling: number): string {
  const hostBits = prefix === 0 ? noise % 256 : noise % (1 << (8 - Math.max(prefix, 3)));
  const top = ((block << 5) | (spelling % 2 === 0 ? 0 : hostBits)) & 0xff;
  if (family === 'ipv4') return `${top}.0.${spelling === 3 ? 7 : 0}.${noise % 256}`;
  const first = ((top << 8) | (spelling === 3 ? 0xfd : 0)).toString(16);
  const last = (noise % 65_536).toString(16);
  const address =
    spelling < 2 ? `${first}::${last}` : `${first.padStart(4, '0')}:0:0000:0:0:0:0:${last.padStart(4, '0')}`;
  return spelling === 1 ? address.toUpperCase() : address;
}

export const net: fc.Arbitrary<Net> = fc
  .tuple(
    fc.constantFrom<Family>('ipv4', 'ipv6'),
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom(...blocks),
    fc.nat(70_000),
    fc.nat(3),
  )
  .map(([family, prefix, block, noise, spelling]) => netOf(family, prefix, block, noise, spelling));

/** Networks that share a space between them, in any order: the whole of it when none is dropped. */
export const split: fc.Arbitrary<Net[]> = fc
  .tuple(
    fc.constantFrom<Family>('ipv4', 'ipv6'),
    fc.constantFrom([0], [1, 1], [2, 2, 1], [1, 3, 3, 2], [3, 3, 2, 1], [2, 2, 2, 2], [3, 3, 3, 3, 3, 3, 3, 3]),
    fc.nat(70_000),
    fc.nat(3),
  )
  .chain(([family, prefixes, noise, spelling]) => {
    let next = 0;
    const nets = prefixes.map((prefix) => {
      const made = netOf(family, prefix, next, noise, spelling);
      next += 1 << (3 - prefix);
      return made;
    });
    return fc.shuffledSubarray(nets, { minLength: Math.max(1, nets.length - 1) });
  });

/** An address of a block, to ask about. */
export const addressIn = (family: Family, block: number): string =>
  family === 'ipv4' ? `${block << 5}.1.2.3` : `${((block << 13) | 1).toString(16)}::1`;
