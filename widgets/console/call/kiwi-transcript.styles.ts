import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .words {
    flex: 1;
    min-block-size: calc(var(--u) * 10);
    overflow-y: auto;
    padding: calc(var(--u) * 0.875) calc(var(--u) * 1);
    overflow-anchor: none;
  }
  .words:focus-visible {
    outline-offset: -3px;
  }
  .empty {
    color: var(--_text-muted);
    text-align: center;
    padding-block: calc(var(--u) * 2);
  }
  ol {
    display: grid;
    gap: calc(var(--u) * 0.75);
  }
  li {
    display: grid;
    grid-template-columns: calc(var(--u) * 6.25) minmax(0, 1fr);
    gap: calc(var(--u) * 0.75);
    align-items: baseline;
  }
  li p {
    font-size: calc(var(--u) * 1.0625);
    line-height: 1.55;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .operator p {
    color: var(--_text-muted);
  }
  .who {
    display: grid;
    color: var(--_text-muted);
    line-height: 1.3;
  }
  .caller .who strong {
    color: var(--_text);
  }
  .operator .who strong {
    color: var(--_primary);
  }
  .at {
    font-variant-numeric: tabular-nums;
  }
  .tentative {
    color: color-mix(in srgb, var(--_text-muted) 92%, var(--_surface));
    font-style: italic;
  }
  .unsent {
    border-inline-start: 2px dashed var(--_control);
    padding-inline-start: 0.5em;
  }
  mark {
    color: inherit;
    background: color-mix(in srgb, var(--_warning) 17%, transparent);
    border-block-end: 2px solid var(--_warning);
    border-radius: 3px 3px 0 0;
    padding-inline: 1px;
  }
  mark.denied {
    background: none;
    border-block-end: 2px dotted var(--_control);
  }
  .notice {
    margin: calc(var(--u) * 0.75) calc(var(--u) * 1) 0;
    padding-block: calc(var(--u) * 0.5);
  }
  .latest {
    position: absolute;
    inset-inline: 0;
    inset-block-end: calc(var(--u) * 6);
    margin-inline: auto;
    inline-size: fit-content;
    box-shadow: var(--_shadow);
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(var(--u) * 0.5);
    align-items: end;
    padding: calc(var(--u) * 0.75) calc(var(--u) * 1);
    border-block-start: 1px solid var(--_border);
  }
  form textarea {
    min-block-size: calc(var(--u) * 2.375);
    field-sizing: content;
    max-block-size: calc(var(--u) * 8);
    resize: none;
  }
  form select {
    inline-size: auto;
  }
  @media (max-width: 72rem) {
    form {
      grid-template-columns: minmax(0, 1fr);
    }
    form select {
      flex: 1;
    }
  }
  @media (max-width: 40rem) {
    li {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    .who {
      display: flex;
      gap: 0.5em;
    }
  }
`;
