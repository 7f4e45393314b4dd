import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { isBroken, isListening, isOpen, mayWrite } from '../../domain/call.ts';
import { isOver } from '../../domain/services.ts';
import type { Booking, Position } from '../../domain/wire.ts';
import type { KiwiCallWords } from '../../elements/kiwi-call-words/kiwi-call-words.ts';
import type { KiwiMicrophoneRequest } from '../../elements/kiwi-microphone-request/kiwi-microphone-request.ts';
import { KiwiErrorEvent } from '../../events/index.ts';
import { icons } from '../../icons.ts';
import { callLink, callWords } from '../../parts/buttons.ts';
import { microphoneWords } from '../../parts/call-words.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import type { PartEvent } from '../../parts/part-events.ts';
import type { Tracking } from '../../sources/tracking.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { headline, positionWords, timing } from '../kiwi-booking-tracker/tracker-views.ts';
import { Screen } from '../screen.ts';
import '../../elements/kiwi-call-button/kiwi-call-button.ts';
import '../../elements/kiwi-call-status/kiwi-call-status.ts';
import '../../elements/kiwi-call-words/kiwi-call-words.ts';
import '../../elements/kiwi-microphone-request/kiwi-microphone-request.ts';
import '../../elements/kiwi-position-request/kiwi-position-request.ts';
import { styles } from './kiwi-live-call.styles.ts';

/** After ringing for so long the caller is shown the emergency number, milliseconds: about five rings of a telephone. */
const LONG_RINGING_MS = 20_000;
const TICK_MS = 2_000;
const PARTS = 'button, button-primary, button-danger, call-button, input, status';

/**
 * A call to the desk: the button, the microphone, what is said, the ambulance's way. The field to write in is there
 * from the first second, and whatever fails shows the number to dial.
 *
 * @internal
 * @fires open-booking - `detail` is the id of what the desk booked.
 */
export class KiwiLiveCall extends Screen {
  static override styles = [base, buttons, notices, styles];

  /** Whether the button has to be held. */
  @property({ type: Boolean }) hold = false;

  /** The code of the place where the caller is; empty without one. */
  @property() place = '';

  /** Whether the reason for the microphone is shown. */
  @state() private asking = false;
  /** Whether the caller speaks. */
  @state() private speaks = false;
  @state() private captions = false;
  @state() private booking: Booking | null = null;
  @state() private position: Position | null = null;

