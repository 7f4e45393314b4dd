import type { TelephonyGateway } from '../ports/telephony.ts';
import type { PlatformConfig } from './settings/index.ts';

export interface Telephone {
  /** Null where no calls come from the telephone network. */
  readonly gateway: TelephonyGateway | null;
  /** The telephone that rings at the desk, E.164; null where none does. */
  readonly desk: string | null;
  /** Whether the gateway has a number to place calls from. */
  readonly placesCalls: boolean;
}

/** The gateway of the settings. Its code is loaded where it is used. */
export async function openTelephone({ telephony, twilio }: PlatformConfig): Promise<Telephone> {
  const { gateway, from, desk } = telephony;
  if (gateway === 'off') return { gateway: null, desk, placesCalls: false };
  const { TwilioTelephony } = await import('../adapters/telephony/twilio/twilio.ts');
  return { gateway: new TwilioTelephony({ ...twilio, from }), desk, placesCalls: from !== null };
}
