import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/*
 * The provider's side of AWS Signature Version 4, written from its description ("Authenticating Requests", Amazon S3 API
 * Reference) and used by nothing but the sandbox, so that the client's signatures are checked by somebody else.
 */

const SCHEME = 'AWS4-HMAC-SHA256';
/** How far the time of a signature in headers may be off. */
const SKEW_MS = 900_000;
/** The longest that a signature in an address may last, seconds. */
const MAX_EXPIRES = 604_800;

export interface SandboxCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The code of the provider's error reply, all with status 403 but for those that name a malformed request. */
export type Refusal =
  | 'AccessDenied'
  | 'InvalidAccessKeyId'
  | 'SignatureDoesNotMatch'
  | 'RequestTimeTooSkewed'
  | 'AuthorizationQueryParametersError'
  | 'XAmzContentSHA256Mismatch';

/** @returns null for a request that was signed by these credentials and not altered since. */
export function refusalOf(request: SignedRequest, known: SandboxCredentials, now: number): Refusal | null {
  const [path = '/', query = ''] = request.target.split(/\?(.*)/s);
  const parameters = parametersOf(query);
  const inAddress = parameters.some(([name]) => name === 'X-Amz-Algorithm');
  const claim = inAddress ? fromAddress(parameters) : fromHeaders(request.headers);
  if (claim === null) return inAddress ? 'AuthorizationQueryParametersError' : 'AccessDenied';
  if (claim.accessKeyId !== known.accessKeyId) return 'InvalidAccessKeyId';
  const at = timeOf(claim.time);
  if (Number.isNaN(at)) return 'AccessDenied';
  if (claim.expires === null) {
    if (Math.abs(now - at) > SKEW_MS) return 'RequestTimeTooSkewed';
  } else {
    if (!(claim.expires >= 1 && claim.expires <= MAX_EXPIRES)) return 'AuthorizationQueryParametersError';
    if (at - now > SKEW_MS || now > at + claim.expires * 1_000) return 'AccessDenied';
  }
  const day = claim.time.slice(0, 8);
  const scope = `${day}/${known.region}/s3/aws4_request`;
  if (claim.scope !== scope || !mustBeSigned(request.headers).every((name) => claim.signed.includes(name))) {
    return 'SignatureDoesNotMatch';
  }
  const canonical = [
    request.method,
    path,
    parameters
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => [encode(name), encode(value)] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map((pair) => pair.join('='))
      .join('&'),
    ...claim.signed.map((name) => `${name}:${headerOf(request.headers, name)}`),
    '',
    claim.signed.join(';'),
    claim.payload,
  ].join('\n');
  const text = [SCHEME, claim.time, scope, sha256(canonical)].join('\n');
  const key = [day, known.region, 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${known.secretAccessKey}`,
  );
  if (!same(hmac(key, text).toString('hex'), claim.signature)) return 'SignatureDoesNotMatch';
  if (claim.payload !== 'UNSIGNED-PAYLOAD' && claim.payload !== sha256(request.body)) {
    return 'XAmzContentSHA256Mismatch';
  }
  return null;
}

interface Claim {
  readonly accessKeyId: string;
  readonly scope: string;
  readonly time: string;
  readonly signed: readonly string[];
  readonly signature: string;
  readonly payload: string;
  /** Seconds; null for a signature in headers. */
  readonly expires: number | null;
}

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/([^,\s]+), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

function fromHeaders(headers: IncomingHttpHeaders): Claim | null {
  const [, accessKeyId, scope, signed, signature] = HEADER.exec(headers.authorization ?? '') ?? [];
  const time = headers['x-amz-date'];
  const payload = headers['x-amz-content-sha256'];
  if (accessKeyId === undefined || scope === undefined || signed === undefined || signature === undefined) {
    return null;
  }
  if (typeof time !== 'string' || typeof payload !== 'string') return null;
  return { accessKeyId, scope, time, signed: signed.split(';'), signature, payload, expires: null };
}

function fromAddress(parameters: readonly (readonly [string, string])[]): Claim | null {
  const given = new Map(parameters);
  const part = (name: string): string => given.get(`X-Amz-${name}`) ?? '';
  const [accessKeyId = '', ...scope] = part('Credential').split('/');
  if (part('Algorithm') !== SCHEME || part('Signature') === '' || scope.length === 0) return null;
  return {
    accessKeyId,
    scope: scope.join('/'),
    time: part('Date'),
    signed: part('SignedHeaders').split(';'),
    signature: part('Signature'),
    payload: part('Content-Sha256') || 'UNSIGNED-PAYLOAD',
    expires: Number(part('Expires')),
  };
}

/** The host and whatever the provider acts upon must be covered. */
function mustBeSigned(headers: IncomingHttpHeaders): readonly string[] {
  return ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))].filter(
    (name) => name !== 'x-amz-content-sha256' || headers.authorization !== undefined,
  );
}

function headerOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name] ?? '';
  return (Array.isArray(value) ? value.join(',') : value).trim().replace(/ +/g, ' ');
}

function parametersOf(query: string): readonly (readonly [string, string])[] {
  return query
    .split('&')
    .filter((each) => each !== '')
    .map((each) => {
      const [name = '', value = ''] = each.split(/=(.*)/s);
      return [decodeURIComponent(name), decodeURIComponent(value)];
    });
}

/** `encodeURIComponent` leaves five characters that the signature has encoded. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

/** `20261128T031500Z`. */
function timeOf(text: string): number {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(iso);
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

function same(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
