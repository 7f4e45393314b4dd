import { html, svg, type TemplateResult } from 'lit';
import { PHONE_PATH } from './theme/phone-icon.ts';

export const icon = (paths: ReturnType<typeof svg>): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths}</svg>`;

/** The icons that signing in needs; all others are loaded later. */
export const firstIcons = {
  forward: icon(svg`<path d="M9 5l7 7-7 7"/>`),
  phone: icon(svg`<path d=${PHONE_PATH} />`),
  warning: icon(svg`<path d="M12 4.3l9 15.7H3z"/><path d="M12 10v4.5M12 17.2h.01"/>`),
  offline: icon(
    svg`<path d="M4 4l16 16"/><path d="M2.8 9.5a13.5 13.5 0 0 1 4.4-2.7M10.8 5.7A13.5 13.5 0 0 1 21.2 9.5M6 13a9 9 0 0 1 4-2.3M14.5 11a9 9 0 0 1 3.5 2M9.3 16.3a4.3 4.3 0 0 1 5.3-.1"/><path d="M12 19.5h.01"/>`,
  ),
} as const;
