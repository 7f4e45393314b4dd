import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { type AudioSource, CallAudio, type Speaker } from '../models.ts';
import { lockCall, MAX_MS } from '../record/store.ts';
import { TelephoneLeg } from '../telephone/models.ts';
import { type AudioPosition, BEGINNING } from './clock.ts';

/** One side of a call as it was stored, now that somebody else has it. */
export interface TakenSide {
  readonly kept: false;
  readonly position: AudioPosition;
  /** Of who has it from now on, and of who had it before. */
  readonly epoch: number;
  readonly formerEpoch: number;
}

/** A side that stays with what it is spoken through. */
export interface KeptSide {
  readonly kept: true;
  readonly epoch: number;
}

/**
 * Takes the audio of one side over, from whichever process had it: words that it did not store by now it stores no more.
 * What follows the stored position has to be sent again. An operator who speaks by telephone is not cut off by a page that joins
 * the call, nor one who has chosen the page by a telephone.
 */
export async function takeSide(
  uow: UnitOfWork,
  callId: string,
  speaker: Speaker,
  source: AudioSource = 'connection',
): Promise<TakenSide | KeptSide> {
  // The call's lock lets one connection after another look whether the side has a row.
  await lockCall(uow, callId);
  const fresh = {
    id: v7(),
    callId,
    speaker,
    epoch: 0,
    ...BEGINNING,
    leaseUntil: null,
    leaseBy: null,
    source: null,
    updatedAt: uow.now,
  };
  const row =
    (await lockSide(uow, callId, speaker)) ?? (await CallAudio.query(uow.trx).insert(fresh).returning('*'));
  if (await keeps(uow, row, source)) return { kept: true, epoch: row.epoch };
  const { nextSeq, frameMs, settledMs } = row;
  const epoch = row.epoch + 1;
  await updateOne(CallAudio.query(uow.trx).findById(row.id), {
    epoch,
    leaseUntil: null,
    leaseBy: null,
    source,
    updatedAt: uow.now,
  });
  return { kept: false, position: { nextSeq, frameMs, settledMs }, epoch, formerEpoch: row.epoch };
}

/** Whether a side stays with what it is spoken through. */
async function keeps(
  uow: UnitOfWork,
  { callId, speaker, source, leaseUntil }: CallAudio,
  to: AudioSource,
): Promise<boolean> {
  if (speaker !== 'operator') return false;
  if (source === 'chosen') return to === 'telephone' && leaseUntil !== null && leaseUntil > uow.now;
  return source === 'telephone' && to === 'connection' && (await hasDeskTelephone(uow, callId));
}

/** Whether caller and operator of a call talk by a telephone at the desk. */
export async function hasDeskTelephone(uow: UnitOfWork, callId: string): Promise<boolean> {
  const legs = TelephoneLeg.query(uow.trx).where({ call_id: callId, carries_operator: true });
  return (await legs.whereNull('ended_at').resultSize()) > 0;
}

/** Nothing is spoken through any more on a side, unless somebody else has it by now. */
export async function leaveSide(
  uow: UnitOfWork,
  { callId, speaker, epoch }: Pick<CallAudio, 'callId' | 'speaker' | 'epoch'>,
): Promise<void> {
  await CallAudio.query(uow.trx).where({ call_id: callId, speaker, epoch }).patch({ source: null });
}

/** Who has a side, locked until the unit of work ends. */
export async function lockSide(
  uow: UnitOfWork,
  callId: string,
  speaker: Speaker,
): Promise<CallAudio | undefined> {
  return CallAudio.query(uow.trx).findOne({ call_id: callId, speaker }).forUpdate();
}

/** How far one side of a call is, of one who had it. */
export interface StoredSide {
  readonly callId: string;
  readonly speaker: Speaker;
  readonly epoch: number;
  readonly position: AudioPosition;
}

/**
 * Stores how far sides are, of calls that are locked.
 * @returns those it stored, as `<call> <speaker>`. Another process has the others by now: nothing of them may be stored.
 */
export async function storePositions(
  uow: UnitOfWork,
  sides: readonly StoredSide[],
): Promise<ReadonlySet<string>> {
  if (sides.length === 0) return new Set();
  const given = sides.map(({ callId, speaker, epoch, position }) => ({
    call_id: callId,
    speaker,
    epoch,
    next_seq: position.nextSeq,
    frame_ms: Math.min(position.frameMs, MAX_MS),
    settled_ms: Math.min(position.settledMs, MAX_MS),
  }));
  // tenancy: sides of many calls in one statement, by the service alone; the database scopes it as well.
  const { rows } = await uow.trx.raw<{ rows: { call_id: string; speaker: Speaker }[] }>(STORE_POSITIONS, {
    given: JSON.stringify(given),
    now: uow.now,
  });
  return new Set(rows.map(({ call_id, speaker }) => `${call_id} ${speaker}`));
}

/** Locks the sides in the order of their ids, as everything does that writes many of them. */
const STORE_POSITIONS = `
  with given as (
    select * from jsonb_to_recordset(cast(:given as jsonb))
      as given (call_id uuid, speaker text, epoch integer, next_seq integer, frame_ms integer, settled_ms integer)
  ), locked as materialized (
    select side.id, given.next_seq, given.frame_ms, given.settled_ms
      from call_audio as side join given using (call_id, speaker, epoch)
     order by side.id for update of side
  )
  update call_audio as side
     set next_seq = locked.next_seq, frame_ms = locked.frame_ms, settled_ms = locked.settled_ms,
         updated_at = cast(:now as timestamptz)
    from locked where side.id = locked.id
  returning side.call_id, side.speaker`;
