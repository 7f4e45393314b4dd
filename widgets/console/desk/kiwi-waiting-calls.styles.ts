import { css } from 'lit';

export const styles = css`
  nav {
    display: grid;
    align-content: start;
    gap: calc(var(--u) * 0.625);
  }
  .title {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  .count {
    min-inline-size: 1.75em;
    padding: 0 0.5em;
    border-radius: 1em;
    text-align: center;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    background: var(--_surface-muted);
    color: var(--_text-muted);
  }
  .rings .count {
    background: var(--_primary);
    color: var(--_on-primary);
    animation: ring 1.6s ease-in-out infinite;
  }
  @keyframes ring {
    50% {
      box-shadow: 0 0 0 6px color-mix(in srgb, var(--_primary) 30%, transparent);
    }
  }
  h3 {
    margin-block-start: calc(var(--u) * 0.625);
  }
  ul {
    display: grid;
    gap: calc(var(--u) * 0.375);
  }
  li {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  li.waits {
    border-color: var(--_control);
  }
  li.exercise {
    border-style: dashed;
  }
  li:has([aria-current]) {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_primary) 7%, var(--_surface));
  }
  a {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: calc(var(--u) * 0.625);
    align-items: center;
    padding: calc(var(--u) * 0.5) calc(var(--u) * 0.625);
    min-block-size: 44px;
    color: inherit;
    text-decoration: none;
    border-radius: inherit;
  }
  .what {
    display: grid;
    line-height: 1.35;
  }
  .what strong {
    font-weight: 600;
  }
  .what .small {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .age {
    font-variant-numeric: tabular-nums;
    font-size: calc(var(--u) * 0.875);
    color: var(--_text-muted);
  }
  .waits .age {
    color: var(--_text);
    font-weight: 650;
  }
  li > .button {
    grid-column: 1 / -1;
    margin: 0 calc(var(--u) * 0.5) calc(var(--u) * 0.5);
  }
  .empty {
    display: flex;
    align-items: center;
    gap: 0.5em;
    padding: calc(var(--u) * 0.75);
    border: 1px dashed var(--_border);
    border-radius: var(--_radius);
    color: var(--_text-muted);
  }
  .empty svg {
    inline-size: 1.2em;
    block-size: 1.2em;
  }
`;
