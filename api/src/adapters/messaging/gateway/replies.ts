import { parse } from 'node:querystring';
import { MessagingError, type MessagingFailure } from '../../../ports/messaging.ts';
import type { Condition, ReplyTemplate } from './template.ts';

/** The fields of a reply or report: what is at a path, as text; null where nothing is, or no text, number or boolean. */
export type Fields = (path: string) => string | null;

/** The fields of a text of this format; null where it is of another. */
export function fieldsOf(text: string, format: ReplyTemplate['format'], separator = ''): Fields | null {
  if (format === 'json') {
    const value = jsonOf(text);
    return value === undefined ? null : (path) => textOf(at(value, path));
  }
  const parts: Readonly<Record<string, unknown>> | readonly string[] =
    format === 'form' ? parse(text) : text.split(separator).map((one) => one.trim());
  return (path) => textOf((parts as Readonly<Record<string, unknown>>)[path]);
}

/** Undefined where the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What is at a path of a JSON value. An empty path is the value itself. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path === '' ? [] : path.split('.')) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}

export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Codes for logs: never a text of the provider, which may repeat the recipient. */
export function codeIn(fields: Fields | null, path: string | undefined): string | null {
  const code = path === undefined ? null : (fields?.(path) ?? null);
  return code !== null && /^[A-Za-z0-9_.-]{1,40}$/.test(code) && !/[0-9]{8}/.test(code) ? code : null;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds: number | null;
}

/** @returns the provider's id of the message that it took. @throws MessagingError when it did not take it. */
export function acceptedId(
  template: ReplyTemplate,
  reply: Reply,
  surely: (status: number) => boolean,
): string {
  const { accepted, refused = [], format, separator, code: path } = template;
  const { status, retryAfterSeconds } = reply;
  const fields = fieldsOf(reply.text, format, separator);
  if (fits(accepted, status, fields, isSuccess)) {
    const id = fields?.(accepted.id) ?? '';
    if (id !== '' && id.length <= 200) return id;
    // It was taken, or was it: without an id no report can be understood.
    throw new MessagingError('unavailable', { providerCode: 'no id' });
  }
  const code = codeIn(fields, path) ?? String(status);
  const failure =
    refused.find((one) => fits(one, status, fields, () => true))?.failure ?? byStatus(status, fields);
  throw new MessagingError(failure, {
    providerCode: code,
    notTaken: failure === 'unavailable' && surely(status),
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  });
}

const isSuccess = (status: number) => status >= 200 && status < 300;

function fits(
  { status: statuses, fields: wanted = {} }: Condition,
  status: number,
  fields: Fields | null,
  otherwise: (status: number) => boolean,
): boolean {
  if (!(statuses?.includes(status) ?? otherwise(status))) return false;
  return Object.entries(wanted).every(([path, values]) => {
    const found = fields?.(path) ?? null;
    return found !== null && values.some((value) => String(value) === found);
  });
}

function byStatus(status: number, fields: Fields | null): MessagingFailure {
  if (status === 429) return 'rate_limited';
  if (status === 401 || status === 403) return 'misconfigured';
  if (status === 408 || status >= 500) return 'unavailable';
  // A page of a proxy, or half an answer: the provider may have taken it.
  if (isSuccess(status) && fields === null) return 'unavailable';
  return 'rejected';
}
