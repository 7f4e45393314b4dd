import { afterAll, describe, expect, it } from 'vitest';
import type { SandboxFault } from '../../../src/adapters/llm/sandbox/faults.ts';
import type { SandboxOptions, SandboxServer } from '../../../src/adapters/llm/sandbox/server.ts';
import {
  ModelError,
  type ModelFailure,
  type ModelProvider,
  type ModelRequest,
  type ModelUsage,
} from '../../../src/ports/llm.ts';

/** What a model adapter's test provides so that the common suite can test it. */
export interface ModelHarness {
  /** The provider's sandbox; not started. */
  sandbox(options?: SandboxOptions): SandboxServer;
  /** The adapter to a server at this address. Replies are limited to 100,000 bytes. */
  open(baseUrl: string): ModelProvider;
  /** Whether the provider can say that the model refuses; else such an answer is empty. */
  readonly refuses: boolean;
  /** What must never be in an error, such as the key. */
  readonly secrets: readonly string[];
}

export const MAX_REPLY = 100_000;

const CONTENT = 'quilted zebra 4711';

export function modelRequest(changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: 'small',
    system: `Answer about the ${CONTENT}.`,
    messages: [
      { role: 'user', content: `Where is the ${CONTENT}?` },
      { role: 'assistant', content: `{"answer":1,"note":"${CONTENT}"}` },
      { role: 'user', content: 'And now?' },
    ],
    schema: {
      type: 'object',
      properties: {
        answer: { type: 'integer', minimum: 0, maximum: 5 },
        note: { type: 'string', maxLength: 100 },
      },
      required: ['answer', 'note'],
      additionalProperties: false,
    },
    schemaName: 'note',
    maxOutputTokens: 64,
    signal: new AbortController().signal,
    ...changes,
  };
}

type Ask = (provider: ModelProvider, request: ModelRequest) => Promise<{ text: string; usage: ModelUsage }>;

/** Both ways to ask, with the same outcome. */
export const WAYS: ReadonlyArray<readonly [string, Ask]> = [
  ['an answer', (provider, request) => provider.answer(request)],
  ['a stream', (provider, request) => collected(provider, request)],
];

async function collected(provider: ModelProvider, request: ModelRequest) {
  let text = '';
  let usage: ModelUsage | null = null;
  for await (const part of provider.stream(request)) {
    expect(usage).toBeNull();
    if (part.kind === 'text') text += part.text;
    else usage = part.usage;
  }
  if (usage === null) throw new Error('the stream ended without its end');
  return { text, usage };
}

export async function failureOf(asking: Promise<unknown>): Promise<ModelError> {
  const error = await asking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

/** A fault and the failure that it must become: of an answer, and of a stream where that differs. */
const FAULTS: ReadonlyArray<readonly [SandboxFault, ModelFailure, ModelFailure?]> = [
  [{ kind: 'reset', at: 'headers' }, 'connection_lost'],
  [{ kind: 'reset', at: 'reply' }, 'connection_lost'],
  [{ kind: 'status', status: 400 }, 'rejected'],
  [{ kind: 'status', status: 401 }, 'unauthorised'],
  [{ kind: 'status', status: 402 }, 'quota_exhausted'],
  [{ kind: 'status', status: 403 }, 'unauthorised'],
  [{ kind: 'status', status: 404 }, 'unknown_model'],
  [{ kind: 'status', status: 413 }, 'too_long'],
  [{ kind: 'status', status: 418 }, 'rejected'],
  [{ kind: 'status', status: 429 }, 'rate_limited'],
  [{ kind: 'status', status: 500 }, 'provider_error'],
  [{ kind: 'status', status: 502, error: '<html>Bad Gateway</html>' }, 'provider_error'],
  [{ kind: 'status', status: 503 }, 'overloaded'],
  [{ kind: 'status', status: 529 }, 'overloaded'],
  [{ kind: 'html' }, 'bad_reply'],
  [{ kind: 'truncated' }, 'bad_reply', 'connection_lost'],
  [{ kind: 'doubled' }, 'bad_reply'],
  [{ kind: 'empty' }, 'empty'],
  [{ kind: 'text', text: ' \n' }, 'empty'],
  [{ kind: 'cut_off' }, 'cut_off'],
  [{ kind: 'huge', bytes: 3 * MAX_REPLY }, 'bad_reply'],
];

const at = (seconds: number) => new Date(1_790_000_000_000 + seconds * 1000).toUTCString();
const WAITS: ReadonlyArray<readonly [Readonly<Record<string, string>>, number | null]> = [
  [{}, null],
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '1.5' }, 1500],
  [{ date: at(0), 'retry-after': at(90) }, 90_000],
  [{ date: at(0), 'retry-after': at(-5) }, 0],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '99999999999' }, 86_400_000],
  [{ 'retry-after': '9', 'retry-after-ms': '250' }, 250],
];

