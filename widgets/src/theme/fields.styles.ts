import { css } from './css.ts';

/** Labelled fields, their hints and their errors. */
export const fields = css`
  .field {
    display: grid;
    gap: calc(var(--u) * 0.375);
  }
  label {
    font-weight: 600;
  }
  .optional {
    font-weight: 400;
    color: var(--_text-muted);
  }
  input,
  select,
  textarea {
    font: inherit;
    color: var(--_text);
    background: var(--_surface);
    border: 1.5px solid var(--_control);
    border-radius: var(--_radius);
    padding: calc(var(--u) * 0.625) calc(var(--u) * 0.875);
    margin: 0;
    min-block-size: max(44px, calc(var(--u) * 3));
    inline-size: 100%;
    line-height: 1.4;
    accent-color: var(--_primary);
  }
  textarea {
    resize: vertical;
    min-block-size: calc(var(--u) * 5);
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 0;
    border-color: var(--_focus);
  }
  [aria-invalid='true'] {
    border-color: var(--_danger);
    border-width: 2px;
  }
  .error {
    color: var(--_danger);
    font-weight: 600;
    font-size: calc(var(--u) * 0.875);
    line-height: 1.4;
    display: flex;
    gap: calc(var(--u) * 0.375);
    align-items: start;
  }
  .error svg {
    inline-size: calc(var(--u) * 1.125);
    block-size: calc(var(--u) * 1.125);
    margin-block-start: 0.05em;
  }
`;
