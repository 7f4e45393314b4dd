import { css } from 'lit';

export const styles = css`
  header {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.875);
    padding: calc(var(--u) * 0.375) calc(var(--u) * 1);
    min-block-size: calc(var(--u) * 3.25);
    background: var(--_surface);
    border-block-end: 1px solid var(--_border);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.5);
    font-weight: 700;
    letter-spacing: -0.01em;
  }
  .brand img {
    inline-size: calc(var(--u) * 1.5);
    block-size: calc(var(--u) * 1.5);
  }
  nav {
    display: flex;
    gap: calc(var(--u) * 0.125);
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: calc(var(--u) * 2.375);
    padding-inline: calc(var(--u) * 0.625);
    border-radius: var(--_radius);
    color: var(--_text-muted);
    font-weight: 600;
    text-decoration: none;
    white-space: nowrap;
  }
  nav a:hover {
    background: var(--_surface-muted);
    color: var(--_text);
  }
  nav a[aria-current] {
    background: color-mix(in srgb, var(--_primary) 12%, var(--_surface));
    color: var(--_text);
    box-shadow: inset 0 -2px 0 var(--_primary);
  }
  .count {
    min-inline-size: 1.5em;
    padding-inline: 0.35em;
    border-radius: 1em;
    background: var(--_emergency);
    color: var(--_on-emergency);
    font-size: 0.8em;
    line-height: 1.5;
    text-align: center;
  }
  .desk-name {
    font-weight: 600;
    max-inline-size: 18rem;
    inline-size: auto;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .gap {
    flex: 1;
  }
  .dot {
    display: inline-block;
    flex: none;
    inline-size: 0.55em;
    block-size: 0.55em;
    border-radius: 50%;
    background: var(--_success);
  }
  .line {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    font-size: calc(var(--u) * 0.875);
    color: var(--_text-muted);
    white-space: nowrap;
  }
  .line.connecting .dot {
    background: var(--_control);
  }
  .line.late,
  .line.offline {
    padding: 0.15em 0.6em;
    border-radius: 1em;
    border: 1px solid var(--_warning);
    color: var(--_warning);
    font-weight: 650;
  }
  .line.late .dot,
  .line.offline .dot,
  .dot.warn {
    background: var(--_warning);
  }
  .line.offline .dot {
    border-radius: 1px;
  }
  .clock {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .presence .dot {
    inline-size: 0.65em;
    block-size: 0.65em;
  }
  .presence.break .dot {
    background: none;
    border: 2px solid var(--_control);
  }
  .presence.wrapping .dot {
    border-radius: 2px;
    background: var(--_primary);
  }
  .menu {
    position: relative;
  }
  summary {
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .who {
    max-inline-size: 12rem;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .menu .panel {
    position: absolute;
    inset-inline-end: 0;
    inset-block-start: calc(100% + 0.375rem);
    z-index: 20;
    inline-size: min(17rem, calc(100vw - 1.5rem));
    display: grid;
    gap: calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.875);
    box-shadow: 0 12px 40px rgb(0 0 0 / 22%);
  }
  .menu .panel > .button {
    justify-content: space-between;
  }
  .menu .panel > .button:last-child {
    justify-content: start;
  }
  .tight {
    gap: calc(var(--u) * 0.5);
  }
  label.row {
    font-weight: 500;
    min-block-size: 1.75rem;
  }
  .warn-text {
    color: var(--_warning);
  }
  @media (max-width: 30rem) {
    /* A phone shows the time itself. */
    .clock {
      display: none;
    }
  }
  /* The views and the desk come first: the name of the product and of the person are in the menu and on other pages. */
  @media (max-width: 72rem) {
    .brand span,
    .who {
      display: none;
    }
  }
  @media (max-width: 56rem) {
    header {
      flex-wrap: wrap;
      gap: calc(var(--u) * 0.375) calc(var(--u) * 0.625);
      padding-inline: calc(var(--u) * 0.75);
    }
    .desk-name {
      flex: 1 1 6rem;
    }
    .gap {
      display: none;
    }
    nav {
      order: 1;
      flex: 1 0 100%;
      justify-content: space-between;
    }
    nav a {
      flex: 1 1 auto;
      justify-content: center;
      min-block-size: 44px;
      padding-inline: calc(var(--u) * 0.25);
    }
  }
`;
