/**
 * `Content-Disposition` of a file that is saved and never shown (RFC 6266). RFC 8187 leaves fewer characters as they are than
 * `encodeURIComponent`. A lone surrogate becomes U+FFFD.
 */
export function savedAs(fileName: string): string {
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}
