import { css } from 'lit';

export const styles = css`
  .rows {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .row {
    display: grid;
    grid-template-columns: calc(var(--u) * 0.625) minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(var(--u) * 0.75);
    inline-size: 100%;
    min-block-size: calc(var(--u) * 3.75);
    padding: calc(var(--u) * 0.625) calc(var(--u) * 1);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    text-align: start;
  }
  .row:hover {
    border-color: var(--_primary);
  }
  .row.new {
    background: color-mix(in srgb, var(--_primary) 6%, var(--_surface));
  }
  .dot {
    inline-size: calc(var(--u) * 0.625);
    block-size: calc(var(--u) * 0.625);
    border-radius: 50%;
  }
  .new .dot {
    background: var(--_primary);
  }
  .title {
    display: block;
    line-height: 1.3;
  }
  .new .title {
    font-weight: 650;
  }
  .text {
    display: block;
    overflow-wrap: anywhere;
  }
  .forward svg {
    inline-size: calc(var(--u) * 1.125);
    block-size: calc(var(--u) * 1.125);
    opacity: 0.75;
  }
  .forward:dir(rtl) svg {
    transform: scaleX(-1);
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: calc(var(--u) * 0.5);
    padding: calc(var(--u) * 2) calc(var(--u) * 1);
    text-align: center;
    color: var(--_text-muted);
  }
  .empty svg {
    inline-size: calc(var(--u) * 2.5);
    block-size: calc(var(--u) * 2.5);
  }
`;
