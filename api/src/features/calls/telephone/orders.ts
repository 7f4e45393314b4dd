import { systemScope } from '../../../kernel/auth/scope.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { TelephonyError, type TelephonyGateway } from '../../../ports/telephony.ts';
import { CallCalledBack, CallEnded } from '../events.ts';
import { Call } from '../models.ts';
import { lockCall, recordEntry, SYSTEM } from '../record/store.ts';
import { CallBackTelephone, HangUpTelephone } from './jobs.ts';
import { TelephoneLeg } from './models.ts';
import type { TelephoneNeeds } from './needs.ts';
import type { TelephoneService } from './service.ts';

/** How long the telephone of a caller rings who is called back, seconds. */
const RING_SECONDS = 45;

/** What operators do with calls, as orders for the gateway. */
export function telephoneOrders(telephone: TelephoneNeeds['telephone']): Subscriber {
  return subscriber('call-telephone-orders', [CallEnded, CallCalledBack], async (event, uow) => {
    const { callId } = event.data;
    if (telephone.gateway === null) return;
    if (event.type === CallEnded.type) {
      const legs = await TelephoneLeg.query(uow.trx).where('call_id', callId).whereNull('ended_at');
      for (const { id } of legs) uow.enqueue(HangUpTelephone.now(id, { legId: id }));
    } else if (telephone.placesCalls) {
      uow.enqueue(CallBackTelephone.now(callId, { callId }));
    }
  });
}

export function telephoneJobs(
  needs: TelephoneNeeds,
  gateway: TelephonyGateway | null,
  service: TelephoneService | null,
): readonly JobDefinition[] {
  const run = <T>(reason: string, work: (uow: UnitOfWork) => Promise<T>) =>
    needs.database.run(systemScope(reason), work, { retry: true });
  return [
    jobHandler(HangUpTelephone, {
      async handle({ legId }) {
        const leg = await run(
          'hang up a telephone',
          async (uow) => (await TelephoneLeg.query(uow.trx).findById(legId)) ?? null,
        );
        if (gateway === null || leg === null || leg.endedAt !== null) return;
        await gateway.hangUp(leg.providerCallId);
      },
    }),
    jobHandler(CallBackTelephone, {
      async handle({ callId }) {
        if (gateway === null || service === null) return;
        const number = await run('call back', async (uow) => {
          const call = await Call.query(uow.trx).findById(callId);
          const legs = TelephoneLeg.query(uow.trx).where('call_id', callId).whereNull('ended_at');
          if (call?.state !== 'active' || (await legs.resultSize()) > 0) return null;
          if (call.callerPhone !== null || call.residentId === null) return call.callerPhone;
          // A caller from a page has an account, and with it a number.
          return (await needs.organisations.residentContact(uow, call.residentId))?.phone ?? null;
        });
        if (number === null) return;
        try {
          await gateway.call({
            to: number,
            answerUrl: `${service.webhookUrl}?call=${callId}`,
            statusUrl: `${service.webhookUrl}/status?call=${callId}`,
            ringSeconds: RING_SECONDS,
          });
        } catch (error) {
          if (!(error instanceof TelephonyError) || error.failure === 'rate_limited') throw error;
          // Not repeated: a call that may have been placed would ring twice. The operator sees it and dials.
          await run('call back', async (uow) => {
            const call = await lockCall(uow, callId);
            await recordEntry(uow, call, 'call_back_failed', SYSTEM, { reason: error.failure });
          });
        }
      },
    }),
  ];
}
