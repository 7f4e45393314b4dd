import { createHash, randomUUID } from 'node:crypto';
import type { ObjectReply } from './faults.ts';

/** Parts but the last have at least so many bytes, as at the provider. */
const MIN_PART_BYTES = 5 * 1024 * 1024;
/** What is kept of the request and returned with the object. */
const KEPT_HEADER = /^(x-amz-meta-.+|x-amz-server-side-encryption.*|content-type)$/;

export interface StoredObject {
  readonly content: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Upload {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether parts have checksums, which is said at the beginning. */
  readonly checked: boolean;
  readonly parts: Map<number, { readonly content: Buffer; readonly etag: string }>;
}

export interface ObjectRequest {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The objects of one bucket and what the protocol does with them. */
export class Objects {
  readonly #page: number;
  readonly objects = new Map<string, StoredObject>();
  readonly uploads = new Map<string, Upload>();

  /** @param page so many entries are in one listing at most; the provider's own number is 1,000. */
  constructor(page = 1_000) {
    this.#page = page;
  }

  answer(request: ObjectRequest): ObjectReply {
    const { method, key, query } = request;
    const uploadId = query.get('uploadId');
    if (key === '') {
      if (method === 'GET' && query.get('list-type') === '2') return this.#list(query);
      return failure(501, 'NotImplemented');
    }
    if (uploadId !== null) return this.#part(request, uploadId);
    if (method === 'POST' && query.has('uploads')) return this.#initiate(request);
    if (method === 'PUT') return this.#put(request);
    if (method === 'DELETE') {
      this.objects.delete(key);
      return { status: 204, headers: {}, body: Buffer.alloc(0) };
    }
    if (method === 'GET' || method === 'HEAD') return this.#get(request);
    return failure(405, 'MethodNotAllowed');
  }

  #put({ key, headers, body }: ObjectRequest): ObjectReply {
    if (!digestHolds(headers, body)) return failure(400, 'BadDigest');
    const object = { content: body, etag: etagOf(body), headers: kept(headers) };
    this.objects.set(key, object);
    return { status: 200, headers: { etag: object.etag }, body: Buffer.alloc(0) };
  }

  #get({ method, key, query }: ObjectRequest): ObjectReply {
    const object = this.objects.get(key);
    if (object === undefined) return failure(404, 'NoSuchKey');
    const headers: Record<string, string> = { ...object.headers, etag: object.etag };
    for (const name of ['content-type', 'content-disposition', 'cache-control']) {
      const value = query.get(`response-${name}`);
      if (value !== null) headers[name] = value;
    }
    return { status: 200, headers, body: method === 'HEAD' ? Buffer.alloc(0) : object.content };
  }

  #initiate({ key, headers }: ObjectRequest): ObjectReply {
    const uploadId = randomUUID();
    const checked = headers['x-amz-checksum-algorithm'] === 'SHA256';
    this.uploads.set(uploadId, { key, headers: kept(headers), checked, parts: new Map() });
    return document('InitiateMultipartUploadResult', `<UploadId>${uploadId}</UploadId>`);
  }

  #part(request: ObjectRequest, uploadId: string): ObjectReply {
    const { method, query, headers, body } = request;
    const upload = this.uploads.get(uploadId);
    if (upload === undefined || upload.key !== request.key) return failure(404, 'NoSuchUpload');
    if (method === 'DELETE') {
      this.uploads.delete(uploadId);
      return { status: 204, headers: {}, body: Buffer.alloc(0) };
    }
    if (method === 'PUT') {
      if (upload.checked !== (headers['x-amz-checksum-sha256'] !== undefined))
        return failure(400, 'InvalidRequest');
      if (!digestHolds(headers, body)) return failure(400, 'BadDigest');
      const etag = etagOf(body);
      upload.parts.set(Number(query.get('partNumber')), { content: body, etag });
      return { status: 200, headers: { etag }, body: Buffer.alloc(0) };
    }
    return this.#complete(upload, uploadId, body.toString());
  }

  #complete(upload: Upload, uploadId: string, order: string): ObjectReply {
    const contents: Buffer[] = [];
    let before = 0;
    for (const [, part = ''] of order.matchAll(/<Part>(.*?)<\/Part>/gs)) {
      const number = Number(/<PartNumber>(\d+)</.exec(part)?.[1]);
      const etag = /<ETag>(.*?)</.exec(part)?.[1]?.replaceAll('&quot;', '"');
      const found = upload.parts.get(number);
      if (found === undefined || found.etag !== etag) return failure(400, 'InvalidPart');
      if (upload.checked && !part.includes(`>${digestOf(found.content)}<`))
        return failure(400, 'InvalidPart');
      if (number <= before) return failure(400, 'InvalidPartOrder');
      before = number;
      contents.push(found.content);
    }
    if (contents.length === 0) return failure(400, 'MalformedXML');
    if (contents.slice(0, -1).some(({ length }) => length < MIN_PART_BYTES)) {
      return failure(400, 'EntityTooSmall');
    }
    const content = Buffer.concat(contents);
    const etag = `"${etagOf(content).slice(1, -1)}-${contents.length}"`;
    this.objects.set(upload.key, { content, etag, headers: upload.headers });
    this.uploads.delete(uploadId);
    return document('CompleteMultipartUploadResult', `<ETag>${escaped(etag)}</ETag>`);
  }

  #list(query: URLSearchParams): ObjectReply {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const after = Buffer.from(query.get('continuation-token') ?? '', 'base64url').toString();
    const page = Math.min(Number(query.get('max-keys') ?? this.#page), this.#page);
    const rows = new Map<string, string>();
    for (const key of [...this.objects.keys()].sort()) {
      if (!key.startsWith(prefix)) continue;
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      const shown = end < 0 ? key : key.slice(0, end + delimiter.length);
      if (shown <= after) continue;
      const size = this.objects.get(key)?.content.length ?? 0;
      rows.set(
        shown,
        end < 0
          ? `<Contents><Key>${escaped(shown)}</Key><Size>${size}</Size></Contents>`
          : `<CommonPrefixes><Prefix>${escaped(shown)}</Prefix></CommonPrefixes>`,
      );
    }
    const shown = [...rows].slice(0, page);
    const more = rows.size > shown.length;
    const token = Buffer.from(shown.at(-1)?.[0] ?? '').toString('base64url');
    return document(
      'ListBucketResult',
      `<KeyCount>${shown.length}</KeyCount><IsTruncated>${more}</IsTruncated>` +
        (more ? `<NextContinuationToken>${token}</NextContinuationToken>` : '') +
        shown.map(([, row]) => row).join(''),
    );
  }
}

export function failure(status: number, code: string): ObjectReply {
  const body = `<Code>${code}</Code><Message>The sandbox refused the request.</Message><RequestId>0</RequestId>`;
  return { ...document('Error', body), status };
}

function document(root: string, content: string): ObjectReply {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${content}</${root}>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(text) };
}

const etagOf = (content: Buffer): string =>
  `"${createHash('sha256').update(content).digest('hex').slice(0, 32)}"`;

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('base64');

function digestHolds(headers: Readonly<Record<string, string>>, body: Buffer): boolean {
  const claimed = headers['x-amz-checksum-sha256'];
  return claimed === undefined || claimed === digestOf(body);
}

function kept(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT_HEADER.test(name)));
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
