import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { lockKeys } from '../../../kernel/coordination/locks.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { describeFailure } from '../../../kernel/observability/failure.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import {
  type CallAnswer,
  type CallNotice,
  type GatewayDocument,
  hasEnded,
  type TelephonyGateway,
} from '../../../ports/telephony.ts';
import { decide } from '../engine/decide.ts';
import { receiveCall } from '../intake/create.ts';
import type { Call } from '../models.ts';
import { factsOf, lockCall, SYSTEM, saveDecision } from '../record/store.ts';
import { Announcements } from './announcements.ts';
import { TelephoneLeg } from './models.ts';
import type { TelephoneNeeds } from './needs.ts';
import { newToken, TOKEN_LASTS_MS, tokenMatches } from './tokens.ts';

/** What a stream says about its call when it starts. */
export interface StreamClaim {
  readonly providerCallId: string;
  readonly streamId: string;
  readonly callId: string;
  readonly token: string;
  /** Whether the stream has what the operator says as well. */
  readonly carriesOperator: boolean;
}

/** Calls of the telephone gateway as calls for help. */
export class TelephoneService {
  readonly #needs: TelephoneNeeds;
  readonly #gateway: TelephonyGateway;
  readonly #announcements: Announcements;

  constructor(needs: TelephoneNeeds, gateway: TelephonyGateway) {
    this.#needs = needs;
    this.#gateway = gateway;
    this.#announcements = new Announcements(needs.region);
  }

  /** Where the gateway's webhooks arrive, in the public address. */
  get webhookUrl(): string {
    return `${this.#needs.publicUrl()}/v1/webhooks/voice/${this.#gateway.name}`;
  }

  get streamUrl(): string {
    return `${this.webhookUrl.replace(/^http/, 'ws')}/stream`;
  }

  /**
   * Decides what the gateway does with a call. Never throws: a caller for whom nothing can be done hears the number to
   * dial instead, or is connected with the number of the settings.
   * @param calledBack the call that an operator wants to continue, where the service has placed this one.
   */
  async answer(notice: CallNotice, calledBack: string | undefined): Promise<GatewayDocument> {
    try {
      const answer = await this.#run('answer a telephone', (uow) => this.#decide(uow, notice, calledBack));
      return this.#gateway.document(answer);
    } catch (error) {
      this.#needs.log.error({ reason: describeFailure(error) }, 'a telephone call could not be taken');
      return this.#gateway.document(this.#apology());
    }
  }

