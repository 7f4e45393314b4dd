import { css } from 'lit';

export const styles = css`
  [role='alert']:not(:has(*)) {
    display: none;
  }
  .heard {
    display: flex;
    gap: calc(var(--u) * 0.5);
    align-items: center;
    color: var(--_text-muted);
  }
  .heard:not(:has(*)) {
    display: none;
  }
  .heard > svg {
    color: var(--_success);
  }
  .ambulance {
    display: grid;
    gap: calc(var(--u) * 0.5);
    justify-items: start;
    padding: calc(var(--u) * 1);
    border-radius: var(--_radius);
    border: 1px solid color-mix(in srgb, var(--_primary) 28%, var(--_surface));
    background: color-mix(in srgb, var(--_primary) 9%, var(--_surface));
  }
  h3 {
    display: flex;
    gap: calc(var(--u) * 0.5);
    align-items: center;
  }
  h3 svg {
    color: var(--_primary);
  }
  .headline {
    font-size: calc(var(--u) * 1.125);
    font-weight: 650;
    line-height: 1.3;
  }
`;
