import { html, type TemplateResult } from 'lit';
import type { Booking } from '../../../src/domain/wire.ts';
import { type Message, str } from '../../../src/locale/messages.ts';
import { Action } from '../../../src/parts/action.ts';
import { isUnacknowledged } from '../../bookings/board-view.ts';
import { type Candidate, staffOf } from '../../bookings/candidates.ts';
import { Deeds, each, type Partly } from '../../bookings/deeds.ts';
import type { BoardDeed, ConsoleEvent, ConsolePart } from '../../parts/console-part.ts';
import type { ConsoleSession } from '../../sources/console-session.ts';
import { findPlaces, pinGround } from '../../sources/find-places.ts';
import './kiwi-assign.ts';
import type { KiwiAssign } from './kiwi-assign.ts';
import './kiwi-booking-change.ts';
import type { KiwiBookingChange } from './kiwi-booking-change.ts';

/** The element whose bookings something is done with. */
export interface DeedsHost extends ConsolePart {
  readonly session: ConsoleSession;
  /** All that are open, by which one sees how busy somebody is. */
  readonly openBookings: ReadonlyMap<string, Booking>;
  /** Shows a booking as it is after something was done with it. */
  showBooking(booking: Booking): void;
  /** All of several bookings were done. */
  dropSelection(): void;
}

/** What a person does with one booking or several, the dialogs that ask about it, and what came of it. */
export class BookingDeeds {
  /** What was just done. */
  said: Message | null = null;
  /** What of several could not be done. */
  partly: Partly | null = null;
  readonly #host: DeedsHost;
  readonly #action: Action;
  /** What a dialog is about. */
  #targets: readonly Booking[] = [];
  #candidates: readonly Candidate[] | null = null;
  #change: 'cancel' | 'relocate' = 'cancel';

  constructor(host: DeedsHost) {
    this.#host = host;
    this.#action = new Action(host);
  }

  get busy(): boolean {
    return this.#action.busy;
  }

  /** Whether a dialog is open. */
  get asks(): boolean {
    return this.#assignDialog?.isOpen === true || this.#changeDialog?.isOpen === true;
  }

  /** @returns whether it can be begun with them: one dialog asks, or it is done at once. */
  begin(deed: BoardDeed, bookings: readonly Booking[]): boolean {
    if (deed === 'print') {
      print();
      return true;
    }
    const [first] = bookings;
    if (first === undefined) return false;
    this.#targets = bookings;
    this.#action.clear();
    this.forget();
    if (deed === 'acknowledge') return this.#acknowledge(bookings);
    if (deed === 'assign') {
      if (!first.allowedTransitions.includes('assigned')) return false;
      void this.#openAssign(first);
      return true;
    }
    if (deed === 'cancel' && !bookings.every((one) => one.allowedTransitions.includes('cancelled')))
      return false;
    this.#change = deed;
    void this.#changeDialog?.open();
    return true;
  }

  /** What could not be done has been read. */
  forget(): void {
    this.partly = null;
    this.#host.requestUpdate();
  }

  /** The dialogs, for the element to render. */
  render(): TemplateResult {
    const { language, region, session } = this.#host;
    const [first] = this.#targets;
    const service = session.services.find(({ id }) => id === first?.serviceType) ?? null;
    const { busy, failure } = this.#action;
    return html`<kiwi-assign
        .language=${language}
        .region=${region}
        .booking=${first ?? null}
        .service=${service}
        .candidates=${this.#candidates}
        .busy=${busy}
        .failure=${failure}
        @assign-booking=${({ detail }: ConsoleEvent<'assign-booking'>) => this.#assign(detail)}
      ></kiwi-assign>
      <kiwi-booking-change
        .language=${language}
        .region=${region}
        .kind=${this.#change}
        .bookings=${this.#targets}
        .find=${(text: string) => findPlaces(session, text, this.#targets[0]?.location ?? null)}
        .ground=${pinGround(session)}
        .busy=${busy}
        .failure=${failure}
        @cancel-bookings=${({ detail }: ConsoleEvent<'cancel-bookings'>) => this.#cancel(detail)}
        @relocate=${({ detail }: ConsoleEvent<'relocate'>) => this.#relocate(detail)}
      ></kiwi-booking-change>`;
  }