  /**
   * The caller hung up, was cut off or could not be reached. Calls that are not ours are ignored.
   * @param calledBack as in {@link answer}.
   */
  async ended(notice: CallNotice, calledBack: string | undefined): Promise<void> {
    if (!hasEnded(notice.state)) return;
    await this.#run('a telephone hung up', async (uow) => {
      const leg = await this.#legOf(uow, notice.providerCallId);
      if (leg !== undefined) return this.#leave(uow, leg);
      // Of a caller who is called back and did not pick up nothing was heard before.
      if (calledBack === undefined) return;
      await lockCall(uow, calledBack);
      await this.#leave(uow, await this.#addLeg(uow, calledBack, notice));
    });
  }

  /** Opens the stream of a leg once with the token of its answer. @returns whether it may speak for the call. */
  connect({ providerCallId, streamId, callId, token, carriesOperator }: StreamClaim): Promise<boolean> {
    return this.#run('connect the audio of a telephone', async (uow) => {
      const leg = await this.#legOf(uow, providerCallId);
      if (leg?.callId !== callId || leg.endedAt !== null) return false;
      const expired = leg.tokenExpiresAt === null || leg.tokenExpiresAt < uow.now;
      if (expired || !tokenMatches(token, leg.tokenHash)) return false;
      await updateOne(TelephoneLeg.query(uow.trx).findById(leg.id), {
        tokenHash: null,
        tokenExpiresAt: null,
        streamId,
        carriesOperator,
      });
      return true;
    });
  }

  /** The gateway has stopped a stream, which it does when the call has ended. A stream that was replaced means nothing. */
  async stopped(providerCallId: string, streamId: string): Promise<void> {
    await this.#run('a telephone hung up', async (uow) => {
      const leg = await this.#legOf(uow, providerCallId);
      if (leg?.streamId === streamId) await this.#leave(uow, leg);
    });
  }

  async #decide(uow: UnitOfWork, notice: CallNotice, calledBack: string | undefined): Promise<CallAnswer> {
    const known = await this.#legOf(uow, notice.providerCallId);
    if (known !== undefined) return this.#goOn(uow, known, notice);
    if (hasEnded(notice.state)) return HANG_UP;
    if (notice.direction === 'in') {
      const call = await this.#receive(uow, notice);
      return this.#connect(uow, call, await this.#addLeg(uow, call.id, notice), false);
    }
    if (calledBack === undefined) return HANG_UP;
    const call = await lockCall(uow, calledBack);
    if (!isOpen(call)) return HANG_UP;
    return this.#connect(uow, call, await this.#addLeg(uow, call.id, notice), false);
  }

  /** The gateway asks again: the audio stream has ended while somebody is there, or the desk did. */
  async #goOn(uow: UnitOfWork, leg: TelephoneLeg, notice: CallNotice): Promise<CallAnswer> {
    const call = await lockCall(uow, leg.callId);
    const { desk } = this.#needs.telephone;
    if (hasEnded(notice.state) || call.wrappedUpAt !== null) return HANG_UP;
    if (notice.forwarded === 'completed') {
      await this.#leave(uow, leg);
      return HANG_UP;
    }
    const open = isOpen(call) ? call : await returned(uow, call);
    if (open === null) return HANG_UP;
    if (leg.endedAt !== null) {
      await updateOne(TelephoneLeg.query(uow.trx).findById(leg.id), { endedAt: null });
    }
    if (notice.forwarded === 'unanswered' && desk !== null) {
      // The stream that was started with the desk goes on beside it.
      const said = [this.#announcements.say('stillConnecting', open.language)];
      return { kind: 'forward', announce: said, number: desk, continueUrl: this.webhookUrl };
    }
    return this.#connect(uow, open, leg, true);
  }

  async #receive(uow: UnitOfWork, { from, to }: CallNotice): Promise<Call> {
    const { organisations, telephone, region } = this.#needs;
    const account = from === null ? null : await organisations.residentByPhone(uow, from);
    const resident =
      account === null ? null : await organisations.residentOf(uow, account.id, { hold: true });
    const [language = 'en'] = region.languages;
    return receiveCall(uow, this.#needs, {
      actor: SYSTEM,
      resident,
      preferred: (to === null ? undefined : telephone.lines.get(to)) ?? null,
      own: null,
      input: {
        channel: 'phone',
        ...(from === null ? {} : { callerPhone: from }),
        ...(resident === null ? { language } : {}),
      },
    });
  }

  async #connect(
    uow: UnitOfWork,
    { id, language, recording }: Call,
    leg: TelephoneLeg,
    /** Whether the caller heard already where they are, and whether they are recorded. */
    greeted: boolean,
  ): Promise<CallAnswer> {
    const { token, hash } = newToken();
    await updateOne(TelephoneLeg.query(uow.trx).findById(leg.id), {
      tokenHash: hash,
      tokenExpiresAt: new Date(uow.now.getTime() + TOKEN_LASTS_MS),
    });
    return {
      kind: 'connect',
      announce: greeted
        ? []
        : [
            this.#announcements.say('connecting', language),
            ...(recording === 'off' ? [] : [this.#announcements.say('recorded', language)]),
          ],
      streamUrl: this.streamUrl,
      parameters: { call: id, token },
      continueUrl: this.webhookUrl,
      desk: this.#needs.telephone.desk,
    };
  }

  async #addLeg(
    uow: UnitOfWork,
    callId: string,
    { providerCallId, direction }: Pick<CallNotice, 'providerCallId' | 'direction'>,
  ): Promise<TelephoneLeg> {
    return TelephoneLeg.query(uow.trx)
      .insert({
        id: v7(),
        callId,
        provider: this.#gateway.name,
        providerCallId,
        direction,
        tokenHash: null,
        tokenExpiresAt: null,
        streamId: null,
        carriesOperator: false,
        createdAt: uow.now,
        endedAt: null,
      })
      .returning('*');
  }

  /** Locks the call at the gateway, whether it is known or not, until the unit of work ends. */
  async #legOf(uow: UnitOfWork, providerCallId: string): Promise<TelephoneLeg | undefined> {
    const { name } = this.#gateway;
    await lockKeys(uow, [createHash('sha256').update(`telephone ${name} ${providerCallId}`).digest()]);
    return TelephoneLeg.query(uow.trx).findOne({ provider: name, provider_call_id: providerCallId });
  }

  /** Ends a leg. The caller has left when they are on no other: one who rang again is still there. */
  async #leave(uow: UnitOfWork, leg: TelephoneLeg): Promise<void> {
    if (leg.endedAt !== null) return;
    const call = await lockCall(uow, leg.callId);
    await updateOne(TelephoneLeg.query(uow.trx).findById(leg.id), {
      endedAt: uow.now,
      tokenHash: null,
      tokenExpiresAt: null,
    });
    const others = await TelephoneLeg.query(uow.trx)
      .where('call_id', call.id)
      .whereNull('ended_at')
      .resultSize();
    if (others > 0) return;
    const decision = decide(factsOf(call), { type: 'leave' }, null, uow.now);
    if (decision.accepted) await saveDecision(uow, call, decision, SYSTEM);
  }

  #apology(): CallAnswer {
    const { telephone } = this.#needs;
    if (telephone.fallback !== null) {
      return { kind: 'forward', announce: [], number: telephone.fallback, continueUrl: null };
    }
    return { kind: 'hang_up', announce: this.#announcements.dialInstead() };
  }

  #run<T>(reason: string, work: (uow: UnitOfWork) => Promise<T>): Promise<T> {
    return this.#needs.database.run(systemScope(reason), work, { retry: true });
  }
}

const HANG_UP: CallAnswer = { kind: 'hang_up', announce: [] };

function isOpen({ state }: Call): boolean {
  return state === 'waiting' || state === 'active' || state === 'held';
}

/** A caller who is there after all: their call waits again. Null where it is over. */
async function returned(uow: UnitOfWork, call: Call): Promise<Call | null> {
  const decision = decide(factsOf(call), { type: 'return' }, null, uow.now);
  return decision.accepted ? saveDecision(uow, call, decision, SYSTEM) : null;
}
