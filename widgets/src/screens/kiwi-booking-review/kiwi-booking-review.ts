import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Draft } from '../../domain/draft.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Place } from '../../domain/place.ts';
import { alsoByTime, groupServices, isAtHospital } from '../../domain/services.ts';
import type { Booking } from '../../domain/wire.ts';
import type { KiwiPlacePicker } from '../../elements/kiwi-place-picker/kiwi-place-picker.ts';
import { icons } from '../../icons.ts';
import { day, duration, durationSeconds, money, time } from '../../locale/format.ts';
import { str } from '../../locale/messages.ts';
import { cancellationWords, paymentWords } from '../../locale/words.ts';
import { Action } from '../../parts/action.ts';
import { bookingFailureWords, hospitalWords } from '../../parts/booking-words.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import type { PartEvent } from '../../parts/part-events.ts';
import { RequestKey } from '../../parts/request-key.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { fields } from '../../theme/fields.styles.ts';
import { Screen } from '../screen.ts';
import '../../elements/kiwi-place-picker/kiwi-place-picker.ts';
import { facts, styles } from './kiwi-booking-review.styles.ts';
import { openEmergency, openEmergencyView } from './open-emergency.ts';

/** Codes after which another time must be chosen. */
const TIME_IS_GONE = new Set(['slot_taken', 'slot_unavailable', 'overlapping_booking']);

/** Whether a booking was refused for its assessment: deleted meanwhile, or linked to another booking already. */
const isAboutTriage = (failure: Failure | null): boolean =>
  failure?.status === 404 || failure?.field?.pointer === '/triageId';

/**
 * What will be booked, what it costs and how to get out of it; and the button that books. A service at once asks for
 * the place here too: in need, one screen is enough.
 *
 * @internal
 * @fires draft-changed - `detail` is what the person changed of the Draft.
 * @fires sending - The request is on its way: it must not be offered again before there is an answer.
 * @fires booked - `detail` is the Booking.
 * @fires open-booking - Of an emergency that is open already; `detail` is its id.
 * @fires choose-time - The person would rather have it at a time than at once.
 * @fires time-gone - Another time must be chosen; `detail` is the Failure that says why.
 */
export class KiwiBookingReview extends Screen {
  static override styles = [base, buttons, fields, notices, facts, styles];

  @property({ attribute: false }) draft!: Draft;

  @query('kiwi-place-picker') private picker!: KiwiPlacePicker | null;

