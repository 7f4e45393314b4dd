import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { SandboxTelephone } from '../../../src/adapters/telephony/sandbox/server.ts';
import {
  type CallAnswer,
  type CallNotice,
  type StreamCodec,
  type StreamEvent,
  TelephonyError,
  type TelephonyGateway,
} from '../../../src/ports/telephony.ts';
import { eventually } from '../eventually.ts';

/** What a telephony adapter's test provides so that the common suite can test it. */
export interface TelephonyHarness {
  readonly gateway: TelephonyGateway;
  /** An adapter to the same provider with a short timeout, only for a provider that is silent. */
  readonly impatient: TelephonyGateway;
  /** The provider, from where callers ring. */
  readonly sandbox: SandboxTelephone;
  readonly invalidNumber: string;
  readonly refusedNumber: string;
}

const CALLER = '+919812345678';
const LINE = '+918045678900';
const HELLO = { text: 'Your call is important & recorded <here>.', language: 'en' };

/** A service as the gateway sees it: webhooks that answer what a test decides, and a WebSocket for streams. */
class Service {
  /** Decides on each notice, in order; the last goes on deciding. */
  answers: ((notice: CallNotice) => CallAnswer)[] = [];
  readonly notices: CallNotice[] = [];
  readonly statuses: CallNotice[] = [];
  readonly events: StreamEvent[] = [];
  /** What codecs threw. */
  readonly faults: unknown[] = [];
  /** Sends a message on the latest stream, once one is open. */
  say: (write: (codec: StreamCodec) => string) => void = () => {};
  close: () => void = () => {};
  url = '';
  readonly #gateway: TelephonyGateway;
  readonly #http = createServer((request, response) => {
    this.#webhook(request).then(
      ({ status, text }) => {
        response.writeHead(status);
        response.end(text);
      },
      () => response.writeHead(500).end(),
    );
  });

  constructor(gateway: TelephonyGateway) {
    this.#gateway = gateway;
    new WebSocketServer({ server: this.#http }).on('connection', (socket, request) => {
      const codec = gateway.stream();
      const url = `${this.streamUrl}`;
      const { headers } = request as { headers: Record<string, string> };
      if (!gateway.authentic({ url, headers, form: null })) return socket.close(4401);
      this.say = (write) => socket.send(write(codec));
      this.close = () => socket.close();
      socket.on('message', (data, binary) => {
        try {
          this.events.push(...codec.read(binary ? new Uint8Array(data as Buffer) : String(data)));
        } catch (error) {
          this.faults.push(error);
          socket.close(1007);
        }
      });
    });
  }

  get streamUrl(): string {
    return `${this.url.replace('http', 'ws')}/stream`;
  }

  get connect(): CallAnswer {
    const { url, streamUrl } = this;
    const parameters = { call: '0193a5f0-7c1e-7000-8000-000000000001', token: 'a&b"c' };
    return {
      kind: 'connect',
      announce: [HELLO],
      streamUrl,
      parameters,
      continueUrl: `${url}/voice`,
      desk: null,
    };
  }

  audio(track = 'caller'): Uint8Array {
    const frames = this.events.flatMap((each) =>
      each.kind === 'audio' && each.track === track ? each.bytes : [],
    );
    return new Uint8Array(Buffer.concat(frames));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.answers = [() => this.connect];
    for (const list of [this.notices, this.statuses, this.events, this.faults]) list.length = 0;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  async #webhook(request: IncomingMessage): Promise<{ status: number; text: string }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = { ...parse(Buffer.concat(chunks).toString('utf8')) } as Record<string, string>;
    const { headers } = request as { headers: Record<string, string> };
    if (!this.#gateway.authentic({ url: `${this.url}${request.url}`, headers, form }))
      return { status: 401, text: '' };
    const notice = this.#gateway.notice(form);
    if (request.url === '/status') {
      this.statuses.push(notice);
      return { status: 204, text: '' };
    }
    this.notices.push(notice);
    const decide = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    const answer = decide?.(notice) ?? { kind: 'hang_up', announce: [] };
    return { status: 200, text: this.#gateway.document(answer).text };
  }
}

/** Every telephony adapter passes these, against a sandbox that plays the provider's side of its protocol. */
export function telephonyContract(open: () => Promise<TelephonyHarness>): void {
  let harness: TelephonyHarness;
  let service: Service;
  beforeAll(async () => {
    harness = await open();
    service = new Service(harness.gateway);
    await service.start();
  });
  beforeEach(() => service.reset());
  afterAll(() => service?.stop());

  const ring = (more: Partial<Parameters<SandboxTelephone['ring']>[0]> = {}) =>
    harness.sandbox.ring({
      from: CALLER,
      to: LINE,
      voiceUrl: `${service.url}/voice`,
      statusUrl: `${service.url}/status`,
      ...more,
    });
  const speech = (frames: number) =>
    Uint8Array.from({ length: frames * 160 }, (_, at) => (at * 7 + (at >> 8)) & 0xff);
  const failureOf = async (asking: Promise<unknown>) => {
    const error = await asking.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TelephonyError);
    return error as TelephonyError;
  };

  it('announces a call, connects its audio and reports its end', async () => {
    const call = ring();
    const stream = await call.streaming();
    const spoken = speech(50);
    await stream.play(spoken);
    await call.hangUp();
    expect(service.notices).toEqual([
      {
        providerCallId: call.sid,
        direction: 'in',
        state: 'ringing',
        from: CALLER,
        to: LINE,
        forwarded: null,
      },
    ]);
    expect(call.said.map(({ text }) => text)).toEqual([HELLO.text]);
    expect(service.events[0]).toEqual({
      kind: 'started',
      providerCallId: call.sid,
      streamId: stream.streamSid,
      tracks: ['caller'],
      parameters: (service.connect as { parameters: unknown }).parameters,
    });
    expect(service.audio()).toEqual(spoken);
    expect(service.events.at(-1)).toEqual({ kind: 'stopped' });
    expect(service.statuses).toMatchObject([{ providerCallId: call.sid, state: 'completed' }]);
  });

  it('gives no number for a caller who withholds it', async () => {
    service.answers = [() => ({ kind: 'hang_up', announce: [] })];
    expect(await ring({ from: null }).ended).toBe('completed');
    expect(service.notices[0]).toMatchObject({ from: null, to: LINE });
  });

  it.each([
    ['of another secret', { signWith: 'not-the-secret' }],
    ['of nothing', { signWith: '' }],
  ])('rejects a webhook with the signature %s', async (_, wrong) => {
    const call = ring(wrong);
    expect(await call.ended).toBe('failed');
    expect(service.notices).toEqual([]);
    expect(call.replies).toEqual([401, 401]);
  });

  it('rejects what was signed for another address or changed on the way', () => {
    const headers = { 'x-twilio-signature': '0/KCTR6DLpKmkAf8muzZqo1nDgQ=' };
    const url = 'https://care.example.org/v1/webhooks/voice/twilio';
    expect(harness.gateway.authentic({ url, headers, form: { CallSid: 'CA1' } })).toBe(false);
    expect(harness.gateway.authentic({ url: 'no address', headers, form: {} })).toBe(false);
    expect(harness.gateway.authentic({ url, headers: {}, form: {} })).toBe(false);
  });

  it('rejects a notice that is about no call', () => {
    expect(() => harness.gateway.notice({})).toThrow(TelephonyError);
  });

  it('reports lost frames, drops repeated ones, and reads on', async () => {
    const call = ring();
    const stream = await call.streaming();
    const spoken = speech(3);
    await stream.frame(spoken.subarray(0, 160));
    stream.repeat();
    stream.lose(4);
    await stream.frame(spoken.subarray(160, 320));
    stream.press('5');
    stream.repeat();
    await stream.frame(spoken.subarray(320));
    await call.hangUp();
    expect(service.faults).toEqual([]);
    expect(service.events.slice(1)).toMatchObject([
      { kind: 'audio', sequence: 1, timestampMs: 0 },
      { kind: 'gap', track: 'caller', frames: 4 },
      { kind: 'audio', sequence: 6, timestampMs: 100 },
      { kind: 'digit', digit: '5' },
      { kind: 'audio', sequence: 7 },
      { kind: 'stopped' },
    ]);
  });

  it('plays audio to the caller, tells when it was heard, and drops what was not', async () => {
    const call = ring();
    const stream = await call.streaming();
    await eventually('the stream started', () => service.events.length === 1);
    service.say((codec) => codec.audio(Uint8Array.of(1, 2, 255)));
    service.say((codec) => codec.mark('advice 1'));
    const marked = await eventually('the mark', () => service.events[1]);
    expect(marked).toEqual({ kind: 'mark', name: 'advice 1' });
    expect(stream.played).toEqual([Uint8Array.of(1, 2, 255)]);
    service.say((codec) => codec.clear());
    await eventually('nothing is left to play', () => stream.played.length === 0);
    await call.hangUp();
  });

  it.each([
    ['its connection broke', () => harness.sandbox.calls.at(-1)?.streams.at(-1)?.cut()],
    ['the service closed it', () => service.close()],
  ])('asks what to do next when a stream ended since %s', async (_, end) => {
    const call = ring();
    await call.streaming();
    await eventually('the stream started', () => service.events.length === 1);
    service.answers = [() => service.connect, () => ({ kind: 'hang_up', announce: [HELLO] })];
    await end();
    await eventually('a second stream', () => call.streams.length === 2);
    const second = await call.streaming();
    await second.cut();
    expect(await call.ended).toBe('completed');
    expect(service.notices.map(({ state }) => state)).toEqual(['ringing', 'answered', 'answered']);
    expect(call.said).toHaveLength(3);
  });

  it('rings a desk while the stream has both sides, then asks what became of it', async () => {
    service.answers = [
      () => ({ ...service.connect, desk: '+918045678901' }) as CallAnswer,
      () => ({ kind: 'forward', announce: [], number: '112', continueUrl: `${service.url}/voice` }),
      () => ({ kind: 'hang_up', announce: [] }),
    ];
    const call = ring({ dialled: (number) => (number === '112' ? 'completed' : 'no-answer') });
    const stream = await call.streaming();
    await stream.play(speech(2), 'fast', 'outbound');
    expect(await call.ended).toBe('completed');
    expect(call.dials).toEqual(['+918045678901', '112']);
    expect(service.notices.map(({ forwarded }) => forwarded)).toEqual([null, 'unanswered', 'completed']);
    expect(service.events[0]).toMatchObject({ tracks: ['caller', 'operator'] });
    expect(service.audio('operator')).toEqual(speech(2));
  });

  it.each([
    ['busy', true, 'busy'],
    ['refused', false, 'failed'],
  ])('does not take a call that is %s', async (_, busy, status) => {
    service.answers = [() => ({ kind: 'reject', busy })];
    expect(await ring().ended).toBe(status);
  });

  it('refuses a stream that is not signed by the gateway', async () => {
    service.answers = [() => service.connect, () => ({ kind: 'hang_up', announce: [] })];
    const call = ring({ signsStreams: false });
    expect(await call.ended).toBe('completed');
    expect(await call.streams[0]?.closed).toBe(4401);
    expect(service.events).toEqual([]);
  });

  const order = () => ({
    to: CALLER,
    answerUrl: `${service.url}/voice`,
    statusUrl: `${service.url}/status`,
    ringSeconds: 30,
  });

  it('places a call, streams it and hangs up, also twice', async () => {
    const { providerCallId } = await harness.gateway.call(order());
    const call = harness.sandbox.calls.find(({ sid }) => sid === providerCallId);
    await call?.streaming();
    expect(service.notices).toMatchObject([{ direction: 'out', state: 'answered', to: CALLER }]);
    await harness.gateway.hangUp(providerCallId);
    expect(await call?.ended).toBe('completed');
    await harness.gateway.hangUp(providerCallId);
    expect(service.statuses).toMatchObject([{ providerCallId, state: 'completed' }]);
  });

  it('reports that nobody picked up', async () => {
    harness.sandbox.whenCalled('+919812345600', 'no-answer');
    const { providerCallId } = await harness.gateway.call({ ...order(), to: '+919812345600' });
    const status = await eventually('a status', () => service.statuses[0]);
    expect(status).toMatchObject({ providerCallId, state: 'no_answer' });
    expect(service.notices).toEqual([]);
  });

  it('reports a number that cannot be called and one that may not be, for good', async () => {
    const { gateway, invalidNumber, refusedNumber } = harness;
    const invalid = await failureOf(gateway.call({ ...order(), to: invalidNumber }));
    expect(invalid).toMatchObject({ failure: 'invalid_number', retryable: false });
    expect(invalid.message).not.toContain(invalidNumber);
    const refused = await failureOf(gateway.call({ ...order(), to: refusedNumber }));
    expect(refused).toMatchObject({ failure: 'rejected', retryable: false });
  });

  it.each([
    [429, 'rate_limited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('calls %i of the provider a reason to try again', async (status, failure) => {
    harness.sandbox.failNext({ kind: 'status', status });
    expect(await failureOf(harness.gateway.call(order()))).toMatchObject({ failure, retryable: true });
  });

  it('gives up on a provider that does not answer', async () => {
    harness.sandbox.failNext({ kind: 'silence', accept: false });
    const failure = await failureOf(harness.impatient.hangUp(`CA${'0'.repeat(32)}`));
    expect(failure).toMatchObject({ failure: 'unavailable', retryable: true });
  });
}
