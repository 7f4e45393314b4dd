import { css } from 'lit';

export const styles = css`
  kiwi-triage-form {
    padding: calc(var(--u) * 1);
    border-radius: var(--_radius);
    background: var(--_surface-muted);
  }
`;
