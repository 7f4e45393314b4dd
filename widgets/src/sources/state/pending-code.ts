/** A code that is on its way to a person. Nothing but the number is personal; it goes with the code, the session or the tab. */
export interface PendingCode {
  readonly phone: string;
  readonly challengeId: string;
  /** Until when the code works; milliseconds since 1970, by the service's clock. */
  readonly until: number;
  /** From when another may be asked for. */
  readonly resendAt: number;
}

export function isPendingCode(value: unknown): value is PendingCode {
  const { phone, challengeId, until, resendAt } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof phone === 'string' &&
    typeof challengeId === 'string' &&
    typeof until === 'number' &&
    typeof resendAt === 'number'
  );
}

/** A change of a sign-in address whose code is on its way. The address itself is kept by the service alone. */
export interface PendingChange {
  readonly id: string;
  /** Until when the code works; milliseconds since 1970, by the service's clock. */
  readonly until: number;
}

export function isPendingChange(value: unknown): value is PendingChange {
  const { id, until } = (value ?? {}) as Record<string, unknown>;
  return typeof id === 'string' && typeof until === 'number';
}
