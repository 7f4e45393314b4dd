import type { Principal } from '../../../kernel/auth/principal.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { SPEECH_SAMPLE_RATE } from '../../../ports/speech.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import type { TypedWords } from '../assessment/typed.ts';
import type { AudioInput, CallAudioIntake } from '../audio/audio.ts';
import { callActorOf, DISPATCH, type NamedOperator, operatorActor, operatorOf } from '../desk/operators.ts';
import { startCall } from '../intake/create.ts';
import { CallEvent, CallSegment, type Urgency } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { type CallActor, lockCall, readCall } from '../record/store.ts';
import type { ExerciseAudio, ExerciseDecision, ExercisesFace } from './face.ts';

const ADMINISTRATORS: readonly string[] = ['super_admin', 'hospital_admin'];
/** More words than are said in an hour. */
const MAX_WORDS = 2_000;

/** Calls of channel `training`: they take the way of every call, at the desk of the operator who practises. */
export function exercises(
  { database, organisations }: Pick<CallsNeeds, 'database' | 'organisations'>,
  typed: TypedWords,
  audio: CallAudioIntake,
): ExercisesFace {
  return {
    async startExercise(uow, principal, { language, operatorId }) {
      const { operator, actor } = await practising(uow, organisations, principal, operatorId);
      const row = await startCall(uow, actor, {
        channel: 'training',
        training: true,
        residentId: null,
        communityId: null,
        originHospitalId: operator.desk,
        hospitalId: operator.desk,
        // No other desk is asked: an exercise belongs to one operator.
        nextDesks: [],
        offeredToId: operator.id,
        language,
        callerPhone: null,
        location: null,
        locationSource: null,
      });
      return { callId: row.id, operator };
    },

    async exerciseProgress(uow, callId, heard) {
      const row = await readCall(uow, callId);
      const words = await CallSegment.query(uow.trx)
        .where('call_id', callId)
        .where('sequence', '>', heard)
        .whereNot('source', 'missing')
        .orderBy('sequence')
        .limit(MAX_WORDS);
      const events = await CallEvent.query(uow.trx)
        .where({ call_id: callId, type: 'decided' })
        .orderBy('sequence');
      return {
        answeredAt: row.claimedAt,
        overAt: row.endedAt,
        onHold: row.state === 'held',
        words: words.map(({ sequence, speaker, text, at }) => ({ sequence, speaker, text, at })),
        decisions: events.map(decisionOf),
      };
    },

    async isOnHold(uow, callId) {
      return (await readCall(uow, callId)).state === 'held';
    },

    async openExerciseAudio(callId) {
      const call = await database.run(systemScope('speak in an exercise'), (uow) => readCall(uow, callId));
      if (!call.training || call.endedAt !== null) return null;
      return new CallerSide(await audio.take(call, 'caller'));
    },

    async sayInExercise(uow, callId, { text, language }) {
      const row = await lockCall(uow, callId);
      if (!row.training || row.endedAt !== null) return;
      await typed.add(uow, row, { speaker: 'caller', language, text });
    },
  };
}

/** Who practises, and who has the call ring. */
async function practising(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  principal: Principal,
  operatorId: string | undefined,
): Promise<{ readonly operator: NamedOperator; readonly actor: CallActor }> {
  if (operatorId === undefined || (principal.kind === 'staff' && principal.id === operatorId)) {
    const operator = await operatorOf(uow, organisations, principal);
    return { operator, actor: operatorActor(operator) };
  }
  if (principal.kind !== 'staff' || !ADMINISTRATORS.includes(principal.role)) {
    const detail = 'Only administrators choose who practises. Leave `operatorId` out.';
    throw new Problem('role_not_allowed', { detail });
  }
  const { id, name, hospitalId, duties, active } = await organisations.staffOf(uow, operatorId);
  if (!active || !duties.includes(DISPATCH)) {
    const detail = 'This person takes no calls: choose somebody who is active and has the duty `dispatch`.';
    throw new Problem('unprocessable', { detail, errors: [{ pointer: '/operatorId', detail }] });
  }
  return {
    operator: { id, name, desk: hospitalId },
    actor: await callActorOf(uow, organisations, principal),
  };
}

function decisionOf({ at, data }: CallEvent): ExerciseDecision {
  return {
    at,
    urgency: Number(data.urgency) as Urgency,
    action: data.action as ExerciseDecision['action'],
    service: data.serviceType === null || data.serviceType === undefined ? null : String(data.serviceType),
  };
}

/** Sends frames as a browser would. */
class CallerSide implements ExerciseAudio {
  readonly #input: AudioInput;
  #seq: number;

  constructor(input: AudioInput) {
    this.#input = input;
    this.#seq = input.nextSeq;
  }

  push(samples: Int16Array): 'taken' | 'full' | 'over' {
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    try {
      this.#input.push({ seq: this.#seq, encoding: 'pcm_s16le', sampleRate: SPEECH_SAMPLE_RATE, bytes });
      this.#seq += 1;
      return 'taken';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.code === 'rate_limited' ? 'full' : 'over';
    }
  }

  close(): void {
    this.#input.close();
  }
}
