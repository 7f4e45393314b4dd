import { asSystem } from '../../../kernel/db/unit-of-work.ts';
import type { AtCommit, Jobs, Subscriber, UnitOfWork } from '../../../kernel/feature.ts';
import { OtpChallenge } from '../models.ts';
import type { Person, Sessions } from '../sessions.ts';

export const CODE_ASKED = 'address_change.code_asked';
export const SEND_CODE = 'send-address-code';
export const SEND_NOTICE = 'send-address-notice';

/** `resident.address_change_requested`, `staff.address_changed`, …: ids only, the addresses are in the change. */
export type AddressHappening = 'address_change_requested' | 'address_changed';

const events = (what: AddressHappening) => [`staff.${what}`, `resident.${what}`];

export function addressHappened(
  uow: UnitOfWork,
  person: Person,
  what: AddressHappening,
  data: { readonly changeId: string; readonly keepSessionId?: string },
): void {
  uow.emit({
    type: `${person.kind}.${what}`,
    aggregate: { type: person.kind, id: person.id },
    data: { ...data },
  });
}

export function codeAsked(uow: UnitOfWork, changeId: string, send: number): void {
  uow.emit({
    type: CODE_ASKED,
    aggregate: { type: 'address_change', id: changeId },
    data: { changeId, send },
  });
}

/** Codes go to the new address, notices to those the person had. */
export function addressSubscribers({ jobs }: { readonly jobs: Jobs }): readonly Subscriber[] {
  return [
    {
      name: 'identity.send-address-code',
      events: [CODE_ASKED],
      async handle({ data }) {
        const { changeId, send } = data as { changeId: string; send: number };
        await jobs.enqueue(SEND_CODE, `${changeId}:${send}`, { changeId, send });
      },
    },
    {
      name: 'identity.send-address-notice',
      events: [...events('address_change_requested'), ...events('address_changed')],
      async handle({ type, data }) {
        const changeId = String(data.changeId);
        const notice = type.endsWith('requested') ? 'requested' : 'changed';
        await jobs.enqueue(SEND_NOTICE, `${changeId}:${notice}`, { changeId, notice });
      },
    },
  ];
}

/** With the change itself: no session and no code outlives the address it rests on. */
export function addressAtCommit({ sessions }: { readonly sessions: Sessions }): readonly AtCommit[] {
  return [
    {
      events: events('address_changed'),
      async handle({ type, aggregate, data }, uow) {
        const kind = aggregate.type === 'resident' ? 'resident' : 'staff';
        const keepSessionId = data.keepSessionId === undefined ? undefined : String(data.keepSessionId);
        await sessions.endAll(uow, { kind, id: aggregate.id }, type, { keepSessionId });
        if (kind === 'staff') return;
        await closeCodes(uow, aggregate.id);
      },
    },
  ];
}

async function closeCodes(uow: UnitOfWork, residentId: string): Promise<void> {
  await asSystem('close one-time codes of a resident', (system) =>
    OtpChallenge.query(system.trx)
      .patch({ closedAt: uow.now })
      .where('resident_id', residentId)
      .whereNull('closed_at')
      .then(() => {}),
  );
}
