import type { MapPalette } from './map-style.ts';

const COLOURS: Readonly<Record<keyof MapPalette, string>> = {
  ground: '--_surface-muted',
  raised: '--_surface',
  line: '--_border',
  text: '--_text',
  muted: '--_text-muted',
  primary: '--_primary',
  success: '--_success',
  warning: '--_warning',
  emergency: '--_emergency',
  onEmergency: '--_on-emergency',
};

/**
 * The colours of the page as they are now: a map is no part of its style sheets.
 * @param probe an element of the page whose colour may be set.
 */
export function paletteOf(probe: HTMLElement): MapPalette {
  const resolved = Object.entries(COLOURS).map(([name, variable]) => {
    probe.style.color = `var(${variable})`;
    return [name, getComputedStyle(probe).color];
  });
  return Object.fromEntries(resolved) as unknown as MapPalette;
}
