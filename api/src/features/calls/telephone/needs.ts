import type { WorkLog } from '../../../kernel/observability/failure.ts';
import type { TelephonyGateway } from '../../../ports/telephony.ts';
import type { CallsNeeds } from '../needs.ts';

/** The telephone of the settings. */
export interface Telephone {
  /** Null where no calls come from the telephone network. */
  readonly gateway: TelephonyGateway | null;
  /** The telephone that rings at the desk, E.164; null where none does. */
  readonly desk: string | null;
  /** The number that callers are connected with when no call can be taken, E.164. Null: they hear which to dial. */
  readonly fallback: string | null;
  /** The hospitals whose desks answer, by the number that was dialled. */
  readonly lines: ReadonlyMap<string, string>;
  /** Whether the gateway has a number to place calls from. */
  readonly placesCalls: boolean;
}

export interface TelephoneNeeds extends CallsNeeds {
  readonly telephone: Telephone;
  /** The public address of this installation, without a trailing slash. */
  readonly publicUrl: () => string;
  readonly log: WorkLog;
}
