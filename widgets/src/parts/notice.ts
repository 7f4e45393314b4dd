import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../domain/failure.ts';
import { firstIcons as icons } from '../first-icons.ts';
import { type Msg, str } from '../locale/messages.ts';
import type { Action } from './action.ts';
import { callLink, callWords } from './buttons.ts';

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
      return waiting > 1
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
    default:
      return msg('That did not work. Please try again; if it keeps failing, call the hospital.', {
        id: 'failure.other',
      });
  }
}

/** The alert that shows an action's failure; with the emergency number when the API is out of reach. */
export function failureNotice(
  msg: Msg,
  action: Pick<Action, 'failure' | 'waiting'>,
  emergencyNumber: string,
  words: typeof failureWords = failureWords,
): TemplateResult | typeof nothing {
  const { failure } = action;
  if (!failure) return nothing;
  const reference = failure.kind === 'problem' && failure.status >= 500 && failure.correlationId;
  return html`
    <div class="notice bad" part="notice" role="alert">
      ${failure.kind === 'unreachable' ? icons.offline : icons.warning}
      <div class="body">
        <p>${words(msg, failure, action.waiting)}</p>
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
