/** What the next request meets in place of a good answer. */
export type SandboxFault =
  /** The connection is reset: at once, or after the beginning of the reply. */
  | { readonly kind: 'reset'; readonly at: 'headers' | 'reply' }
  /** Nothing more comes, and the connection stays open. */
  | { readonly kind: 'hang'; readonly at: 'headers' | 'reply' }
  /** The reply in pieces of `bytes`, one every `everyMs`; 0 writes them one after the other. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** An error reply in the provider's shape; `headers` such as `retry-after`, `error` in place of its object. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly error?: unknown;
    }
  /** The page of a proxy, with status 200. */
  | { readonly kind: 'html' }
  /** JSON cut in the middle; a stream without its end. */
  | { readonly kind: 'truncated' }
  /** Two JSON documents in one reply; in a stream, two in one event. */
  | { readonly kind: 'doubled' }
  /** This text as the answer, whatever the scripted one is: invalid JSON, a value outside the schema, a wrong id. */
  | { readonly kind: 'text'; readonly text: string }
  /** An error object inside a reply with status 200; in a stream, after its beginning. */
  | { readonly kind: 'error_in_reply' }
  /** A reply of the right type without an answer in it. */
  | { readonly kind: 'no_choices' }
  /** The output limit was reached. */
  | { readonly kind: 'cut_off' }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'empty' }
  /** The answer comes, this much later. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** A reply that has at least so many bytes. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** Another address, with this status. */
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  /** A good answer as other servers send it: byte order mark, CR LF, comments, unknown members and events. */
  | { readonly kind: 'odd_framing' }
  /** A good answer that does not say that it is JSON. */
  | { readonly kind: 'undeclared' }
  /** A good answer after the model's thinking. */
  | { readonly kind: 'thinking' };