/** Every model adapter passes these, over its vendor's client, against its provider's sandbox. */
export function modelContract(harness: ModelHarness): void {
  const sandbox = harness.sandbox();
  const started = sandbox.start();
  /** Every address has a path, as behind a gateway. */
  const provider = started.then((address) => harness.open(`${address}/gateway`));
  afterAll(() => sandbox.stop());

  describe.each(WAYS)('of %s', (way, ask) => {
    it('sends the whole request and returns text and usage', async () => {
      const { text, usage } = await ask(await provider, modelRequest());
      expect(JSON.parse(text)).toEqual({ answer: 'And now?'.length, note: 'ठीक है – naïve' });
      expect(usage.inputTokens).toBeGreaterThan(10);
      expect(usage.outputTokens).toBeGreaterThan(5);
      const { body, path } = sandbox.received.at(-1) ?? { body: '', path: '' };
      expect(path.startsWith('/gateway/')).toBe(true);
      for (const sent of [CONTENT, '"small"', '"additionalProperties":false', 'And now?', '64']) {
        expect(body).toContain(sent);
      }
    });

    it.each<SandboxFault>([
      { kind: 'drip', bytes: 1, everyMs: 0 },
      { kind: 'odd_framing' },
      { kind: 'undeclared' },
      { kind: 'thinking' },
      { kind: 'slow', delayMs: 20 },
    ])('reads a good reply whatever its form: $kind', async (fault) => {
      sandbox.failNext(fault);
      const { text } = await ask(await provider, modelRequest());
      expect(JSON.parse(text)).toMatchObject({ note: 'ठीक है – naïve' });
    });

    it('returns text that is no JSON as it is', async () => {
      sandbox.failNext({ kind: 'text', text: 'Sure! {"answer": 1' });
      expect(await ask(await provider, modelRequest())).toMatchObject({ text: 'Sure! {"answer": 1' });
    });

    it.each(
      FAULTS.map(([fault, ofAnswer, ofStream = ofAnswer]) => ({
        fault,
        expected: way === 'a stream' ? ofStream : ofAnswer,
      })),
    )('turns $fault into $expected', async ({ fault, expected }) => {
      sandbox.failNext(fault);
      const failure = await failureOf(ask(await provider, modelRequest()));
      expect(failure.failure).toBe(expected);
      expectDiscreet(failure);
    });

    it('turns an error object inside a reply into a failure that may be retried', async () => {
      sandbox.failNext({ kind: 'error_in_reply' });
      const failure = await failureOf(ask(await provider, modelRequest()));
      expect(['provider_error', 'overloaded']).toContain(failure.failure);
    });

    it('rejects a reply without an answer in it', async () => {
      sandbox.failNext({ kind: 'no_choices' });
      const failure = await failureOf(ask(await provider, modelRequest()));
      expect(['empty', 'bad_reply', 'connection_lost']).toContain(failure.failure);
    });

    it('reports a refusal, with what it cost', async () => {
      sandbox.failNext({ kind: 'refusal' });
      const failure = await failureOf(ask(await provider, modelRequest()));
      expect(failure.failure).toBe(harness.refuses ? 'refused' : 'empty');
      expect(failure.usage?.inputTokens).toBeGreaterThan(0);
    });

    it('reports what a cut-off answer cost', async () => {
      sandbox.failNext({ kind: 'cut_off' });
      const { usage } = await failureOf(ask(await provider, modelRequest()));
      expect(usage?.outputTokens).toBeGreaterThan(0);
    });

    it.each(WAITS)('waits as %j says: %s ms', async (headers, ms) => {
      for (const status of [429, 503]) {
        sandbox.failNext({ kind: 'status', status, headers });
        expect(await failureOf(ask(await provider, modelRequest()))).toMatchObject({ retryAfterMs: ms });
      }
    });

    it('asks once: the client behind it does not retry', async () => {
      const before = sandbox.received.length;
      sandbox.failNext({ kind: 'status', status: 503, headers: { 'retry-after': '0' } });
      await failureOf(ask(await provider, modelRequest()));
      expect(sandbox.received.length - before).toBe(1);
    });

    it('reports a model that the server does not have', async () => {
      const failure = await failureOf(ask(await provider, modelRequest({ model: 'absent' })));
      expect(failure).toMatchObject({ failure: 'unknown_model', retryable: false });
    });

    it('reports a closed port as unreachable', async () => {
      const other = harness.sandbox();
      const address = await other.start();
      await other.stop();
      const failure = await failureOf(ask(harness.open(address), modelRequest()));
      expect(failure).toMatchObject({ failure: 'unreachable', providerCode: 'ECONNREFUSED' });
    });

    it.each([301, 302, 307, 308])('sends nothing to the address of a redirect with %i', async (status) => {
      const other = harness.sandbox();
      const location = `${await other.start()}/elsewhere`;
      try {
        sandbox.failNext({ kind: 'redirect', status, location });
        expect(await failureOf(ask(await provider, modelRequest()))).toMatchObject({ failure: 'bad_reply' });
        expect(other.received).toEqual([]);
      } finally {
        await other.stop();
      }
    });

    it.each<SandboxFault>([
      { kind: 'hang', at: 'headers' },
      { kind: 'hang', at: 'reply' },
      { kind: 'drip', bytes: 1, everyMs: 600_000 },
    ])('closes the connection when it is stopped during %j', async (fault) => {
      for (const [reason, failure] of [
        [undefined, 'cancelled'],
        [new DOMException('', 'TimeoutError'), 'timed_out'],
      ] as const) {
        const before = sandbox.received.length;
        const stop = new AbortController();
        sandbox.failNext(fault);
        const asking = failureOf(ask(await provider, modelRequest({ signal: stop.signal })));
        await expect.poll(() => sandbox.received.length, { interval: 5 }).toBe(before + 1);
        stop.abort(reason);
        expect(await asking).toMatchObject({ failure });
        expect(await sandbox.received[before]?.closed).toBe('abandoned');
      }
    });

    it('sends nothing when it is stopped before it begins', async () => {
      const before = sandbox.received.length;
      const failure = await failureOf(ask(await provider, modelRequest({ signal: AbortSignal.abort() })));
      expect(failure).toMatchObject({ failure: 'cancelled' });
      expect(sandbox.received.length).toBe(before);
    });

    it('writes nothing of what it meets to the console', async () => {
      const written: unknown[] = [];
      const own = { ...console };
      const keep = (...what: unknown[]) => void written.push(what);
      Object.assign(console, { log: keep, info: keep, warn: keep, error: keep, debug: keep });
      try {
        for (const [fault] of FAULTS) {
          sandbox.failNext(fault);
          await failureOf(ask(await provider, modelRequest()));
        }
      } finally {
        Object.assign(console, own);
      }
      expect(written).toEqual([]);
    });
  });

  it('streams the text while it comes', async () => {
    const proceed = Promise.withResolvers<void>();
    const scripted = harness.sandbox({
      async *answer() {
        yield '{"answer":';
        await proceed.promise;
        yield '1,"note":""}';
        return { stop: 'end', inputTokens: 3, outputTokens: 2 };
      },
    });
    try {
      const parts = harness
        .open(await scripted.start())
        .stream(modelRequest())
        [Symbol.asyncIterator]();
      expect(await parts.next()).toEqual({ done: false, value: { kind: 'text', text: '{"answer":' } });
      proceed.resolve();
      expect(await parts.next()).toEqual({ done: false, value: { kind: 'text', text: '1,"note":""}' } });
      expect(await parts.next()).toMatchObject({
        value: { kind: 'end', usage: { inputTokens: 3, outputTokens: 2 } },
      });
      expect(await parts.next()).toMatchObject({ done: true });
    } finally {
      await scripted.stop();
    }
  });

  it('closes the connection of a stream that is left early', async () => {
    const scripted = harness.sandbox({
      async *answer(_ask, signal) {
        yield '{"answer":';
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        return { stop: 'end', inputTokens: 0, outputTokens: 0 };
      },
    });
    try {
      for await (const _part of harness.open(await scripted.start()).stream(modelRequest())) break;
      expect(await scripted.received[0]?.closed).toBe('abandoned');
      await expect.poll(() => scripted.connections).toBe(0);
    } finally {
      await scripted.stop();
    }
  });

  it('keeps many requests apart while some are stopped', async () => {
    const stops = Array.from({ length: 20 }, () => new AbortController());
    const asked = stops.map(async ({ signal }, index) => {
      const [, ask] = WAYS[index % 2] ?? WAYS[0] ?? expect.fail();
      return ask(
        await provider,
        modelRequest({ signal, messages: [{ role: 'user', content: 'x'.repeat(index + 1) }] }),
      );
    });
    for (const index of [3, 8, 13]) stops[index]?.abort();
    const outcomes = await Promise.allSettled(asked);
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') expect(JSON.parse(outcome.value.text).answer).toBe(index + 1);
      else expect([3, 8, 13]).toContain(index);
    }
  });

  it('checks that the server is there and has the model', async () => {
    const { signal } = new AbortController();
    await (await provider).check('large', signal);
    expect(await failureOf((await provider).check('absent', signal))).toMatchObject({
      failure: 'unknown_model',
    });
    expect(await failureOf((await provider).check('large', AbortSignal.abort()))).toMatchObject({
      failure: 'cancelled',
    });
    const other = harness.sandbox();
    const address = await other.start();
    await other.stop();
    expect(await failureOf(harness.open(address).check('large', signal))).toMatchObject({
      failure: 'unreachable',
    });
  });

  /** No error has what was asked or answered, or the key. */
  function expectDiscreet(error: ModelError): void {
    const all = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    for (const secret of [CONTENT, 'zebra', 'It works', 'ठीक', 'Bad Gateway', ...harness.secrets]) {
      expect(all).not.toContain(secret);
    }
  }
}
