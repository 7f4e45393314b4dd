/*
 * Checked by `tsc -p api`, never run: every `@ts-expect-error` is a composition that the compiler must reject. If one
 * stops being an error, tsc reports the directive as unused and the build fails.
 */

import type { Platform } from './compose.ts';
import { composeFor, type Product, type Refused } from './compose.ts';
import type { Operations } from './http/operation.ts';
import { defineModule, type Openings, opening } from './module.ts';
import { defineSettings } from './settings.ts';

type Contract = Pick<Operations, 'getLiveness' | 'getRegion'>;
interface Services {
  readonly clock: () => Date;
}
interface Greeter {
  greet(name: string): string;
}
declare const handlers: Contract;
declare const bare: Platform<Services, Record<never, never>>;
declare const wanting: Platform<Services, { greeter: ReturnType<typeof opening<Greeter>> }>;

const begin = () => composeFor<Contract>()(bare);
const { getLiveness, getRegion } = handlers;

const places = defineModule({
  name: 'places',
  create: ({ clock }: { clock: () => Date }) => ({
    face: { nearest: () => clock().toISOString() },
    operations: { getRegion },
  }),
});
const health = defineModule({
  name: 'health',
  create: (_: { places: { nearest(): string } }) => ({ operations: { getLiveness } }),
});

export const complete = begin().add(places).add(health).build();
export const nearest: string = complete.create({ clock: () => new Date(0) }, {}, {}).faces.places.nearest();

// @ts-expect-error `health` needs `places`, which comes after it
begin().add(health).add(places).build();

// @ts-expect-error no module handles getLiveness
begin().add(places).build();

const nothing = (_: object) => ({});

const again = defineModule({ name: 'again', create: (_: object) => ({ operations: { getRegion } }) });
// @ts-expect-error getRegion has a handler
begin().add(places).add(again);

// @ts-expect-error the name is taken
begin().add(places).add(places);

const clock = defineModule({ name: 'clock', create: nothing });
// @ts-expect-error the name is that of a service of the platform
begin().add(clock);

const textual = defineModule({ name: 'textual', create: (_: { clock: () => string }) => ({}) });
// @ts-expect-error the clock of the platform gives a Date
begin().add(textual);

const far = defineModule({ name: 'far', create: (_: { places: { farthest(): string } }) => ({}) });
// @ts-expect-error the face of `places` has no `farthest`
begin().add(places).add(far);

const { login } = null as never as Operations;
const more = defineModule({ name: 'more', create: (_: object) => ({ operations: { login } }) });
// @ts-expect-error the small contract has no such operation
begin().add(more);

const misspelt = defineModule({ name: 'misspelt', create: (_: object) => ({ subscriber: [], jobs: [] }) });
// @ts-expect-error no part of a module is called `subscriber`
begin().add(misspelt);

/** An optional need may stay unfilled. */
const optional = defineModule({ name: 'optional', create: (_: { nowhere?: string }) => ({}) });
begin().add(optional);

const caller = defineModule({
  name: 'caller',
  opens: { greeter: opening<Greeter>() } satisfies Openings,
  create: ({ greeter }: { greeter: Greeter }) => ({
    operations: { getLiveness, getRegion },
    face: { hello: () => greeter.greet('you') },
  }),
});
const filler = defineModule({
  name: 'filler',
  create: (_: object) => ({ fills: { greeter: { greet: (name: string) => `Hello ${name}` } } }),
});

export const filled = begin().add(caller).add(filler).build();

// @ts-expect-error no module fills the opening of `caller`
begin().add(caller).build();

// @ts-expect-error nothing before `filler` leaves a greeter open
begin().add(filler).add(caller);

const second = defineModule({
  name: 'second',
  create: (_: object) => ({ fills: { greeter: { greet: (name: string) => name } } }),
});
// @ts-expect-error another module has filled the opening
begin().add(caller).add(filler).add(second);

const silent = defineModule({
  name: 'silent',
  create: (_: object) => ({ fills: { greeter: { greet: () => 1 } } }),
});
// @ts-expect-error the opening expects `greet` to return a string
begin().add(caller).add(silent);

// @ts-expect-error the platform leaves a greeter open and nothing fills it
composeFor<Contract>()(wanting).add(places).add(health).build();

export const served = composeFor<Contract>()(wanting).add(places).add(health).add(filler).build();

const configured = defineModule({
  name: 'configured',
  settings: defineSettings({
    title: 'Example',
    declared: { GREETING: { schema: { type: 'string' }, means: 'what to say' } },
    value: ({ GREETING }) => ({ greeting: String(GREETING) }),
  }),
  create: (_: object, { greeting }) => ({ face: { greet: () => greeting.trim() } }),
});
const product = begin().add(places).add(health).add(configured).build();
product.create({ clock: () => new Date(0) }, {}, { configured: { greeting: 'Hello' } });

// @ts-expect-error the settings of `configured` are missing
product.create({ clock: () => new Date(0) }, {}, {});

/** The error names what is missing. */
type Refusals<T> = T extends (this: infer This) => Product<infer _> ? This : never;
const unfinished = begin().add(places);
declare const reason: Refusals<typeof unfinished.build>;
export const readable: Refused<'no module handles this operation', 'getLiveness'> = reason;
