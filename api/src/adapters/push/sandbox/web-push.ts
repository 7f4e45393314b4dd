import { createECDH, createHash, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../kernel/ground/clock.ts';
import type { SandboxOutbox } from '../../../ports/messaging.ts';
import type { SandboxSubscription } from '../../../ports/push.ts';
import { bodyOf, LocalServer } from '../../sandbox/local-server.ts';
import { decryptPush } from './decryption.ts';
import { type PushSandboxFault, sendFault } from './faults.ts';

const PAYLOAD_LIMIT = 4_096;
const DAY_SECONDS = 86_400;

interface Browser {
  readonly keys: ECDH;
  readonly auth: Buffer;
  state: 'subscribed' | 'expired' | 'removed';
}

export interface AcceptedBrowserPush {
  readonly endpoint: string;
  /** What the page's service worker gets. */
  readonly payload: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * A push service (RFC 8030) and its browsers on a local port: it verifies who sends (RFC 8292), and the browser decrypts what
 * came. A push with the topic of one that is there replaces it in the outbox.
 */
export class SandboxWebPush {
  readonly accepted: AcceptedBrowserPush[] = [];
  readonly #outbox: SandboxOutbox;
  readonly #clock: Clock;
  /** The only sender that its browsers subscribe to. */
  readonly #publicKey: string;
  readonly #browsers = new Map<string, Browser>();
  readonly #faults: PushSandboxFault[] = [];
  readonly #server = new LocalServer((request, response) => this.#answer(request, response));
  #url = '';

  constructor(options: {
    readonly outbox: SandboxOutbox;
    readonly clock: Clock;
    readonly vapidPublicKey: string;
  }) {
    this.#outbox = options.outbox;
    this.#clock = options.clock;
    this.#publicKey = options.vapidPublicKey;
  }

  async start(): Promise<string> {
    this.#url = await this.#server.start();
    return this.#url;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** As `pushManager.subscribe()` of a browser. */
  subscribe(): SandboxSubscription {
    const keys = createECDH('prime256v1');
    keys.generateKeys();
    const auth = randomBytes(16);
    const endpoint = `${this.#url}/push/${randomBytes(24).toString('base64url')}`;
    this.#browsers.set(endpoint, { keys, auth, state: 'subscribed' });
    return {
      endpoint,
      keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') },
    };
  }

  /** The browser is subscribed no longer: 404 when it has expired, 410 when it was removed. */
  end(endpoint: string, state: 'expired' | 'removed'): void {
    const browser = this.#browsers.get(endpoint);
    if (browser !== undefined) browser.state = state;
  }

  /** Faults for the next pushes, one each, in this order. */
  failNext(...faults: PushSandboxFault[]): void {
    this.#faults.push(...faults);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const endpoint = `${this.#url}${request.url}`;
    const browser = this.#browsers.get(endpoint);
    if (request.method !== 'POST') return reply(response, 405);
    if (browser === undefined || browser.state === 'expired') return reply(response, 404);
    if (browser.state === 'removed') return reply(response, 410);
    const fault = this.#faults.shift();
    if (fault?.kind === 'status') {
      return reply(
        response,
        fault.status,
        fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
      );
    }
    const { headers } = request;
    const refused = this.#refusal(headers.authorization ?? '');
    if (refused !== null) return reply(response, refused);
    if (!/^\d+$/.test(String(headers.ttl)) || headers['content-encoding'] !== 'aes128gcm')
      return reply(response, 400);
    const topic = headers.topic === undefined ? null : String(headers.topic);
    if (topic !== null && !/^[A-Za-z0-9_-]{1,32}$/.test(topic)) return reply(response, 400);
    if (body.length > PAYLOAD_LIMIT) return reply(response, 413);
    const payload = decryptPush(body, browser.keys, browser.auth);
    this.accepted.push({ endpoint, payload, headers });
    const id = createHash('sha256')
      .update(`${endpoint} ${topic ?? randomBytes(16).toString('hex')}`)
      .digest('hex')
      .slice(0, 32);
    const { title, body: line } = JSON.parse(payload) as { readonly title: string; readonly body: string };
    await this.#outbox.keep({
      id: `web-${id}`,
      channel: 'push',
      to: endpoint,
      subject: null,
      body: `${title}: ${line}`,
      sentAt: this.#clock(),
    });
    if (fault !== undefined) return sendFault(response, fault, { status: 201, body: { accepted: id } });
    reply(response, 201, { location: `${this.#url}/message/${id}` });
  }

  /** The status with which the sender is refused; null for one that the browser subscribed to. */
  #refusal(authorization: string): 401 | 403 | null {
    const given = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/i.exec(authorization);
    if (given === null) return 401;
    const [, head = '', claims = '', signature = '', key = ''] = given;
    if (key !== this.#publicKey) return 403;
    const point = Buffer.from(key, 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    const authentic = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    if (!authentic) return 403;
    const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<
      string,
      unknown
    >;
    const now = this.#clock().getTime() / 1_000;
    const current = typeof exp === 'number' && exp > now && exp <= now + DAY_SECONDS + 60;
    const named = typeof sub === 'string' && /^(mailto:|https:)/.test(sub);
    return aud === this.#url && current && named ? null : 403;
  }
}

function reply(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, headers);
  response.end();
}
