import { retiredSubscriber } from '../../kernel/events/event.ts';
import type { Subscriber } from '../../kernel/events/subscriber.ts';
import { ResidentErasureRequested, ResidentErasureWithdrawn } from './events.ts';
import { EraseResident } from './jobs.ts';

/** Enqueues the jobs of events that earlier builds left in the outbox; see {@link retiredSubscriber}. */
export const retiredSubscribers: readonly Subscriber[] = [
  retiredSubscriber(
    'privacy-timers',
    [ResidentErasureRequested, ResidentErasureWithdrawn],
    ({ type, data }, uow) => {
      const { residentId } = data;
      if (type === 'resident.erasure_withdrawn') uow.cancel(EraseResident, residentId);
      else uow.enqueue(EraseResident.at(residentId, { residentId }, new Date(data.dueAt)));
    },
  ),
];
