import type { components } from '@kiwimesh/openapi/types';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { describeFailure } from '../../../kernel/observability/failure.ts';
import { fileKeyOf } from '../../../kernel/sealing/sealed-bytes.ts';
import { checkMayRead } from '../desk/operators.ts';
import type { Call, Speaker } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { callProblems } from '../problems.ts';
import { readCall } from '../record/store.ts';
import { recordingStateOf } from '../wire.ts';
import { lengthOf, type Piece, piecesOf, SAMPLES_PER_MS, stretchesOf } from './files.ts';
import { CallRecording } from './models.ts';
import { WavFile } from './playback.ts';

const DAY_MS = 86_400_000;
/** Left and right. */
const SIDES: readonly Speaker[] = ['caller', 'operator'];

interface Found {
  readonly call: Call;
  readonly recording: CallRecording | null;
  readonly pieces: readonly Piece[];
}

/** Recordings for those who may read the call. */
export class RecordingService {
  readonly #needs: CallsNeeds;

  constructor(needs: CallsNeeds) {
    this.#needs = needs;
  }

  /** @throws Problem `not_found`, `duty_required`. */
  async get(principal: Principal, callId: string): Promise<components['schemas']['CallRecording']> {
    const { call, recording, pieces } = await this.#find(principal, callId);
    const { retentionDays } = (await this.#needs.system.settings.current()).calls.recording;
    const deleteAfter = recording && new Date(recording.createdAt.getTime() + retentionDays * DAY_MS);
    return {
      callId: call.id,
      state: recordingStateOf(call),
      incomplete: recording?.incomplete ?? null,
      durationMs: Math.floor(lengthOf(pieces) / SAMPLES_PER_MS),
      sides: SIDES.map((side) => ({
        side,
        stretches: [...stretchesOf(pieces.filter((piece) => piece.side === side))],
      })).filter(({ stretches }) => stretches.length > 0),
      deleteAfter: deleteAfter?.toISOString() ?? null,
    };
  }

  /**
   * The recording as a WAV file.
   * @throws Problem `not_found`, `duty_required`, `call_not_recorded`; StorageError and BrokenFileSeal where the beginning
   *   cannot be read. What fails later ends the file too early.
   */
  async audio(
    principal: Principal,
    callId: string,
  ): Promise<{ readonly length: number; readonly bytes: AsyncIterable<Uint8Array> }> {
    const { recording, pieces } = await this.#find(principal, callId);
    if (recording === null || pieces.length === 0) {
      throw new Problem(callProblems.call_not_recorded, { detail: 'No voices are kept of this call.' });
    }
    const file = new WavFile(this.#needs.storage, fileKeyOf(recording.key), pieces, SIDES);
    const bytes = file.read()[Symbol.asyncIterator]();
    // Header and first sound are read before the reply begins: then a failure is an error and not a cut.
    const first = [await bytes.next(), await bytes.next()];
    return { length: file.length, bytes: this.#logged(first, bytes) };
  }

  async *#logged(
    first: readonly IteratorResult<Uint8Array>[],
    rest: AsyncIterator<Uint8Array>,
  ): AsyncIterable<Uint8Array> {
    for (const { done, value } of first) if (done !== true) yield value;
    try {
      yield* { [Symbol.asyncIterator]: () => rest };
    } catch (error) {
      this.#needs.log.error({ reason: describeFailure(error) }, 'a recording could not be read to its end');
      throw error;
    }
  }

  async #find(principal: Principal, callId: string): Promise<Found> {
    const { database, organisations, storage } = this.#needs;
    const found = await database.run(principal, async (uow) => {
      await checkMayRead(uow, organisations, principal);
      const call = await readCall(uow, callId);
      const recording = await asSystem(
        'read the recording of a call',
        async (system) => (await CallRecording.query(system.trx).findOne({ call_id: call.id })) ?? null,
      );
      return { call, recording };
    });
    return { ...found, pieces: found.recording === null ? [] : await piecesOf(storage, found.recording.id) };
  }
}
