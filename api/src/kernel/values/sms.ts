/** How a text travels as SMS. */
export interface SmsSize {
  /** `gsm` where each character is in the alphabet of GSM 03.38, which takes less room; else `unicode`. */
  readonly encoding: 'gsm' | 'unicode';
  /** The messages that it is divided into, each of which is paid for. */
  readonly segments: number;
}

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Of the extension table: two places each. */
const EXTENDED = new Set('\f^{}\\[~]|€');

/** The places of one message alone, and of each of several, whose headers take room (3GPP TS 23.038 and 23.040). */
const PLACES = { gsm: { alone: 160, joined: 153 }, unicode: { alone: 70, joined: 67 } };

export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const gsm = characters.every((one) => BASIC.has(one) || EXTENDED.has(one));
  const encoding = gsm ? 'gsm' : 'unicode';
  // Outside the basic plane of Unicode a character takes two.
  const places = characters.map((one) => (gsm ? (EXTENDED.has(one) ? 2 : 1) : one.length));
  return { encoding, segments: segmentsOf(places, PLACES[encoding]) };
}

/** No character is divided. */
function segmentsOf(places: readonly number[], { alone, joined }: { alone: number; joined: number }): number {
  if (places.reduce((sum, one) => sum + one, 0) <= alone) return 1;
  let segments = 1;
  let filled = 0;
  for (const one of places) {
    if (filled + one > joined) {
      segments += 1;
      filled = 0;
    }
    filled += one;
  }
  return segments;
}
