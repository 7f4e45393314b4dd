import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/large-text.ts';

/** What the parts of the view share. */
export const myDataStyles = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.75);
    grid-template-columns: minmax(0, 1fr);
  }
  h3:focus,
  h4:focus,
  .due:focus {
    outline: none;
  }
  h4 {
    margin: 0;
    font-size: calc(var(--u) * 1);
    line-height: 1.3;
    font-weight: 650;
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  kiwi-addresses,
  kiwi-devices,
  kiwi-volunteering,
  kiwi-erasure {
    padding-block-start: calc(var(--u) * 1.5);
    border-block-start: 1px solid var(--_border);
  }
  kiwi-volunteering[hidden] {
    display: none;
  }
  .record {
    display: grid;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .record > div {
    display: grid;
    grid-template-columns: minmax(5.5em, 26%) minmax(0, 1fr);
    gap: calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.5) calc(var(--u) * 1);
  }
  .record > div + div {
    border-block-start: 1px solid var(--_border);
  }
  dt {
    color: var(--_text-muted);
  }
  dd {
    font-weight: 600;
  }
  .points {
    display: grid;
    gap: calc(var(--u) * 0.375);
    padding-inline-start: calc(var(--u) * 1.25);
    list-style: disc;
  }
  .points li {
    line-height: 1.45;
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .points li::marker {
    color: var(--_text-muted);
  }
  .said {
    display: flex;
    gap: calc(var(--u) * 0.5);
    align-items: start;
    font-weight: 600;
    color: var(--_success);
  }
  .said:empty {
    display: none;
  }
  .devices {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    overflow: clip;
  }
  .device {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--u) * 0.25) calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.625) calc(var(--u) * 1);
  }
  .device + .device {
    border-block-start: 1px solid var(--_border);
  }
  .device > div {
    flex: 1 1 min(100%, 6.5em);
    min-inline-size: 0;
  }
  /* Room for a phone number on one line; two buttons have a line of their own. */
  [data-address] > div {
    flex-basis: min(100%, 9.5em);
  }
  [data-address]:has(button + button) {
    justify-content: start;
  }
  [data-address]:has(button + button) > div {
    flex-basis: 100%;
  }
  .device .name {
    display: block;
    /* An address has no blanks to break at. */
    overflow-wrap: anywhere;
    font-weight: 650;
  }
  .here {
    display: inline-block;
    margin-block-end: calc(var(--u) * 0.125);
    padding: 0.1em 0.7em;
    border-radius: 999px;
    font-size: calc(var(--u) * 0.8125);
    font-weight: 650;
    background: color-mix(in srgb, var(--_primary) 12%, var(--_surface));
  }
  .decide {
    display: grid;
    gap: calc(var(--u) * 1);
    padding: calc(var(--u) * 1);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .decide > div {
    display: grid;
    gap: calc(var(--u) * 0.375);
  }
  .due {
    font-weight: 650;
  }
  .notice .body {
    inline-size: 100%;
  }
  @container ${LARGE_TEXT} {
    .record > div {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
      padding: calc(var(--u) * 0.5);
    }
    .device,
    .decide {
      padding: calc(var(--u) * 0.5);
    }
  }
`;
