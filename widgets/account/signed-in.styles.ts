import { css } from 'lit';

/** The screens of people who are signed in. */
export const styles = css`
  :host {
    --kiwi-unit: 1rem;
  }
  section:not(.rules) {
    display: grid;
    gap: 0.625rem;
    justify-items: start;
  }
  section + section:not(.offer) {
    padding-block-start: 1.25rem;
    border-block-start: 1px solid var(--_border);
  }
  h2 {
    font-size: 1.0625rem;
    letter-spacing: 0;
  }
  .offer {
    padding: 1rem;
    border-radius: var(--_radius);
    background: var(--_surface-muted);
  }
  .offer + section:not(.rules) {
    padding-block-start: 0;
    border: 0;
  }
  .state {
    display: inline-block;
    margin-inline-start: 0.25rem;
    padding: 0 0.5rem;
    border: 1px solid var(--_control);
    border-radius: 1rem;
    font-size: 0.8125rem;
    line-height: 1.5;
  }
  .state.on {
    color: var(--_success);
    border-color: currentcolor;
  }
  .notice.good {
    border-inline-start-color: var(--_success);
  }
  .notice.good > svg {
    color: var(--_success);
  }
  .steps a.button {
    margin-inline-start: -0.5rem;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .pair > .button {
    flex: 1 1 auto;
  }
  .places {
    display: grid;
    gap: 0.5rem;
    inline-size: 100%;
  }
  .places li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
    min-block-size: 2.75rem;
  }
  .places li > span {
    display: grid;
  }
  .places .button {
    flex: none;
    margin-inline-end: -0.5rem;
  }
  .places strong {
    font-weight: 600;
  }
  .steps {
    display: grid;
    gap: 1.5rem;
    counter-reset: step;
  }
  .steps > li {
    display: grid;
    gap: 0.5rem;
    justify-items: start;
    counter-increment: step;
  }
  .steps > li > h2::before {
    content: counter(step) '. ';
  }
  .steps .field {
    inline-size: 100%;
  }
  .qr {
    inline-size: min(100%, 14rem);
    block-size: auto;
    aspect-ratio: 1;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    stroke: none;
  }
  code {
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
    font-size: 0.9375rem;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
  }
  .key code {
    font-size: 1.0625rem;
  }
  .digits {
    font-size: 1.375rem;
    letter-spacing: 0.2em;
    font-variant-numeric: tabular-nums;
  }
  .codes {
    display: grid;
    gap: 0.25rem;
    padding: 0.875rem 1rem;
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    overflow-wrap: anywhere;
  }
  .tick {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.75rem;
    min-block-size: 2.75rem;
    font-weight: 400;
  }
  .tick input {
    inline-size: 1.5rem;
    min-block-size: 0;
    block-size: 1.5rem;
  }
`;
