import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-block-size: 0;
    block-size: 100%;
    overflow-y: auto;
  }
  .page {
    display: grid;
    gap: calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.875);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: calc(var(--u) * 0.5) calc(var(--u) * 1.25);
  }
  .head h2 {
    margin-inline-end: auto;
  }
  .head .field {
    gap: 0;
  }
  .head select {
    max-inline-size: 22rem;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.375);
  }
  /* Where nothing is said it takes no row. */
  .said:not(:has(.notice)) {
    position: absolute;
  }
  .empty {
    padding: calc(var(--u) * 2);
    text-align: center;
    color: var(--_text-muted);
  }
`;
