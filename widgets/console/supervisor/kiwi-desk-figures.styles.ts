import { css } from 'lit';
import { figureParts } from './figures.styles.ts';

const own = css`
  :host {
    display: grid;
    gap: calc(var(--u) * 1.25);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.5);
  }
  .head select {
    inline-size: auto;
  }
  .faults {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, calc(var(--u) * 10)), 1fr));
    gap: calc(var(--u) * 0.75);
    margin: 0;
  }
  .tile {
    display: grid;
    align-content: start;
    gap: calc(var(--u) * 0.125);
    padding: calc(var(--u) * 0.75) calc(var(--u) * 0.875);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .tile.bad {
    border-color: var(--_danger);
  }
  dt {
    font-size: calc(var(--u) * 0.8125);
    color: var(--_text-muted);
  }
  dd {
    display: grid;
    margin: 0;
  }
  .value {
    display: flex;
    align-items: center;
    gap: 0.25em;
    font-size: calc(var(--u) * 1.75);
    font-weight: 650;
    line-height: 1.25;
    font-variant-numeric: tabular-nums;
  }
  .value svg {
    inline-size: 0.75em;
    block-size: 0.75em;
  }
  .bad .value {
    color: var(--_danger);
  }
  .mix {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .mix li {
    display: grid;
    grid-template-columns: auto minmax(0, 9em) minmax(0, 1fr) 3ch;
    align-items: center;
    gap: calc(var(--u) * 0.625);
  }
  .bar {
    inline-size: 100%;
    block-size: calc(var(--u) * 0.625);
    border-radius: 1em;
    background: var(--_surface-muted);
  }
  .bar > rect {
    fill: var(--_control);
  }
  .bar > .u1 {
    fill: var(--_emergency);
  }
  .bar > .u2 {
    fill: var(--_warning);
  }
  .bar > .u3 {
    fill: var(--_primary);
  }
  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
`;

export const styles = [figureParts, own];
