/**
 * The name that someone who wrote `name` most likely meant: the nearest of those that exist, or null where none is
 * near. Of several as near, the first in the order of names.
 */
export function closest(name: string, among: Iterable<string>): string | null {
  const written = name.toLowerCase();
  let best: string | null = null;
  let least = Infinity;
  for (const candidate of among) {
    // A third of the name may be wrong: more, and a suggestion misleads. Names of another length are not even compared,
    // so that a long input costs nothing.
    const most = Math.max(1, Math.floor(candidate.length / 3));
    if (Math.abs(candidate.length - written.length) > most) continue;
    const apart = distance(written, candidate.toLowerCase());
    if (apart > most || apart > least) continue;
    if (apart === least && best !== null && best <= candidate) continue;
    best = candidate;
    least = apart;
  }
  return best;
}

/** How many letters must be added, left out, exchanged or swapped with their neighbour to make one text the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    before = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
