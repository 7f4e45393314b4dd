import type { AtCommit, Subscriber } from './events/subscriber.ts';
import { KERNEL_PROBLEMS, type ProblemKind } from './ground/problem.ts';
import type { SignatureCheck } from './http/mount.ts';
import type { Operations } from './http/operation.ts';
import type { JobDefinition } from './jobs/definition.ts';
import type { PeriodicTask } from './jobs/periodic.ts';
import { Late } from './late.ts';
import type { AnyModule, Module, ModuleParts, Openings, SocketHandlers, ValuesOf } from './module.ts';
import type { HealthCheck } from './observability/health.ts';
import { inErasureOrder, type PersonalDataPart } from './privacy/personal-data.ts';
import type { WebSocketRoute } from './realtime/web-sockets.ts';
import type { SettingsGroup } from './settings.ts';

/*
 * How features are put together. The order in which modules are added is the order of their dependencies: a module gets
 * the services of the platform and the faces of modules before it. The compiler rejects a need that nothing before
 * provides, an operation with two handlers, and a build with an operation that has none (compose.test-d.ts).
 */

/** What the composition itself provides to modules. */
export interface Gathered {
  /** Of every module, in the order in which a person is erased; complete once all modules are created. */
  readonly personalData: () => readonly PersonalDataPart[];
}

/** A platform as the composition sees it: the services modules may need, and what modules must give it. */
export interface Platform<Services extends object, Opens extends Openings> {
  /** Exists for its type only. */
  readonly services?: Services;
  readonly opens: Opens;
}

/** The state of a composition, for the compiler. */
interface State {
  /** Every operation by name. */
  readonly contract: object;
  readonly services: object;
  readonly platformOpens: object;
  /** By name, what the next module may need. */
  readonly available: object;
  readonly faces: object;
  /** By module, the value of its settings. */
  readonly settings: object;
  /** Names of the operations that have a handler. */
  readonly handled: PropertyKey;
  /** Openings that no module has filled, with the types of their values. */
  readonly unfilled: object;
}

/** States in a compiler error why something cannot be composed, and what it concerns. */
export interface Refused<Reason extends string, About> {
  readonly 'cannot be composed': Reason;
  readonly about: About;
}

// biome-ignore lint/complexity/noBannedTypes: a module without a part has no key of it.
type PartOf<Made, Part extends keyof ModuleParts> = Made extends { readonly [P in Part]: infer T } ? T : {};

/** Optional needs are not missing, and optional operations are not handled. */
type RequiredKeys<T> = { [Key in keyof T]-?: undefined extends T[Key] ? never : Key }[keyof T];

type Mismatched<Wanted, Given> = {
  [Key in keyof Wanted & keyof Given]: Given[Key] extends Wanted[Key] ? never : Key;
}[keyof Wanted & keyof Given];

/** The first reason why a module cannot be added; `unknown`, which accepts every module, when there is none. */
type Refusal<S extends State, M> =
  M extends Module<infer Name, infer Needs, infer Made, infer Opens, infer _Settings>
    ? [Name & keyof S['available']] extends [never]
      ? NeedsRefusal<S['available'] & ValuesOf<Opens>, Needs> &
          PartsRefusal<Exclude<keyof Made, keyof ModuleParts>> &
          OperationsRefusal<S, RequiredKeys<PartOf<Made, 'operations'>>> &
          FillsRefusal<S['unfilled'], PartOf<Made, 'fills'>>
      : Refused<'the name is taken by an earlier module or a service of the platform', Name>
    : Refused<'this is no module', M>;

type NeedsRefusal<Available, Needs> = [Exclude<RequiredKeys<Needs>, keyof Available>] extends [never]
  ? [Mismatched<Needs, Available>] extends [never]
    ? unknown
    : Refused<'what is provided under this name has another type', Mismatched<Needs, Available>>
  : Refused<
      'no earlier module and no service of the platform provides this need',
      Exclude<RequiredKeys<Needs>, keyof Available>
    >;

type PartsRefusal<Unknown> = [Unknown] extends [never]
  ? unknown
  : Refused<'a module has no such part', Unknown>;

type OperationsRefusal<S extends State, Ids> = [Ids & S['handled']] extends [never]
  ? [Exclude<Ids, keyof S['contract']>] extends [never]
    ? unknown
    : Refused<'the contract has no such operation', Exclude<Ids, keyof S['contract']>>
  : Refused<'an earlier module handles this operation', Ids & S['handled']>;

