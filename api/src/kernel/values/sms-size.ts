/** What one SMS takes, by 3GPP TS 23.038 (alphabets) and TS 23.040, 9.2.3.24.1 (messages in parts). */
export interface SmsSize {
  /** UCS-2 as soon as one character is not of the GSM 7 bit alphabet. */
  readonly encoding: 'gsm7' | 'ucs2';
  /** Septets, or UTF-16 code units. */
  readonly units: number;
  /** Messages, each of which is charged. */
  readonly segments: number;
}

/** The default alphabet: one septet each. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension: an escape and a septet. */
const EXTENDED = new Set('\f^{}\\[~]|€');

/** Units of a message alone, and of each part where there are several: the rest of a part says which it is. */
const ROOM = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } } as const;

export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const isGsm = characters.every((one) => BASIC.has(one) || EXTENDED.has(one));
  const encoding = isGsm ? 'gsm7' : 'ucs2';
  const widths = characters.map((one) => (isGsm ? (EXTENDED.has(one) ? 2 : 1) : one.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { alone, part } = ROOM[encoding];
  return { encoding, units, segments: units <= alone ? 1 : partsOf(widths, part) };
}

/** A character of two units is never divided between parts. */
function partsOf(widths: readonly number[], room: number): number {
  let parts = 1;
  let left = room;
  for (const width of widths) {
    if (width > left) {
      parts += 1;
      left = room;
    }
    left -= width;
  }
  return parts;
}
