import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { DeliveryReport, MessagingReports, ReportRequest } from '../../../ports/messaging.ts';
import type { Gateway } from './load.ts';
import { filled } from './places.ts';
import { codeIn, type Fields, fieldsOf } from './replies.ts';
import type { ReportsTemplate, VerifyTemplate } from './template.ts';

/** Reads what the provider posts about messages. Where the file describes no reports, none is authentic. */
export class GatewayReports implements MessagingReports {
  readonly name: string;
  readonly #reports: ReportsTemplate | undefined;
  readonly #text: (template: string) => string;

  constructor({ template, variables }: Gateway) {
    this.name = template.id;
    this.#reports = template.reports;
    this.#text = (text) => filled(text, (place) => variables[place.slice('env.'.length)]) ?? '';
  }

  /** The address that comes with the message of a key; null where the provider reports nothing. */
  addressOf(key: string, url: string): string | null {
    if (this.#reports === undefined) return null;
    const { address } = this.#reports.verify;
    return address === undefined ? url : `${url}?signature=${this.#signature(address.secret, key)}`;
  }

  authentic(request: ReportRequest): boolean {
    const verify = this.#reports?.verify;
    if (verify === undefined) return false;
    const proof = proofOf(verify, request);
    return proof !== null && proof.given !== '' && same(proof.given, this.#expected(verify, request));
  }

  recipient(body: Uint8Array): string | null {
    const path = this.#reports?.to;
    const digits = path === undefined ? '' : (fieldsIn(body)(path) ?? '').replace(/^\+/, '');
    return /^[1-9][0-9]{6,14}$/.test(digits) ? `+${digits}` : null;
  }

  report(body: Uint8Array): DeliveryReport | null {
    if (this.#reports === undefined) return null;
    const { id: idPath, state, states, code } = this.#reports;
    const fields = fieldsIn(body);
    const word = fields(state) ?? '';
    const progress = Object.hasOwn(states, word) ? states[word] : undefined;
    const id = fields(idPath) ?? '';
    if (progress === undefined || id === '' || id.length > 200) return null;
    if (progress !== 'failed') return { providerMessageId: id, progress, failure: null, code: null };
    // Each provider has reasons of its own.
    return { providerMessageId: id, progress, failure: 'undelivered', code: codeIn(fields, code) };
  }

  /** What people write is not described by files of providers. */
  incoming(): null {
    return null;
  }

  #expected({ hmac, token, basic, address }: VerifyTemplate, { url, body }: ReportRequest): string {
    if (token !== undefined) return this.#text(token.secret);
    if (address !== undefined) return this.#signature(address.secret, fieldsIn(body)(address.field) ?? '');
    if (basic !== undefined) {
      const user = `${this.#text(basic.user)}:${this.#text(basic.password)}`;
      return `Basic ${Buffer.from(user).toString('base64')}`;
    }
    if (hmac === undefined) return '';
    const digest = createHmac('sha256', this.#text(hmac.secret));
    if (hmac.over === 'url_and_body') digest.update(url);
    return `${hmac.prefix ?? ''}${digest.update(body).digest(hmac.encoding ?? 'hex')}`;
  }

  #signature(secret: string, key: string): string {
    return createHmac('sha256', this.#text(secret)).update(`report ${key}`).digest('base64url');
  }
}

/** What the request has to prove who sent it; null where it has nothing. */
function proofOf(
  { hmac, token, basic, address }: VerifyTemplate,
  { url, headers }: ReportRequest,
): { readonly given: string } | null {
  if (address !== undefined) {
    const given = URL.canParse(url) ? new URL(url).searchParams.getAll('signature') : [];
    return given.length === 1 ? { given: given[0] ?? '' } : null;
  }
  const header = basic === undefined ? (hmac?.header ?? token?.header) : 'authorization';
  const given = header === undefined ? undefined : headers[header.toLowerCase()];
  return given === undefined ? null : { given };
}

/** In the same time wherever they differ. */
function same(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}

/** Providers say by the content type whether it is JSON or a form; the body does so too. */
function fieldsIn(body: Uint8Array): Fields {
  const text = Buffer.from(body).toString('utf8');
  return fieldsOf(text, /^\s*[[{]/.test(text) ? 'json' : 'form') ?? (() => null);
}
