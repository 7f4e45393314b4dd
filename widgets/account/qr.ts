import { html, svg, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** Light modules around the symbol (ISO/IEC 18004: four). */
const QUIET_ZONE = 4;

/**
 * A QR code as one path, black on white whatever the theme: scanners want dark on light.
 * @param label what assistive technology reads instead of it.
 */
export function qrCode(text: string, label: string): TemplateResult {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .filter(Boolean)
    .join('');
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">
    ${svg`<rect width=${size} height=${size} fill="#fff"/><path d=${path} fill="#000"/>`}
  </svg>`;
}
