import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/large-text.ts';

export const styles = css`
  .status {
    display: grid;
    gap: calc(var(--u) * 0.375);
    padding: calc(var(--u) * 1.125);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_primary) 9%, var(--_surface));
    border: 1px solid color-mix(in srgb, var(--_primary) 28%, var(--_surface));
  }
  .status.over {
    background: var(--_surface-muted);
    border-color: var(--_border);
  }
  .status .headline {
    font-size: calc(var(--u) * 1.25);
    font-weight: 700;
    line-height: 1.3;
    text-wrap: balance;
  }
  .status .eta {
    font-weight: 600;
    text-wrap: balance;
  }
  kiwi-cancel-dialog {
    position: absolute;
  }
  .link {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--u) * 0.5);
    font-size: calc(var(--u) * 0.8125);
    font-weight: 600;
    color: var(--_text-muted);
  }
  .link::before {
    content: '';
    inline-size: 0.6em;
    block-size: 0.6em;
    border-radius: 50%;
    background: var(--_warning);
  }
  .link.up {
    color: var(--_success);
  }
  .link.up::before {
    background: var(--_success);
    animation: pulse 2s ease-out infinite;
  }
  @keyframes pulse {
    from {
      box-shadow: 0 0 0 0 color-mix(in srgb, var(--_success) 60%, transparent);
    }
    to {
      box-shadow: 0 0 0 0.6em transparent;
    }
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: calc(var(--u) * 0.25) calc(var(--u) * 1);
  }
  .steps {
    display: grid;
  }
  .step {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    column-gap: calc(var(--u) * 0.875);
    align-items: start;
    position: relative;
    padding-block-end: calc(var(--u) * 1.125);
    color: var(--_text-muted);
  }
  .step:last-child {
    padding-block-end: 0;
  }
  .step .mark {
    display: grid;
    place-items: center;
    inline-size: calc(var(--u) * 1.625);
    block-size: calc(var(--u) * 1.625);
    border-radius: 50%;
    border: 2px solid var(--_control);
    background: var(--_surface);
    z-index: 1;
  }
  .step .mark svg {
    inline-size: calc(var(--u) * 1);
    block-size: calc(var(--u) * 1);
    stroke-width: 3;
  }
  .step:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: calc(var(--u) * 1.625) 0;
    inset-inline-start: calc(var(--u) * 0.8125 - 1px);
    border-inline-start: 2px solid var(--_border);
  }
  .step.done::before {
    border-color: var(--_primary) !important;
  }
  .step.done .mark {
    background: var(--_primary);
    border-color: var(--_primary);
    color: var(--_on-primary);
  }
  .step.done,
  .step.here {
    color: var(--_text);
  }
  .step.here .name {
    font-weight: 700;
  }
  .step.here .mark {
    border-color: var(--_primary);
    border-width: calc(var(--u) * 0.4);
  }
  .step time {
    font-size: calc(var(--u) * 0.875);
    font-variant-numeric: tabular-nums;
    color: var(--_text-muted);
    line-height: 1.6;
  }
  .person {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.875);
    align-items: center;
  }
  .person .face {
    display: grid;
    place-items: center;
    inline-size: calc(var(--u) * 2.75);
    block-size: calc(var(--u) * 2.75);
    border-radius: 50%;
    background: var(--_primary);
    color: var(--_on-primary);
  }
  .person .name {
    font-weight: 650;
  }
  @container ${LARGE_TEXT} {
    .status {
      padding: calc(var(--u) * 0.5);
    }
    .step {
      grid-template-columns: auto minmax(0, 1fr);
      column-gap: calc(var(--u) * 0.5);
    }
    .step time {
      grid-column: 2;
    }
    .person {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .skeleton {
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    block-size: calc(var(--u) * 6);
  }
`;
