import type { CSSResultGroup } from 'lit';
import { css } from './css.ts';
import { firstFields } from './first.styles.ts';

/** Labelled fields, their hints and their errors. */
export const fields: CSSResultGroup = [
  firstFields,
  css`
    .optional {
      font-weight: 400;
      color: var(--_text-muted);
    }
    textarea {
      font: inherit;
      color: var(--_text);
      background: var(--_surface);
      border: 1.5px solid var(--_control);
      border-radius: var(--_radius);
      padding: calc(var(--u) * 0.625) calc(var(--u) * 0.875);
      margin: 0;
      min-block-size: calc(var(--u) * 5);
      inline-size: 100%;
      line-height: 1.4;
      resize: vertical;
    }
    input::placeholder,
    textarea::placeholder {
      color: var(--_text-muted);
      opacity: 1;
    }
    textarea:focus-visible {
      outline: 3px solid var(--_focus);
      outline-offset: 0;
      border-color: var(--_focus);
    }
    textarea[aria-invalid='true'] {
      border-color: var(--_danger);
    }
  `,
];
