import type { AppendEvents } from '../db/unit/unit-of-work.ts';
import type { AtCommit } from './subscriber.ts';

/**
 * Runs what must hold from the moment of a change, as the last step before its commit and in its own transaction: both
 * happen or neither. The code that makes the change does not depend on it, as with any event.
 * @param handlers called at each commit, since features are built after the database.
 */
export function handlingAtCommit(handlers: () => readonly AtCommit[], append: AppendEvents): AppendEvents {
  return async (uow, events) => {
    for (const event of events) {
      for (const handler of handlers()) await handler.handle(event, uow);
    }
    await append(uow, events);
  };
}
