import type { CSSResultGroup } from 'lit';
import { css } from './css.ts';
import { firstBase, firstButtons } from './first.styles.ts';

/** What every screen and element shares: box model, type scale, focus ring, visually hidden text. */
export const base: CSSResultGroup = [
  firstBase,
  css`
    h3,
    ol,
    ul,
    dl,
    dd,
    fieldset,
    legend {
      margin: 0;
      padding: 0;
      border: 0;
      min-inline-size: 0;
    }
    ol,
    ul {
      list-style: none;
    }
    h3,
    legend,
    summary,
    dt,
    dd,
    time {
      unicode-bidi: plaintext;
      text-align: -webkit-match-parent;
      text-align: match-parent;
    }
    h3,
    legend {
      font-size: calc(var(--u) * 1);
      line-height: 1.3;
      font-weight: 650;
    }
    legend {
      margin-block-end: calc(var(--u) * 0.625);
    }
    .stack.wide {
      gap: calc(var(--u) * 1.5);
    }
    textarea,
    summary {
      scroll-margin-block-end: calc(var(--u) * 6);
    }
  `,
];

/** The kinds of buttons that signing in begins without. */
export const moreButtons = css`
  .button.danger:not([aria-disabled='true'], :disabled) {
    background: var(--_surface);
    color: var(--_danger);
    border-color: var(--_danger);
  }
  .button.danger:not([aria-disabled='true'], :disabled):hover {
    background: color-mix(in srgb, var(--_danger) 8%, var(--_surface));
  }
  .button.quiet {
    color: var(--_primary);
    padding-inline: calc(var(--u) * 0.5);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
  .button.quiet[aria-disabled='true'] {
    background: none;
    color: var(--_text-muted);
    border-color: transparent;
    text-decoration: none;
  }
  .actions {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
`;

/** Buttons and links that act. Every target is at least 44 by 44 CSS pixels. */
export const buttons: CSSResultGroup = [firstButtons, moreButtons];
