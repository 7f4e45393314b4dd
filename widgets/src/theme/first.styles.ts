import { css } from './css.ts';
import { LARGE_TEXT } from './large-text.ts';

/**
 * The shared styles, as far as signing in needs them: a page waits for these before it can be used. `base.styles.ts` has
 * all of them, for every other element.
 */

/** Box model, type scale, focus ring, visually hidden text. */
export const firstBase = css`
  :host {
    display: block;
    --u: var(--kiwi-unit, 1em);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  p {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  h2 {
    font-size: calc(var(--u) * 1.375);
    line-height: 1.25;
    font-weight: 700;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  /* Words keep their own direction inside a mirrored layout: "1.2 km away" reads right on a right-to-left page. */
  p,
  h2,
  label,
  span {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  h2:focus {
    outline: none;
  }
  @container ${LARGE_TEXT} {
    h2 {
      font-size: calc(var(--u) * 1.125);
    }
  }
  svg {
    display: block;
    inline-size: calc(var(--u) * 1.375);
    block-size: calc(var(--u) * 1.375);
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .stack {
    display: grid;
    gap: calc(var(--u) * 1);
    grid-template-columns: minmax(0, 1fr);
  }
  .muted {
    color: var(--_text-muted);
  }
  .small {
    font-size: calc(var(--u) * 0.875);
    line-height: 1.45;
  }
  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* What has focus is not hidden behind a button that stays at the bottom. */
  input {
    scroll-margin-block-end: calc(var(--u) * 6);
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** Buttons and links that act. Every target is at least 44 by 44 CSS pixels. */
export const firstButtons = css`
  button,
  .button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    margin: 0;
    padding: 0;
    text-align: start;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--u) * 0.5);
    min-block-size: max(44px, calc(var(--u) * 3));
    min-inline-size: 44px;
    padding: calc(var(--u) * 0.625) calc(var(--u) * 1.25);
    border-radius: var(--_radius);
    border: 1.5px solid transparent;
    font-weight: 650;
    line-height: 1.25;
    text-align: center;
    text-decoration: none;
    overflow-wrap: anywhere;
    transition: background-color 120ms, border-color 120ms;
  }
  .button.primary {
    background: var(--_primary);
    color: var(--_on-primary);
  }
  .button.emergency {
    background: var(--_emergency);
    color: var(--_on-emergency);
  }
  .button.secondary {
    background: var(--_surface);
    color: var(--_text);
    border-color: var(--_control);
  }
  .button.block {
    display: flex;
    inline-size: 100%;
  }
  .button > span {
    min-inline-size: 0;
  }
  @container ${LARGE_TEXT} {
    .button {
      padding-inline: calc(var(--u) * 0.5);
    }
    /* The words have the whole line. */
    .button > svg {
      display: none;
    }
  }
  .button.primary:hover {
    background: color-mix(in srgb, var(--_primary) 88%, var(--_text));
  }
  .button.emergency:hover {
    background: color-mix(in srgb, var(--_emergency) 88%, #000);
  }
  .button.secondary:hover {
    background: var(--_surface-muted);
  }
  .button[aria-disabled='true'],
  .button:disabled {
    background: var(--_surface-muted);
    color: var(--_text-muted);
    border-color: var(--_border);
    cursor: not-allowed;
  }
  .spinner {
    inline-size: calc(var(--u) * 1.125);
    block-size: calc(var(--u) * 1.125);
    border: 2px solid currentcolor;
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
    flex: none;
  }
  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }
`;

/** Labelled fields, their hints and their errors. */
export const firstFields = css`
  .field {
    display: grid;
    gap: calc(var(--u) * 0.375);
  }
  label {
    font-weight: 600;
  }
  input,
  select {
    font: inherit;
    color: var(--_text);
    background: var(--_surface);
    border: 1.5px solid var(--_control);
    border-radius: var(--_radius);
    padding: calc(var(--u) * 0.625) calc(var(--u) * 0.875);
    margin: 0;
    min-block-size: max(44px, calc(var(--u) * 3));
    inline-size: 100%;
    line-height: 1.4;
    accent-color: var(--_primary);
  }
  input:focus-visible,
  select:focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 0;
    border-color: var(--_focus);
  }
  [aria-invalid='true'] {
    border-color: var(--_danger);
    border-width: 2px;
  }
  .error {
    color: var(--_danger);
    font-weight: 600;
    font-size: calc(var(--u) * 0.875);
    line-height: 1.4;
    display: flex;
    gap: calc(var(--u) * 0.375);
    align-items: start;
  }
  .error svg {
    inline-size: calc(var(--u) * 1.125);
    block-size: calc(var(--u) * 1.125);
    margin-block-start: 0.05em;
  }
`;
