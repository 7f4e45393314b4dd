import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import type { Call, CallSegment } from '../models.ts';
import { publishCommitted } from '../record/committed.ts';
import { appendSegment, type NewSegment } from '../record/store.ts';
import type { LiveAssessment } from './live.ts';

/** Words that nobody spoke: typed, or said by the caller of an exercise. They are as live as those that are spoken. */
export class TypedWords {
  readonly #realtime: Realtime;
  readonly #live: LiveAssessment;

  constructor(realtime: Realtime, live: LiveAssessment) {
    this.#realtime = realtime;
    this.#live = live;
  }

  /** Adds words to a call that is locked; publishes and assesses them after the commit. */
  async add(
    uow: UnitOfWork,
    row: Call,
    words: Pick<NewSegment, 'speaker' | 'language' | 'text'>,
  ): Promise<CallSegment> {
    const at = Math.max(0, uow.now.getTime() - row.createdAt.getTime());
    const segment = await appendSegment(uow, row, { ...words, source: 'typed', startMs: at, endMs: at });
    uow.afterCommit(() => publishCommitted(this.#realtime, [segment]));
    uow.afterCommit(() => void this.#live.words(row.id));
    return segment;
  }
}
