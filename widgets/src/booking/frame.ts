import { html, type TemplateResult } from 'lit';
import type { Msg } from '../locale/messages.ts';
import { callLink, callWords } from '../parts/buttons.ts';

/** The API is out of reach: the number comes first, everything else after. */
export const unreachable = (msg: Msg, number: string, retry: () => void): TemplateResult => html`
  <div class="body narrow" role="alert">
    <div class="stack big">
      <h2>${msg('We cannot be reached just now', { id: 'unreachable.title' })}</h2>
      <p>${msg('If someone needs help at once, do not wait for this page. Call:', { id: 'unreachable.call' })}</p>
      ${callLink(number, callWords(msg, number))}
      <p class="muted">
        ${msg('We keep trying. Bookings you already have are not affected.', { id: 'unreachable.trying' })}
      </p>
      <button class="button secondary" part="button" type="button" @click=${retry}>
        ${msg('Try again now', { id: 'unreachable.retry' })}
      </button>
    </div>
  </div>
`;

/** The key is not accepted, or not on this page: the person cannot help it, so they get the number and no jargon. */
export const refused = (msg: Msg, title: string, number: string): TemplateResult => html`
  <div class="body narrow" role="alert">
    <div class="stack big">
      <h2>${title}</h2>
      <p>${msg('Please call the hospital instead. In an emergency:', { id: 'refused.call' })}</p>
      ${callLink(number, callWords(msg, number))}
    </div>
  </div>
`;
