import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .grid {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    flex: 1;
  }
  .rows {
    position: relative;
    background: var(--_surface);
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    scrollbar-gutter: stable;
    overflow-anchor: none;
    contain: strict;
  }
  .space {
    position: relative;
  }
  .row,
  .heads {
    display: grid;
    grid-template-columns: var(--columns);
    align-items: center;
    gap: calc(var(--u) * 0.75);
    padding-inline: calc(var(--u) * 0.75);
  }
  .heads {
    min-block-size: calc(var(--u) * 2.25);
    border-block-end: 1px solid var(--_border);
    color: var(--_text-muted);
    font-size: calc(var(--u) * 0.8125);
    font-weight: 650;
    /* As wide as the rows, beside their scroll bar. */
    scrollbar-gutter: stable;
    overflow: hidden;
  }
  .row {
    position: absolute;
    inset-inline: 0;
    block-size: calc(var(--u) * 3);
    border-block-end: 1px solid color-mix(in srgb, var(--_border) 60%, transparent);
    cursor: default;
    contain: layout style;
  }
  .row:hover {
    background: var(--_surface-muted);
  }
  .row[aria-selected='true'] {
    background: color-mix(in srgb, var(--_primary) 10%, var(--_surface));
  }
  .row.current {
    box-shadow: inset 3px 0 0 var(--_primary);
  }
  :dir(rtl) .row.current {
    box-shadow: inset -3px 0 0 var(--_primary);
  }
  .row:focus-visible {
    outline-offset: -3px;
    z-index: 1;
  }
  .row.over {
    color: var(--_text-muted);
    text-decoration: line-through;
  }
  .cell {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .what {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.5);
  }
  .what strong {
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .clock,
  .age,
  .id {
    font-variant-numeric: tabular-nums;
  }
  .clock {
    display: flex;
    flex-direction: column;
    line-height: 1.25;
  }
  .clock small {
    font-size: calc(var(--u) * 0.75);
    color: var(--_text-muted);
  }
  .clock.close b {
    color: var(--_warning);
  }
  .clock.late b {
    color: var(--_danger);
  }
  .clock b {
    font-weight: 650;
  }
  .flag {
    border-color: var(--_danger);
    color: var(--_danger);
    background: none;
    font-weight: 650;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
  }
  .steps {
    display: inline-grid;
    grid-auto-flow: column;
    gap: 2px;
  }
  .steps i {
    inline-size: 0.4em;
    block-size: 0.7em;
    border-radius: 1px;
    border: 1px solid var(--_control);
  }
  .steps i.done {
    background: var(--_primary);
    border-color: var(--_primary);
  }
  .id {
    color: var(--_text-muted);
    font-size: calc(var(--u) * 0.875);
  }
  .none {
    color: var(--_text-muted);
  }
  @media (max-width: 56rem) {
    .heads {
      display: none;
    }
    .row {
      block-size: calc(var(--u) * 7.5);
      grid-template-columns: auto minmax(0, 1fr) auto;
      grid-template-rows: repeat(3, auto);
      align-content: center;
      gap: calc(var(--u) * 0.125) calc(var(--u) * 0.625);
    }
    .cell {
      grid-column: 2;
    }
    .cell.urgent {
      grid-row: 1 / span 3;
      grid-column: 1;
      overflow: visible;
    }
    .cell.what {
      grid-row: 1;
    }
    .cell.at {
      grid-row: 2;
      grid-column: 2;
      display: flex;
      gap: calc(var(--u) * 0.5);
    }
    .cell.place {
      grid-row: 3;
      grid-column: 2 / -1;
    }
    .cell.assignee {
      grid-row: 2;
      grid-column: 2;
      padding-inline-start: 8.5em;
    }
    .cell.clock {
      grid-row: 1 / span 2;
      grid-column: 3;
      text-align: end;
    }
    .cell.assignee:has(.none),
    .cell.community,
    .cell.age,
    .cell.id {
      display: none;
    }
  }
`;
