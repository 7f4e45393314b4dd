import { newSid, type SandboxTwilioAccount } from '../../twilio/sandbox-server.ts';
import { signed } from '../../twilio/sandbox-signature.ts';
import { SandboxStream, type SandboxTrack } from './stream.ts';
import { parseTwiml, type TwimlElement } from './twiml.ts';

/** What becomes of a number that the gateway dials. */
export type Dialled = 'completed' | 'busy' | 'no-answer' | 'failed';

export interface SandboxCallOptions extends SandboxTwilioAccount {
  readonly direction: 'inbound' | 'outbound-api';
  /** As the provider writes it; a withheld number is `anonymous`. */
  readonly from: string;
  readonly to: string;
  /** Asked what to do with the call. */
  readonly voiceUrl: string;
  /** Told how the call ended; null where nobody is. */
  readonly statusUrl: string | null;
  /** The token with which webhooks are signed. Default: the account's. */
  readonly signWith?: string;
  /** What becomes of a number that the document dials. Default: `completed` at once. */
  readonly dialled?: (number: string) => Dialled | Promise<Dialled>;
  /** What becomes of the call itself. Default: somebody picks up. */
  readonly answered?: Dialled;
  /** Signs the handshake of streams. Default: true. */
  readonly signsStreams?: boolean;
}

/** After so many documents a call is given up, as the provider does with one that only redirects. */
const MAX_DOCUMENTS = 50;

/** One call at the provider: asks the webhook, does what the document says, and reports how it ended. */
export class SandboxCall {
  readonly sid = newSid('CA');
  /** What was announced, in order. */
  readonly said: { readonly text: string; readonly language: string | undefined }[] = [];
  /** The documents of the replies, in order. */
  readonly documents: string[] = [];
  /** The statuses of the replies to webhooks, in order. */
  readonly replies: number[] = [];
  /** The streams that were opened, in order; the last may be open. */
  readonly streams: SandboxStream[] = [];
  /** Numbers that were dialled, in order. */
  readonly dials: string[] = [];
  status: 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'failed' = 'ringing';
  /** Resolves with the last status, when it has been reported. */
  readonly ended: Promise<string>;
  readonly #options: SandboxCallOptions;
  readonly #began = Date.now();
  /** Who waits for a stream that is open. */
  readonly #waiting: ((stream: SandboxStream) => void)[] = [];
  readonly #hungUp: Promise<void>;
  #hangUp: () => void = () => {};
  #over = false;

