import { unprocessable } from '../records.ts';

/** @throws Problem `unprocessable` when the platform does not know the time zone. */
export function checkTimezone(timezone: string | undefined): void {
  if (timezone !== undefined && !isTimezone(timezone)) {
    throw unprocessable(
      '/timezone',
      'This time zone is not in the IANA database; use a name such as Asia/Kolkata.',
    );
  }
}

export function isTimezone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}
