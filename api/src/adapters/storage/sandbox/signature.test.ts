import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET_ACCOUNT, startBucket } from '../../../../test/support/storage/buckets.ts';
import { refusalOf, type SignedRequest } from './signature.ts';

/** Published in "Authenticating Requests", Amazon S3 API Reference, with its example of a secret. */
const EXAMPLE = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const AT = Date.parse('2013-05-24T00:00:00Z');
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const SCOPE = `${EXAMPLE.accessKeyId}/20130524/us-east-1/s3/aws4_request`;

const inHeaders: SignedRequest = {
  method: 'GET',
  target: '/test.txt',
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${SCOPE},SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41`,
  },
  body: Buffer.alloc(0),
};
const inAddress: SignedRequest = {
  method: 'GET',
  target: `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(SCOPE)}&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
  headers: { host: 'examplebucket.s3.amazonaws.com' },
  body: Buffer.alloc(0),
};

describe('the signature of a request', () => {
  it.each([
    ['in headers', inHeaders],
    ['in the address', inAddress],
  ])('is the one of the published example: %s', (_, request) => {
    expect(refusalOf(request, EXAMPLE, AT)).toBeNull();
  });

  it.each<[string, SignedRequest, number, string]>([
    ['in headers, late', inHeaders, AT + 900_001, 'RequestTimeTooSkewed'],
    ['in headers, early', inHeaders, AT - 900_001, 'RequestTimeTooSkewed'],
    ['expired', inAddress, AT + 86_400_001, 'AccessDenied'],
    ['of the future', inAddress, AT - 900_001, 'AccessDenied'],
    [
      'longer than any may be',
      { ...inAddress, target: inAddress.target.replace('=86400', '=864000') },
      AT,
      'AuthorizationQueryParametersError',
    ],
    ['missing', { ...inHeaders, headers: { host: 'examplebucket.s3.amazonaws.com' } }, AT, 'AccessDenied'],
  ])('is refused: %s', (_, request, now, refusal) => {
    expect(refusalOf(request, EXAMPLE, now)).toBe(refusal);
  });

  describe("of the vendor's client", () => {
    let asked: SignedRequest;
    beforeAll(async () => {
      const { sandbox, storage } = await startBucket();
      await storage.put('a/b', Buffer.from('content'));
      asked = sandbox.asked[0] as SignedRequest;
      await sandbox.stop();
    });
    afterAll(() => expect(refusalOf(asked, BUCKET_ACCOUNT, Date.now())).toBeNull());

    it.each<[string, (request: SignedRequest) => SignedRequest, string]>([
      ['the method', (request) => ({ ...request, method: 'DELETE' }), 'SignatureDoesNotMatch'],
      [
        'the file',
        (request) => ({ ...request, target: request.target.replace('/a/b', '/a/c') }),
        'SignatureDoesNotMatch',
      ],
      [
        'the query',
        (request) => ({ ...request, target: `${request.target}&uploads=` }),
        'SignatureDoesNotMatch',
      ],
      [
        'the host',
        (request) => ({ ...request, headers: { ...request.headers, host: 'other' } }),
        'SignatureDoesNotMatch',
      ],
      [
        'a header that was signed',
        (request) => ({ ...request, headers: { ...request.headers, 'x-amz-meta-sha256': 'other' } }),
        'SignatureDoesNotMatch',
      ],
      [
        'a header that was added',
        (request) => ({ ...request, headers: { ...request.headers, 'x-amz-acl': 'public-read' } }),
        'SignatureDoesNotMatch',
      ],
      [
        'the content',
        (request) => ({ ...request, body: Buffer.from('c0ntent') }),
        'XAmzContentSHA256Mismatch',
      ],
    ])('covers %s', (_, alter, refusal) => {
      expect(refusalOf(alter(asked), BUCKET_ACCOUNT, Date.now())).toBe(refusal);
    });
  });
});
