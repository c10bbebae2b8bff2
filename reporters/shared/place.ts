import { hash } from 'node:crypto';
import type { FindingResource } from '../../core/finding.ts';
import type { SourcePlace } from '../../core/resource.ts';

/**
 * Where a finding is, for formats that want a file and a line. A planned resource has its source; what lives in an
 * account has no file, and gets a relative path that is the same in every scan.
 */

/** Characters of one segment of a path, and of a path. */
const longest = { segment: 160, path: 1_000 };

/**
 * A path for what has no file: `aws/111111111111/us-east-1/ec2/volume/vol-1`, percent-encoded. No colon in it: an ARN
 * would be read as a URI of the scheme `arn`, for which GitHub refuses a whole file.
 */
export function virtualPath({ kind, arn, account, region, address }: FindingResource): string {
  const [, service = 'unknown', noun = 'unknown'] = kind.split('.');
  return [
    'aws',
    segment(account ?? 'planned'),
    segment(region ?? 'planned'),
    segment(service),
    segment(noun),
    ...(arn === null && address === undefined ? [] : [segment(arn === null ? (address ?? '') : idOf(arn))]),
  ].join('/');
}

/** The source file as a relative URI reference, percent-encoded. */
export function sourceUri({ file }: SourcePlace): string {
  return segmentsOf(file).map(segment).join('/');
}

/** The source file as a path of the repository, as it is written there; only what acts in a log is percent-encoded. */
export function sourcePath({ file }: SourcePlace): string {
  const path = segmentsOf(file.toWellFormed())
    .map((one) => bounded(one.replace(acting, encodeURIComponent), longest.segment))
    .join('/');
  return bounded(path, longest.path);
}

const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A source file below the sources: no scheme, no drive, nothing that climbs out. */
function segmentsOf(file: string): string[] {
  const segments = file
    .replace(/^[a-z]:(?=[/\\])/i, '')
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return segments.length === 0 ? ['~'] : segments;
}

/** What an ARN says after the type: `sg-1` of `arn:aws:ec2:us-east-1:111111111111:security-group/sg-1`. */
function idOf(arn: string): string {
  const rest = arn.startsWith('arn:') ? arn.split(':').slice(5).join(':') : arn;
  const id = arn.startsWith('arn:') ? rest.replace(/^[^/:]+[/:](?=.)/, '') : rest;
  return id === '' ? arn : id;
}

/** One segment of a path: percent-encoded, of bounded length, never empty or made of dots only. */
export function segment(text: string): string {
  let encoded = '';
  for (const character of text.toWellFormed()) {
    const next = encodeURIComponent(character).replace(/[!'()*]/g, percent);
    if (encoded.length + next.length > longest.segment) return `${encoded}~${digestOf(text)}`;
    encoded += next;
  }
  return /^\.*$/.test(encoded) ? `~${encoded}` : encoded;
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
const digestOf = (text: string) => hash('sha256', text).slice(0, 16);

/** The text, where it is too long with a digest in place of its end: two that differ stay two. */
export function bounded(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 17).replace(/[\ud800-\udbff]$/, '')}~${digestOf(text)}`;
}
