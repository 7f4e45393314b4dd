import { css } from 'lit';

export const styles = css`
  section {
    padding: calc(var(--u) * 0.875) calc(var(--u) * 1);
    border-block-end: 1px solid var(--_border);
  }
  .entries {
    display: grid;
    margin-block-start: calc(var(--u) * 0.25);
  }
  .entry {
    display: grid;
    grid-template-columns: calc(var(--u) * 5) minmax(0, 1fr) auto;
    gap: calc(var(--u) * 0.5);
    align-items: baseline;
    padding-block: calc(var(--u) * 0.25);
  }
  .label {
    color: var(--_text-muted);
    font-size: calc(var(--u) * 0.875);
  }
  .entry > span {
    overflow-wrap: anywhere;
  }
  .value {
    font-weight: 550;
    white-space: pre-line;
    margin-inline-end: 0.35em;
  }
  .none .value {
    color: var(--_text-muted);
    font-weight: 400;
  }
  .said {
    padding-inline-start: calc(var(--u) * 5.5);
    color: var(--_text-muted);
  }
  .entry .button {
    min-block-size: calc(var(--u) * 1.875);
  }
  .edit {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(var(--u) * 0.5);
    align-items: end;
    padding-block: calc(var(--u) * 0.25) calc(var(--u) * 0.5);
  }
  .found {
    display: grid;
    gap: calc(var(--u) * 0.25);
    padding-block-end: calc(var(--u) * 0.5);
  }
  .found .button {
    inline-size: 100%;
    justify-content: space-between;
  }
`;
