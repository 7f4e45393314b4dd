import type { TelephonyGateway } from '../ports/telephony.ts';
import type { PlatformConfig } from './settings/index.ts';

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

/** The gateway of the settings. Its code is loaded where it is used. */
export async function openTelephone({ telephony, twilio }: PlatformConfig): Promise<Telephone> {
  const { gateway, from, desk, fallback } = telephony;
  const common = { desk, fallback, lines: new Map(telephony.lines) };
  if (gateway === 'off') return { gateway: null, placesCalls: false, ...common };
  const { TwilioTelephony } = await import('../adapters/telephony/twilio/twilio.ts');
  return { gateway: new TwilioTelephony({ ...twilio, from }), placesCalls: from !== null, ...common };
}
