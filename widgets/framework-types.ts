/**
 * Types with which templates of frameworks know `<kiwi-booking>`, its attributes and its events: made from the same
 * manifest as the reference, into `dist/types`.
 */
import type { Declaration, Manifest } from './manifest.ts';

const HEAD =
  '// Made from the tags of the element’s source by widgets/framework-types.ts: change them there.\n';
const USES = `import type { KiwiBookingAttributes, KiwiBookingListeners } from './kiwi-booking.js';\n`;

/** The files of types by name. @throws Error when the manifest lacks the element */
export function frameworkTypes(manifest: Manifest): Readonly<Record<string, string>> {
  const element = manifest.modules
    .flatMap(({ declarations }) => declarations)
    .find(({ tagName }) => tagName === 'kiwi-booking');
  if (!element) throw new Error('The manifest has no <kiwi-booking>');
  return { 'kiwi-booking.d.ts': shared(element), ...FRAMEWORKS };
}

function shared({ attributes = [], events: found = [] }: Declaration): string {
  // The analyzer also lists what the code dispatches, without a name.
  const events = found.filter(({ name }) => name !== undefined);
  const classes = events.map(({ type }) => type?.text ?? 'Event').toSorted();
  const member = (name = '', type = 'string', description = '', optional = '?') =>
    `  /** ${description.replaceAll('*/', '* /')} */\n  '${name}'${optional}: ${type};\n`;
  return `${HEAD}import type { ${classes.join(', ')} } from './index.js';

/** The attributes of \`<kiwi-booking>\`. */
export interface KiwiBookingAttributes {
${attributes.map(({ name, type, description }) => member(name, type?.text, description)).join('')}}

/** The events of \`<kiwi-booking>\`, by name. */
export interface KiwiBookingEvents {
${events.map(({ name, type, description }) => member(name, type?.text, description, '')).join('')}}

/** Listeners as attributes of a template: \`onkiwi-booked\`. */
export type KiwiBookingListeners = {
  [Name in keyof KiwiBookingEvents as \`on\${Name}\`]?: (event: KiwiBookingEvents[Name]) => void;
};
`;
}

const FRAMEWORKS = {
  'react.d.ts': `${HEAD}import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { KiwiBooking } from './index.js';
${USES}
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'kiwi-booking': DetailedHTMLProps<HTMLAttributes<KiwiBooking>, KiwiBooking> &
        KiwiBookingAttributes &
        KiwiBookingListeners;
    }
  }
}
`,
  'preact.d.ts': `${HEAD}import type { HTMLAttributes } from 'preact';
import type { KiwiBooking } from './index.js';
${USES}
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'kiwi-booking': HTMLAttributes<KiwiBooking> & KiwiBookingAttributes & KiwiBookingListeners;
    }
  }
}
`,
  'vue.d.ts': `${HEAD}import type {} from 'vue';
import type { KiwiBookingAttributes, KiwiBookingEvents } from './kiwi-booking.js';

/** Vue names the listener of \`kiwi-booked\` \`onKiwiBooked\`; templates write \`@kiwi-booked\`. */
type Camel<Name extends string> = Name extends \`\${infer Head}-\${infer Tail}\`
  ? \`\${Capitalize<Head>}\${Camel<Tail>}\`
  : Capitalize<Name>;
type Listeners = {
  [Name in keyof KiwiBookingEvents as \`on\${Camel<Name>}\`]?: (event: KiwiBookingEvents[Name]) => void;
};

declare module 'vue' {
  interface GlobalComponents {
    'kiwi-booking': new () => { $props: KiwiBookingAttributes & Listeners };
  }
}
`,
  'svelte.d.ts': `${HEAD}import type { HTMLAttributes } from 'svelte/elements';
import type { KiwiBooking } from './index.js';
${USES}
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'kiwi-booking': HTMLAttributes<KiwiBooking> & KiwiBookingAttributes & KiwiBookingListeners;
  }
}
`,
} as const;
