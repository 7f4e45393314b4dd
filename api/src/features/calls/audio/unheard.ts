import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { FINISH_MS } from '../../../speech/speech.ts';
import { AudioUnheard } from '../jobs.ts';
import { Call, CallAudio, type Speaker } from '../models.ts';
import { appendSegments, MAX_MS, type NewSegment } from '../record/store.ts';
import { lockSide } from './positions.ts';

const SCOPE = systemScope('receive the audio of a call');
/** After the process that has the audio has stored its words, or has given it up and said so, milliseconds. */
const AFTER_MS = FINISH_MS + 60_000;
/** Retries for over an hour with the default backoff. */
const MAX_ATTEMPTS = 40;

/** One opening of a side of a call that is over, with audio that waits for its words. */
export interface UnheardSide {
  readonly callId: string;
  readonly speaker: Speaker;
  readonly epoch: number;
  /** The end of that audio, milliseconds of the call. */
  readonly untilMs: number;
}

/** That words are missing from the beginning of a stretch, or of one before it, to its end. */
export function missingWords(
  { speaker, startMs, endMs }: Pick<NewSegment, 'speaker' | 'startMs' | 'endMs'>,
  first?: Pick<NewSegment, 'startMs'>,
): NewSegment {
  const from = Math.min(startMs, first?.startMs ?? startMs);
  return { speaker, source: 'missing', language: null, text: '', startMs: from, endMs };
}

/** The audio is in the memory of this process alone: where it is killed, the transcript shows that words are missing. */
export function expectWords(uow: UnitOfWork, { callId, speaker, epoch, untilMs }: UnheardSide): void {
  const data = { callId, speaker, epoch, untilMs: Math.min(untilMs, MAX_MS) };
  uow.enqueue(AudioUnheard.at(`${callId} ${speaker}`, data, new Date(uow.now.getTime() + AFTER_MS)));
}

/** Says once what is missing, where the words were not stored up to there. */
export function unheardJob(database: Database): JobDefinition {
  return jobHandler(AudioUnheard, {
    maxAttempts: MAX_ATTEMPTS,
    handle: ({ callId, speaker, epoch, untilMs }) =>
      database.run(
        SCOPE,
        async (uow) => {
          const row = await Call.query(uow.trx).findById(callId).forUpdate();
          if (row === undefined) return;
          const side = await lockSide(uow, callId, speaker);
          if (side?.epoch !== epoch || side.settledMs >= untilMs) return;
          const words = missingWords({ speaker, startMs: side.settledMs, endMs: untilMs });
          await appendSegments(uow, [{ row, words: [words] }]);
          await updateOne(CallAudio.query(uow.trx).findById(side.id), { settledMs: untilMs });
        },
        { retry: true },
      ),
  });
}
