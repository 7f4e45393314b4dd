/** Characters of a reply that are kept. */
const KEPT = 500;

const PATTERNS: readonly RegExp[] = [
  /[^\s"'<>@,;:]+@[^\s"'<>@,;:]+\.[^\s"'<>@,;:]+/g,
  /\b(?:bearer|basic)\s+[\w+/=.~-]+/gi,
  /\bwhsec_[\w+/=]+/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  // Keys, tokens and ids.
  /\b[A-Za-z0-9_-]{24,}\b/g,
  // Phones, numbers of documents and cards, with their separators.
  /\+?\d(?:[\s().-]?\d){6,}/g,
];

/**
 * The beginning of a reply as the log keeps it: what looks like an address, a number of a person or a credential is
 * replaced, and control characters are removed. Names cannot be recognised, which is why replies are kept only where the
 * endpoint says so.
 */
export function redactedReply(text: string): string {
  let kept = text.slice(0, KEPT * 2);
  for (const pattern of PATTERNS) kept = kept.replace(pattern, '[…]');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed.
  return kept.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').slice(0, KEPT);
}
