/** A code that is on its way to a person. */
export interface PendingCode {
  readonly phone: string;
  readonly challengeId: string;
  /** Until when the code works; milliseconds since 1970, by the service's clock. */
  readonly until: number;
  /** From when another may be asked for. */
  readonly resendAt: number;
}

/**
 * The code that this tab waits for, kept so that a reload does not lose it: a phone may discard the page while its owner
 * reads the message. Nothing but the number is personal; it goes with the code, the session or the tab.
 */
export class PendingCodes {
  readonly #key: string;
  readonly #now: () => number;

  constructor(scope: string, now: () => number) {
    this.#key = `kiwimesh:code:${scope}`;
    this.#now = now;
  }

  keep(code: PendingCode): void {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(code));
    } catch {
      // No storage on this page: a reload starts over.
    }
  }

  /** The code that still works, if any. */
  read(): PendingCode | null {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null');
      if (isPending(kept) && kept.until > this.#now()) return kept;
    } catch {
      // No storage, or not ours: there is none.
    }
    this.drop();
    return null;
  }

  drop(): void {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // No storage: nothing was kept.
    }
  }
}

function isPending(value: unknown): value is PendingCode {
  const { phone, challengeId, until, resendAt } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof phone === 'string' &&
    typeof challengeId === 'string' &&
    typeof until === 'number' &&
    typeof resendAt === 'number'
  );
}
