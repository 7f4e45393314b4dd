import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }
  form {
    display: grid;
    gap: calc(var(--u) * 0.5);
    padding-block: calc(var(--u) * 0.25) calc(var(--u) * 0.5);
  }
  .search {
    grid-template-columns: minmax(0, 1fr) auto;
  }
  fieldset {
    display: grid;
    gap: calc(var(--u) * 0.375);
  }
  .option {
    display: flex;
    gap: calc(var(--u) * 0.5);
    align-items: center;
    font-weight: 400;
    min-block-size: calc(var(--u) * 1.875);
    overflow-wrap: anywhere;
  }
  .other {
    display: grid;
    grid-template-columns: minmax(8rem, 1fr) auto;
    gap: calc(var(--u) * 0.5);
  }
  .found {
    display: grid;
    gap: calc(var(--u) * 0.25);
    max-block-size: 18rem;
    overflow-y: auto;
    padding-block-end: calc(var(--u) * 0.25);
  }
  .found .button {
    inline-size: 100%;
    justify-content: space-between;
    white-space: normal;
    text-align: start;
    font-weight: 400;
  }
  .found .button > :last-child {
    flex: none;
    text-align: end;
  }
  .found .button[aria-pressed='true'] {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_primary) 10%, var(--_surface));
  }
  .pin {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .pin .picture {
    position: relative;
    overflow: hidden;
    block-size: 15rem;
    min-block-size: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-muted);
  }
  .moves {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--u) * 0.25);
  }
  .moves p {
    flex: 1 1 10rem;
    padding-inline-start: calc(var(--u) * 0.5);
  }
`;