type FillsRefusal<Unfilled, Fills> = [Exclude<keyof Fills, keyof Unfilled>] extends [never]
  ? [Mismatched<Unfilled, Fills>] extends [never]
    ? unknown
    : Refused<'the opening wants another type', Mismatched<Unfilled, Fills>>
  : Refused<
      'no earlier module leaves this open, or another has filled it',
      Exclude<keyof Fills, keyof Unfilled>
    >;

/** Why the composition cannot be built yet. */
type Incomplete<S extends State> = ([Exclude<keyof S['contract'], S['handled']>] extends [never]
  ? unknown
  : Refused<'no module handles this operation', Exclude<keyof S['contract'], S['handled']>>) &
  ([keyof S['unfilled']] extends [never]
    ? unknown
    : Refused<'no module fills this opening', keyof S['unfilled']>);

type Added<S extends State, M> =
  M extends Module<infer Name, infer _Needs, infer Made, infer Opens, infer Settings>
    ? {
        readonly contract: S['contract'];
        readonly services: S['services'];
        readonly platformOpens: S['platformOpens'];
        readonly available: S['available'] & Readonly<Record<Name, PartOf<Made, 'face'>>>;
        readonly faces: S['faces'] & Readonly<Record<Name, PartOf<Made, 'face'>>>;
        // biome-ignore lint/suspicious/noConfusingVoidType: without settings create takes no second argument.
        readonly settings: [Settings] extends [void]
          ? S['settings']
          : S['settings'] & Readonly<Record<Name, Settings>>;
        readonly handled: S['handled'] | RequiredKeys<PartOf<Made, 'operations'>>;
        readonly unfilled: Omit<S['unfilled'] & ValuesOf<Opens>, keyof PartOf<Made, 'fills'>>;
      }
    : never;

/** Begins a composition; add the modules in the order of their dependencies. */
export function compose<Services extends object, Opens extends Openings>(
  _platform: Platform<Services, Opens>,
): Composition<Begun<Operations, Services, Opens>> {
  return new Composition([]);
}

/** For tests of the composition, which have a small contract of their own. */
export function composeFor<Contract extends object>() {
  return <Services extends object, Opens extends Openings>(
    _platform: Platform<Services, Opens>,
  ): Composition<Begun<Contract, Services, Opens>> => new Composition([]);
}

interface Begun<Contract extends object, Services extends object, Opens extends Openings> extends State {
  readonly contract: Contract;
  readonly services: Services;
  readonly platformOpens: Opens;
  readonly available: Services & Gathered;
  // biome-ignore lint/complexity/noBannedTypes: nothing yet.
  readonly faces: {};
  // biome-ignore lint/complexity/noBannedTypes: nothing yet.
  readonly settings: {};
  readonly handled: never;
  readonly unfilled: ValuesOf<Opens>;
}

/** Modules in the order of their dependencies. Nothing is created before the product is opened. */
export class Composition<S extends State> {
  readonly #modules: readonly AnyModule[];

  constructor(modules: readonly AnyModule[]) {
    this.#modules = modules;
  }

