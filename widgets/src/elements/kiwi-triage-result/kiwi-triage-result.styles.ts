import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/large-text.ts';

export const styles = css`
  .stack {
    gap: calc(var(--u) * 0.875);
    padding: calc(var(--u) * 1);
    border-radius: var(--_radius);
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_primary);
    background: var(--_surface);
  }
  .stack.emergency {
    border-color: color-mix(in srgb, var(--_danger) 40%, var(--_surface));
    border-inline-start-color: var(--_danger);
    background: color-mix(in srgb, var(--_danger) 6%, var(--_surface));
  }
  .stack.unclear {
    border-color: color-mix(in srgb, var(--_warning) 40%, var(--_surface));
    border-inline-start-color: var(--_warning);
    background: color-mix(in srgb, var(--_warning) 8%, var(--_surface));
  }
  .head {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.75);
  }
  .head > svg {
    color: var(--_primary);
    margin-block-start: 0.1em;
  }
  .emergency .head > svg {
    color: var(--_danger);
  }
  .unclear .head > svg {
    color: var(--_warning);
  }
  h3 {
    font-size: calc(var(--u) * 1.1875);
  }
  h3:focus,
  #question:focus {
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
  .reasons,
  .recommended,
  .question,
  .in-case,
  section {
    display: grid;
    gap: calc(var(--u) * 0.5);
    grid-template-columns: minmax(0, 1fr);
  }
  ol {
    display: grid;
    gap: calc(var(--u) * 0.375);
    padding-inline-start: calc(var(--u) * 1.5);
    list-style: decimal;
  }
  li {
    line-height: 1.45;
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .actions .emergency {
    font-size: calc(var(--u) * 1.125);
  }
  .button.fastest {
    border-color: var(--_danger);
    color: var(--_danger);
  }
  .question {
    padding-block-start: calc(var(--u) * 0.75);
    border-block-start: 1px solid var(--_border);
  }
  #question {
    font-weight: 650;
  }
  .answers {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: calc(var(--u) * 0.5);
  }
  .answers .button {
    padding-inline: calc(var(--u) * 0.5);
  }
  .in-case {
    padding-block-start: calc(var(--u) * 0.75);
    border-block-start: 1px solid var(--_border);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9em), 1fr));
    gap: calc(var(--u) * 0.5);
  }
  .button.over {
    justify-self: start;
    padding-inline: 0;
  }
  @container ${LARGE_TEXT} {
    .stack {
      padding: calc(var(--u) * 0.5);
      overflow-wrap: anywhere;
    }
    h3 {
      font-size: calc(var(--u) * 1);
    }
    ol {
      padding-inline-start: calc(var(--u) * 1.25);
    }
    .head,
    .answers {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
