import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    overflow-y: auto;
  }
  .page {
    display: grid;
    align-content: start;
    gap: calc(var(--u) * 1.25);
    max-inline-size: calc(var(--u) * 84);
    margin-inline: auto;
    padding: calc(var(--u) * 1);
  }
  @media (max-width: 40rem) {
    .page {
      padding: calc(var(--u) * 0.75);
    }
  }
`;
