import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../../domain/failure.ts';
import type { Region } from '../../domain/region.ts';
import type { Booking, Me, ServiceType } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { time } from '../../locale/format.ts';
import { type Msg, str } from '../../locale/messages.ts';
import { stateWords } from '../../locale/words.ts';
import { callLink, callWords } from '../../parts/buttons.ts';

/** An open emergency that stands before another request of the same service. */
export interface OpenEmergency {
  readonly bookingId: string;
  /** Null where only its id is known yet. */
  readonly booking: Booking | null;
  /** As many are open as the service allows: insisting does not help. */
  readonly full: boolean;
}

/** The person's open booking of an emergency service: the one that the API named when it refused, else the newest known. */
export function openEmergency(
  active: readonly Booking[],
  me: Me | null,
  { id, emergency, maxOpen }: ServiceType,
  refusal: Failure | null,
): OpenEmergency | null {
  const open = active.filter(
    ({ serviceType, residentId, scheduledFor }) =>
      serviceType === id && residentId === me?.id && scheduledFor === null,
  );
  if (refusal?.openBookingId) {
    const { openBookingId: bookingId, code } = refusal;
    const booking = open.find((one) => one.id === bookingId) ?? null;
    return { bookingId, booking, full: code === 'too_many_open' };
  }
  const [newest] = open;
  if (!newest || !emergency) return null;
  return { bookingId: newest.id, booking: newest, full: maxOpen !== null && open.length >= maxOpen };
}

export interface OpenEmergencyMoves {
  follow(): void;
  insist(): void;
}

/** Asks before a second emergency: most of the time the first one is meant. */
export function openEmergencyView(
  msg: Msg,
  { booking, full }: OpenEmergency,
  name: string,
  { region, timeZone }: { readonly region: Region; readonly timeZone: string | undefined },
  formats: string,
  moves: OpenEmergencyMoves,
): TemplateResult {
  const number = region.emergencyNumber;
  return html`
    <div class="stack">
      <h2 tabindex="-1">${name}</h2>
      <div class="notice warn" part="notice" role="alert">
        ${icons.warning}
        <div class="body">
          <p>
            ${
              full
                ? msg('You have as many open requests for this as there can be.', {
                    id: 'open-emergency.full',
                  })
                : msg('You already have an open request for this.', { id: 'open-emergency.one' })
            }
          </p>
          ${
            booking
              ? html`<p class="small">
                ${stateWords(msg, booking.state)} · ${msg(
                  str`Requested at ${time(booking.createdAt, formats, timeZone)}`,
                  {
                    id: 'open-emergency.requested',
                  },
                )}
              </p>`
              : nothing
          }
        </div>
      </div>
      <button class="button primary block" part="button button-primary" type="button" @click=${moves.follow}>
        ${msg('Follow it', { id: 'open-emergency.follow' })}
      </button>
      ${
        full
          ? html`<p>${msg('For more help, call:', { id: 'open-emergency.more' })}</p>`
          : html`<button class="button secondary block" part="button" type="button" @click=${moves.insist}>
            ${msg('It is for another person', { id: 'open-emergency.insist' })}
          </button>`
      }
      ${callLink(number, callWords(msg, number), full ? 'emergency' : 'secondary')}
    </div>
  `;
}
