import { html, type TemplateResult } from 'lit';
import type { Message } from '../../src/locale/messages.ts';
import { Action } from '../../src/parts/action.ts';
import '../call/kiwi-decision.ts';
import type { KiwiDecision } from '../call/kiwi-decision.ts';
import '../call/kiwi-hand-over.ts';
import type { KiwiHandOver } from '../call/kiwi-hand-over.ts';
import type { CallContext, CallDecision, CallTransfer, NearestUnits } from '../domain/wire.ts';
import type { ConsoleEvent, ConsolePart } from '../parts/console-part.ts';
import { type ConsoleSession, PLATFORM } from '../sources/console-session.ts';
import type { OpenCall } from '../sources/open-call.ts';

/** How many units are shown beside a decision. */
const NEAREST = 3;

/** The element whose call is decided, handed over or ended. */
export interface CallDeedsHost extends ConsolePart {
  readonly session: ConsoleSession;
  /** The call that is shown; null for none. */
  readonly shownCall: OpenCall | null;
  /** Shows the call in the queue as it is after something was done with it. */
  callDone(): void;
  /** What was just done. */
  say(said: Message): void;
  /** The call is not the person's any more. */
  leaveCall(): void;
}

/** The decision of a call, its transfer and its end: the dialogs that ask, and what is done then. None waits for another. */
export class CallDeeds {
  readonly #host: CallDeedsHost;
  readonly #deciding: Action;
  readonly #handing: Action;
  readonly #finding: Action;
  #handOver: 'transfer' | 'end' = 'end';
  #nearest: NearestUnits | null = null;
  #nearestFailed = false;

  constructor(host: CallDeedsHost) {
    this.#host = host;
    this.#deciding = new Action(host);
    this.#handing = new Action(host);
    this.#finding = new Action(host);
  }

  /** What failed has been read. */
  clear(): void {
    for (const action of [this.#deciding, this.#handing, this.#finding]) action.clear();
  }

  async openDecision(): Promise<void> {
    this.clear();
    void this.#findNearest();
    await this.#decisionDialog?.open();
  }

  async openHandOver(kind: 'transfer' | 'end'): Promise<void> {
    this.clear();
    this.#handOver = kind;
    this.#host.requestUpdate();
    // Opened first: who else is there is filled in as it is known.
    await this.#host.updateComplete;
    await this.#handOverDialog?.open();
    if (kind === 'transfer') await this.#finding.run(() => this.#host.session.findColleagues());
  }

  /** The dialogs, for the element to render. */
  render(open: OpenCall, context: CallContext): TemplateResult {
    const { session, language, region } = this.#host;
    return html`<kiwi-decision
        .language=${language}
        .region=${region}
        .context=${context}
        .services=${session.services}
        .busy=${this.#deciding.busy}
        .failure=${this.#deciding.failure}
        .nearest=${this.#nearest}
        .nearestFailed=${this.#nearestFailed}
        .now=${() => session.clock.now()}
        @decide=${({ detail }: ConsoleEvent<'decide'>) => this.#decide(open, detail)}
      ></kiwi-decision>
      <kiwi-hand-over
        .language=${language}
        .region=${region}
        .kind=${this.#handOver}
        .platform=${PLATFORM}
        .colleagues=${session.colleagues}
        .desks=${session.seesAllDesks ? session.hospitals : []}
        .disposition=${context.call.bookingId === null ? 'advised' : 'dispatched'}
        .busy=${this.#handing.busy}
        .failure=${this.#handing.failure ?? this.#finding.failure}
        @transfer=${({ detail }: ConsoleEvent<'transfer'>) => this.#transfer(open, detail)}
        @end-call=${({ detail }: ConsoleEvent<'end-call'>) => this.#end(open, detail)}
      ></kiwi-hand-over>`;
  }

  get #decisionDialog(): KiwiDecision | null {
    return this.#host.renderRoot.querySelector<KiwiDecision>('kiwi-decision');
  }

  get #handOverDialog(): KiwiHandOver | null {
    return this.#host.renderRoot.querySelector<KiwiHandOver>('kiwi-hand-over');
  }

  /** Who can be there first, while the operator decides: the decision waits for none of it. */
  async #findNearest(): Promise<void> {
    const { session, shownCall: open } = this.#host;
    const { location, serviceType } = open?.context?.prefill ?? {};
    const where = location?.value ?? null;
    this.#nearest = null;
    this.#nearestFailed = false;
    if (where === null) return;
    const { latitude, longitude } = where;
    const of = session.desk === PLATFORM ? {} : { hospitalId: session.desk };
    const able = serviceType?.value == null ? {} : { serviceType: serviceType.value };
    const body = { point: { latitude, longitude }, limit: NEAREST, ...of, ...able };
    // `#nearestFailed` is shown below.
    const found = await session.kiwi.post('/v1/units/nearest', { body }).catch(() => null);
    if (this.#host.shownCall !== open) return;
    this.#nearest = found;
    this.#nearestFailed = found === null;
    this.#host.requestUpdate();
  }

  async #decide(open: OpenCall, decision: CallDecision): Promise<void> {
    const call = await this.#do(() => open.decide(decision), this.#deciding);
    if (call === undefined) return;
    this.#decisionDialog?.close();
    this.#host.say(
      call.bookingId === null
        ? (msg) => msg('Your decision is recorded.', { id: 'dispatch.said-decided' })
        : (msg) => msg('Help is booked.', { id: 'dispatch.said-booked' }),
    );
  }

  async #transfer(open: OpenCall, transfer: CallTransfer): Promise<void> {
    if ((await this.#do(() => open.transfer(transfer), this.#handing)) === undefined) return;
    this.#handOverDialog?.close();
    this.#host.say((msg) => msg('The call is transferred.', { id: 'dispatch.said-transferred' }));
    this.#host.leaveCall();
  }

  async #end(open: OpenCall, { disposition, notes }: ConsoleEvent<'end-call'>['detail']): Promise<void> {
    if ((await this.#do(() => open.end(disposition, notes), this.#handing)) === undefined) return;
    this.#handOverDialog?.close();
    this.#host.say((msg) => msg('The call is wrapped up.', { id: 'dispatch.said-ended' }));
    this.#host.leaveCall();
  }

  async #do<T>(work: () => Promise<T>, action: Action): Promise<T | undefined> {
    const done = await action.run(work);
    if (done !== undefined) this.#host.callDone();
    return done;
  }
}
