/*
 * Checked by `tsc -p api`, never run: every `@ts-expect-error` is a mistake the compiler must catch. If one stops
 * being an error, tsc reports the directive as unused and the build fails.
 */

import type { UnitOfWork } from '../db/unit/unit-of-work.ts';
import type { DomainEvent } from '../payload/event.ts';
import { count, id, list, nullable, object, oneOf, optional, record, time } from '../payload/shapes.ts';
import { atCommit, event, subscriber } from './event.ts';

declare const uow: UnitOfWork;

const VisitPlanned = event('visit.planned', {
  description: 'A visit was planned.',
  data: object({ visitId: id, at: time, nurseId: nullable(id), round: optional(count) }),
  example: { visitId: 'v', at: 't', nurseId: null },
});
const VisitEnded = event('visit.ended', {
  description: 'A visit ended.',
  data: object({
    visitId: id,
    how: oneOf('done', 'missed'),
    notified: list(id),
    times: record(['begin'], time),
  }),
  example: { visitId: 'v', how: 'done', notified: [], times: {} },
});

uow.emit(VisitPlanned('v', { visitId: 'v', at: 't', nurseId: 'n', round: 1 }));
uow.emit(VisitEnded('v', { visitId: 'v', how: 'missed', notified: ['n'], times: { begin: 't' } }));

// @ts-expect-error only a definition makes an event
uow.emit({ type: 'visit.planned', aggregate: { type: 'visit', id: 'v' }, data: {} });
// @ts-expect-error a member is missing
VisitPlanned('v', { visitId: 'v', at: 't' });
// @ts-expect-error a member is of another type
VisitPlanned('v', { visitId: 'v', at: new Date(), nurseId: null });
// @ts-expect-error a member is not in the schema
VisitPlanned('v', { visitId: 'v', at: 't', nurseId: null, name: 'Asha' });
// @ts-expect-error a value is not in the list
VisitEnded('v', { visitId: 'v', how: 'late', notified: [], times: {} });
// @ts-expect-error a key of a record is not in the list
VisitEnded('v', { visitId: 'v', how: 'done', notified: [], times: { end: 't' } });
// @ts-expect-error an absent member is left out, not undefined
VisitPlanned('v', { visitId: 'v', at: 't', nurseId: null, round: undefined });

event('visit.moved', {
  description: 'A visit was moved.',
  data: object({ visitId: id }),
  // @ts-expect-error the example does not match the schema
  example: { visitId: 1 },
});

subscriber('visits', [VisitPlanned, VisitEnded], async (stored) => {
  const position: string = stored.id;
  if (stored.type === 'visit.ended') {
    const how: 'done' | 'missed' = stored.data.how;
    // @ts-expect-error not a member of this event
    stored.data.nurseId;
    return void [how, position];
  }
  const nurse: string | null = stored.data.nurseId;
  const round: number | undefined = stored.data.round;
  // @ts-expect-error not a member of this event
  stored.data.how;
  // @ts-expect-error the subscriber does not handle such an event
  if (stored.type === 'visit.moved') return;
  return void [nurse, round];
});

// @ts-expect-error events are named by their definitions, not by their types
subscriber('visits', ['visit.planned'], async () => {});

atCommit([VisitEnded], async ({ data, type }) => {
  const ended: 'visit.ended' = type;
  // @ts-expect-error not a member of this event
  data.nurseId;
  return void ended;
});

// @ts-expect-error another event
export const planned: DomainEvent<'visit.planned'> = VisitEnded('v', {
  visitId: 'v',
  how: 'done',
  notified: [],
  times: {},
});
