import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }
  .frame {
    overflow-x: auto;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    text-align: start;
  }
  th {
    text-align: start;
    font-size: calc(var(--u) * 0.8125);
    font-weight: 650;
    color: var(--_text-muted);
    white-space: nowrap;
  }
  th,
  td {
    padding: calc(var(--u) * 0.375) calc(var(--u) * 0.625);
    border-block-end: 1px solid var(--_border);
    vertical-align: middle;
  }
  tbody tr:last-child td {
    border-block-end: 0;
  }
  tr[aria-selected='true'] td {
    background: color-mix(in srgb, var(--_primary) 8%, var(--_surface));
  }
  tr:focus-visible {
    outline: 3px solid var(--_focus, var(--_primary));
    outline-offset: -3px;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    font-weight: 600;
    white-space: nowrap;
  }
  .state::before {
    content: '';
    flex: none;
    inline-size: 0.75em;
    block-size: 0.75em;
    border-radius: 50%;
    border: 2px solid currentcolor;
  }
  .state.available {
    color: var(--_success, light-dark(#1b6b3a, #7fd6a0));
  }
  .state.available::before {
    background: currentcolor;
  }
  .state.assigned,
  .state.en_route,
  .state.on_scene {
    color: var(--_primary);
  }
  .state.en_route::before {
    border-radius: 0;
    transform: rotate(45deg);
  }
  .state.on_scene::before {
    border-radius: 0;
    background: currentcolor;
  }
  .state.out_of_service {
    color: var(--_warning);
  }
  .state.out_of_service::before {
    border-radius: 2px;
    block-size: 0;
    border-width: 2px 0 0;
  }
  .state.off_duty {
    color: var(--_text-muted);
  }
  .old {
    color: var(--_warning);
    font-weight: 600;
  }
  .name {
    font-weight: 600;
  }
  td .small {
    display: block;
  }
  td a {
    color: var(--_primary);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: calc(var(--u) * 0.375);
  }
  .way {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  @media (max-width: 48rem) {
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody {
      display: block;
    }
    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: calc(var(--u) * 0.25) calc(var(--u) * 0.75);
      padding: calc(var(--u) * 0.625) calc(var(--u) * 0.75);
      border-block-end: 1px solid var(--_border);
    }
    tbody tr:last-child {
      border-block-end: 0;
    }
    td,
    tr[aria-selected='true'] td {
      padding: 0;
      border: 0;
      background: none;
    }
    tr[aria-selected='true'] {
      background: color-mix(in srgb, var(--_primary) 8%, var(--_surface));
    }
    td:empty {
      display: none;
    }
    td[data-label]::before {
      content: attr(data-label) ' ';
      color: var(--_text-muted);
      font-size: calc(var(--u) * 0.8125);
    }
    td.acts-cell {
      grid-column: 1 / -1;
    }
    .acts {
      justify-content: start;
    }
  }
`;
