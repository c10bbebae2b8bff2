const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

const written = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/;

/**
 * The point in time that ISO 8601 text in UTC names (`2026-01-31T12:00:00.000Z`), in milliseconds since 1970.
 * @throws RangeError for any other text, and for a date that no calendar has (`2026-02-30`)
 */
export function instantOf(text: string): number {
  const [, date, time] = written.exec(text) ?? [];
  const instant = date === undefined || time === undefined ? NaN : Date.parse(text);
  // A date parser makes 2 March of 30 February; written back, it is another date.
  if (Number.isNaN(instant) || !new Date(instant).toISOString().startsWith(`${date}T${time}`)) {
    throw new RangeError(`"${text}" is not a point in time such as 2026-01-31T12:00:00Z`);
  }
  return instant;
}

const millisecondsBetween = (from: string | Date, to: string | Date): number => at(to) - at(from);

/**
 * Whole days from one point in time to another: full periods of 24 hours, part of one not counted, negative where `to`
 * is the earlier one. So `> 90` is true from the 91st full day on, `>= 7` from the very moment that makes 7 days, and
 * `< 30` days left from the first moment after exactly 30; what ended a moment ago has -1 day left.
 */
export function wholeDays(from: string | Date, to: string | Date): number {
  return Math.floor(millisecondsBetween(from, to) / day);
}

/** Whether a point in time lies more than so many hours back; exactly so many is not more. */
export function isOlderThanHours(instant: string | Date, hours: number, asOf: Date): boolean {
  return millisecondsBetween(instant, asOf) > hours * hour;
}

/** Whether one point in time comes before another; not where they are the same. */
export function isBefore(one: string | Date, other: string | Date): boolean {
  return at(one) < at(other);
}

/** `1 day`, `45 days`. */
export function days(count: number): string {
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}

function at(point: string | Date): number {
  const instant = typeof point === 'string' ? instantOf(point) : point.getTime();
  if (Number.isNaN(instant)) throw new RangeError('an invalid date is no point in time');
  return instant;
}
