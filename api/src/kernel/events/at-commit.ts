import type { AppendEvents } from '../db/unit/unit-of-work.ts';
import type { AtCommit } from './subscriber.ts';

/**
 * Runs what must be true the moment a change is, as the last thing before its commit and in its own transaction: both
 * happen or neither. Whoever makes the change knows nothing of it, like any emitter of an event.
 * @param handlers asked at each commit, since features are built after the database.
 */
export function handlingAtCommit(handlers: () => readonly AtCommit[], append: AppendEvents): AppendEvents {
  return async (uow, events) => {
    for (const event of events) {
      for (const handler of handlers()) await handler.handle(event, uow);
    }
    await append(uow, events);
  };
}
