import { AddressSet, families, publicSpace } from './addresses.ts';

/** One of an ordered list of decisions about addresses. Something of it may be unknown: then it is a doubtful one. */
export interface Decision {
  /** The addresses that it surely decides, and those that it may decide. */
  readonly sure: AddressSet;
  readonly upTo: AddressSet;
  /** What it decides; null where that is not known. */
  readonly admits: boolean | null;
}

export interface Admitted {
  /** Admitted whatever the unknowns turn out to be. */
  readonly always: AddressSet;
  /** Admitted if the unknowns turn out so. */
  readonly ever: AddressSet;
}

/** The addresses that a list of decisions admits: of those that match an address the first counts; none: refused. */
export function firstMatch(decisions: readonly Decision[]): Admitted {
  let open = AddressSet.everything; // those that may have met no decision yet
  let admitted = AddressSet.nothing; // those that may have been admitted
  let refused = AddressSet.nothing; // those that may have been refused
  for (const { sure, upTo, admits } of decisions) {
    const met = open.intersection(upTo);
    if (admits !== false) admitted = admitted.union(met);
    if (admits !== true) refused = refused.union(met);
    open = open.minus(sure);
  }
  return { always: admitted.minus(refused).minus(open), ever: admitted };
}

/**
 * What a list admits of the internet: nothing of a family unless what it admits, before anything is refused, adds up to
 * the whole space; then the public addresses that are left. So the internet is not kept out by refusing a few
 * addresses ahead of admitting all, and is by refusing all of them.
 */
export function internetAdmitted(decisions: readonly Decision[]): Admitted {
  const { always, ever } = firstMatch(decisions);
  const wholeIn = (sets: readonly AddressSet[]) => {
    const union = AddressSet.union(sets);
    return AddressSet.union(families.filter((family) => union.isWhole(family)).map((each) => AddressSet.whole[each]));
  };
  const offered = wholeIn(decisions.filter(({ admits }) => admits === true).map(({ sure }) => sure));
  const offeredUpTo = wholeIn(decisions.filter(({ admits }) => admits !== false).map(({ upTo }) => upTo));
  return {
    always: always.intersection(offered).intersection(publicSpace),
    ever: ever.intersection(offeredUpTo).intersection(publicSpace),
  };
}
