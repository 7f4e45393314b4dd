import { css } from 'lit';
import { figureParts } from './figures.styles.ts';

const own = css`
  .assign {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, calc(var(--u) * 11)), 1fr));
    align-items: end;
  }
  .missed {
    display: grid;
    gap: calc(var(--u) * 0.25);
  }
  .runs li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: center;
    gap: calc(var(--u) * 0.625);
    padding-block: calc(var(--u) * 0.25);
    border-block-end: 1px solid var(--_border);
  }
  .runs li:last-child {
    border-block-end: 0;
  }
  .what {
    display: grid;
    line-height: 1.35;
    min-inline-size: 0;
  }
  .chip.good {
    border-color: var(--_success);
    color: var(--_success);
  }
  .chip.failed {
    border-color: var(--_danger);
    color: var(--_danger);
  }
`;

export const styles = [figureParts, own];
