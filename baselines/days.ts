/** A day in UTC, `2026-12-31`. Days compare as text. */
export const dayPattern = '^\\d{4}-\\d\\d-\\d\\d$';

/** Whether a text names a day that exists: 30 February does not. */
export function isDay(text: string): boolean {
  const at = new RegExp(dayPattern).test(text) ? new Date(`${text}T00:00:00.000Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The day in UTC of a point in time. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** How many days `to` is after `from`. */
export function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** How long before a waiver or an attestation ends its owner hears of it. */
export const daysOfWarning = 14;

/** `in 3 days`, for the end of something that holds to the end of that day. */
export function inDays(days: number): string {
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
}
