import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Call } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import type { Message } from '../../src/locale/messages.ts';
import { Action } from '../../src/parts/action.ts';
import { define } from '../../src/parts/define.ts';
import '../call/kiwi-assessment.ts';
import '../call/kiwi-call-head.ts';
import '../call/kiwi-guidance.ts';
import type { KiwiGuidance } from '../call/kiwi-guidance.ts';
import '../call/kiwi-history.ts';
import '../call/kiwi-prefill.ts';
import type { KiwiPrefill } from '../call/kiwi-prefill.ts';
import '../call/kiwi-transcript.ts';
import type { KiwiTranscript } from '../call/kiwi-transcript.ts';
import '../neighbourhood/kiwi-response.ts';
import type { ConsoleEvent } from '../parts/console-part.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { consoleFailureWords } from '../parts/words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import { findPlaces, pinGround } from '../sources/find-places.ts';
import type { OpenCall } from '../sources/open-call.ts';
import { OpenCalls } from '../sources/open-calls.ts';
import type { Queue } from '../sources/queue.ts';
import { TriageWordsSource } from '../sources/triage-words.ts';
import { CallDeeds, type CallDeedsHost } from './call-deeds.ts';
import { DESK_KEYS, type DeskCommand } from './desk-keys.ts';
import './kiwi-call-sound.ts';
import type { KiwiCallSound } from './kiwi-call-sound.ts';
import './kiwi-waiting-calls.ts';
import { styles } from './kiwi-desk.styles.ts';

/** The desk: the calls at the side, and the one that is open. Where a person goes is the console's to say. */
export class KiwiDesk extends ConsolePart implements CallDeedsHost {
  static override styles = [consoleBase, styles];

