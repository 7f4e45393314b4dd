import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { CallAudio, type Speaker } from '../models.ts';
import { lockCall, MAX_MS } from '../record/store.ts';
import { type AudioPosition, BEGINNING } from './clock.ts';

/** One side of a call as it was stored, now that somebody else has it. */
export interface TakenSide {
  readonly position: AudioPosition;
  /** Of who has it from now on, and of who had it before. */
  readonly epoch: number;
  readonly formerEpoch: number;
}

/**
 * Takes the audio of one side over, from whichever process had it: words that it did not store by now it stores no more.
 * What follows the stored position has to be sent again.
 */
export async function takeSide(uow: UnitOfWork, callId: string, speaker: Speaker): Promise<TakenSide> {
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
    updatedAt: uow.now,
  };
  const row =
    (await lockSide(uow, callId, speaker)) ?? (await CallAudio.query(uow.trx).insert(fresh).returning('*'));
  const { nextSeq, frameMs, settledMs } = row;
  const epoch = row.epoch + 1;
  await updateOne(CallAudio.query(uow.trx).findById(row.id), {
    epoch,
    leaseUntil: null,
    leaseBy: null,
    updatedAt: uow.now,
  });
  return { position: { nextSeq, frameMs, settledMs }, epoch, formerEpoch: row.epoch };
}

/** Who has a side, locked until the unit of work ends. */
export async function lockSide(
  uow: UnitOfWork,
  callId: string,
  speaker: Speaker,
): Promise<CallAudio | undefined> {
  return CallAudio.query(uow.trx).findOne({ call_id: callId, speaker }).forUpdate();
}

/** Stores how far a side is. @returns false where another process has it by now: then nothing of it may be stored. */
export async function storePosition(
  uow: UnitOfWork,
  callId: string,
  speaker: Speaker,
  epoch: number,
  position: AudioPosition,
): Promise<boolean> {
  const row = await lockSide(uow, callId, speaker);
  if (row === undefined || row.epoch !== epoch) return false;
  await updateOne(CallAudio.query(uow.trx).findById(row.id), {
    nextSeq: position.nextSeq,
    frameMs: Math.min(position.frameMs, MAX_MS),
    settledMs: Math.min(position.settledMs, MAX_MS),
    updatedAt: uow.now,
  });
  return true;
}
