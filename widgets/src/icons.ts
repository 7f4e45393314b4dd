import { svg } from 'lit';
import { firstIcons, icon } from './first-icons.ts';

/** Line icons, drawn for this element; all decorative, so hidden from assistive technology. */
export const icons = {
  ...firstIcons,
  back: icon(svg`<path d="M15 5l-7 7 7 7"/>`),
  ambulance: icon(
    svg`<path d="M2.5 6.5h11v10h-11zM13.5 10h4l3.5 3.5v3h-7.5"/><circle cx="7" cy="17.5" r="2"/><circle cx="17" cy="17.5" r="2"/><path d="M8 8.7v4M6 10.7h4"/>`,
  ),
  neighbours: icon(
    svg`<circle cx="8.5" cy="8" r="3"/><circle cx="16.5" cy="9" r="2.4"/><path d="M2.8 19.5c.4-3.6 2.7-5.6 5.7-5.6s5.3 2 5.7 5.6M16 14c2.9 0 4.8 1.7 5.2 4.8"/>`,
  ),
  heart: icon(
    svg`<path d="M12 20s-7.8-4.6-7.8-10.3A4.3 4.3 0 0 1 12 7.3a4.3 4.3 0 0 1 7.8 2.4C19.8 15.4 12 20 12 20z"/><path d="M7 12.2h2.6l1.4-2.6 2 4.6 1.3-2H17"/>`,
  ),
  video: icon(svg`<rect x="3" y="6.5" width="12" height="11" rx="2"/><path d="M15 11l6-3.5v9L15 13z"/>`),
  calendar: icon(
    svg`<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4M12 12.5v5M9.5 15h5"/>`,
  ),
  visit: icon(svg`<path d="M4 11l8-6.5 8 6.5"/><path d="M6 10v9.5h12V10"/><path d="M12 12v5M9.5 14.5h5"/>`),
  bell: icon(svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>`),
  home: icon(svg`<path d="M4 11l8-6.5 8 6.5"/><path d="M6 10v9.5h12V10"/><path d="M10 19.5v-5h4v5"/>`),
  position: icon(
    svg`<circle cx="12" cy="12" r="6.5"/><circle cx="12" cy="12" r="1.5"/><path d="M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3"/>`,
  ),
  pin: icon(
    svg`<path d="M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z"/><circle cx="12" cy="10" r="2.3"/>`,
  ),
  clock: icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.3 2"/>`),
  money: icon(
    svg`<rect x="3" y="6" width="18" height="12" rx="2"/><circle cx="12" cy="12" r="2.6"/><path d="M6.5 9.5v5M17.5 9.5v5"/>`,
  ),
  note: icon(svg`<path d="M5 4h14v16H5z"/><path d="M8.5 9h7M8.5 12.5h7M8.5 16h4"/>`),
  list: icon(
    svg`<path d="M8.5 6.5H20M8.5 12H20M8.5 17.5H20"/><path d="M4.3 6.5h.01M4.3 12h.01M4.3 17.5h.01"/>`,
  ),
  check: icon(svg`<path d="M5 12.5l4.5 4.5L19 7.5"/>`),
  cross: icon(svg`<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>`),
  person: icon(
    svg`<circle cx="12" cy="8" r="3.7"/><path d="M4.5 20c.6-4.2 3.5-6.4 7.5-6.4s6.9 2.2 7.5 6.4"/>`,
  ),
  microphone: icon(
    svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M9 21h6"/>`,
  ),
  muted: icon(
    svg`<path d="M4 4l16 16"/><path d="M15 10V6a3 3 0 0 0-5.8-1M9 9v2a3 3 0 0 0 4.5 2.6M5.5 11.5a6.5 6.5 0 0 0 10.7 5M18.4 12.5l.1-1M12 18v3M9 21h6"/>`,
  ),
  sound: icon(
    svg`<path d="M4 10v4h3.5L12 18V6L7.5 10z"/><path d="M15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>`,
  ),
  soundOff: icon(svg`<path d="M4 10v4h3.5L12 18V6L7.5 10z"/><path d="M16 9.5l5 5M21 9.5l-5 5"/>`),
  headset: icon(
    svg`<path d="M4.5 14v-2a7.5 7.5 0 0 1 15 0v2"/><rect x="3" y="13.5" width="4" height="6" rx="1.5"/><rect x="17" y="13.5" width="4" height="6" rx="1.5"/>`,
  ),
  pause: icon(svg`<path d="M9 6v12M15 6v12"/>`),
  hangUp: icon(
    svg`<path d="M3 14.5c0-4 4-6 9-6s9 2 9 6v1.2c0 .7-.6 1.2-1.3 1l-3-.7c-.5-.1-.9-.6-.9-1.1v-2a14 14 0 0 0-7.6 0v2c0 .5-.4 1-.9 1.1l-3 .7c-.7.2-1.3-.3-1.3-1z"/>`,
  ),
  send: icon(svg`<path d="M20.5 4L3.5 11l6.5 2.5L12.5 20z"/><path d="M10 13.5L20.5 4"/>`),
  leave: icon(svg`<path d="M10 4.5H5v15h5M14 8l4 4-4 4M18 12H9"/>`),
} as const;