  readonly shortcuts = DESK_KEYS;
  @property({ attribute: false }) session!: ConsoleSession;
  @property({ attribute: false }) queue!: Queue;
  /** The call to show; null for none. */
  @property({ attribute: false }) callId: string | null = null;
  @state() private open: OpenCall | null = null;
  @state() private taking: string | null = null;
  /** What was just done, for who cannot see it. */
  @state() private said: Message | null = null;
  @query('kiwi-transcript') private transcript!: KiwiTranscript | null;
  @query('kiwi-call-sound') private soundPart!: KiwiCallSound | null;
  @query('kiwi-prefill') private prefill!: KiwiPrefill | null;
  @query('kiwi-guidance') private guidance!: KiwiGuidance | null;
  /** What is done with the call, one thing at a time. */
  readonly #action = new Action(this);
  readonly #edit = new Action(this);
  readonly #deeds = new CallDeeds(this);
  readonly #changed = (): void => this.requestUpdate();
  readonly #calls = new OpenCalls();
  readonly #triageWords = new TriageWordsSource(() => this.session);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#calls.addEventListener('change', this.#changed);
    this.#triageWords.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#calls.close();
    this.#triageWords.close();
    this.#triageWords.removeEventListener('change', this.#changed);
    this.#calls.removeEventListener('change', this.#changed);
    this.open = null;
    this.queue.removeEventListener('change', this.#changed);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queue')) {
      changed.get('queue')?.removeEventListener('change', this.#changed);
      this.queue.addEventListener('change', this.#changed);
    }
    if (changed.has('callId') && this.callId !== (this.open?.id ?? null)) this.#show(this.callId);
  }

  override render(): TemplateResult {
    const { queue, session, open } = this;
    const now = () => session.clock.now();
    // Not around the desk: the call in it is the main landmark, which is in no other.
    return html`<section aria-labelledby="at">
        <h2 id="at" class="hidden-text" tabindex="-1">${this.msg('Desk', { id: 'dispatch.desk' })}</h2>
      </section>
    <div class="desk ${open === null ? '' : 'in-call'}">
      <p class="hidden-text" role="status">${this.said === null ? nothing : this.said(this.msg)}</p>
      <kiwi-waiting-calls
        class="list"
        .language=${this.language}
        .region=${this.region}
        .waiting=${queue.waiting}
        .own=${queue.own}
        .left=${queue.left}
        .loaded=${queue.loaded}
        .failure=${queue.failure}
        .selected=${this.callId}
        .takes=${session.dispatches}
        .taking=${this.taking}
        .now=${now}
        @claim=${({ detail }: ConsoleEvent<'claim'>) => this.#claim(detail)}
      ></kiwi-waiting-calls>
      ${open === null ? this.#nothingOpen() : this.#call(open, now)}
    </div>`;
  }

  /** @returns whether the key meant something here. */
  command(command: DeskCommand): boolean {
    const { open } = this;
    const call = open?.call ?? null;
    switch (command) {
      case 'claim':
        return this.#claimByKey(call);
      case 'next':
        return this.#step(1);
      case 'previous':
        return this.#step(-1);
      case 'write':
        this.transcript?.focusField();
        return open !== null;
      case 'tick': {
        const question = this.guidance?.nextQuestion ?? null;
        if (question !== null) open?.tick(question);
        return question !== null;
      }
      case 'place':
        if (!this.#editable(open)) return false;
        void this.prefill?.correctPlace();
        return true;
      case 'hold':
        if (!open?.isMine || (call?.state !== 'active' && call?.state !== 'held')) return false;
        void this.#hold(call.state === 'active');
        return true;
      case 'decide':
        if (!open?.isMine || call === null || call.wrappedUpAt !== null) return false;
        void this.#deeds.openDecision();
        return true;
      case 'transfer':
        if (!open?.isMine || call === null || call.endedAt !== null) return false;
        void this.#deeds.openHandOver('transfer');
        return true;
      case 'end':
        if (call === null || call.wrappedUpAt !== null || !this.#mayEnd(call)) return false;
        void this.#deeds.openHandOver('end');
        return true;
      case 'microphone':
        return this.soundPart?.pressMicrophone() ?? false;
      case 'hear':
        return this.soundPart?.pressHear() ?? false;
      case 'back':
        this.fire('close-call');
        return this.callId !== null;
    }
  }

  get shownCall(): OpenCall | null {
    return this.open;
  }

  callDone(): void {
    if (this.open?.call) this.queue.show(this.open.call);
  }

  say(said: Message): void {
    this.said = said;
  }

  leaveCall(): void {
    void this.queue.refresh();
    this.fire('close-call');
  }

  #nothingOpen(): TemplateResult {
    const { waiting } = this.queue;
    return html`<main class="panel nothing">
      ${icons.phone}
      <p>
        ${
          waiting.length > 0
            ? html`${this.msg('A call is waiting.', { id: 'dispatch.nothing-waiting' })}
                ${this.session.dispatches ? this.#byKey() : nothing}`
            : this.msg('No call is open. Waiting calls appear at the side as they come.', {
                id: 'dispatch.nothing-open',
              })
        }
      </p>
      <p class="small muted by-key">
        ${this.msg('Press ? for all keyboard shortcuts.', { id: 'dispatch.nothing-keys' })}
      </p>
    </main>`;
  }

  #byKey(): TemplateResult {
    return html`<span class="by-key">${this.msg('Press C to take the most urgent one.', { id: 'dispatch.nothing-claim' })}</span>`;
  }

  #call(open: OpenCall, now: () => number): TemplateResult {
    const { context } = open;
    if (context === null) return this.#notThere(open);
    const { call, triage } = context;
    const writable = open.isMine && call.endedAt === null;
    const own = this.language.texts;
    const triageWords = triage === null || triage.language === own ? null : this.#triageWords.in(own);
    return html`<main
        class="panel call ${call.training ? 'exercise' : ''}"
        @hold=${({ detail }: ConsoleEvent<'hold'>) => this.#hold(detail)}
        @claim=${({ detail }: ConsoleEvent<'claim'>) => this.#claim(detail)}
        @call-back=${() => this.#do(() => open.callBack())}
        @take-over=${() => this.#do(() => open.takeOver())}
        @say=${({ detail }: ConsoleEvent<'say'>) => open.say(detail.speaker, detail.text)}
        @open-decision=${() => this.#deeds.openDecision()}
        @open-transfer=${() => this.#deeds.openHandOver('transfer')}
        @open-end=${() => this.#deeds.openHandOver('end')}
      >
        <kiwi-call-head
          .language=${this.language}
          .region=${this.region}
          .context=${context}
          .mine=${open.isMine}
          .takes=${this.session.dispatches}
          .busy=${this.#action.busy}
          .now=${now}
        ></kiwi-call-head>
        <kiwi-call-sound
          .language=${this.language}
          .region=${this.region}
          .sound=${open.sound}
          .call=${call}
          .mine=${open.isMine}
          .supervises=${this.session.supervises}
        ></kiwi-call-sound>
        ${this.#failed()}
        <kiwi-transcript
          .language=${this.language}
          .region=${this.region}
          .segments=${open.segments}
          .tentative=${open.tentative}
          .unsent=${{ caller: open.unsent('caller'), operator: open.unsent('operator') }}
          .unsentFailure=${open.unsentFailure}
          .triage=${triage}
          .triageWords=${triageWords}
          .degraded=${call.endedAt === null ? open.degraded : null}
          .writable=${writable}
        ></kiwi-transcript>
      </main>
      <aside
        class="panel side ${call.training ? 'exercise' : ''}"
        aria-label=${this.msg('Assessment and booking', { id: 'dispatch.side' })}
        @tick=${({ detail }: ConsoleEvent<'tick'>) => open.tick(detail)}
        @say=${({ detail }: ConsoleEvent<'say'>) => open.say(detail.speaker, detail.text)}
      >
        <kiwi-assessment
          .language=${this.language}
          .region=${this.region}
          .triage=${triage}
          .triageWords=${triageWords}
          .urgency=${call.urgency}
        ></kiwi-assessment>
        ${
          call.bookingId === null
            ? nothing
            : html`<kiwi-response
                .language=${this.language}
                .region=${this.region}
                .session=${this.session}
                .bookingId=${call.bookingId}
              ></kiwi-response>`
        }
        <kiwi-prefill
          .language=${this.language}
          .region=${this.region}
          .context=${context}
          .services=${this.session.bookable}
          .residents=${open.residents}
          .editable=${this.#editable(open)}
          .find=${(text: string) => findPlaces(this.session, text, context.prefill.location.value)}
          .ground=${pinGround(this.session)}
          @correct=${({ detail }: ConsoleEvent<'correct'>) => this.#do(() => open.correct(detail), this.#edit)}
          @search-resident=${({ detail }: ConsoleEvent<'search-resident'>) => this.#do(() => open.searchResident(detail), this.#edit)}
        ></kiwi-prefill>
        ${
          triage === null
            ? nothing
            : html`<kiwi-guidance
                .language=${this.language}
                .region=${this.region}
                .triage=${triage}
                .triageWords=${triageWords}
                .asked=${open.asked}
                .writable=${writable}
              ></kiwi-guidance>`
        }
        <kiwi-history
          .language=${this.language}
          .region=${this.region}
          .context=${context}
          .services=${this.session.services}
          .timeZone=${this.session.region?.timezone}
        ></kiwi-history>
      </aside>
      ${this.#deeds.render(open, context)}`;
  }

  /** Whether the booking of the call is still to be filled in, and by this person. */
  #editable(open: OpenCall | null): boolean {
    const call = open?.call ?? null;
    return open?.isMine === true && call?.wrappedUpAt === null && call.bookingId === null;
  }

  #notThere({ failure }: OpenCall): TemplateResult {
    const gone = failure !== null && (failure.status === 404 || failure.status === 403);
    return html`<main class="panel nothing">
      ${
        failure === null
          ? html`<p role="status">${this.msg('Loading…', { id: 'loading' })}</p>`
          : html`${gone ? icons.cross : icons.offline}
              <p role="alert">
                ${
                  gone
                    ? this.msg('There is no such call, or it is not one of your desk.', {
                        id: 'dispatch.no-call',
                      })
                    : consoleFailureWords(this.msg, failure)
                }
              </p>
              <button class="button secondary" type="button" @click=${() => this.fire('close-call')}>
                ${this.msg('Back to the calls', { id: 'dispatch.back' })}
              </button>`
      }
    </main>`;
  }

  #failed(): TemplateResult | typeof nothing {
    const failure = this.#action.failure ?? this.#edit.failure;
    if (failure === null) return nothing;
    return html`<div class="notice bad" role="alert">
      ${icons.warning}
      <div class="failed">
        <p>${consoleFailureWords(this.msg, failure)}</p>
        <button class="button quiet" type="button" @click=${() => this.#clear()}>
          ${this.msg('Close', { id: 'dispatch.close' })}
        </button>
      </div>
    </div>`;
  }

  #show(id: string | null): void {
    this.#clear();
    this.open = this.#calls.show(this.session, id);
  }

  #clear(): void {
    for (const action of [this.#action, this.#edit]) action.clear();
    this.#deeds.clear();
  }

  /** One thing of a kind at a time. @returns what came of it; undefined where it failed, which is shown. */
  async #do<T>(work: () => Promise<T>, action = this.#action): Promise<T | undefined> {
    const done = await action.run(work);
    if (done !== undefined) this.callDone();
    return done;
  }

  async #claim(id: string): Promise<void> {
    if (this.taking !== null) return;
    if (this.open?.id !== id) this.#show(id);
    const { open } = this;
    if (open === null) return;
    this.taking = id;
    const call = await this.#action.run(() => open.claim());
    this.taking = null;
    // Shown also where it failed: then it says who has it.
    this.fire('open-call', id);
    if (call === undefined) void this.queue.refresh();
    else {
      this.queue.show(call);
      this.said = (msg) => msg('The call is yours.', { id: 'dispatch.said-claimed' });
    }
  }

  #claimByKey(call: Call | null): boolean {
    if (!this.session.dispatches) return false;
    if (call?.state === 'waiting') void this.#claim(call.id);
    else if (
      call !== null &&
      call.wrappedUpAt === null &&
      (call.state === 'abandoned' || call.state === 'missed')
    )
      void this.#do(async () => this.open?.callBack());
    else {
      const [first] = this.queue.waiting;
      if (first === undefined) return false;
      void this.#claim(first.id);
    }
    return true;
  }

  async #hold(on: boolean): Promise<void> {
    const { open } = this;
    if (open === null) return;
    await this.#do(() => (on ? open.hold() : open.resume()));
  }

  /** Any operator wraps up what the caller left; only its operator a call that was answered. */
  #mayEnd({ state: at }: Call): boolean {
    if (this.open?.isMine) return true;
    return this.session.dispatches && (at === 'abandoned' || at === 'missed');
  }

  #step(by: number): boolean {
    const { waiting, own, left } = this.queue;
    const ids = [...waiting, ...own, ...left].map(({ id }) => id);
    const at = this.callId === null ? -1 : ids.indexOf(this.callId);
    const next = ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1)];
    if (next === undefined) return false;
    this.fire('open-call', next);
    return true;
  }
}

define('kiwi-desk', KiwiDesk);
