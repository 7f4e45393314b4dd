import { css } from 'lit';

export const styles = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.5);
    padding: calc(var(--u) * 0.875) calc(var(--u) * 1);
    border-block-end: 1px solid var(--_border);
  }
  h3 {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.375);
  }
  h3 svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    color: var(--_danger);
  }
  .legs {
    display: grid;
    gap: calc(var(--u) * 0.375);
  }
  .legs li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.375) calc(var(--u) * 0.625);
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    overflow-wrap: anywhere;
  }
  .role {
    grid-column: 1 / -1;
    color: var(--_text-muted);
    font-size: calc(var(--u) * 0.875);
  }
  .when {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .waiting,
  .old {
    color: var(--_warning);
    font-weight: 600;
  }
  .good {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.375);
    font-weight: 600;
  }
  .good svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    color: var(--_success);
  }
  .pace {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--u) * 0.5);
  }
  .pace span {
    display: block;
  }
  .pace .button span {
    display: inline;
  }
  section > .button {
    justify-self: start;
  }
  @media print {
    .button,
    form {
      display: none;
    }
  }
`;
