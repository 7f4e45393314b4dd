/** What the region pack provides where a record has no value of its own. */
export interface RegionDefaults {
  /** ISO 3166 country of phone numbers written without a country code, e.g. `IN`. */
  readonly phoneCountry: string;
  readonly timezone: string;
  /** BCP 47; the first is the default. */
  readonly languages: readonly [string, ...string[]];
}
