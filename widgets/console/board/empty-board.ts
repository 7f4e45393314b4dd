import { html, type TemplateResult } from 'lit';
import { icons } from '../../src/icons.ts';
import type { Msg } from '../../src/locale/messages.ts';

/** Why there are no rows: none are open, or the filter leaves all of them out. */
export function emptyBoard(msg: Msg, open: number, showAll: () => void): TemplateResult {
  if (open === 0)
    return html`<div class="empty">${icons.check}<p>${msg('No booking is open.', { id: 'board.empty' })}</p></div>`;
  return html`<div class="empty">
    ${icons.list}
    <p>${msg('No open booking is like that.', { id: 'board.no-match' })}</p>
    <button class="button secondary" type="button" @click=${showAll}>
      ${msg('Show everything', { id: 'board.everything' })}
    </button>
  </div>`;
}
