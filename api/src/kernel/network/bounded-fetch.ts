/**
 * `fetch` for the clients of other systems. It follows no redirect, since that would send the key and the content to
 * another address, and it ends a reply that exceeds `maxBytes`: both throw what `refuse` makes of the reason. It uses a
 * proxy only as Node does: with NODE_USE_ENV_PROXY=1.
 */
export function boundedFetch(maxBytes: number, refuse: (reason: string) => Error): typeof fetch {
  return async (input, init) => {
    const reply = await fetch(input, { ...init, redirect: 'manual' });
    if (reply.status >= 300 && reply.status < 400) {
      await reply.body?.cancel();
      throw refuse(String(reply.status));
    }
    if (reply.body === null) return reply;
    return new Response(bounded(reply.body, maxBytes, refuse), {
      status: reply.status,
      statusText: reply.statusText,
      headers: reply.headers,
    });
  };
}

function bounded(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  refuse: (reason: string) => Error,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let size = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        size += value.length;
        if (size > maxBytes) {
          await reader.cancel();
          throw refuse('too large');
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