  readonly #book = new Action(this);
  readonly #key = new RequestKey();
  /** Whether there were notes when the screen opened: then they are not folded away. */
  #hadNotes = false;
  @state() private insists = false;

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.hasUpdated) return;
    this.#hadNotes = this.draft.notes !== '';
    this.insists = this.draft.forAnotherPerson ?? false;
  }

  override render(): TemplateResult {
    const { service, slot } = this.draft;
    const refusal = this.#book.failure;
    const open =
      this.draft.atOnce && (!this.insists || refusal?.code === 'too_many_open')
        ? openEmergency(this.sources.bookings.active, this.session.me, service, refusal)
        : null;
    if (open) {
      return openEmergencyView(
        this.msg,
        open,
        this.named(service.names),
        { region: this.region, timeZone: this.sources.places.timeZone },
        this.formats,
        {
          follow: () => this.emit('open-booking', open.bookingId),
          insist: () => {
            this.insists = true;
            this.emit('draft-changed', { forAnotherPerson: true });
            this.#book.clear();
            void this.focusHeading();
          },
        },
      );
    }
    const { atOnce } = this.draft;
    const urgent = groupServices(this.sources.services.all).emergency.some(({ id }) => id === service.id);
    const name = this.named(service.names);
    return html`
      <form class="stack" novalidate @submit=${this.#submit}>
        <div class="what">
          <h2 tabindex="-1">${atOnce ? name : this.msg('Check and book', { id: 'review.title' })}</h2>
          ${atOnce ? html`<p class="muted">${this.named(service.descriptions)}</p>` : nothing}
        </div>
        ${
          atOnce && service.requiresLocation
            ? html`<kiwi-place-picker
                .language=${this.language}
                .region=${this.region}
                .home=${this.sources.places.homeWords}
                .community=${this.sources.places.community}
                .place=${this.draft.typed}
                exportparts="input"
                @place-typed=${this.#placeTyped}
              ></kiwi-place-picker>`
            : nothing
        }
        ${atOnce ? html`${this.#shareWords()}${this.#notesOnDemand()}` : nothing}
        <dl class="facts ${atOnce ? 'compact' : ''}" part="summary">
          ${atOnce ? nothing : this.#fact(icons.visit, this.msg('Service', { id: 'review.service' }), html`${name}`)}
          ${this.#fact(icons.clock, this.msg('When', { id: 'review.when' }), slot ? this.#slotWords() : this.#nowWords())}
          ${this.draft.place ? this.#fact(icons.pin, this.msg('Where', { id: 'review.where' }), this.#placeWords(this.draft.place)) : nothing}
          ${atOnce ? nothing : this.#hospital()}
          ${this.#fact(icons.money, this.msg('Price', { id: 'review.price' }), this.#priceWords())}
        </dl>
        ${atOnce ? nothing : html`${this.#shareWords()}${this.#notesField()}`}
        ${failureNotice(this.msg, this.#book, this.region.emergencyNumber, bookingFailureWords)}
        <div class=${atOnce ? 'stays' : nothing}>
          <button
            class="button ${urgent ? 'emergency' : 'primary'} block"
            part="button ${urgent ? 'button-emergency' : 'button-primary'}"
            type="submit"
            aria-disabled=${this.#book.busy || this.#book.waiting > 0}
          >
            ${busyWords(
              this.#book.busy,
              atOnce
                ? this.msg(str`Request ${name} now`, { id: 'review.request' })
                : this.msg('Book this visit', { id: 'review.book' }),
            )}
          </button>
        </div>
        ${
          atOnce && alsoByTime(service)
            ? html`<button class="button secondary block" part="button" type="button" @click=${() => this.emit('choose-time')}>
              ${icons.clock}<span>${this.msg('Choose a time instead', { id: 'review.choose-time' })}</span>
            </button>`
            : nothing
        }
        <p class="small muted">${this.#terms()}</p>
      </form>
    `;
  }

  /** Nothing of what was said goes to others unless the person wants it to. */
  #shareWords(): TemplateResult | typeof nothing {
    const { triage } = this.draft;
    if (!triage) return nothing;
    return html`
      <div>
        <label class="share">
          <input
            type="checkbox"
            name="share"
            .checked=${triage.shareWords}
            aria-describedby="share-about"
            @change=${(event: Event) => {
              const shareWords = (event.target as HTMLInputElement).checked;
              this.emit('draft-changed', { triage: { ...triage, shareWords } });
            }}
          />
          <span>${this.msg('Let those who help me read what I wrote', { id: 'review.share' })}</span>
        </label>
        <p class="small muted" id="share-about">
          ${this.msg('Without it they see how urgent it is, but not your words.', { id: 'review.share-about' })}
        </p>
      </div>
    `;
  }

  /** Folded away: in need, the button must be on the first screen of a phone. */
  #notesOnDemand(): TemplateResult {
    return html`
      <details ?open=${this.#hadNotes}>
        <summary>${this.msg('Add a note: floor, landmark, what happened', { id: 'review.add-note' })}</summary>
        ${this.#notesField()}
      </details>
    `;
  }

  #notesField(): TemplateResult {
    return html`
      <div class="field">
        <label for="notes">
          ${this.msg('Anything we should know?', { id: 'review.notes' })}
          <span class="optional">(${this.msg('optional', { id: 'optional' })})</span>
        </label>
        <textarea
          id="notes"
          name="notes"
          part="input"
          rows="2"
          maxlength="2000"
          .value=${this.draft.notes}
          @input=${(event: InputEvent) => {
            const notes = (event.target as HTMLTextAreaElement).value;
            this.emit('draft-changed', { notes });
          }}
        ></textarea>
      </div>
    `;
  }

  /** Where it is, when the person comes to the hospital, and with whom. Who it will be is decided after booking. */
  #hospital(): TemplateResult | typeof nothing {
    const { service, slot } = this.draft;
    const hospital = this.sources.hospitals.of(slot?.hospitalId ?? null);
    if (!hospital || service.fulfilledBy.kind !== 'staff') return nothing;
    const whom = html`${hospital.name}<span class="small">
        ${this.msg('The hospital chooses who takes care of you', { id: 'review.whom' })}
      </span>`;
    return html`
      ${isAtHospital(service) ? this.#fact(icons.pin, this.msg('Where', { id: 'review.where' }), hospitalWords(hospital)) : nothing}
      ${this.#fact(icons.person, this.msg('With', { id: 'review.with' }), whom)}
    `;
  }

  #fact(icon: TemplateResult, term: string, what: TemplateResult): TemplateResult {
    return html`<div>${icon}<dt>${term}</dt><dd>${what}</dd></div>`;
  }

  #slotWords(): TemplateResult {
    const { slot } = this.draft;
    const { timeZone } = this.sources.places;
    if (!slot) return html``;
    return html`${day(slot.start, this.formats, timeZone)}
      <span class="small">
        ${time(slot.start, this.formats, timeZone)} – ${time(slot.end, this.formats, timeZone)}
      </span>`;
  }

  #nowWords(): TemplateResult {
    const { arriveWithin } = this.draft.service.sla;
    return html`${this.msg('As soon as possible', { id: 'when.now' })}
    ${
      arriveWithin
        ? html`<span class="small">
            ${this.msg(
              str`We aim to be there within ${duration(durationSeconds(arriveWithin), this.formats)}`,
              {
                id: 'review.aim',
              },
            )}
          </span>`
        : nothing
    }`;
  }

  #placeWords(place: Place): TemplateResult {
    const home = this.sources.places.homeWords;
    const where =
      place.kind === 'home'
        ? html`${this.msg('My home', { id: 'place.home' })}${home ? html`<span class="small">${home}</span>` : nothing}`
        : place.kind === 'position'
          ? html`${this.msg('Where I am now', { id: 'place.position' })}`
          : html`${this.sources.places.community?.name ?? ''}`;
    return html`${where}${place.words ? html`<span class="small">${place.words}</span>` : nothing}`;
  }

  #priceWords(): TemplateResult {
    const { price, paymentTrigger } = this.draft.service;
    if (!price || price.amount === 0) return html`${this.msg('Free', { id: 'price.free' })}`;
    return html`${money(price, this.formats)}<span class="small">${paymentWords(this.msg, paymentTrigger)}</span>`;
  }

  #terms(): string {
    const { cancellation } = this.draft.service;
    const until = cancellationWords(this.msg, this.draft.service);
    const { fee, freeBefore } = cancellation;
    if (!fee || fee.amount === 0)
      return `${until} ${this.msg('Cancelling costs nothing.', { id: 'terms.free' })}`;
    const cost = freeBefore
      ? this.msg(
          str`Cancelling is free until ${duration(durationSeconds(freeBefore), this.formats)} before the booked time, then costs ${money(fee, this.formats)}.`,
          { id: 'terms.free-then-fee' },
        )
      : this.msg(str`Cancelling late can cost ${money(fee, this.formats)}.`, { id: 'terms.fee' });
    return `${until} ${cost}`;
  }

  readonly #placeTyped = ({ detail }: PartEvent<'place-typed'>): void => {
    this.emit('draft-changed', { typed: detail });
  };

  #send(draft: Draft): Promise<Booking | undefined> {
    return this.#book.run(() => {
      this.emit('sending');
      return this.sources.bookings.book(draft, this.#key.for(draft));
    });
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const place = this.picker ? this.picker.take() : this.draft.place;
    if (this.picker && !place) return;
    const draft: Draft = {
      ...this.draft,
      place,
      ...(this.insists && { forAnotherPerson: true }),
    };
    let booking = await this.#send(draft);
    if (!booking && draft.triage && isAboutTriage(this.#book.failure)) {
      // An assessment that cannot be linked any more must not stand in the way of help.
      this.#key.renew();
      this.emit('draft-changed', { triage: null });
      booking = await this.#send({ ...draft, triage: null });
    }
    if (booking) {
      this.emit('booked', booking);
      return;
    }
    const { failure } = this.#book;
    if (failure?.kind === 'problem') {
      this.#key.renew();
      // Refused, so it was not made. A request whose answer was lost may have been: a reload must not offer it again.
      this.emit('draft-changed', {});
    }
    if (failure && this.draft.slot && TIME_IS_GONE.has(failure.code)) this.emit('time-gone', failure);
  };
}

define('kiwi-booking-review', KiwiBookingReview);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-booking-review': KiwiBookingReview;
  }
}
