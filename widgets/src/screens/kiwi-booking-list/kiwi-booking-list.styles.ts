import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/large-text.ts';

export const styles = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.625);
  }
  .rows {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: center;
    gap: calc(var(--u) * 0.75);
    inline-size: 100%;
    min-block-size: calc(var(--u) * 3.75);
    padding: calc(var(--u) * 0.625) calc(var(--u) * 1);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .row:hover {
    border-color: var(--_primary);
  }
  .row .name {
    display: block;
    font-weight: 650;
  }
  .state {
    font-size: calc(var(--u) * 0.8125);
    font-weight: 650;
    padding: 0.2em 0.7em;
    border-radius: 999px;
    background: color-mix(in srgb, var(--_primary) 12%, var(--_surface));
    color: var(--_text);
  }
  .state.completed {
    background: color-mix(in srgb, var(--_success) 14%, var(--_surface));
  }
  .state.cancelled {
    background: var(--_surface-muted);
    color: var(--_text-muted);
  }
  .forward svg {
    inline-size: calc(var(--u) * 1.125);
    block-size: calc(var(--u) * 1.125);
    opacity: 0.75;
  }
  .forward:dir(rtl) svg {
    transform: scaleX(-1);
  }
  @container ${LARGE_TEXT} {
    .row {
      grid-template-columns: minmax(0, 1fr) auto;
      gap: calc(var(--u) * 0.5);
      padding: calc(var(--u) * 0.5);
    }
    .row > :first-child {
      grid-column: 1 / -1;
    }
    .state {
      justify-self: start;
    }
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: calc(var(--u) * 0.5);
    padding: calc(var(--u) * 2) calc(var(--u) * 1);
    text-align: center;
    color: var(--_text-muted);
  }
  .empty svg {
    inline-size: calc(var(--u) * 2.5);
    block-size: calc(var(--u) * 2.5);
  }
`;
