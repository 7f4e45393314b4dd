import { css } from 'lit';

export const styles = css`
  ul {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  [role='log']:not(:has(li:not([hidden]))) {
    display: none;
  }
  li {
    max-inline-size: 88%;
    padding: calc(var(--u) * 0.625) calc(var(--u) * 0.875);
    border-radius: var(--_radius);
  }
  .desk {
    justify-self: start;
    border: 1px solid color-mix(in srgb, var(--_primary) 28%, var(--_surface));
    border-inline-start: 4px solid var(--_primary);
    background: color-mix(in srgb, var(--_primary) 9%, var(--_surface));
  }
  .desk .text {
    font-size: calc(var(--u) * 1.125);
    font-weight: 600;
    line-height: 1.4;
  }
  .mine {
    justify-self: end;
    background: var(--_surface-muted);
    border: 1px solid var(--_border);
  }
  .who {
    font-weight: 600;
    color: var(--_text-muted);
  }
  .text {
    white-space: pre-line;
  }
  .unsent {
    color: var(--_text-muted);
    border-style: dashed;
  }
  .switch {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.625);
    min-block-size: 44px;
    font-weight: 500;
    cursor: pointer;
  }
  .switch input {
    flex: none;
    inline-size: calc(var(--u) * 1.375);
    min-block-size: calc(var(--u) * 1.375);
    block-size: calc(var(--u) * 1.375);
  }
  .write {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .write textarea {
    min-block-size: calc(var(--u) * 4);
  }
`;
