import { createHash, randomUUID } from 'node:crypto';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { lockKey, lockKeys } from '../../../kernel/coordination/locks.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { VisitorToken } from '../../identity/index.ts';
import type { ResolvedPlace } from '../../places/index.ts';
import { decide, mayReturn } from '../engine/decide.ts';
import { Call } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { type CallActor, factsOf, saveDecision } from '../record/store.ts';
import { placeOf, receiveCall } from './create.ts';

/** Calls of visitors from one place that others from there are counted with, milliseconds. */
const COUNTED_MS = 10 * 60_000;
/** Several people at an accident call; more than this is somebody who plays. */
const CALLS_OF_A_PLACE = 10;

/** What somebody without an account says. */
export interface PlaceCallInput {
  readonly placeCode: string;
  readonly channel?: 'web' | 'typed' | undefined;
  readonly language?: string | undefined;
  /** A secret of the visitor, by which they find their call again. */
  readonly returnKey?: string | undefined;
}

export interface PlaceCall {
  readonly call: Call;
  readonly token: VisitorToken;
}

type VisitorNeeds = CallsNeeds & { readonly database: Database };

/**
 * Takes the call of somebody without an account at a place with a code, or lets them return to it. The first call from a
 * place is taken even from an address that has called too often; codes that are not valid all get the same answer.
 * @param overLimit seconds until the caller's address is within its limit again; null within it.
 * @throws Problem `unprocessable` for a code that is not valid, `rate_limited`; both say what to dial.
 */
export async function callFromPlace(
  needs: VisitorNeeds,
  input: PlaceCallInput,
  overLimit: number | null,
): Promise<PlaceCall> {
  const { emergencyNumber } = needs.region;
  try {
    const call = await needs.database.run(
      systemScope('take the call of a visitor'),
      (uow) => take(uow, needs, input, overLimit),
      { retry: true },
    );
    return { call, token: await needs.identity.visitorToken(call.createdById as string) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, status, title, detail, errors, headers, extensions } = error;
    throw new Problem(
      { code, status, title },
      {
        detail: `${detail ?? title} Dial ${emergencyNumber} if you need help now.`,
        ...(errors === undefined ? {} : { errors }),
        headers,
        extensions,
      },
    );
  }
}

async function take(
  uow: UnitOfWork,
  needs: VisitorNeeds,
  { placeCode, channel = 'web', language, returnKey }: PlaceCallInput,
  overLimit: number | null,
): Promise<Call> {
  const place = (await placeOf(uow, needs, placeCode)) as ResolvedPlace;
  // One after another, so that each is counted, and a repeated request finds the call of the first.
  await lockKeys(uow, [lockKey(`place ${place.placeId}`)]);
  const visitorId = visitorIdOf(place.placeId, returnKey ?? randomUUID());
  const actor: CallActor = { kind: 'visitor', id: visitorId, name: null };
  const earlier = await earlierOf(uow, visitorId);
  if (earlier !== undefined) {
    const decision = decide(factsOf(earlier), { type: 'return' }, null, uow.now);
    if (decision.accepted) return saveDecision(uow, earlier, decision, actor);
  }
  await checkLimits(uow, place.placeId, overLimit);
  return receiveCall(uow, needs, {
    actor,
    resident: null,
    own: null,
    preferred: null,
    place,
    input: { channel, language: language ?? needs.region.languages[0] },
  });
}

/** The last call of the visitor, where they may still return to it; locked. */
async function earlierOf(uow: UnitOfWork, visitorId: string): Promise<Call | undefined> {
  const [row] = await Call.query(uow.trx)
    .where({ created_by_kind: 'visitor', created_by_id: visitorId })
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate();
  return row !== undefined && mayReturn(factsOf(row), uow.now) ? row : undefined;
}

async function checkLimits(uow: UnitOfWork, placeId: string, overLimit: number | null): Promise<void> {
  const recent = await Call.query(uow.trx)
    .where({ place_id: placeId, created_by_kind: 'visitor' })
    .where('created_at', '>', new Date(uow.now.getTime() - COUNTED_MS))
    .resultSize();
  if (recent === 0) return;
  const seconds = recent >= CALLS_OF_A_PLACE ? COUNTED_MS / 1_000 : overLimit;
  if (seconds === null) return;
  throw new Problem('rate_limited', {
    detail: 'Calls from this place ring already.',
    headers: { 'retry-after': String(seconds) },
  });
}

/** Who knows the key is the visitor: it is secret, and only its digest is stored. The same key elsewhere is somebody else. */
function visitorIdOf(placeId: string, returnKey: string): string {
  const hex = createHash('sha256').update(`visitor ${placeId} ${returnKey.toLowerCase()}`).digest('hex');
  // The form of UUIDv8 (RFC 9562, 5.8): bits of our own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
