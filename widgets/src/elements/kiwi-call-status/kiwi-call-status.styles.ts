import { css } from 'lit';

export const styles = css`
  .status {
    display: grid;
    gap: calc(var(--u) * 0.875);
    padding: calc(var(--u) * 1);
    border-radius: var(--_radius);
    border: 1px solid color-mix(in srgb, var(--_warning) 40%, var(--_surface));
    background: color-mix(in srgb, var(--_warning) 8%, var(--_surface));
  }
  .status.answered {
    border-color: color-mix(in srgb, var(--_success) 45%, var(--_surface));
    background: color-mix(in srgb, var(--_success) 9%, var(--_surface));
  }
  .status.ended,
  .status.left {
    border-color: var(--_border);
    background: var(--_surface-muted);
  }
  .where {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.75);
    align-items: center;
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: calc(var(--u) * 2.5);
    block-size: calc(var(--u) * 2.5);
    border-radius: 50%;
    background: var(--_warning);
    color: var(--_surface);
  }
  .answered .mark {
    background: var(--_success);
  }
  .ended .mark,
  .left .mark {
    background: var(--_text-muted);
  }
  .calling .mark,
  .ringing .mark,
  .transferred .mark {
    animation: ring 1.6s ease-out infinite;
  }
  @keyframes ring {
    from {
      box-shadow: 0 0 0 0 color-mix(in srgb, var(--_warning) 60%, transparent);
    }
    to {
      box-shadow: 0 0 0 0.8em transparent;
    }
  }
  .headline {
    font-size: calc(var(--u) * 1.25);
    font-weight: 700;
    line-height: 1.3;
    text-wrap: balance;
  }
  .microphone {
    display: flex;
    gap: calc(var(--u) * 0.5);
    align-items: center;
    font-weight: 600;
    color: var(--_text-muted);
  }
  .microphone.on {
    color: var(--_success);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.5);
  }
  .controls .button {
    flex: 1 1 8em;
    padding-inline: calc(var(--u) * 0.5);
  }
  .button[aria-pressed='true'] {
    background: var(--_text);
    color: var(--_surface);
  }
`;