  constructor(options: SandboxCallOptions) {
    this.#options = options;
    this.#hungUp = new Promise((resolve) => {
      this.#hangUp = resolve;
    });
    this.ended = this.#run();
    // The test or script that made the call decides whether to wait for its end.
    this.ended.catch(() => {});
  }

  get from(): string {
    return this.#options.from;
  }

  get to(): string {
    return this.#options.to;
  }

  get direction(): string {
    return this.#options.direction;
  }

  /** The stream of the call, once it has said who it is; at once where one is open. @throws Error when the call ends before. */
  async streaming(): Promise<SandboxStream> {
    const last = this.streams.at(-1);
    if (last?.isOpen) return last;
    const opened = new Promise<SandboxStream>((resolve) => this.#waiting.push(resolve));
    const ended = this.ended.then((status) => {
      throw new Error(`the call is ${status} without a stream`);
    });
    return Promise.race([opened, ended]);
  }

  /** The caller hangs up. @returns when that has been reported. */
  async hangUp(): Promise<void> {
    this.#over = true;
    this.#hangUp();
    await this.ended;
  }

  async #run(): Promise<string> {
    const { answered = 'completed', direction, voiceUrl } = this.#options;
    // The one who places a call gets its id first.
    await Promise.resolve();
    if (direction === 'outbound-api') this.status = 'in-progress';
    const outcome =
      answered === 'completed'
        ? await Promise.race([this.#follow(voiceUrl, {}), this.#hungUp.then(() => 'completed' as const)])
        : answered;
    await Promise.all(this.streams.map((stream) => (stream.isOpen ? stream.stop() : undefined)));
    this.status = outcome;
    const { statusUrl } = this.#options;
    if (statusUrl !== null) {
      const seconds = Math.round((Date.now() - this.#began) / 1000);
      await this.#post(statusUrl, { CallDuration: String(seconds), CallbackSource: 'call-progress-events' });
    }
    return outcome;
  }

  /** Does what the documents say, from the first to the last. @returns how the call ended. */
  async #follow(first: string, more: Readonly<Record<string, string>>): Promise<SandboxCall['status']> {
    let next: { url: string; fields: Readonly<Record<string, string>> } | null = { url: first, fields: more };
    for (let count = 0; next !== null && count < MAX_DOCUMENTS && !this.#over; count += 1) {
      const verbs = await this.#document(next.url, next.fields);
      if (verbs === null) return 'failed';
      next = null;
      for (const verb of verbs) {
        if (verb.name === 'Hangup') return 'completed';
        if (verb.name === 'Reject') return verb.attributes.reason === 'busy' ? 'busy' : 'failed';
        this.status = 'in-progress';
        next = await this.#do(verb);
        if (next !== null || this.#over) break;
      }
    }
    return 'completed';
  }

  /** @returns where the next document is, for a verb that leads to one. */
  async #do(verb: TwimlElement): Promise<{ url: string; fields: Readonly<Record<string, string>> } | null> {
    const [noun] = verb.children;
    switch (verb.name) {
      case 'Say':
        this.said.push({ text: verb.text, language: verb.attributes.language });
        return null;
      case 'Redirect':
        return { url: verb.text.trim(), fields: {} };
      case 'Connect':
        if (noun?.name !== 'Stream') throw new Error('13001: <Connect> has no <Stream>');
        await (await this.#open(noun))?.closed;
        return null;
      case 'Start':
        if (noun?.name !== 'Stream') throw new Error('13001: <Start> has no <Stream>');
        await this.#open(noun);
        return null;
      case 'Dial': {
        const number = noun?.text ?? verb.text;
        this.dials.push(number);
        const outcome = (await this.#options.dialled?.(number)) ?? 'completed';
        const { action } = verb.attributes;
        return action === undefined ? null : { url: action, fields: { DialCallStatus: outcome } };
      }
      default:
        throw new Error(`12100: <${verb.name}> is no verb of this sandbox`);
    }
  }

  async #open({ attributes, children }: TwimlElement): Promise<SandboxStream | null> {
    const { authToken, accountSid, signsStreams = true } = this.#options;
    const url = attributes.url ?? '';
    const parameters = children.map(({ attributes: { name = '', value = '' } }) => [name, value]);
    const stream = new SandboxStream({
      url,
      headers: signsStreams ? { 'x-twilio-signature': signed(authToken, url) } : {},
      accountSid,
      callSid: this.sid,
      tracks: (attributes.track === 'both_tracks' ? ['inbound', 'outbound'] : ['inbound']) as SandboxTrack[],
      parameters: Object.fromEntries(parameters),
    });
    this.streams.push(stream);
    if (!(await stream.begin())) return null;
    for (const resolve of this.#waiting.splice(0)) resolve(stream);
    return stream;
  }

  async #document(
    url: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<readonly TwimlElement[] | null> {
    const response = await this.#post(url, fields);
    if (!response.ok) return null;
    const text = await response.text();
    this.documents.push(text);
    return parseTwiml(text);
  }

  /** A webhook: the fields of the call and those of the occasion, signed. */
  async #post(url: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const { accountSid, authToken, signWith = authToken, direction, from, to } = this.#options;
    const form = {
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
      CallSid: this.sid,
      CallStatus: this.status,
      Called: to,
      Caller: from,
      Direction: direction,
      From: from,
      To: to,
      ...fields,
    };
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'x-twilio-signature': signed(signWith, url, form), 'user-agent': 'TwilioProxy/1.1' },
      body: new URLSearchParams(form),
    });
    this.replies.push(response.status);
    return response;
  }
}
