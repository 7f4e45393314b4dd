import type { Principal } from '../../../kernel/auth/principal.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { SocketExchange, SocketRequests, SocketSession } from '../../../kernel/realtime/requests.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import type { AudioInput, CallAudioIntake } from '../audio/audio.ts';
import type { AudioFrame } from '../audio/frames.ts';
import { hasDeskTelephone } from '../audio/positions.ts';
import { checkMayRead } from '../desk/operators.ts';
import { CallerAbsent } from '../jobs.ts';
import type { AudioSource, Call } from '../models.ts';
import { callProblems } from '../problems.ts';
import { readCall } from '../record/store.ts';
import { queueRoom, roomsOf } from '../rooms.ts';
import type { Listeners } from '../sound/listeners.ts';
import { registerSoundSockets } from '../sound/sockets.ts';
import type { HeldSide, Presence } from './presence.ts';
import { roomsFor, SIDES, type Side, sideFor, staffRoom } from './sides.ts';

export interface CallSocketDeps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly audio: CallAudioIntake;
  readonly presence: Presence;
  readonly listeners: Listeners;
}

type JoinRequest = { readonly callId: string; readonly side?: Side; readonly takeAudio?: boolean };
type OneCall = { readonly callId: string };
type AudioRequest = OneCall &
  Pick<AudioFrame, 'seq' | 'encoding' | 'sampleRate'> & {
    readonly ageMs?: number;
    readonly pausedMs?: number;
  };
type OneDesk = { readonly hospitalId: string };

