/** A vendor's server, or one that is compatible with it. */
export interface ServerOptions<StructuredOutput> {
  /** Null for servers that need none. */
  readonly apiKey: string | null;
  /** Default: the vendor's own. */
  readonly baseUrl?: string;
  /** How the server is made to answer in JSON of the schema. Default `json_schema`. */
  readonly structuredOutput?: StructuredOutput;
  readonly maxReplyBytes?: number;
}
