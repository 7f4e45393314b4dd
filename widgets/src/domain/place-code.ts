/** Characters of a printed code, without its hyphen. */
const LENGTH = 10;

/**
 * A typed code of a place in a form that the service takes. Whether there is such a place only the service knows.
 * @returns null for what is no code: too short, too long, or with other characters than letters and digits.
 */
export function placeCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]+/g, '');
  return code.length === LENGTH && /^[A-Z0-9]+$/.test(code) ? `${code.slice(0, 5)}-${code.slice(5)}` : null;
}
