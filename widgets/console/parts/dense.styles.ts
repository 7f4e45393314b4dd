import { css } from 'lit';
import { notices } from '../../src/parts/notice.styles.ts';
import { base, buttons } from '../../src/theme/base.styles.ts';
import { fields } from '../../src/theme/fields.styles.ts';

/** The console is denser than the widgets: it is worked with all day, by mouse and keys. Fingers get the full size. */
const dense = css`
  .button {
    min-block-size: calc(var(--u) * 2.375);
    min-inline-size: calc(var(--u) * 2.375);
    padding: calc(var(--u) * 0.375) calc(var(--u) * 0.875);
    gap: calc(var(--u) * 0.5);
    white-space: nowrap;
  }
  .button > svg {
    inline-size: calc(var(--u) * 1.125);
    block-size: calc(var(--u) * 1.125);
  }
  .button.quiet {
    text-decoration: none;
    padding-inline: calc(var(--u) * 0.5);
  }
  .button.quiet:hover {
    background: color-mix(in srgb, var(--_primary) 10%, transparent);
  }
  .button.quiet.plain {
    color: var(--_text);
  }
  .button.quiet.plain:hover {
    background: var(--_surface-muted);
  }
  input,
  select,
  textarea {
    min-block-size: calc(var(--u) * 2.375);
    padding: calc(var(--u) * 0.375) calc(var(--u) * 0.625);
    border-width: 1px;
  }
  textarea {
    min-block-size: calc(var(--u) * 4.25);
  }
  input[type='radio'],
  input[type='checkbox'] {
    inline-size: calc(var(--u) * 1.125);
    block-size: calc(var(--u) * 1.125);
    min-block-size: 0;
    flex: none;
  }
  @media (pointer: coarse) {
    .button,
    input,
    select {
      min-block-size: 44px;
    }
    .button {
      min-inline-size: 44px;
    }
  }
  /* Hints of keys are for who has some. */
  @media (pointer: coarse), (max-width: 40rem) {
    kbd[aria-hidden],
    .by-key {
      display: none;
    }
  }
  h2 {
    font-size: calc(var(--u) * 1.125);
  }
  h3 {
    font-size: calc(var(--u) * 0.8125);
    font-weight: 650;
    letter-spacing: 0.02em;
    color: var(--_text-muted);
  }
  .small {
    font-size: calc(var(--u) * 0.875);
  }
  .row {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.5);
  }
  label.row {
    flex-wrap: nowrap;
  }
  kbd {
    display: inline-grid;
    place-items: center;
    min-inline-size: 1.5em;
    padding: 0 0.35em;
    border: 1px solid color-mix(in srgb, currentcolor 45%, transparent);
    border-radius: 4px;
    font: inherit;
    font-size: 0.8em;
    line-height: 1.45;
    font-weight: 600;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--u) * 0.25);
    padding: 0 calc(var(--u) * 0.5);
    border-radius: 1em;
    border: 1px solid var(--_border);
    background: var(--_surface-muted);
    color: var(--_text-muted);
    font-size: calc(var(--u) * 0.8125);
    line-height: 1.55;
    white-space: nowrap;
  }
  .chip svg {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  .chip.exercise {
    border: 1px dashed currentcolor;
    background: none;
    color: light-dark(#6b21a8, #d8b4fe);
    font-weight: 650;
  }
  .panel {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
`;

/** How urgent, as a sign with its number: the colour is never the only one. Red is for 1 alone. */
export const urgencies = css`
  .urgency {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: calc(var(--u) * 1.875);
    block-size: calc(var(--u) * 1.875);
    border-radius: 6px;
    border: 1px solid var(--_border);
    background: var(--_surface-muted);
    color: var(--_text-muted);
    font-weight: 750;
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }
  .urgency.u1 {
    background: var(--_emergency);
    border-color: var(--_emergency);
    color: var(--_on-emergency);
  }
  .urgency.u2 {
    background: color-mix(in srgb, var(--_warning) 20%, var(--_surface));
    border-color: var(--_warning);
    color: var(--_warning);
  }
  .urgency.u3 {
    background: color-mix(in srgb, var(--_primary) 12%, var(--_surface));
    border-color: color-mix(in srgb, var(--_primary) 55%, var(--_surface));
    color: var(--_primary);
  }
`;

export const consoleBase = [base, buttons, fields, notices, dense, urgencies];
