import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../domain/failure.ts';
import type { Hospital } from '../domain/wire.ts';
import type { Msg } from '../locale/messages.ts';
import { failureWords } from './notice.ts';

/** What a failure to book or to cancel means for the person. */
export function bookingFailureWords(msg: Msg, failure: Failure, waiting = 0): string {
  switch (failure.code) {
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
      return failureWords(msg, failure, waiting);
  }
}

/** A hospital as a place to go to. */
export const hospitalWords = ({ name, address }: Hospital): TemplateResult =>
  html`${name}${address ? html`<span class="small">${address}</span>` : nothing}`;
