import { css } from 'lit';

/** A question to the person before the browser asks its own. */
export const requestStyles = css`
  .ask {
    display: grid;
    gap: calc(var(--u) * 0.75);
    padding: calc(var(--u) * 1);
    border-radius: var(--_radius);
    border: 1.5px solid var(--_primary);
    background: color-mix(in srgb, var(--_primary) 6%, var(--_surface));
  }
  h3 {
    display: flex;
    gap: calc(var(--u) * 0.5);
    align-items: center;
  }
  h3 svg {
    color: var(--_primary);
  }
  .actions {
    gap: calc(var(--u) * 0.25);
  }
`;