  add<M extends AnyModule>(module: M & Refusal<S, M>): Composition<Added<S, M>> {
    return new Composition([...this.#modules, module]);
  }

  /** Compiles once every operation of the contract has a handler and every opening is filled. */
  build(this: Composition<S> & Incomplete<S>): Product<S> {
    return new Product(this.#modules);
  }
}

/** A complete composition, from which each process makes its own parts. */
export class Product<S extends State> {
  readonly modules: readonly AnyModule[];
  /** What the modules declare, by module. */
  readonly settings: {
    readonly [Name in keyof S['settings']]: SettingsGroup<string, S['settings'][Name]>;
  };
  /** Every kind of problem: the kernel's, then those the modules declare. */
  readonly problems: readonly ProblemKind[];

  constructor(modules: readonly AnyModule[]) {
    this.modules = modules;
    const declared = modules.flatMap(({ name, settings }) =>
      settings === undefined ? [] : [[name, settings]],
    );
    this.settings = Object.fromEntries(declared);
    this.problems = [KERNEL_PROBLEMS, ...modules.map(({ problems = {} }) => problems)].flatMap((kinds) =>
      Object.values(kinds),
    );
    unique(
      'problem',
      this.problems.map(({ code }) => ({ name: code })),
    );
  }

  /**
   * Creates every module, in order.
   * @param openings what the platform leaves open; filled when this returns.
   * @throws CompositionFault when names that must be unique are not.
   */
  create(
    services: S['services'],
    openings: { readonly [Name in keyof S['platformOpens']]: Late<ValuesOf<S['platformOpens']>[Name]> },
    settings: S['settings'],
  ): Composed<S['faces']> {
    const available: Record<string, unknown> = { ...services, personalData: () => composed.personalData };
    const open = new Map<string, Late<object>>(Object.entries(openings));
    const created: { name: string; parts: ModuleParts }[] = [];
    const faces: Record<string, object> = {};
    for (const module of this.modules) {
      for (const name of Object.keys((module.opens as Openings | undefined) ?? {})) {
        const place = new Late<object>(name);
        open.set(name, place);
        available[name] = place.value;
      }
      const parts = module.create(available, (settings as Record<string, unknown>)[module.name]);
      for (const [name, value] of Object.entries(parts.fills ?? {})) open.get(name)?.fill(value);
      faces[module.name] = parts.face ?? {};
      available[module.name] = faces[module.name];
      created.push({ name: module.name, parts });
    }
    const composed: Composed<S['faces']> = new Composed(faces as S['faces'], created, this.problems);
    return composed;
  }
}

/** Two modules use one name, or the like. */
export class CompositionFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CompositionFault';
  }
}

/** The modules of one process, created and not started. Every list is in the order of composition. */
export class Composed<Faces> {
  /** What each module offers, by name. */
  readonly faces: Faces;
  readonly operations: Readonly<Partial<Operations>>;
  readonly signatures: Readonly<Record<string, SignatureCheck | undefined>>;
  readonly problems: readonly ProblemKind[];
  readonly subscribers: readonly Subscriber[];
  readonly atCommit: readonly AtCommit[];
  readonly jobs: readonly JobDefinition[];
  readonly periodic: readonly PeriodicTask[];
  readonly sockets: readonly SocketHandlers[];
  readonly webSockets: readonly WebSocketRoute[];
  /** As {@link inErasureOrder} says. */
  readonly personalData: readonly PersonalDataPart[];
  readonly healthChecks: readonly HealthCheck[];
  readonly #modules: readonly { readonly name: string; readonly parts: ModuleParts }[];
  #started = 0;

  constructor(
    faces: Faces,
    modules: readonly { readonly name: string; readonly parts: ModuleParts }[],
    problems: readonly ProblemKind[],
  ) {
    const all = modules.map(({ parts }) => parts);
    this.faces = faces;
    this.problems = problems;
    this.#modules = modules;
    this.operations = Object.assign({}, ...all.map(({ operations }) => operations));
    this.signatures = Object.assign({}, ...all.map(({ signatures }) => signatures));
    this.subscribers = unique(
      'subscriber',
      all.flatMap(({ subscribers = [] }) => subscribers),
    );
    this.atCommit = all.flatMap(({ atCommit = [] }) => atCommit);
    this.jobs = unique(
      'job',
      all.flatMap(({ jobs = [] }) => jobs),
    );
    this.periodic = unique(
      'periodic task',
      all.flatMap(({ periodic = [] }) => periodic),
    );
    this.sockets = all.flatMap(({ sockets = [] }) => sockets);
    this.webSockets = all.flatMap(({ webSockets = [] }) => webSockets);
    this.personalData = inErasureOrder(all.flatMap(({ personalData }) => personalData ?? []));
    this.healthChecks = unique(
      'health check',
      all.flatMap(({ healthChecks = [] }) => healthChecks),
    );
  }

  /** In the order of composition; stops at the first that fails. */
  async start(): Promise<void> {
    for (const { parts } of this.#modules) {
      await parts.start?.();
      this.#started += 1;
    }
  }

  /** What modules do once when background work runs. */
  async work(): Promise<void> {
    for (const { parts } of this.#modules) await parts.work?.();
  }

  /** In reverse, those that were started; one that fails does not keep the others open. @throws AggregateError after all. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const { name, parts } of this.#modules.slice(0, this.#started).toReversed()) {
      await parts.stop?.().catch((cause: unknown) => {
        failures.push(new Error(`${name} did not stop`, { cause }));
      });
    }
    this.#started = 0;
    if (failures.length > 0) throw new AggregateError(failures, 'modules did not stop');
  }
}

function unique<T extends { readonly name: string }>(kind: string, all: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  for (const { name } of all) {
    if (seen.has(name)) throw new CompositionFault(`two modules declare the ${kind} ${name}`);
    seen.add(name);
  }
  return all;
}
