/** What the element must know of a region even when it has never reached the API. */
export interface Region {
  /** What to dial, as dialled: `112`. */
  readonly emergencyNumber: string;
  /** ISO 3166 code that the phone field starts with. */
  readonly phoneCountry: string;
  /** Languages of the region, BCP 47; unknown until the API answered once. */
  readonly languages?: readonly string[];
  /** How codes reach phones there, the usual way first; unknown until the API answered once. */
  readonly phoneChannels?: readonly string[];
}
