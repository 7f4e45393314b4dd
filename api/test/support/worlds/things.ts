/** Events of things, for tests of the kernel. */
import { event } from '../../../src/kernel/events/event.ts';
import { code, count, object, optional } from '../../../src/kernel/payload/shapes.ts';

const thing = {
  description: 'Something happened to a thing.',
  data: object({ n: optional(count), step: optional(count), writer: optional(count), note: optional(code) }),
  example: {},
};

export const ThingChanged = event('thing.changed', thing);
export const ThingGone = event('thing.gone', thing);
export const ThingEchoed = event('thing.echoed', thing);
export const ThingUnheard = event('thing.unheard', thing);
