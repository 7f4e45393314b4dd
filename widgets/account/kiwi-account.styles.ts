import { css } from 'lit';

export const styles = css`
  .root {
    --kiwi-unit: 1rem;
    --u: var(--kiwi-unit, 1em);
    display: block;
    font-family: var(--_font);
    line-height: 1.5;
    color: var(--_text);
    max-inline-size: 27rem;
    margin-inline: auto;
    padding: 1.5rem 1rem 3rem;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    margin-block-end: 1rem;
  }
  /* Its text ends where the card does. */
  header .button {
    margin-inline-end: calc(var(--u) * -0.5);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    font-weight: 700;
    letter-spacing: -0.01em;
    font-size: 1.125rem;
  }
  .brand img {
    inline-size: 1.75rem;
    block-size: 1.75rem;
  }
  .card {
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.5);
    box-shadow: var(--_shadow);
    padding: 1.5rem 1.25rem;
  }
  h1 {
    font-size: 1.5rem;
    line-height: 1.25;
    letter-spacing: -0.015em;
    margin: 0;
    text-wrap: balance;
  }
  h1:focus {
    outline: none;
  }
  .account {
    display: grid;
    gap: 0.125rem;
    overflow-wrap: anywhere;
  }
  .account strong {
    font-weight: 600;
  }
  .rules {
    display: grid;
    gap: 0.5rem;
    padding: 0.875rem 1rem;
    border-radius: var(--_radius);
    background: var(--_surface-muted);
  }
  .rules h2 {
    font-size: 0.9375rem;
    letter-spacing: 0;
  }
  .rules ul {
    display: grid;
    gap: 0.375rem;
  }
  .rules li {
    display: grid;
    grid-template-columns: 1.125rem minmax(0, 1fr);
    gap: 0.5rem;
    font-size: 0.9375rem;
    line-height: 1.45;
  }
  .rules li::before {
    content: '';
    inline-size: 0.4rem;
    block-size: 0.4rem;
    border-radius: 50%;
    background: var(--_primary);
    margin: 0.5em auto 0;
  }
  .secret {
    position: relative;
  }
  .secret input {
    padding-inline-end: 5.5rem;
  }
  .secret .button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0.375rem;
    min-block-size: 0;
    text-decoration: none;
  }
  /* Live regions take no room while they are empty. */
  #fault:not(:has(.error)),
  [role='status']:empty,
  .said:not(:has(.notice)) {
    position: absolute;
  }
  .meter {
    block-size: 0.375rem;
    border-radius: 1rem;
    background: var(--_border);
    overflow: clip;
  }
  .meter span {
    display: block;
    block-size: 100%;
    border-radius: inherit;
    background: var(--_warning);
    transition: inline-size 150ms;
  }
  .meter.enough span {
    background: var(--_success);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 3rem;
    block-size: 3rem;
    border-radius: 50%;
    color: var(--_success);
    background: color-mix(in srgb, var(--_success) 12%, var(--_surface));
  }
  .mark.bad {
    color: var(--_warning);
    background: color-mix(in srgb, var(--_warning) 12%, var(--_surface));
  }
  @media (min-width: 40rem) {
    .root {
      padding-block: 4rem;
    }
    .card {
      padding: 2rem;
    }
  }
`;
