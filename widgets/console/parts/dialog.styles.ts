import { css } from 'lit';

/** The browser's own modal dialog: it keeps focus inside, closes on Escape and gives focus back to where it was. */
export const dialogs = css`
  dialog {
    inline-size: min(34rem, calc(100vw - 1.5rem));
    max-block-size: calc(100dvh - 1.5rem);
    margin: auto;
    padding: calc(var(--u) * 1.5);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_text);
    overflow: auto;
    box-shadow: 0 20px 60px rgb(0 0 0 / 30%);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }
  dialog h2 {
    font-size: calc(var(--u) * 1.25);
  }
  fieldset {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .confirm {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.5);
  }
  .confirm .button:first-child {
    flex: 1 1 14rem;
    min-block-size: calc(var(--u) * 3);
    white-space: normal;
  }
`;
