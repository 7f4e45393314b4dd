import { css } from 'lit';
import { figureParts } from './figures.styles.ts';

const own = css`
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto 5ch minmax(7em, auto);
    align-items: center;
    gap: calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.5) calc(var(--u) * 0.875);
    border-block-end: 1px solid var(--_border);
  }
  li:last-child {
    border-block-end: 0;
  }
  .who {
    display: grid;
    line-height: 1.35;
  }
  .age {
    text-align: end;
    font-variant-numeric: tabular-nums;
    color: var(--_text-muted);
  }
  .chip.in_call {
    border-color: var(--_primary);
    color: var(--_primary);
  }
  .chip.on_hold {
    border-color: var(--_warning);
    color: var(--_warning);
  }
  @media (max-width: 40rem) {
    li {
      grid-template-columns: minmax(0, 1fr) auto 5ch;
    }
    li > .button {
      grid-column: 1 / -1;
    }
    li > span:empty:last-child {
      display: none;
    }
  }
`;

export const styles = [figureParts, own];
