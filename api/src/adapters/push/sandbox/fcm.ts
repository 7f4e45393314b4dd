import { createHash, createVerify, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../kernel/ground/clock.ts';
import type { SandboxOutbox } from '../../../ports/messaging.ts';
import { bodyOf, LocalServer, sendJson } from '../../sandbox/local-server.ts';
import type { ServiceAccount } from '../fcm/service-account.ts';
import { type PushSandboxFault, sendFault } from './faults.ts';

const PROJECT = 'kiwimesh-sandbox';
const CLIENT = `pushes@${PROJECT}.iam.gserviceaccount.example`;
const TOKEN_SECONDS = 3_599;
const PAYLOAD_LIMIT = 4_096;

/** Tokens that misbehave on purpose, by how they begin. */
export const SANDBOX_TOKENS = {
  gone: 'gone-',
  malformed: 'malformed-',
  otherProject: 'other-project-',
} as const;

interface Message {
  readonly token?: unknown;
  readonly notification?: { readonly title?: unknown; readonly body?: unknown };
  readonly data?: Readonly<Record<string, unknown>>;
  readonly android?: { readonly collapse_key?: unknown; readonly ttl?: unknown };
}

/** A push that was accepted; a try after a lost reply is one more. */
export interface AcceptedPush {
  readonly token: string;
  readonly message: Message;
}

/**
 * Firebase Cloud Messaging (HTTP v1) and the token service before it, on a local port. What was accepted goes to the outbox;
 * as on a device, a repeat with the same tag replaces what is there.
 */
export class SandboxFcm {
  readonly accepted: AcceptedPush[] = [];
  /** How many access tokens were granted. */
  granted = 0;
  readonly #outbox: SandboxOutbox;
  readonly #clock: Clock;
  readonly #keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly #tokens = new Set<string>();
  readonly #faults: PushSandboxFault[] = [];
  readonly #tokenFaults: PushSandboxFault[] = [];
  readonly #server = new LocalServer((request, response) => this.#answer(request, response));
  #url = '';

  constructor({ outbox, clock }: { readonly outbox: SandboxOutbox; readonly clock: Clock }) {
    this.#outbox = outbox;
    this.#clock = clock;
    this.#keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  }

  /** @returns the base URL for the adapter. */
  async start(): Promise<string> {
    this.#url = await this.#server.start();
    return this.#url;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Its key file, as the provider's console gives it. */
  get keyFile(): string {
    return JSON.stringify({
      type: 'service_account',
      project_id: PROJECT,
      private_key_id: 'sandbox-1',
      private_key: this.#keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      client_email: CLIENT,
      token_uri: `${this.#url}/token`,
    });
  }

  /** The account of {@link keyFile}. */
  get account(): ServiceAccount {
    return {
      projectId: PROJECT,
      clientEmail: CLIENT,
      privateKey: this.#keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      privateKeyId: 'sandbox-1',
      tokenUri: `${this.#url}/token`,
    };
  }

  /** Faults for the next pushes, one each, in this order. */
  failNext(...faults: PushSandboxFault[]): void {
    this.#faults.push(...faults);
  }

  /** Faults for the next access tokens. */
  failNextToken(...faults: PushSandboxFault[]): void {
    this.#tokenFaults.push(...faults);
  }

  /** Ends every access token that was granted. */
  revokeTokens(): void {
    this.#tokens.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = String(await bodyOf(request));
    if (request.method === 'POST' && request.url === '/token') return this.#grant(body, response);
    if (request.method === 'POST' && request.url === `/v1/projects/${PROJECT}/messages:send`) {
      return this.#send(request, body, response);
    }
    refuse(response, 404, 'NOT_FOUND', 'Requested entity was not found.');
  }

  async #grant(body: string, response: ServerResponse): Promise<void> {
    const fault = this.#tokenFaults.shift();
    if (fault?.kind === 'status') return sendStatus(response, fault, { error: 'internal_failure' });
    const form = new URLSearchParams(body);
    const allowed =
      form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
      this.#isAuthentic(form.get('assertion') ?? '');
    if (!allowed)
      return sendJson(response, 400, { error: 'invalid_grant', error_description: 'Invalid JWT.' });
    const token = randomBytes(24).toString('base64url');
    this.#tokens.add(token);
    this.granted += 1;
    const reply = { access_token: token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' };
    if (fault !== undefined) return sendFault(response, fault, { status: 200, body: reply });
    sendJson(response, 200, reply);
  }

  #isAuthentic(assertion: string): boolean {
    const [head = '', claims = '', signature = ''] = assertion.split('.');
    const verify = createVerify('RSA-SHA256').update(`${head}.${claims}`);
    if (!verify.verify(this.#keys.publicKey, Buffer.from(signature, 'base64url'))) return false;
    const { alg } = decoded(head);
    const { iss, aud, scope, iat, exp } = decoded(claims);
    const now = this.#clock().getTime() / 1_000;
    return (
      alg === 'RS256' &&
      iss === CLIENT &&
      aud === `${this.#url}/token` &&
      scope === 'https://www.googleapis.com/auth/firebase.messaging' &&
      Number(iat) <= now + 60 &&
      Number(exp) > now &&
      Number(exp) - Number(iat) <= 3_600
    );
  }

  async #send({ headers }: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    const bearer = (headers.authorization ?? '').replace(/^Bearer /, '');
    if (!this.#tokens.has(bearer)) {
      return refuse(response, 401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
    }
    const fault = this.#faults.shift();
    if (fault?.kind === 'status') return this.#fail(response, fault);
    const message = messageIn(body);
    const problem = message === null ? 'message' : problemOf(message);
    if (message === null || problem !== null) return invalid(response, problem ?? 'message');
    const token = String(message.token);
    if (token.startsWith(SANDBOX_TOKENS.malformed)) return invalid(response, 'message.token');
    if (token.startsWith(SANDBOX_TOKENS.gone)) {
      return refuse(response, 404, 'NOT_FOUND', 'Requested entity was not found.', 'UNREGISTERED');
    }
    if (token.startsWith(SANDBOX_TOKENS.otherProject)) {
      return refuse(response, 403, 'PERMISSION_DENIED', 'SenderId mismatch', 'SENDER_ID_MISMATCH');
    }
    this.accepted.push({ token, message });
    const id = `fcm-${shown(token, message)}`;
    const text = `${message.notification?.title}: ${message.notification?.body}`;
    const sentAt = this.#clock();
    await this.#outbox.keep({ id, channel: 'push', to: token, subject: null, body: text, sentAt });
    const reply = { name: `projects/${PROJECT}/messages/${id}` };
    if (fault !== undefined) return sendFault(response, fault, { status: 200, body: reply });
    sendJson(response, 200, reply);
  }

  #fail(response: ServerResponse, fault: Extract<PushSandboxFault, { kind: 'status' }>): void {
    const [status, code] =
      fault.status === 429
        ? ['RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED']
        : fault.status === 503
          ? ['UNAVAILABLE', 'UNAVAILABLE']
          : ['INTERNAL', 'INTERNAL'];
    sendStatus(response, fault, errorOf(fault.status, status, 'The service failed.', code));
  }
}

/** One shown push of a device: its tag is what a repeat has, too. */
function shown(token: string, { android }: Message): string {
  return createHash('sha256')
    .update(`${token} ${String(android?.collapse_key)}`)
    .digest('hex')
    .slice(0, 32);
}

function messageIn(body: string): Message | null {
  try {
    const { message } = JSON.parse(body) as { readonly message?: Message };
    return typeof message === 'object' && message !== null ? message : null;
  } catch {
    return null;
  }
}

/** The field that the provider would name; null where there is none. */
function problemOf({ token, notification, data = {}, android }: Message): string | null {
  if (typeof token !== 'string' || token === '') return 'message.token';
  if (typeof notification?.title !== 'string' || typeof notification.body !== 'string')
    return 'message.notification';
  if (Object.values(data).some((value) => typeof value !== 'string')) return 'message.data';
  if (typeof android?.ttl !== 'string' || !/^\d+(\.\d+)?s$/.test(android.ttl)) return 'message.android.ttl';
  if (Buffer.byteLength(JSON.stringify({ notification, data })) > PAYLOAD_LIMIT) return 'message';
  return null;
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
}

function errorOf(code: number, status: string, message: string, errorCode?: string) {
  const details =
    errorCode === undefined
      ? []
      : [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode }];
  return { error: { code, message, status, details } };
}

function refuse(
  response: ServerResponse,
  code: number,
  status: string,
  message: string,
  errorCode?: string,
): void {
  sendJson(response, code, errorOf(code, status, message, errorCode));
}

function invalid(response: ServerResponse, field: string): void {
  const { error } = errorOf(
    400,
    'INVALID_ARGUMENT',
    'Request contains an invalid argument.',
    'INVALID_ARGUMENT',
  );
  const violation = {
    '@type': 'type.googleapis.com/google.rpc.BadRequest',
    fieldViolations: [{ field, description: 'Invalid value' }],
  };
  sendJson(response, 400, { error: { ...error, details: [...error.details, violation] } });
}

function sendStatus(
  response: ServerResponse,
  { status, retryAfter }: Extract<PushSandboxFault, { kind: 'status' }>,
  body: unknown,
): void {
  sendJson(response, status, body, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
}
