import { css } from 'lit';

export const styles = css`
  .place {
    display: flex;
    gap: calc(var(--u) * 0.5);
    align-items: center;
    font-weight: 600;
  }
  .place svg {
    flex: none;
    color: var(--_primary);
  }
  .call {
    position: relative;
    display: grid;
    justify-items: center;
    align-content: center;
    gap: calc(var(--u) * 0.5);
    inline-size: 100%;
    min-block-size: calc(var(--u) * 9);
    padding: calc(var(--u) * 1);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_emergency);
    color: var(--_on-emergency);
    font-size: calc(var(--u) * 1.5);
    font-weight: 700;
    line-height: 1.2;
    text-align: center;
    overflow: hidden;
    touch-action: manipulation;
    user-select: none;
    -webkit-user-select: none;
  }
  .call:hover {
    background: color-mix(in srgb, var(--_emergency) 88%, #000);
  }
  .call > * {
    position: relative;
    min-inline-size: 0;
    pointer-events: none;
  }
  .call svg {
    inline-size: calc(var(--u) * 2.75);
    block-size: calc(var(--u) * 2.75);
  }
  /* Fills while the button is held. */
  .call::before {
    content: '';
    position: absolute;
    inset: 0;
    background: rgb(0 0 0 / 30%);
    transform: scaleX(0);
    transform-origin: 0 0;
  }
  .call:dir(rtl)::before {
    transform-origin: 100% 0;
  }
  .call.pressing::before {
    transform: scaleX(1);
    transition: transform 1s linear;
  }
`;
