import { css } from 'lit';

export const styles = css`
  .days {
    display: flex;
    gap: calc(var(--u) * 0.5);
    overflow-x: auto;
    padding: 4px;
    margin: -4px;
    scroll-snap-type: x proximity;
    scrollbar-width: thin;
  }
  .day,
  .time {
    position: relative;
    display: grid;
    place-items: center;
    text-align: center;
    border: 1.5px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    cursor: pointer;
    line-height: 1.25;
    min-block-size: 44px;
  }
  .day {
    flex: none;
    align-content: center;
    min-inline-size: calc(var(--u) * 4.25);
    padding: calc(var(--u) * 0.5) calc(var(--u) * 0.625);
    scroll-snap-align: start;
  }
  .day .date {
    font-size: calc(var(--u) * 1.25);
    font-weight: 700;
  }
  .day .left {
    font-size: calc(var(--u) * 0.8125);
    color: var(--_text-muted);
  }
  .times {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, calc(var(--u) * 5.75)), 1fr));
    gap: calc(var(--u) * 0.5);
  }
  .time {
    padding: calc(var(--u) * 0.5);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  input[type='radio'] {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .day:has(:checked),
  .time:has(:checked) {
    background: var(--_primary);
    border-color: var(--_primary);
    color: var(--_on-primary);
  }
  .day:has(:checked) .left {
    color: inherit;
  }
  .day:has(:focus-visible),
  .time:has(:focus-visible) {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .time:has(:disabled) {
    background: var(--_surface-muted);
    border-color: var(--_border);
    color: var(--_text-muted);
    text-decoration: line-through;
    cursor: not-allowed;
  }
  .day:not(:has(:checked)):hover,
  .time:not(:has(:checked), :has(:disabled)):hover {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_primary) 6%, var(--_surface));
  }
  .times + p {
    margin-block-start: calc(var(--u) * 0.625);
  }
  .skeleton {
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    block-size: calc(var(--u) * 3);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }
  .days .skeleton {
    inline-size: calc(var(--u) * 4.25);
    block-size: calc(var(--u) * 4.5);
    flex: none;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  @media (forced-colors: active) {
    .day:has(:checked),
    .time:has(:checked) {
      outline: 3px solid Highlight;
    }
  }
`;
