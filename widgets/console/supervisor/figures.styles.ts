import { css } from 'lit';

/** What the parts of the supervisor's page share. */
export const figureParts = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.625);
  }
  h3 {
    font-size: calc(var(--u) * 0.9375);
    color: var(--_text);
  }
  h4 {
    margin: 0;
    font-size: calc(var(--u) * 0.875);
    font-weight: 650;
    color: var(--_text-muted);
  }
  .two {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, calc(var(--u) * 22)), 1fr));
    gap: calc(var(--u) * 0.75);
    align-items: start;
  }
  .part {
    display: grid;
    gap: calc(var(--u) * 0.625);
    padding: calc(var(--u) * 0.875);
    min-inline-size: 0;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: calc(var(--u) * 0.375) calc(var(--u) * 0.5);
    text-align: end;
    font-weight: 400;
    border-block-end: 1px solid var(--_border);
  }
  tbody tr:last-child > * {
    border-block-end: 0;
  }
  th:first-child {
    text-align: start;
    padding-inline-start: 0;
  }
  td:last-child,
  th:last-child {
    padding-inline-end: 0;
  }
  thead th {
    font-size: calc(var(--u) * 0.8125);
    color: var(--_text-muted);
    vertical-align: bottom;
  }
`;
