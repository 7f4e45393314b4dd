/** How a message reaches a phone. */
export type PhoneChannel = 'sms' | 'whatsapp';

/** What the element must know of a region even when it has never reached the API. */
export interface Region {
  /** What to dial, as dialled: `112`. */
  readonly emergencyNumber: string;
  /** ISO 3166 code that the phone field starts with. */
  readonly phoneCountry: string;
  /** How codes reach phones there, the usual way first; not known before the API was reached. */
  readonly phoneChannels?: readonly string[] | undefined;
}
