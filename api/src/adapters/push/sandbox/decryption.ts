import { createDecipheriv, createHmac, type ECDH } from 'node:crypto';

const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 16;

/** What a browser does with the body of a push: RFC 8291 over RFC 8188, with a single record. @throws Error */
export function decryptPush(body: Buffer, browser: ECDH, authSecret: Buffer): string {
  const salt = body.subarray(0, SALT_BYTES);
  const recordSize = body.readUInt32BE(SALT_BYTES);
  const keyLength = body.readUInt8(SALT_BYTES + 4);
  const headerEnd = SALT_BYTES + 5 + keyLength;
  const senderKey = body.subarray(SALT_BYTES + 5, headerEnd);
  const record = body.subarray(headerEnd);
  if (record.length > recordSize) throw new Error('more than one record');
  const shared = browser.computeSecret(senderKey);
  // RFC 8291, 3.4: the secret of both sides, bound to who they are.
  const combined = hmac(authSecret, shared);
  const info = Buffer.concat([
    Buffer.from('WebPush: info\0'),
    browser.getPublicKey(),
    senderKey,
    Buffer.of(1),
  ]);
  const keying = hmac(salt, hmac(combined, info));
  // RFC 8188, 2.2 and 2.3.
  const key = hmac(keying, Buffer.from('Content-Encoding: aes128gcm\0\x01')).subarray(0, KEY_BYTES);
  const nonce = hmac(keying, Buffer.from('Content-Encoding: nonce\0\x01')).subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(record.subarray(-TAG_BYTES));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -TAG_BYTES)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  // 2 marks the last record.
  if (padded[end] !== 2) throw new Error('not the last record');
  return padded.subarray(0, end).toString('utf8');
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