  get #deeds(): Deeds {
    return new Deeds(this.#host.session);
  }

  get #assignDialog(): KiwiAssign | null {
    return this.#host.renderRoot.querySelector<KiwiAssign>('kiwi-assign') ?? null;
  }

  get #changeDialog(): KiwiBookingChange | null {
    return this.#host.renderRoot.querySelector<KiwiBookingChange>('kiwi-booking-change') ?? null;
  }

  async #openAssign(booking: Booking): Promise<void> {
    const { session, openBookings } = this.#host;
    this.#candidates = null;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    await this.#assignDialog?.open();
    const service = session.services.find(({ id }) => id === booking.serviceType);
    if (service === undefined) return;
    const open = [...openBookings.values()];
    const find = staffOf(session, (id) => open.filter(({ assignee }) => assignee?.id === id).length);
    const found = await this.#action.run(() => find(booking, service));
    if (this.#targets[0]?.id !== booking.id) return;
    this.#candidates = found ?? null;
    this.#host.requestUpdate();
  }

  async #assign({ assigneeId, reason }: ConsoleEvent<'assign-booking'>['detail']): Promise<void> {
    const done = await this.#one((booking) => this.#deeds.assign(booking, assigneeId, reason));
    if (done === undefined) return;
    this.#assignDialog?.close();
    const name = done.assignee?.name ?? '';
    this.#say((msg) => msg(str`Assigned to ${name}.`, { id: 'board.said-assigned' }));
  }

  async #relocate(location: ConsoleEvent<'relocate'>['detail']): Promise<void> {
    const done = await this.#one((booking) => this.#deeds.relocate(booking, location));
    if (done === undefined) return;
    this.#changeDialog?.close();
    this.#say((msg) => msg('The place was corrected', { id: 'board.entry-relocated' }));
  }

  #acknowledge(bookings: readonly Booking[]): boolean {
    const waiting = bookings.filter(isUnacknowledged);
    if (waiting.length === 0 || !this.#host.session.acknowledges) return false;
    void this.#each(
      waiting,
      (booking) => this.#deeds.acknowledge(booking),
      (msg) => msg('Escalation acknowledged', { id: 'board.entry-acknowledged' }),
    );
    return true;
  }

  async #cancel(reason: string): Promise<void> {
    await this.#each(
      this.#targets,
      (booking) => this.#deeds.cancel(booking, reason),
      (msg) => msg('Cancelled', { id: 'board.entry-cancelled' }),
    );
    this.#changeDialog?.close();
  }

  /** What a dialog is about, done with its one booking; undefined where it did not work, which the dialog says. */
  async #one(work: (booking: Booking) => Promise<Booking>): Promise<Booking | undefined> {
    const [booking] = this.#targets;
    if (booking === undefined) return undefined;
    const done = await this.#action.run(() => work(booking));
    if (done !== undefined) this.#host.showBooking(done);
    return done;
  }

  async #each(
    bookings: readonly Booking[],
    work: (one: Booking) => Promise<Booking>,
    said: Message,
  ): Promise<void> {
    const outcome = await this.#action.run(() =>
      each(bookings, work, (done) => this.#host.showBooking(done)),
    );
    if (outcome === undefined) return;
    this.partly = outcome.failure === null ? null : outcome;
    this.#host.requestUpdate();
    if (outcome.failure !== null) return;
    this.#host.dropSelection();
    this.#say(said);
  }

  #say(said: Message): void {
    this.said = said;
    this.#host.requestUpdate();
  }
}
