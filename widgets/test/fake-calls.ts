import { randomUUID } from 'node:crypto';
import type { Call, CallSegment } from '../src/domain/wire.ts';
import type { Received, Reply } from './fake-api.ts';
import { hospital, resident } from './fake-world.ts';

/** The desk of the service that a test speaks for: calls, their words, and what an operator does. */
export class FakeCalls {
  calls: Call[] = [];
  readonly segments = new Map<string, CallSegment[]>();

  /** The newest call. */
  get last(): Call {
    const call = this.calls[0];
    if (!call) throw new Error('Nobody called');
    return call;
  }

  /** Changes the newest call as an operator would. */
  change(change: Partial<Call>): void {
    this.calls = [{ ...this.last, ...change, version: this.last.version + 1 }, ...this.calls.slice(1)];
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
    const segment: CallSegment = {
      id: randomUUID(),
      sequence: said.length + 1,
      text,
      speaker,
      source,
      language: 'en',
      startMs: said.length * 1000,
      endMs: said.length * 1000 + 500,
    };
    this.segments.set(this.last.id, [...said, segment]);
    return segment;
  }

  /** The reply to a request about calls; null where it is about something else. */
  answer({ method, path, query, body }: Received): Reply | null {
    if (!path.startsWith('/v1/calls')) return null;
    const [, , , callId, tail] = path.split('/');
    if (!callId) {
      if (method === 'POST') return { status: 201, body: this.#ring(String(body.language ?? 'en')) };
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
    if (tail === 'messages') return { status: 201, body: this.say('caller', String(body.text)) };
    if (tail === 'hang-up') {
      this.change({ state: call.claimedAt ? 'ended' : 'abandoned', endedAt: new Date().toISOString() });
      return { status: 200, body: this.last };
    }
    return { status: 200, body: call };
  }

  #ring(language: string): Call {
    const open = this.calls.find(({ state }) => ['waiting', 'active', 'held'].includes(state));
    if (open) return open;
    const call: Call = {
      id: randomUUID(),
      state: 'waiting',
      channel: 'web',
      training: false,
      residentId: resident.id,
      communityId: resident.communityId,
      hospitalId: hospital.id,
      operator: null,
      offeredTo: null,
      urgency: null,
      triageId: null,
      bookingId: null,
      language,
      callerPhone: resident.phone,
      location: null,
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
