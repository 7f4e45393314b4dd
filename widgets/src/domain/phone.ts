/** The shortest number that can be dialled from abroad has this many digits; an emergency number has fewer. */
const MIN_DIGITS = 7;

/**
 * Whether a text has enough digits, of any script, to be sent. It is sent as it was typed: the service reads it, by the same rules as
 * everywhere else.
 */
export function hasEnoughDigits(typed: string): boolean {
  return (typed.match(/\p{Nd}/gu)?.length ?? 0) >= MIN_DIGITS;
}

/** All but the last four digits hidden, for a screen that others may see: "+91 •••• 3210". */
export function maskedPhone(e164: string): string {
  return `${'•'.repeat(4)} ${e164.slice(-4)}`;
}
