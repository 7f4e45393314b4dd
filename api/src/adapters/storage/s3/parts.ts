import { createHash } from 'node:crypto';
import type { CreateMultipartUploadCommandInput } from '@aws-sdk/client-s3';
import type { Connected } from './client.ts';
import { badReply } from './failures.ts';

/** Parts that are sent at once. */
const MAX_CONCURRENT_PARTS = 3;
const TIDY_MS = 5_000;

export interface Asking extends Connected {
  readonly abortSignal: AbortSignal;
}

/**
 * Stores a large file in parts, each with its checksum; the object appears when all are there. What was sent before a
 * failure is deleted, or else by the bucket's rule for incomplete uploads. @throws what the vendor's client throws.
 */
export async function putInParts(
  { sdk, client, abortSignal }: Asking,
  about: CreateMultipartUploadCommandInput & { readonly Bucket: string; readonly Key: string },
  content: Uint8Array,
  partBytes: number,
): Promise<void> {
  const { Bucket, Key } = about;
  const command = new sdk.CreateMultipartUploadCommand({ ...about, ChecksumAlgorithm: 'SHA256' });
  const { UploadId } = await client.send(command, { abortSignal });
  if (UploadId === undefined) throw badReply();
  const upload = { Bucket, Key, UploadId };

  const sendPart = async (index: number) => {
    const part = content.subarray(index * partBytes, (index + 1) * partBytes);
    const ChecksumSHA256 = createHash('sha256').update(part).digest('base64');
    const { ETag } = await client.send(
      new sdk.UploadPartCommand({
        ...upload,
        PartNumber: index + 1,
        Body: part,
        ContentLength: part.length,
        ChecksumSHA256,
      }),
      { abortSignal },
    );
    if (ETag === undefined) throw badReply();
    return { PartNumber: index + 1, ETag, ChecksumSHA256 };
  };

  try {
    const parts: Awaited<ReturnType<typeof sendPart>>[] = [];
    const count = Math.ceil(content.length / partBytes);
    for (let first = 0; first < count; first += MAX_CONCURRENT_PARTS) {
      const some = Array.from(
        { length: Math.min(MAX_CONCURRENT_PARTS, count - first) },
        (_, nth) => first + nth,
      );
      parts.push(...(await Promise.all(some.map(sendPart))));
    }
    const { ETag } = await client.send(
      new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }),
      { abortSignal },
    );
    if (ETag === undefined) throw badReply();
  } catch (error) {
    const abort = new sdk.AbortMultipartUploadCommand(upload);
    await client.send(abort, { abortSignal: AbortSignal.timeout(TIDY_MS) }).catch(() => {
      // The first error says why; the rule of the bucket deletes the parts.
    });
    throw error;
  }
}
