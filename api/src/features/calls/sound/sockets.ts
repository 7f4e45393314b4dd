import type { Principal } from '../../../kernel/auth/principal.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { SocketExchange, SocketRequests, SocketSession } from '../../../kernel/realtime/requests.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { callActorOf, checkMayRead } from '../desk/operators.ts';
import { type Call, CallEvent } from '../models.ts';
import { lockCall, readCall, recordEntry } from '../record/store.ts';
import type { Listeners, Listening } from './listeners.ts';
import type { Sound } from './relay.ts';
import { heardBy, listensAs } from './rights.ts';

export interface SoundSocketDeps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly listeners: Listeners;
}

type OneCall = { readonly callId: string };

/** The requests of sockets to hear a call, and not to hear it any more. @param oneCall the schema of both. */
export function registerSoundSockets(requests: SocketRequests, oneCall: object, deps: SoundSocketDeps): void {
  const connections = new WeakMap<SocketSession, Map<string, Listening>>();
  const heardOn = (session: SocketSession): Map<string, Listening> => {
    const known = connections.get(session);
    if (known !== undefined) return known;
    const calls = new Map<string, Listening>();
    connections.set(session, calls);
    session.onClose(() => {
      for (const listening of calls.values()) listening.stop();
      calls.clear();
    });
    return calls;
  };
  const leave = (session: SocketSession, callId: string) => {
    connections.get(session)?.get(callId)?.stop();
    connections.get(session)?.delete(callId);
  };

  const listen = async (principal: Principal, request: OneCall, { session }: SocketExchange) => {
    const callId = request.callId.toLowerCase();
    const read = () =>
      deps.database.run(principal, async (uow) => {
        await checkMayRead(uow, deps.organisations, principal, callId);
        return readCall(uow, callId);
      });
    const call = await read();
    if (listensAs(call, principal) === 'supervisor') await noteListener(deps, call, principal);
    let answered = false;
    const listening = await deps.listeners.listen(callId, {
      read: async () => {
        const now = await read();
        const as = listensAs(now, principal);
        return { hears: heardBy(as, now), side: as === 'supervisor' ? null : as };
      },
      take: ({ bytes, ...header }: Sound, taken) =>
        session.send('sound', { ...header, ...FORMAT }, bytes, taken),
      changed: ({ hears, heard }) => {
        // At first the answer says it.
        if (answered) session.send('hears', { callId, hears: [...hears], heard });
      },
    });
    leave(session, callId);
    heardOn(session).set(callId, listening);
    // The connection ended meanwhile.
    if (session.closed) leave(session, callId);
    return {
      tenant: { hospitalId: call.hospitalId, communityId: call.communityId },
      reply: async () => {
        answered = true;
        return { callId, ...listening.now };
      },
    };
  };
  const unlisten = async (_: Principal, { callId }: OneCall, { session }: SocketExchange) => {
    leave(session, callId.toLowerCase());
    return {};
  };

  requests.on<OneCall>('listen', oneCall, listen, { as: 'getCall', records: { call: 'callId' } });
  requests.on<OneCall>('unlisten', oneCall, unlisten, null);
}

const FORMAT = { encoding: 'mulaw', sampleRate: 16_000 };

/** Once for each person and call: the operator can read in the timeline who listened in. */
async function noteListener(
  { database, organisations }: SoundSocketDeps,
  { id }: Call,
  principal: Principal,
): Promise<void> {
  if (!('id' in principal)) return;
  await database.run(systemScope('note who listens in'), async (uow) => {
    const row = await lockCall(uow, id);
    const known = await CallEvent.query(uow.trx).findOne({
      call_id: id,
      type: 'listened_in',
      actor_id: principal.id,
    });
    if (known === undefined && row.endedAt === null)
      await recordEntry(uow, row, 'listened_in', await callActorOf(uow, organisations, principal));
  });
}
