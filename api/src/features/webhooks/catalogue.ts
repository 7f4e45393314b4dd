import { partnerEvents } from '../../kernel/events/partners.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import type { AnyEvent } from '../../kernel/payload/event.ts';

/** The events that endpoints can choose, by type: what the features declare with `partners`. */
export function catalogue(): ReadonlyMap<string, AnyEvent> {
  return new Map(partnerEvents().map((event) => [event.type, event]));
}

/** @throws Problem `unprocessable` for a type that is not in the catalogue. */
export function checkEventTypes(types: readonly string[]): void {
  const known = catalogue();
  const errors = types.flatMap((type, index) =>
    known.has(type)
      ? []
      : [
          {
            pointer: `/eventTypes/${index}`,
            detail: 'There is no such event: see GET /v1/webhook-event-types.',
          },
        ],
  );
  const [first] = errors;
  if (first !== undefined) throw new Problem('unprocessable', { detail: first.detail, errors });
}
