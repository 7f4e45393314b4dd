import { define } from '../parts/define.ts';
import type { PushState } from '../sources/push.ts';
import type { BookingApp } from './booking-app.ts';
import { EmbeddedElement } from './embedded-element.ts';

/**
 * Booking care, on any page: signing in by a code, choosing a service, a place and a time, and following it live. Who does
 * not know what to book tells what is wrong, and gets the urgency, what to do and the service that fits, or talks to the
 * emergency desk, as in `<kiwi-call>`. Under "Your data and devices" a person sees and downloads what is held about them, asks to be erased or calls that off,
 * changes the mobile and email they sign in with or declines a change that an administrator asked for, and signs out
 * devices. A resident who volunteers is asked there when a neighbour needs help, whatever screen they are on: they accept or
 * decline, see the place once they have accepted, and say when they have arrived and finished.
 *
 * @element kiwi-booking
 *
 * @attr {string} lang - The language: `en` or `hi`; service names in any the API has. Default: the nearest ancestor's. Each element
 *   on a page has its own.
 * @attr {"ltr" | "rtl"} dir - The direction of writing. Default: that of `lang` where it is given, else the page's.
 * @attr {string} publishable-key - The hospital's publishable key (`pk_…`), bound to this page's origin.
 * @attr {string} api - Where the API is. Default: where this script came from.
 * @attr {string} emergency-number - What to dial where the API was never reached. The API's own answer, once known, goes first.
 * @attr {string} country - ISO 3166 country that the phone field starts with where the API was never reached.
 * @attr {"" | "light" | "dark" | "auto"} theme - `light`, `dark`, or `auto` for the device's setting. Default: the `color-scheme` that the page declares.
 * @attr {boolean} no-history - Adds no entries to the browser's history: Back then leaves the page, and only the element's own button goes one step back. For a page whose router cannot bear entries of others.
 *
 * @slot - What to show until the script has loaded, or where it cannot: a link to the emergency number belongs here.
 *
 * @fires {KiwiSignedInEvent} kiwi-signed-in - The person signed in, or was found signed in (`detail.resumed`).
 * @fires {KiwiBookedEvent} kiwi-booked - A booking was made. `detail`: `bookingId`, `serviceType`, `state`.
 * @fires {KiwiBookingChangedEvent} kiwi-booking-changed - The booking on the screen moved to another state. `detail` as above.
 * @fires {KiwiErrorEvent} kiwi-error - Something failed, which the person sees. `detail`: `code`, `status`, `correlationId`.
 *
 * @csspart card - The surface everything stands on.
 * @csspart emergency - The bar with the emergency number.
 * @csspart emergency-call - Each link that dials.
 * @csspart header - The bar with the hospital's name, the bell and "My bookings".
 * @csspart data-button - The button to "Your data and devices".
 * @csspart button - Every button; by what it does also `button-primary`, `button-emergency` or `button-danger`.
 * @csspart call-button - The big button that calls the emergency desk.
 * @csspart input - Every text field.
 * @csspart field - The phone field with its country.
 * @csspart notice - Every message about something that went wrong, or stands in the way.
 * @csspart service - A service that can be chosen.
 * @csspart triage - What the person says is wrong, and the assessment.
 * @csspart announcement - What the hospital announces, below the services.
 * @csspart booking - A booking in the list.
 * @csspart notification - A notification in the list.
 * @csspart summary - The facts of a booking, or of the person's own record.
 * @csspart status - The main sentence of the tracker, with its time and distance, or of help that is given to a neighbour.
 * @csspart steps - The tracker's steps.
 * @csspart step - Each of them; the present one is also `step-current`.
 * @csspart assignee - Who comes.
 * @csspart device - A place where the person is signed in.
 * @csspart dialog - The dialog that asks before cancelling.
 *
 * @cssproperty --kiwi-color-primary - Main buttons, choices, marks.
 * @cssproperty --kiwi-color-on-primary - Words on it.
 * @cssproperty --kiwi-color-emergency - What is urgent: the emergency number, help at once.
 * @cssproperty --kiwi-color-on-emergency - Words on it.
 * @cssproperty --kiwi-color-danger - Words about what went wrong, and the edge of buttons that undo.
 * @cssproperty --kiwi-color-surface - The background.
 * @cssproperty --kiwi-color-surface-muted - The background of what steps back.
 * @cssproperty --kiwi-color-text - Words.
 * @cssproperty --kiwi-color-text-muted - Words that step back.
 * @cssproperty --kiwi-color-border - Lines that divide.
 * @cssproperty --kiwi-color-control - Edges of fields and choices.
 * @cssproperty --kiwi-color-success - What went well.
 * @cssproperty --kiwi-color-warning - What to look at.
 * @cssproperty --kiwi-color-focus - The ring around what has the keyboard's focus.
 * @cssproperty --kiwi-font-family - The typeface. Default: the system's.
 * @cssproperty --kiwi-font-size - The size of plain text; everything scales with it. Default: the reader's own setting.
 * @cssproperty --kiwi-radius - How round corners are. Default: 12px.
 * @cssproperty --kiwi-shadow - The card's shadow.
 * @cssproperty --kiwi-max-inline-size - The widest the card gets. Default: 46em.
 */
export class KiwiBooking extends EmbeddedElement {
  /** @internal */
  declare pushes?: ((worker: string) => Promise<PushState>) | undefined;

  protected override async loadApp(): Promise<BookingApp> {
    await import('./booking-app.ts');
    return document.createElement('kiwi-booking-app');
  }

  /**
   * Asks the person whether this browser may notify them, and has it receive their pushes from now on: call it from a click, and
   * again whenever somebody signed in and `Notification.permission` is `granted`.
   * @param worker address of `push-worker.js` on this page's own origin.
   * @returns `on`, `denied` (the person does not allow it), `unsupported` (by the browser), `off` (the service
   *   pushes to no browsers), or `signed_out`.
   * @throws where the browser's push service or the API cannot be reached.
   */
  async enablePush(worker: string): Promise<PushState> {
    return this.pushes?.(worker) ?? 'signed_out';
  }
}

define('kiwi-booking', KiwiBooking);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-booking': KiwiBooking;
  }
}