  @query('kiwi-call-words') private words!: KiwiCallWords | null;
  @query('kiwi-microphone-request') private request!: KiwiMicrophoneRequest | null;
  #tracking: Tracking | null = null;
  #tick: ReturnType<typeof setInterval> | undefined;
  #told: unknown = null;
  /** Whether the caller chose to speak, as soon as that reaches the desk. */
  #wantsToSpeak = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    this.#follow('');
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#follow(this.sources.calls.current?.bookingId ?? '');
  }

  override updated(): void {
    const { failure } = this.sources.calls;
    if (failure !== null && failure !== this.#told) this.dispatchEvent(new KiwiErrorEvent(failure));
    this.#told = failure;
    // Nothing to ask for: it came out meanwhile that nobody would understand what is said.
    const { carriesVoice, speechOff, stage } = this.sources.calls;
    if ((this.asking && !carriesVoice) || (this.speaks && speechOff)) void this.#writeFirst();
    else if (this.#wantsToSpeak && !this.speaks && carriesVoice && isOpen(stage)) void this.#offer();
  }

  override render(): TemplateResult {
    const { calls } = this.sources;
    if (!calls.inCall)
      return html`${calls.placeUnknown ? this.#trouble() : nothing}<kiwi-call-button
        .language=${this.language}
        .region=${this.region}
        .hospital=${this.session.hospital?.name ?? ''}
        .hold=${this.hold}
        .place=${this.place}
        exportparts=${PARTS}
        @start-call=${({ detail }: PartEvent<'start-call'>) => this.#start(detail)}
      ></kiwi-call-button>`;
    const { stage } = calls;
    return html`
      <div class="stack">
        <h2 tabindex="-1" class="hidden-text">${this.msg('Your call', { id: 'desk.yours' })}</h2>
        <kiwi-call-status
          .language=${this.language}
          .region=${this.region}
          .stage=${stage}
          .operator=${calls.current?.operator?.name ?? ''}
          .hospital=${this.session.hospital?.name ?? ''}
          .recorded=${['announced', 'recording'].includes(calls.current?.recording.state ?? 'off')}
          .whereabouts=${calls.current?.placeId ? (calls.current.location?.address ?? '') : ''}
          .position=${calls.whereabouts.state}
          .accuracy=${calls.whereabouts.accuracyMetres}
          .microphone=${calls.microphone}
          .understood=${calls.carriesVoice}
          .speechOff=${calls.speechOff}
          .speaks=${(calls.carriesVoice || this.speaks) && !this.asking}
          exportparts=${PARTS}
          @mute=${({ detail }: PartEvent<'mute'>) => calls.mute(detail)}
          @open-microphone=${this.#speak}
          @hang-up=${this.#hangUp}
        ></kiwi-call-status>
        ${this.#sound()} ${this.#trouble()} ${this.#request()} ${this.#ambulance()} ${this.#position()}
        <kiwi-call-words
          .language=${this.language}
          .region=${this.region}
          .segments=${calls.segments}
          .unsent=${calls.unsent}
          .captions=${this.captions}
          .speaks=${this.speaks && calls.understands && isOpen(stage)}
          .writable=${mayWrite(stage)}
          exportparts=${PARTS}
          @say=${({ detail }: PartEvent<'say'>) => calls.say(detail)}
          @captions=${({ detail }: PartEvent<'captions'>) => {
            this.captions = detail;
          }}
        ></kiwi-call-words>
        ${isOpen(stage) ? nothing : this.#after()}
      </div>
    `;
  }

  /** What went wrong, with the number to dial: it comes before everything else the caller could do. */
  #trouble(): TemplateResult {
    const words = this.#troubleWords();
    const { emergencyNumber } = this.region;
    return html`<div role="alert">
      ${
        words
          ? html`<div class="notice bad" part="notice">
            ${this.sources.calls.failure ? icons.offline : icons.warning}
            <div class="body">
              <p>${words}</p>
              ${callLink(emergencyNumber, callWords(this.msg, emergencyNumber))}
            </div>
          </div>`
          : nothing
      }
    </div>`;
  }

  #troubleWords(): string | null {
    const { failure, microphone, stage, current, carriesVoice, isUnheard, placeUnknown, inCall } =
      this.sources.calls;
    if (placeUnknown && !inCall)
      return this.msg('The code is not valid. Check it, or call:', { id: 'desk.code-wrong' });
    if (failure && stage === 'calling')
      return this.msg('We cannot reach the desk just now and keep trying. If it is urgent, call:', {
        id: 'desk.no-desk',
      });
    if (failure && isOpen(stage))
      return this.msg(
        'The connection is gone. We keep trying, and send what you write as soon as we can. If it is urgent, call:',
        {
          id: 'desk.no-network',
        },
      );
    if (stage === 'unanswered') return this.msg('If it is urgent, call:', { id: 'desk.urgent' });
    if (!isOpen(stage)) return null;
    if (isBroken(microphone))
      return `${microphoneWords(this.msg, microphone)} ${this.msg('Write to the desk below, or call:', {
        id: 'desk.write-or-call',
      })}`;
    if (isListening(microphone) && !carriesVoice)
      return this.msg(
        'What you say cannot be turned into words just now. Write to the desk below, or call:',
        {
          id: 'desk.no-words',
        },
      );
    if (placeUnknown)
      return this.msg(
        'The code printed here is no longer valid. Tell the desk where you are. If it is urgent, call:',
        {
          id: 'desk.place-unknown',
        },
      );
    if (isUnheard)
      return this.msg('What you say does not reach the desk just now. Write to the desk below, or call:', {
        id: 'desk.unheard',
      });
    const since = current === null ? 0 : this.session.clock.now() - Date.parse(current.createdAt);
    return stage === 'ringing' && since > LONG_RINGING_MS
      ? this.msg('No one has answered yet. It keeps ringing. If it is urgent, do not wait:', {
          id: 'desk.long-ringing',
        })
      : null;
  }

  /** Whether the caller hears who is with them. */
  #sound(): TemplateResult {
    const { sound, stage } = this.sources.calls;
    return html`<div role="status" class="heard">
      ${
        stage === 'answered' && sound.isHeard
          ? html`${icons.sound}<span>${this.msg('You hear the desk.', { id: 'desk.heard' })}</span>`
          : nothing
      }
      ${
        stage === 'answered' && sound.blocked
          ? html`<button class="button secondary block" part="button" type="button" @click=${() => sound.allow()}>
            ${icons.sound}<span>${this.msg('Hear the desk', { id: 'desk.hear' })}</span>
          </button>`
          : nothing
      }
    </div>`;
  }

  #request(): TemplateResult | typeof nothing {
    if (!this.asking) return nothing;
    return html`<kiwi-microphone-request
      .language=${this.language}
      .region=${this.region}
      exportparts=${PARTS}
      @open-microphone=${this.#allow}
      @type-instead=${this.#write}
    ></kiwi-microphone-request>`;
  }

  /** One question at a time, and the microphone's comes first. */
  #position(): TemplateResult | typeof nothing {
    const { stage, whereabouts } = this.sources.calls;
    if (this.asking || whereabouts.state !== 'asking' || !isOpen(stage)) return nothing;
    return html`<kiwi-position-request
      .language=${this.language}
      .region=${this.region}
      exportparts=${PARTS}
      @send-position=${this.#locate}
      @keep-position=${this.#keepPosition}
    ></kiwi-position-request>`;
  }

  /** The way of what the desk booked, in short; the tracker has the rest. */
  #ambulance(): TemplateResult | typeof nothing {
    const { booking } = this;
    if (!booking) return nothing;
    const service = this.sources.services.byId(booking.serviceType);
    const view = {
      msg: this.msg,
      booking,
      service,
      formats: this.formats,
      timeZone: this.sources.places.timeZone,
      now: this.session.clock.now(),
    };
    const eta = timing(view);
    const whereabouts = positionWords(view, this.position ?? booking.position);
    return html`<section class="ambulance" part="booking" aria-labelledby="booked">
      <h3 id="booked">${icons.ambulance}<span>${service ? this.named(service.names) : ''}</span></h3>
      <div role="status">
        <p class="headline">${headline(view)}</p>
        ${eta ? html`<p>${eta}</p>` : nothing} ${whereabouts ? html`<p>${whereabouts}</p>` : nothing}
      </div>
      <button class="button secondary" part="button" type="button" @click=${() => this.emit('open-booking', booking.id)}>
        <span>${this.msg('Follow it', { id: 'desk.follow' })}</span>
      </button>
    </section>`;
  }

  #after(): TemplateResult {
    return html`<div class="actions">
      <button class="button emergency block" part="button button-emergency" type="button" @click=${() => this.#start(this.#wantsToSpeak ? 'speak' : 'type')}>
        ${icons.phone}<span>${this.msg('Call again', { id: 'desk.again' })}</span>
      </button>
      <button class="button quiet block" part="button" type="button" @click=${this.#close}>
        ${this.msg('Close', { id: 'desk.close' })}
      </button>
    </div>`;
  }

  /** The desk rings while the person reads why the microphone is needed: nobody waits for a permission. */
  async #start(how: 'speak' | 'type'): Promise<void> {
    const { calls } = this.sources;
    calls.start(this.language.texts, this.place);
    this.#wantsToSpeak = how === 'speak';
    this.speaks = this.asking = false;
    if (this.#wantsToSpeak && calls.carriesVoice && !(await this.#offer())) {
      await this.focusHeading();
      return;
    }
    await this.updateComplete;
    if (this.asking) await this.request?.focusHeading();
    else await this.words?.focusHeading();
  }

  /** Opens the microphone, or asks for it where the browser will. @returns whether it asks. Takes focus from nothing. */
  async #offer(): Promise<boolean> {
    const { calls } = this.sources;
    this.speaks = true;
    this.asking = (await calls.needsPermission()) && this.speaks;
    if (!this.asking && this.speaks) void calls.openMicrophone();
    return this.asking;
  }

  readonly #allow = async (): Promise<void> => {
    this.asking = false;
    await this.#speak();
    await this.focusHeading();
  };

  readonly #locate = async (): Promise<void> => {
    void this.sources.calls.whereabouts.share();
    await this.focusHeading();
  };

  readonly #keepPosition = async (): Promise<void> => {
    this.sources.calls.whereabouts.keep();
    await this.updateComplete;
    await this.words?.focusHeading();
  };

  readonly #speak = async (): Promise<void> => {
    this.#wantsToSpeak = this.speaks = true;
    await this.sources.calls.openMicrophone();
  };

  readonly #write = async (): Promise<void> => {
    this.#wantsToSpeak = false;
    await this.#writeFirst();
  };

  /** Until what is said reaches the desk. Focus goes to the field where what has it goes away. */
  readonly #writeFirst = async (): Promise<void> => {
    const { activeElement } = this.shadowRoot ?? document;
    const loses = this.asking || activeElement?.localName === 'kiwi-call-status';
    this.asking = this.speaks = false;
    await this.updateComplete;
    if (loses) await this.words?.focusHeading();
  };

  readonly #hangUp = async (): Promise<void> => {
    this.asking = false;
    this.sources.calls.hangUp();
    await this.focusHeading();
  };

  readonly #close = async (): Promise<void> => {
    this.sources.calls.forget();
    await this.updateComplete;
    await this.renderRoot.querySelector('kiwi-call-button')?.focusHeading();
  };

  override async focusHeading(): Promise<void> {
    await this.updateComplete;
    const button = this.renderRoot.querySelector('kiwi-call-button');
    await (button ? button.focusHeading() : super.focusHeading());
  }

  #follow(bookingId: string): void {
    if ((this.#tracking?.bookingId ?? '') === bookingId) return;
    this.#tracking?.stop();
    this.#tracking = null;
    this.booking = this.position = null;
    if (!bookingId || !this.isConnected) return;
    this.#tracking = this.sources.bookings.track(bookingId, {
      onBooking: (booking) => {
        this.booking = booking;
        if (isOver(booking.state)) this.position = null;
      },
      onPosition: (position) => {
        this.position = position;
      },
    });
  }
}

define('kiwi-live-call', KiwiLiveCall);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-live-call': KiwiLiveCall;
  }
}
