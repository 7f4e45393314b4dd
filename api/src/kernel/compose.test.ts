import { describe, expect, it } from 'vitest';
import { CompositionFault, composeFor } from './compose.ts';
import { defineProblems } from './ground/problem.ts';
import { Late } from './late.ts';
import { type AnyModule, defineModule, type ModuleParts, opening } from './module.ts';

const begin = () => composeFor<Record<never, never>>()<object, Record<never, never>>({ opens: {} });
const module = (name: string, parts: ModuleParts) => defineModule({ name, create: (_: object) => parts });

describe('a composition', () => {
  it('starts modules in order and stops them in reverse', async () => {
    const steps: string[] = [];
    const stepping = <const Name extends string>(name: Name) =>
      defineModule({
        name,
        create: (_: object) => ({
          start: async () => void steps.push(`start ${name}`),
          work: async () => void steps.push(`work ${name}`),
          stop: async () => void steps.push(`stop ${name}`),
        }),
      });
    const composed = begin().add(stepping('a')).add(stepping('b')).build().create({}, {}, {});
    await composed.start();
    await composed.work();
    await composed.stop();
    expect(steps).toEqual(['start a', 'start b', 'work a', 'work b', 'stop b', 'stop a']);
  });

  it('stops only what was started, and all of it when one fails', async () => {
    const stopped: string[] = [];
    const composed = begin()
      .add(defineModule({ name: 'a', create: (_: object) => ({ stop: async () => void stopped.push('a') }) }))
      .add(
        defineModule({
          name: 'b',
          create: (_: object) => ({ stop: () => Promise.reject(new Error('stuck')) }),
        }),
      )
      .add(
        defineModule({
          name: 'c',
          create: (_: object) => ({
            start: () => Promise.reject(new Error('broken')),
            stop: async () => void stopped.push('c'),
          }),
        }),
      )
      .build()
      .create({}, {}, {});
    await expect(composed.start()).rejects.toThrow('broken');
    await expect(composed.stop()).rejects.toThrow(AggregateError);
    expect(stopped).toEqual(['a']);
  });

  it('collects the problems of all modules, and rejects a code that two declare', () => {
    const declaring = <const Name extends string>(name: Name, code: string) =>
      defineModule({
        name,
        problems: defineProblems({ [code]: { status: 409, title: 'It is taken' } }),
        create: (_: object) => ({}),
      });
    const { problems } = begin().add(declaring('a', 'taken')).build();
    expect(problems).toContainEqual({ code: 'taken', status: 409, title: 'It is taken' });
    expect(problems.map(({ code }) => code)).toContain('not_found');
    expect(() => begin().add(declaring('a', 'taken')).add(declaring('b', 'taken')).build()).toThrow(
      new CompositionFault('two modules declare the problem taken'),
    );
  });

  it('gives an earlier module what a later one fills', () => {
    interface Greeter {
      greet(name: string): string;
    }
    const caller = defineModule({
      name: 'caller',
      opens: { greeter: opening<Greeter>() },
      create({ greeter }: { greeter: Greeter }) {
        expect(() => greeter.greet('early')).toThrow('greeter is used before a module has filled it');
        return { face: { hello: () => greeter.greet('you') } };
      },
    });
    class Polite {
      readonly #word = 'Hello';
      greet(name: string) {
        return `${this.#word} ${name}`;
      }
    }
    const filler = defineModule({
      name: 'filler',
      create: (_: object) => ({ fills: { greeter: new Polite() } }),
    });
    const { faces } = begin().add(caller).add(filler).build().create({}, {}, {});
    expect(faces.caller.hello()).toBe('Hello you');
  });

  it('fills what the platform leaves open', () => {
    const flag = new Late<{ on: boolean }>('flag');
    composeFor<Record<never, never>>()({ opens: { flag: opening<{ on: boolean }>() } })
      .add(defineModule({ name: 'a', create: (_: object) => ({ fills: { flag: { on: true } } }) }))
      .build()
      .create({}, { flag }, {});
    expect(flag.filled).toEqual({ on: true });
    expect('on' in flag.value).toBe(true);
  });

  const handle = async () => {};
  it.each<[string, ModuleParts]>([
    ['subscriber', { subscribers: [{ name: 'twice', events: [], handle }] }],
    ['job', { jobs: [{ name: 'twice', handle }] }],
    ['periodic task', { periodic: [{ name: 'twice', every: 1, run: handle }] }],
    ['health check', { healthChecks: [{ name: 'twice', check: async () => {} }] }],
  ])('rejects two modules with one %s', (kind, parts) => {
    const modules: AnyModule[] = [module('a', parts), module('b', parts)];
    const composition = modules.reduce<{ add(one: never): unknown }>(
      (sum, one) => sum.add(one as never) as never,
      begin(),
    ) as unknown as ReturnType<typeof begin>;
    expect(() => composition.build().create({}, {}, {})).toThrow(
      new CompositionFault(`two modules declare the ${kind} twice`),
    );
  });

  it('collects personal data with the part that holds the identity last', () => {
    const part = (holdsIdentity?: boolean) => ({
      ...(holdsIdentity === undefined ? {} : { holdsIdentity }),
      collect: async () => ({}),
      erase: async () => {},
    });
    const [identity, traces] = [part(true), part()];
    const { personalData } = begin()
      .add(defineModule({ name: 'a', create: (_: object) => ({ personalData: identity }) }))
      .add(defineModule({ name: 'b', create: (_: object) => ({ personalData: traces }) }))
      .build()
      .create({}, {}, {});
    expect(personalData).toEqual([traces, identity]);
    expect(() =>
      begin()
        .add(defineModule({ name: 'a', create: (_: object) => ({ personalData: identity }) }))
        .add(defineModule({ name: 'b', create: (_: object) => ({ personalData: part(true) }) }))
        .build()
        .create({}, {}, {}),
    ).toThrow('only one can be last');
  });
});
