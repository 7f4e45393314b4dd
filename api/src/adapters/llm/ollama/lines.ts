import { ModelError } from '../../../ports/llm.ts';
import { isObject } from '../failures.ts';
import { drain } from '../transport.ts';
import { failureOfReply } from './replies.ts';

const NEWLINE = 0x0a;
/** An error object is short; the rest of a longer body is not read. */
const MAX_ERROR_BYTES = 64 * 1024;

/** The failure that an error reply stands for. Its body may be JSON, HTML or nothing. */
export async function errorReply(reply: Response): Promise<ModelError> {
  let text = '';
  try {
    const reader = reply.body?.getReader();
    const decoder = new TextDecoder();
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
      text += decoder.decode(next.value, { stream: true });
      if (text.length > MAX_ERROR_BYTES) await reader?.cancel();
    }
  } catch {
    // The status alone says enough.
  }
  let message = text;
  try {
    const object: unknown = JSON.parse(text);
    if (isObject(object) && typeof object.error === 'string') message = object.error;
  } catch {
    // Not JSON: of a proxy in front of the server.
  }
  return failureOfReply(reply.status, message, reply.headers);
}

/**
 * The lines of a stream, each checked to be a JSON object. Ends after the line that says `done`, while what follows is read
 * without being used, so that the connection can be used again.
 */
export function checkedLines(reply: Response): ReadableStream<Uint8Array> {
  const reader = (reply.body ?? new ReadableStream()).getReader();
  let rest: Uint8Array = new Uint8Array();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const { done, value } = await reader.read();
          const bytes = done ? rest : joined(rest, value);
          const end = done ? bytes.length : bytes.lastIndexOf(NEWLINE) + 1;
          rest = bytes.subarray(end);
          if (end > 0) {
            const last = check(bytes.subarray(0, end), done);
            controller.enqueue(bytes.subarray(0, end));
            if (last) {
              controller.close();
              void drain({ next: () => reader.read() as Promise<IteratorResult<unknown>> }, () => {
                // The whole answer is there: how the rest of the connection ends changes nothing.
                reader.cancel().catch(() => undefined);
              });
              return;
            }
          }
          if (done) return controller.close();
          if (end > 0) return;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.length === 0 ? b : Buffer.concat([a, b]);
}

/** @returns whether the answer is complete. @throws ModelError for a line that is none of the protocol. */
function check(lines: Uint8Array, atEnd: boolean): boolean {
  let complete = false;
  for (const line of new TextDecoder().decode(lines).split('\n')) {
    if (line.trim() === '') continue;
    let object: unknown;
    try {
      object = JSON.parse(line);
    } catch {
      // Cut in the middle of a line, or no line of the protocol at all.
      throw new ModelError(atEnd && line.startsWith('{') ? 'connection_lost' : 'bad_reply', {
        providerCode: 'not JSON',
      });
    }
    if (!isObject(object)) throw new ModelError('bad_reply');
    if (typeof object.error === 'string') throw failureOfReply(500, object.error, undefined);
    complete ||= object.done === true;
  }
  return complete;
}
