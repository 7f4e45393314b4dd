import { html, nothing, type TemplateResult } from 'lit';
import { type Msg, str } from '../../locale/messages.ts';
import { callLink, callWords } from '../../parts/notice.ts';

/** The bar that is always first: whatever the screen, the emergency number is one tap away. */
export const emergencyStrip = (msg: Msg, number: string): TemplateResult => html`
  <div class="sos" part="emergency">
    <span>${msg('Life in danger?', { id: 'emergency.strip' })}</span>
    ${callLink(number, callWords(msg, number))}
  </div>
`;

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
export const refused = (msg: Msg, number: string): TemplateResult => html`
  <div class="body narrow" role="alert">
    <div class="stack big">
      <h2>${msg('Booking is not available on this page', { id: 'refused.title' })}</h2>
      <p>${msg('Please call the hospital instead. In an emergency:', { id: 'refused.call' })}</p>
      ${callLink(number, callWords(msg, number))}
    </div>
  </div>
`;

export const starting = (msg: Msg): TemplateResult => html`
  <div class="body stack">
    <p class="hidden-text" role="status">${msg('Loading…', { id: 'loading' })}</p>
    <div class="skeleton title"></div>
    <div class="skeleton"></div>
    <div class="skeleton"></div>
    <div class="skeleton"></div>
  </div>
`;

/** "Step 2 of 3", drawn and said. One step needs no counting. */
export const stepProgress = (msg: Msg, step: number, of: number): TemplateResult | typeof nothing =>
  of < 2
    ? nothing
    : html`
        <div class="bars" aria-hidden="true">
          ${Array.from({ length: of }, (_, index) => html`<span class=${index < step ? 'on' : ''}></span>`)}
        </div>
        <p class="progress">${msg(str`Step ${step} of ${of}`, { id: 'progress' })}</p>
      `;
