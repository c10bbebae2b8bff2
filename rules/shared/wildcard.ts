/**
 * Patterns of IAM policies: `*` stands for any text, `?` for any one character, everything else for itself. No regular
 * expression is ever made of them: matching walks along the text once for each `*` run and cannot explode.
 */
export type Pattern = readonly number[];

const one = -1;
const any = -2;
/** A policy variable such as `${aws:username}`: some text that is not known here. */
const variable = -3;

const star = 42;
const question = 63;

/** @param variables whether `${…}` is a policy variable (Version 2012-10-17, resources only) or literal text */
export function pattern(text: string, { variables = false, ignoreCase = false } = {}): Pattern {
  const source = ignoreCase ? text.toLowerCase() : text;
  const tokens: number[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const end = variables && source.startsWith('${', at) ? source.indexOf('}', at) : -1;
    const code = source.charCodeAt(at);
    if (end !== -1) {
      const name = source.slice(at + 2, end);
      tokens.push(name === '*' || name === '?' || name === '$' ? name.charCodeAt(0) : variable); // `${*}` is a literal
      at = end;
    } else if (code === question) {
      if (tokens.at(-1) === any)
        tokens.splice(-1, 1, one, any); // one spelling for each run: `??*`
      else tokens.push(one);
    } else if (code !== star) tokens.push(code);
    else if (tokens.at(-1) !== any) tokens.push(any);
  }
  return tokens;
}

/** Whether the pattern matches the text, all of it. */
export function matches(outer: Pattern, text: string): boolean {
  return covers(outer, literal(text));
}

/** A pattern that matches this text only. */
export function literal(text: string): Pattern {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

/**
 * Whether `outer` matches every text that `inner` matches. It never says so wrongly. It may miss a cover where a `?` of
 * `outer` stands for a character out of a `*` of `inner` (`??*` over `?*a`), which nobody writes about resources; the
 * spaces asked about are spelt `?*`, so that an `outer` of that spelling counts.
 */
export function covers(outer: Pattern, inner: Pattern): boolean {
  let at = 0;
  let next = 0;
  let resume = -1; // where in `outer` the last `*` stands, and how much of `inner` it has swallowed
  let swallowed = 0;
  while (next < inner.length) {
    const want = outer[at];
    if (want === any) {
      resume = at;
      swallowed = next;
      at += 1;
    } else if (want !== undefined && fits(want, inner[next])) {
      at += 1;
      next += 1;
    } else if (resume !== -1) {
      swallowed += 1;
      at = resume + 1;
      next = swallowed;
    } else return false;
  }
  while (outer[at] === any) at += 1;
  return at === outer.length;
}

/** Whether one token of a pattern, no `*`, stands for whatever the other stands for. */
function fits(want: number, given: number | undefined): boolean {
  if (given === undefined || want === variable) return false;
  return want === one ? given === one || given >= 0 : want === given;
}
