/** Where the console is, as its address says it. */
export interface Place {
  /** The call that is open; null at the list of calls. */
  readonly callId: string | null;
}

const CALL = /^\/console\/calls\/([0-9a-f-]{36})\/?$/i;

export const placeOf = (path: string): Place => ({ callId: CALL.exec(path)?.[1]?.toLowerCase() ?? null });

export const addressOf = ({ callId }: Place): string =>
  callId === null ? '/console' : `/console/calls/${callId}`;
