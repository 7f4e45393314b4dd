import { type CSSResult, css, unsafeCSS } from '@lit/reactive-element/css-tag.js';

/**
 * The palette: each becomes `--kiwi-color-<name>` for the host page to set, and `--_<name>` inside. The pairs meet
 * WCAG 2.2 AA (4.5:1 for text, 3:1 for control edges) in both schemes; `tokens.test.ts` computes it.
 */
export const PALETTE = {
  primary: { light: '#0b6b5f', dark: '#6fd8c6' },
  'on-primary': { light: '#ffffff', dark: '#05231e' },
  emergency: { light: '#b8111d', dark: '#d3242f' },
  'on-emergency': { light: '#ffffff', dark: '#ffffff' },
  danger: { light: '#b8111d', dark: '#ffb4ab' },
  surface: { light: '#ffffff', dark: '#14191d' },
  'surface-muted': { light: '#f3f6f5', dark: '#1f262b' },
  text: { light: '#13201e', dark: '#ebf1ef' },
  'text-muted': { light: '#4e5d5a', dark: '#aebab7' },
  border: { light: '#d8e0de', dark: '#37424a' },
  control: { light: '#74837f', dark: '#82919a' },
  success: { light: '#166534', dark: '#84dfa1' },
  warning: { light: '#7a4b00', dark: '#ffd48a' },
  focus: { light: '#1d4ed8', dark: '#9cc0ff' },
} as const satisfies Record<string, { light: string; dark: string }>;

export type ColourName = keyof typeof PALETTE;

const declare = (value: (name: ColourName) => string): CSSResult =>
  unsafeCSS(
    (Object.keys(PALETTE) as ColourName[])
      .map((name) => `--_${name}: var(--kiwi-color-${name}, ${value(name)});`)
      .join('\n'),
  );

/**
 * `light-dark()` follows the `color-scheme` the page itself declares, so the element never goes dark on a page that
 * has no dark mode. Browsers without it (before 2024) get the light palette.
 */
export const tokens = css`
  .root {
    ${declare((name) => PALETTE[name].light)}
    --_font: var(
      --kiwi-font-family,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'Noto Sans Devanagari',
      sans-serif
    );
    --_radius: var(--kiwi-radius, 12px);
    --_shadow: var(--kiwi-shadow, 0 1px 2px rgb(0 0 0 / 6%), 0 8px 24px rgb(0 0 0 / 6%));
  }
  @supports (color: light-dark(#000, #fff)) {
    .root {
      ${declare((name) => `light-dark(${PALETTE[name].light}, ${PALETTE[name].dark})`)}
    }
  }
`;
