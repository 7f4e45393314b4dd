import { randomUUID } from 'node:crypto';
import type { Namespace } from 'socket.io';
import type { Call, CallSegment } from '../src/domain/wire.ts';
import type { Received, Reply } from './fake-api.ts';
import { hospital, resident } from './fake-world.ts';

/** The place of every code that works, and a code that was replaced. */
export const PLACE = 'Tower B, lift 2';
export const OLD_CODE = 'OLD00-00000';

/** The desk of the service that a test speaks for: calls, their words, and what an operator does. */
export class FakeCalls {
  calls: Call[] = [];
  readonly segments = new Map<string, CallSegment[]>();

  /** Frames of audio that the service took. */
  heard = 0;
  #sockets: Namespace | null = null;

  /** Answers the sockets of callers. */
  serve(sockets: Namespace): void {
    this.#sockets = sockets;
    sockets.on('connection', (socket) => {
      socket.on('join', ({ callId }, acknowledge) => {
        const { state = 'ended', version = 1 } = this.calls.find(({ id }) => id === callId) ?? {};
        const sequence = this.segments.get(callId)?.length ?? 0;
        const nextSeq = this.heard + 1;
        acknowledge({
          ok: true,
          callId,
          side: 'caller',
          nextSeq,
          deskTelephone: false,
          degraded: null,
          state,
          version,
          sequence,
        });
      });
      socket.on('listen', ({ callId }, acknowledge) =>
        acknowledge({ ok: true, callId, hears: [], heard: false }),
      );
      socket.on('audio', ({ seq }, _, acknowledge) => {
        this.heard += 1;
        acknowledge({ ok: true, seq });
      });
    });
  }

  /** The newest call. */
  get last(): Call {
    const call = this.calls[0];
    if (!call) throw new Error('Nobody called');
    return call;
  }

  /** Changes the newest call as an operator would. */
  change(change: Partial<Call>): void {
    this.calls = [{ ...this.last, ...change, version: this.last.version + 1 }, ...this.calls.slice(1)];
    const { id: callId, state, version, urgency } = this.last;
    const at = new Date().toISOString();
    this.#sockets?.emit('call', {
      eventId: randomUUID(),
      type: 'call.changed',
      callId,
      state,
      version,
      urgency,
      at,
    });
  }

  claim(name: string): void {
    this.change({
      state: 'active',
      operator: { id: randomUUID(), name },
      claimedAt: new Date().toISOString(),
    });
  }

  /** Adds words to the newest call. */
  say(speaker: CallSegment['speaker'], text: string, source: CallSegment['source'] = 'typed'): CallSegment {
    const said = this.segments.get(this.last.id) ?? [];
    const before = said.at(-1);
    const segment: CallSegment = {
      id: randomUUID(),
      sequence: said.length + 1,
      text,
      speaker,
      source,
      language: 'en',
      startMs: said.length * 1000,
      endMs: said.length * 1000 + 500,
      startsSentence: source !== 'speech' || before?.source !== 'speech' || before.speaker !== speaker,
    };
    this.segments.set(this.last.id, [...said, segment]);
    this.#sockets?.emit('transcript', { callId: this.last.id, speaker, committed: [segment], tentative: '' });
    return segment;
  }

  /** The reply to a request about calls; null where it is about something else. */
  answer({ method, path, query, body }: Received): Reply | null {
    if (path === '/v1/speech')
      return { status: 200, body: { state: 'ready', engine: 'local', model: 'base', reason: null } };
    if (!path.startsWith('/v1/calls')) return null;
    const [, , , callId, tail] = path.split('/');
    if (!callId) {
      if (method === 'POST' && body.placeCode === OLD_CODE) {
        const errors = [{ pointer: '/placeCode', detail: 'This code was replaced' }];
        return { status: 422, body: { code: 'unprocessable', title: 'Unprocessable', status: 422, errors } };
      }
      if (method === 'POST') return { status: 201, body: this.#ring(body) };
      const states = query.getAll('state').flatMap((state) => state.split(','));
      const data = this.calls.filter(({ state }) => states.includes(state));
      return { status: 200, body: { data, nextCursor: null } };
    }
    const call = this.calls.find(({ id }) => id === callId);
    if (!call) return null;
    if (tail === 'transcript') {
      const after = Number(query.get('after') ?? 0);
      const data = (this.segments.get(callId) ?? []).filter(({ sequence }) => sequence > after);
      return { status: 200, body: { data, nextSequence: null } };
    }
    if (tail === 'positions') {
      const { latitude, longitude, accuracyMetres } = body as {
        latitude: number;
        longitude: number;
        accuracyMetres: number;
      };
      this.change({ location: { latitude, longitude, accuracyMetres }, locationSource: 'browser' });
      return { status: 200, body: this.last };
    }
    if (tail === 'messages') return { status: 201, body: this.say('caller', String(body.text)) };
    if (tail === 'hang-up') {
      this.change({ state: call.claimedAt ? 'ended' : 'abandoned', endedAt: new Date().toISOString() });
      return { status: 200, body: this.last };
    }
    return { status: 200, body: call };
  }

  #ring({ language = 'en', placeCode }: Received['body']): Call {
    const open = this.calls.find(({ state }) => ['waiting', 'active', 'held'].includes(state));
    if (open) return open;
    const call: Call = {
      id: randomUUID(),
      state: 'waiting',
      channel: 'web',
      training: false,
      recording: { state: 'off' },
      residentId: resident.id,
      communityId: resident.communityId,
      hospitalId: hospital.id,
      operator: null,
      offeredTo: null,
      urgency: null,
      triageId: null,
      bookingId: null,
      language: language as Call['language'],
      callerPhone: resident.phone,
      location: placeCode === undefined ? null : { latitude: 12.97, longitude: 77.59, address: PLACE },
      locationSource: placeCode === undefined ? null : 'place',
      placeId: placeCode === undefined ? null : randomUUID(),
      device: null,
      disposition: null,
      notes: null,
      ringUntil: null,
      createdAt: new Date().toISOString(),
      claimedAt: null,
      endedAt: null,
      wrappedUpAt: null,
      version: 1,
    };
    this.calls = [call, ...this.calls];
    return call;
  }
}
