import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons.ts';
import { type Msg, str } from '../locale/messages.ts';
import type { Failure } from '../store/failure.ts';
import type { Hospital } from '../store/wire.ts';
import type { Action } from './action.ts';

/** What a failure means for the person, and what to do next. Codes without words here fall back to a general text. */
export function failureWords(msg: Msg, failure: Failure, waiting = 0): string {
  if (failure.kind === 'unreachable')
    return msg('We cannot reach the service just now. Nothing you entered is lost.', {
      id: 'failure.unreachable',
    });
  switch (failure.code) {
    case 'rate_limited':
      if (waiting > 90) {
        const minutes = Math.ceil(waiting / 60);
        return msg(str`Too many tries. You can try again in ${minutes} minutes.`, {
          id: 'failure.rate-limited-minutes',
        });
      }
      return waiting > 0
        ? msg(str`Too many tries. You can try again in ${waiting} seconds.`, {
            id: 'failure.rate-limited-wait',
          })
        : msg('Too many tries. Please wait a moment and try again.', { id: 'failure.rate-limited' });
    case 'invalid_credentials':
      return msg('That code is not right, or it has expired. Check it, or ask for a new one.', {
        id: 'failure.code',
      });
    case 'unauthenticated':
      return msg('You have been signed out. Please sign in again.', { id: 'failure.signed-out' });
    case 'slot_taken':
      return msg('Somebody took that time a moment ago. Please choose another.', {
        id: 'failure.slot-taken',
      });
    case 'slot_unavailable':
      return msg('That time is no longer offered. Please choose another.', {
        id: 'failure.slot-unavailable',
      });
    case 'overlapping_booking':
      return msg('You already have a booking at that time. Please choose another time.', {
        id: 'failure.overlapping',
      });
    case 'illegal_transition':
    case 'version_conflict':
      return msg('The booking has moved on in the meantime. What you see now is up to date.', {
        id: 'failure.moved-on',
      });
    default:
      return msg('That did not work. Please try again; if it keeps failing, call the hospital.', {
        id: 'failure.other',
      });
  }
}

/** A link that dials. */
export const callLink = (number: string, label: string, look = 'emergency'): TemplateResult => html`
  <a class="button ${look}" part="button emergency-call" href="tel:${number.replace(/[\s-]/g, '')}">
    ${icons.phone}<span>${label}</span>
  </a>
`;

export const callWords = (msg: Msg, number: string): string => msg(str`Call ${number}`, { id: 'call' });

/** The alert that shows an action's failure; with the emergency number when the API is out of reach. */
export function failureNotice(
  msg: Msg,
  action: Action,
  emergencyNumber: string,
): TemplateResult | typeof nothing {
  const { failure } = action;
  if (!failure) return nothing;
  const reference = failure.kind === 'problem' && failure.status >= 500 && failure.correlationId;
  return html`
    <div class="notice bad" part="notice" role="alert">
      ${failure.kind === 'unreachable' ? icons.offline : icons.warning}
      <div class="body">
        <p>${failureWords(msg, failure, action.waiting)}</p>
        ${
          reference
            ? html`<p class="small muted">
              ${msg('Reference', { id: 'failure.reference' })}: <bdi>${reference}</bdi>
            </p>`
            : nothing
        }
        ${
          failure.kind === 'unreachable'
            ? html`<p>${msg('In an emergency, do not wait:', { id: 'failure.emergency' })}</p>
              ${callLink(emergencyNumber, callWords(msg, emergencyNumber))}`
            : nothing
        }
      </div>
    </div>
  `;
}

/** A hospital as a place to go to. */
export const hospitalWords = ({ name, address }: Hospital): TemplateResult =>
  html`${name}${address ? html`<span class="small">${address}</span>` : nothing}`;

/** The inside of a button whose action may be running: its words stay, so that its name and width do not jump. */
export const busyWords = (busy: boolean, words: string): TemplateResult =>
  html`${busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}<span>${words}</span>`;
