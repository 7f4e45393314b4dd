/** What the element must know of a region even when it has never reached the API. */
export interface Region {
  /** What to dial, as dialled: `112`. */
  readonly emergencyNumber: string;
  /** ISO 3166 code that the phone field starts with. */
  readonly phoneCountry: string;
}
