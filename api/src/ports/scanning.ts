/** Looks for malicious software in files that people bring. */
export interface ScanningPort {
  /** @throws ScanningError `too_large`, `unavailable`: nothing is known of the file then. */
  scan(content: Uint8Array): Promise<ScanVerdict>;
}

export type ScanVerdict =
  | { readonly clean: true }
  /** @param found what the scanner calls it, for the log and the audit entry. */
  | { readonly clean: false; readonly found: string };

export type ScanningFailure =
  /** The scanner takes no file of this size. */
  | 'too_large'
  /** It does not answer, or not as it should: later it may. */
  | 'unavailable';

/** The only error an adapter throws of its own. */
export class ScanningError extends Error {
  readonly failure: ScanningFailure;
  /** The code of the system or the words of the scanner, for the log. */
  readonly code: string | null;

  constructor(failure: ScanningFailure, code: string | null = null) {
    super(`the file was not scanned: ${failure}${code === null ? '' : ` (${code})`}`);
    this.name = 'ScanningError';
    this.failure = failure;
    this.code = code;
  }
}
