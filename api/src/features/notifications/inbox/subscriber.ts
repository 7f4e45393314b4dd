import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { JsonObject } from '../../../kernel/ground/json.ts';
import type { PolicyBook } from '../../booking/index.ts';
import { recipientsOf } from '../rules/recipients.ts';
import { RULES, type Rule, rulesFor } from '../rules/rules.ts';
import { type Notice, type NotifyDeps, notify } from './notify.ts';

interface Happened {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
}

interface Deps extends NotifyDeps {
  readonly policies: PolicyBook;
}

/** Notifies people of the events that the rules name. */
export function inboxSubscriber(deps: Deps): Subscriber {
  const events = [...new Set(RULES.map(({ event }) => event))];
  return subscriber('notifications.inbox', events, (event, uow) => report(uow, deps, event));
}

async function report(uow: UnitOfWork, deps: Deps, event: Happened): Promise<void> {
  const isLinked = (deps.policies.get(String(event.data.serviceType))?.linked ?? null) !== null;
  for (const rule of rulesFor(event.type, event.data)) {
    if (isLinked && rule.notLinked === true) continue;
    const asked = { uow, data: event.data, directory: deps.organisations };
    const people = await recipientsOf(rule.hears, asked);
    // Those whom an earlier rule has told have a notification of this source already.
    if (people.length > 0) await notify(uow, deps, noticeOf(event, rule, deps.policies), people);
  }
}

/** @param event of a booking. */
function noticeOf(event: Happened, rule: Rule, policies: PolicyBook): Notice {
  const { bookingId, serviceType, hospitalId } = event.data;
  const service = String(serviceType);
  const isUrgent = policies.get(service)?.emergency === true && rule.canWait !== true;
  const time = rule.time === undefined ? null : String(event.data[rule.time]);
  return {
    source: `event:${event.id}`,
    class: isUrgent ? 'emergency' : rule.class,
    template: rule.template,
    data: { service, ...(time === null ? {} : { time }) },
    record: { type: 'booking', id: String(bookingId) },
    hospitalId: typeof hospitalId === 'string' ? hospitalId : null,
    expiresAt: rule.expires === true && time !== null ? new Date(time) : null,
  };
}
