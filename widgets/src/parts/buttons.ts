import { html, nothing, type TemplateResult } from 'lit';
import { firstIcons as icons } from '../first-icons.ts';
import { type Msg, str } from '../locale/messages.ts';

/** A link that dials. */
export const callLink = (number: string, label: string, look = 'emergency'): TemplateResult => html`
  <a class="button ${look}" part="button emergency-call" href="tel:${number.replace(/[\s-]/g, '')}">
    ${icons.phone}<span>${label}</span>
  </a>
`;

export const callWords = (msg: Msg, number: string): string => msg(str`Call ${number}`, { id: 'call' });

/** The inside of a button whose action may be running: its words stay, so that its name and width do not jump. */
export const busyWords = (busy: boolean, words: string): TemplateResult =>
  html`${busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}<span>${words}</span>`;
