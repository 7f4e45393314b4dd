import { css } from 'lit';

export const styles = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.625);
    padding: calc(var(--u) * 0.875) calc(var(--u) * 1);
    border-block-end: 1px solid var(--_border);
  }
  .assessed {
    border-inline-start: 4px solid transparent;
  }
  .assessed.u1 {
    border-inline-start-color: var(--_emergency);
  }
  .head {
    display: flex;
    gap: calc(var(--u) * 0.75);
    align-items: center;
  }
  .urgency.large {
    inline-size: calc(var(--u) * 3);
    block-size: calc(var(--u) * 3);
    font-size: calc(var(--u) * 1.625);
    border-radius: 8px;
  }
  .sources {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: calc(var(--u) * 0.5);
  }
  .sources > div {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em;
    padding: calc(var(--u) * 0.375) calc(var(--u) * 0.625);
    border-radius: 6px;
    background: var(--_surface-muted);
  }
  dt {
    color: var(--_text-muted);
    font-size: calc(var(--u) * 0.875);
  }
  dd .urgency,
  .reasons .urgency {
    inline-size: calc(var(--u) * 1.5);
    block-size: calc(var(--u) * 1.5);
    font-size: calc(var(--u) * 0.875);
    border-radius: 5px;
  }
  .reasons {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .reasons li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.625);
    line-height: 1.4;
  }
  .reasons strong {
    font-weight: 600;
  }
  .symptoms:not(:has(.chip)) {
    display: none;
  }
  .symptoms {
    gap: calc(var(--u) * 0.25);
  }
`;
