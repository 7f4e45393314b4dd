import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/large-text.ts';

export const styles = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.75);
  }
  .tiles,
  .rows {
    display: grid;
    gap: calc(var(--u) * 0.625);
  }
  .tile,
  .row {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(var(--u) * 0.875);
    inline-size: 100%;
    block-size: 100%;
    padding: calc(var(--u) * 0.875) calc(var(--u) * 1);
    border-radius: var(--_radius);
    border: 1px solid var(--_border);
    background: var(--_surface);
    color: var(--_text);
    transition: border-color 120ms, background-color 120ms;
  }
  .row:hover {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_primary) 5%, var(--_surface));
  }
  .tile {
    min-block-size: calc(var(--u) * 5);
    /* Seen only where the system forces its own colours. */
    border: 1.5px solid transparent;
    background: var(--_emergency);
    color: var(--_on-emergency);
  }
  li:nth-child(n + 2) > .tile {
    background: color-mix(in srgb, var(--_emergency) 9%, var(--_surface));
    color: var(--_text);
    box-shadow: inset 0 0 0 1.5px color-mix(in srgb, var(--_danger) 45%, var(--_surface));
  }
  li:nth-child(n + 2) > .tile .badge {
    background: var(--_emergency);
    color: var(--_on-emergency);
  }
  .tile:hover {
    background: color-mix(in srgb, var(--_emergency) 88%, #000);
  }
  li:nth-child(n + 2) > .tile:hover {
    background: color-mix(in srgb, var(--_emergency) 16%, var(--_surface));
  }
  .badge {
    display: grid;
    place-items: center;
    inline-size: calc(var(--u) * 2.75);
    block-size: calc(var(--u) * 2.75);
    border-radius: calc(var(--_radius) * 0.8);
    background: color-mix(in srgb, var(--_primary) 11%, var(--_surface));
    color: var(--_primary);
  }
  .tile .badge {
    background: color-mix(in srgb, var(--_on-emergency) 18%, transparent);
    color: inherit;
    inline-size: calc(var(--u) * 3.25);
    block-size: calc(var(--u) * 3.25);
  }
  .tile .badge svg {
    inline-size: calc(var(--u) * 1.875);
    block-size: calc(var(--u) * 1.875);
  }
  .what {
    display: grid;
    gap: 0.15em;
    min-inline-size: 0;
  }
  .name {
    font-weight: 650;
    line-height: 1.3;
  }
  .tile .name {
    font-size: calc(var(--u) * 1.125);
    font-weight: 700;
  }
  .about {
    font-size: calc(var(--u) * 0.875);
    line-height: 1.4;
    color: var(--_text-muted);
  }
  .tile .about {
    color: inherit;
  }
  .facts {
    font-size: calc(var(--u) * 0.875);
    font-weight: 600;
    line-height: 1.4;
    /* Side by side in the direction of the screen; each has that of its own text. */
    unicode-bidi: normal;
  }
  /* Kept together where a line has room for it. */
  .facts span {
    display: inline-block;
  }
  .facts span:not(:last-child)::after {
    content: '·';
    margin-inline: 0.4em 0.15em;
  }
  .forward {
    inline-size: calc(var(--u) * 1.125);
    block-size: calc(var(--u) * 1.125);
    opacity: 0.75;
  }
  .forward svg {
    inline-size: 100%;
    block-size: 100%;
  }
  .forward:dir(rtl) svg {
    transform: scaleX(-1);
  }
  .open-bookings .row {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_primary) 6%, var(--_surface));
  }
  @container ${LARGE_TEXT} {
    .tile,
    .row {
      grid-template-columns: minmax(0, 1fr) auto;
      gap: calc(var(--u) * 0.5);
      padding: calc(var(--u) * 0.5);
    }
    .what {
      grid-row: 2;
      grid-column: 1 / -1;
    }
  }
  @container (min-inline-size: 40em) {
    .tiles,
    .rows {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
