import { css } from 'lit';

export const styles = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.625);
    padding: calc(var(--u) * 0.875) calc(var(--u) * 1);
    border-block-end: 1px solid var(--_border);
  }
  .questions,
  .advice {
    display: grid;
    gap: calc(var(--u) * 0.125);
  }
  .questions li,
  .advice li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(var(--u) * 0.5);
    min-block-size: calc(var(--u) * 2.25);
  }
  .questions label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.625);
    align-items: center;
    font-weight: 400;
    line-height: 1.4;
    cursor: pointer;
  }
  .meaning {
    display: block;
    font-weight: 400;
  }
  .questions .next label > span {
    font-weight: 650;
  }
  .questions .done span {
    color: var(--_text-muted);
    text-decoration: line-through;
  }
  .advice li {
    line-height: 1.4;
  }
  .button.quiet {
    min-inline-size: calc(var(--u) * 2.25);
    min-block-size: calc(var(--u) * 2.25);
  }
  .more {
    justify-self: start;
    margin-inline-start: calc(var(--u) * -0.5);
  }
`;
