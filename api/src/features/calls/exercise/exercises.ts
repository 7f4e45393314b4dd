import type { OrganisationsFace } from '../../organisations/index.ts';
import type { TypedWords } from '../assessment/typed.ts';
import { operatorActor, operatorOf } from '../desk/operators.ts';
import { startCall } from '../intake/create.ts';
import { CallEvent, CallSegment, type Urgency } from '../models.ts';
import { lockCall, readCall } from '../record/store.ts';
import type { ExerciseDecision, ExercisesFace } from './face.ts';

/** More words than are said in an hour. */
const MAX_WORDS = 2_000;

/** Calls of channel `training`: they take the way of every call, at the desk of the operator who practises. */
export function exercises(organisations: OrganisationsFace, typed: TypedWords): ExercisesFace {
  return {
    async startExercise(uow, principal, { language }) {
      const operator = await operatorOf(uow, organisations, principal);
      const row = await startCall(uow, operatorActor(operator), {
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
        words: words.map(({ sequence, speaker, text, at }) => ({ sequence, speaker, text, at })),
        decisions: events.map(decisionOf),
      };
    },

    async sayInExercise(uow, callId, { text, language }) {
      const row = await lockCall(uow, callId);
      if (!row.training || row.endedAt !== null) return;
      await typed.add(uow, row, { speaker: 'caller', language, text });
    },
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
