import { html } from 'lit';

export { hostStyles } from './host.styles.ts';

/** Stands before `.root`, outside its containment. */
export const hostWidths = html`<div class="widths" aria-hidden="true"><span></span><span></span></div>`;
