import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    overflow-y: auto;
    min-block-size: 0;
  }
  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    display: grid;
    gap: calc(var(--u) * 0.625);
    padding: calc(var(--u) * 0.75) calc(var(--u) * 1);
    background: var(--_surface);
    border-block-end: 1px solid var(--_border);
  }
  .title {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: calc(var(--u) * 0.75);
    align-items: center;
  }
  section {
    display: grid;
    gap: calc(var(--u) * 0.5);
    padding: calc(var(--u) * 0.875) calc(var(--u) * 1);
  }
  section + section {
    border-block-start: 1px solid var(--_border);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(6.5rem, auto) minmax(0, 1fr);
    gap: calc(var(--u) * 0.25) calc(var(--u) * 1);
  }
  dt {
    color: var(--_text-muted);
  }
  dd {
    overflow-wrap: anywhere;
  }
  .late {
    color: var(--_danger);
    font-weight: 650;
  }
  .alarm {
    margin: calc(var(--u) * 0.75) calc(var(--u) * 1) 0;
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.5) calc(var(--u) * 1);
    align-items: center;
    justify-content: space-between;
    padding: calc(var(--u) * 0.625) calc(var(--u) * 0.875);
    border: 1px solid var(--_danger);
    border-radius: var(--_radius);
    color: var(--_danger);
    font-weight: 600;
  }
  .alarm span {
    display: inline-flex;
    gap: 0.5em;
    align-items: center;
  }
  .entries {
    display: grid;
  }
  .entries li {
    display: grid;
    grid-template-columns: 4.5rem minmax(0, 1fr);
    gap: calc(var(--u) * 0.75);
    padding-block: calc(var(--u) * 0.25);
  }
  .entries time {
    color: var(--_text-muted);
    font-variant-numeric: tabular-nums;
  }
  .offers li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: calc(var(--u) * 0.5);
    padding-block: calc(var(--u) * 0.25);
  }
  .said p {
    margin-block-end: calc(var(--u) * 0.375);
  }
  .said b {
    color: var(--_text-muted);
    font-weight: 600;
  }
  a {
    color: var(--_primary);
  }
  .gone {
    display: grid;
    justify-items: center;
    gap: calc(var(--u) * 0.75);
    padding: calc(var(--u) * 3) calc(var(--u) * 1);
    text-align: center;
  }
  @media print {
    :host {
      overflow: visible;
      color: #000;
      background: #fff;
    }
    header {
      position: static;
    }
    .actions-row,
    .alarm .button,
    .close {
      display: none;
    }
    section {
      break-inside: avoid;
    }
  }
`;