const uuid = { type: 'string', format: 'uuid' };
const objectOf = (properties: Record<string, object>, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const JOIN = objectOf({ callId: uuid, side: { enum: [...SIDES] }, takeAudio: { type: 'boolean' } }, [
  'callId',
]);
const ONE_CALL = objectOf({ callId: uuid }, ['callId']);
const ONE_DESK = objectOf({ hospitalId: { anyOf: [uuid, { const: 'platform' }] } }, ['hospitalId']);
const AUDIO = {
  ...objectOf(
    {
      callId: uuid,
      seq: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
      encoding: { enum: ['pcm_s16le', 'mulaw'] },
      sampleRate: { enum: [8_000, 16_000] },
      ageMs: { type: 'integer', minimum: 0, maximum: 600_000 },
      pausedMs: { type: 'integer', minimum: 0, maximum: 600_000 },
    },
    ['callId', 'seq', 'encoding', 'sampleRate'],
  ),
  // A telephone's coding has one rate.
  if: { properties: { encoding: { const: 'mulaw' } } },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
  then: { properties: { sampleRate: { const: 8_000 } } },
};
/**
 * Half a second of PCM at 16 kHz in one frame; twice the pace of speech on both sides, so that what waited for a
 * connection catches up, and half a minute of it at once.
 */
const AUDIO_BYTES = { max: 16_000, perSecond: 128_000, burst: 1_000_000 };

/** The sides of calls that one connection has. */
type Sides = Map<string, AudioInput>;

/**
 * The requests of sockets on /calls: to be in a call and send its audio, and to follow the queue of a desk. They use the
 * same reads as HTTP, so a socket sees exactly what its principal may see.
 */
export function registerCallSockets(requests: SocketRequests, deps: CallSocketDeps): void {
  const connections = new WeakMap<SocketSession, Sides>();
  const sidesOf = (session: SocketSession): Sides => {
    const known = connections.get(session);
    if (known !== undefined) return known;
    const sides: Sides = new Map();
    connections.set(session, sides);
    session.onClose(() => {
      for (const input of sides.values()) input.close();
      sides.clear();
    });
    return sides;
  };
  const leave = (session: SocketSession, callId: string) => {
    const sides = connections.get(session);
    sides?.get(callId)?.close();
    sides?.delete(callId);
  };
  const read = (principal: Principal, callId: string): Promise<Call> =>
    deps.database.run(principal, async (uow) => {
      await checkMayRead(uow, deps.organisations, principal, callId);
      return readCall(uow, callId);
    });

  // Asked for operators alone: others are not concerned by what theirs speaks through.
  const speaksByTelephone = async ({ id, channel }: Call, side: Side): Promise<boolean> =>
    side === 'operator' &&
    channel === 'phone' &&
    deps.database.run(systemScope('join a call'), (uow) => hasDeskTelephone(uow, id));

  const join = async (principal: Principal, request: JoinRequest, { session }: SocketExchange) => {
    const callId = request.callId.toLowerCase();
    const call = await read(principal, callId);
    const side = sideFor(call, principal, request.side);
    leave(session, callId);
    const source = request.takeAudio === true ? 'chosen' : 'connection';
    const input = await speakAs(deps, call, principal, side, session, source);
    if (input !== null) sidesOf(session).set(callId, input);
    // It ended while its side was opened.
    if (session.closed) leave(session, callId);
    return {
      tenant: { hospitalId: call.hospitalId, communityId: call.communityId },
      join: roomsFor(call, principal),
      // Read again after joining the rooms, so that no change between the first read and the join is missed.
      reply: async () => {
        const { state, version, segments } = await read(principal, callId);
        const deskTelephone = await speaksByTelephone(call, side);
        const audio = { nextSeq: input?.nextSeq ?? null, deskTelephone, degraded: input?.degraded ?? null };
        return { callId, side, ...audio, state, version, sequence: segments };
      },
    };
  };
  const audio = (
    principal: Principal,
    { callId, ...frame }: AudioRequest,
    { session, bytes }: SocketExchange,
  ) => {
    const input = inputOf(connections.get(session), callId, principal);
    input.push({ ...frame, bytes: bytes as Uint8Array });
    return { reply: { seq: frame.seq } };
  };
  const finish = async (principal: Principal, { callId }: OneCall, { session }: SocketExchange) => {
    const input = inputOf(connections.get(session), callId, principal);
    await input.finish();
    return { reply: { nextSeq: input.nextSeq } };
  };
  const quit = async (principal: Principal, request: OneCall, { session }: SocketExchange) => {
    const callId = request.callId.toLowerCase();
    leave(session, callId);
    const { all, desk } = roomsOf({ id: callId, hospitalId: null });
    const hospitalId = 'hospitalId' in principal ? principal.hospitalId : null;
    return { leave: [all, desk, ...(hospitalId === null ? [] : [staffRoom(callId, hospitalId)])] };
  };
  const watch = async (principal: Principal, desk: OneDesk) => {
    const hospitalId = desk.hospitalId.toLowerCase();
    if (!mayWatch(principal, hospitalId))
      throw new Problem('not_found', { detail: 'There is no such desk.' });
    await deps.database.run(principal, (uow) => checkMayRead(uow, deps.organisations, principal));
    return { join: [queueOf(hospitalId)] };
  };
  const unwatch = async (_: Principal, { hospitalId }: OneDesk) => ({
    leave: [queueOf(hospitalId.toLowerCase())],
  });

  requests.on<JoinRequest>('join', JOIN, join, { as: 'getCall', records: { call: 'callId' } });
  requests.on<AudioRequest>('audio', AUDIO, audio, { as: 'addCallMessage' }, AUDIO_BYTES);
  requests.on<OneCall>('finish', ONE_CALL, finish, { as: 'addCallMessage' });
  requests.on<OneCall>('leave', ONE_CALL, quit, null);
  registerSoundSockets(requests, ONE_CALL, deps);
  requests.on<OneDesk>('watch', ONE_DESK, watch, { as: 'listCalls', records: { hospital: 'hospitalId' } });
  requests.on<OneDesk>('unwatch', ONE_DESK, unwatch, null);
}

/** Opens the audio of a side; null for who only listens, for a call that is over, and where the operator speaks by telephone. */
async function speakAs(
  { audio, presence }: CallSocketDeps,
  call: Call,
  principal: Principal,
  side: Side,
  session: SocketSession,
  source: AudioSource,
): Promise<AudioInput | null> {
  if (side === 'listener' || call.endedAt !== null) return null;
  // Other callers say themselves when they are gone: a telephone network, a partner's system.
  const present = side === 'operator' || (call.channel === 'web' && principal.kind !== 'api_key');
  let held: HeldSide = { callId: call.id, speaker: side, epoch: 0 };
  const input = await audio.take(call, side, {
    source,
    also: (uow, epoch) => {
      held = { ...held, epoch };
      return present
        ? presence.begin(uow, held, 'id' in principal ? principal.id : null)
        : uow.cancel(CallerAbsent, call.id);
    },
  });
  if (present) {
    const connected = held;
    presence.hold(connected);
    session.onClose(() => presence.lost(connected));
  }
  return input;
}

function inputOf(sides: Sides | undefined, callId: string, principal: Principal): AudioInput {
  const input = sides?.get(callId.toLowerCase());
  if (input === undefined) {
    throw new Problem('unprocessable', {
      detail: 'Join the call as one who speaks before you send its audio.',
    });
  }
  const { operatorId } = input.facts;
  if (input.speaker === 'operator' && 'id' in principal && operatorId !== principal.id) {
    throw new Problem(callProblems.not_call_operator, { detail: 'Another operator has this call by now.' });
  }
  return input;
}

/** Queues show all calls of a desk: to its own staff and keys, and to those of the platform. */
function mayWatch(principal: Principal, hospitalId: string): boolean {
  if (principal.kind === 'staff') {
    return principal.role === 'super_admin' || principal.hospitalId === hospitalId;
  }
  return (
    principal.kind === 'api_key' && (principal.hospitalId === null || principal.hospitalId === hospitalId)
  );
}

const queueOf = (hospitalId: string): string => queueRoom(hospitalId === 'platform' ? null : hospitalId);
