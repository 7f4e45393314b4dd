import { css } from 'lit';

export const styles = css`
  section,
  ul {
    display: grid;
    gap: calc(var(--u) * 0.625);
  }
  section {
    justify-items: start;
  }
  ul {
    inline-size: 100%;
  }
  li {
    display: grid;
    gap: calc(var(--u) * 0.25);
    padding: calc(var(--u) * 0.75) calc(var(--u) * 1);
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    overflow-wrap: anywhere;
  }
  .title {
    font-weight: 650;
    line-height: 1.3;
  }
  /* Line breaks of the message are kept. */
  .message {
    white-space: pre-line;
  }
`;
