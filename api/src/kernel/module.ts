import type { AtCommit, Subscriber } from './events/subscriber.ts';
import type { ProblemKind } from './ground/problem.ts';
import type { SignatureCheck } from './http/mount.ts';
import type { Operations } from './http/operation.ts';
import type { JobDefinition } from './jobs/definition.ts';
import type { PeriodicTask } from './jobs/periodic.ts';
import type { HealthCheck } from './observability/health.ts';
import type { PersonalDataPart } from './privacy/personal-data.ts';
import type { SocketRequests } from './realtime/requests.ts';
import type { WebSocketRoute } from './realtime/web-sockets.ts';
import type { SettingsGroup } from './settings.ts';

/** What sockets of a namespace, such as `/bookings`, may send. */
export interface SocketHandlers {
  readonly namespace: string;
  register(requests: SocketRequests): void;
}

/** Everything a module may contribute. All of it is optional. */
export interface ModuleParts {
  readonly operations?: Partial<Operations>;
  /** Of the operations that `x-access` opens to requests that a provider signed, by name. */
  readonly signatures?: Readonly<Partial<Record<keyof Operations, SignatureCheck>>>;
  readonly subscribers?: readonly Subscriber[];
  readonly atCommit?: readonly AtCommit[];
  readonly jobs?: readonly JobDefinition[];
  /** What later modules may use, under the module's name. */
  readonly face?: object;
  /** Implementations for the openings of earlier modules or of the platform, by name. */
  readonly fills?: Readonly<Record<string, object>>;
  /** Run by the processes with background work, each task by one of them at a time. */
  readonly periodic?: readonly PeriodicTask[];
  readonly sockets?: readonly SocketHandlers[];
  /** WebSockets of providers, which speak a protocol of their own beside Socket.IO. */
  readonly webSockets?: readonly WebSocketRoute[];
  readonly personalData?: PersonalDataPart;
  readonly healthChecks?: readonly HealthCheck[];
  /** Before background work and the first request, in the order of composition. */
  start?(): Promise<void>;
  /** Once, in processes with background work, when subscribers and jobs run; before the process listens. */
  work?(): Promise<void>;
  /** After the last request and job, in reverse order; the database is still open. */
  stop?(): Promise<void>;
}

/**
 * A place that a later module fills: for the few cases where an earlier module calls a later one. It is declared by the
 * caller, and the composition does not build until a module fills it. An effect that can wait is an event instead.
 */
export interface Opening<T extends object> {
  /** Exists for its type only. */
  readonly filledWith?: T;
}

export type Openings = Readonly<Record<string, Opening<object>>>;

/** The values of openings, as their declarer gets them. */
export type ValuesOf<Opens> = {
  readonly [Name in keyof Opens]: Opens[Name] extends Opening<infer T> ? T : never;
};

export function opening<T extends object>(): Opening<T> {
  return {};
}

/** A feature as the composition sees it: what it needs and what it gives. See `compose`. */
export interface Module<
  Name extends string,
  Needs,
  Made extends ModuleParts,
  Opens extends Openings,
  Settings = void,
> {
  readonly name: Name;
  readonly opens?: Opens;
  /** The environment variables of the feature. */
  // biome-ignore lint/suspicious/noExplicitAny: only the group knows its names.
  readonly settings?: SettingsGroup<any, Settings>;
  /** The kinds of problem that only this feature replies with. */
  readonly problems?: Readonly<Record<string, ProblemKind>>;
  /**
   * Builds the feature and starts nothing.
   * @param needs by name: services of the platform, faces of earlier modules, and the values of {@link opens}, which
   *   can be called from the first request on but not inside `create`.
   * @param settings the value of the feature's own settings.
   */
  create(needs: Needs, settings: Settings): Made;
}

// biome-ignore lint/suspicious/noExplicitAny: `create` takes its needs; only `any` accepts every module.
export type AnyModule = Module<string, any, ModuleParts, any, any>;

/** Declares a module. Its needs are the annotated parameter of `create`. */
export function defineModule<
  const Name extends string,
  Needs,
  Made extends ModuleParts,
  // biome-ignore lint/complexity/noBannedTypes: without openings there is no key.
  Opens extends Openings = {},
  Settings = void,
>(module: Module<Name, Needs, Made, Opens, Settings>): Module<Name, Needs, Made, Opens, Settings> {
  return module;
}
