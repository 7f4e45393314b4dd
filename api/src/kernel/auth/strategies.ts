import passport from 'passport';
import { Problem } from '../ground/problem.ts';

/** Verifies a credential and resolves to what it proves. @throws Problem when it proves nothing. */
export type Verify<Presented, Proven> = (presented: Presented) => Promise<Proven>;

/** By name of a strategy: the credential it takes and what it proves. */
export type StrategyTypes<Types> = {
  readonly [Name in keyof Types]: { readonly presented: object; readonly proven: object };
};

/** A passport strategy over a promise. A Problem is passport's failure, anything else its error. */
class PromiseStrategy extends passport.Strategy {
  readonly verify: Verify<unknown, object>;

  constructor(name: string, verify: Verify<unknown, object>) {
    super();
    this.name = name;
    this.verify = verify;
  }

  /** Passport calls this on an object made for one request, whose prototype is the registered strategy. */
  override authenticate(request: unknown): void {
    const { presented } = request as { readonly presented: unknown };
    this.verify(presented).then(
      (proven) => this.success(proven),
      (error: unknown) => {
        if (error instanceof Problem) this.fail(error as never);
        else this.error(error);
      },
    );
  }
}

/**
 * Every way to prove an identity, by name, in a passport registry of its own: requests, sockets and sign-ins all use
 * it. It uses passport's registry and protocol; passport's sessions, redirects and flash messages are not needed here.
 */
export class StrategyRegistry<Types extends StrategyTypes<Types>> {
  readonly #passport = new passport.Passport();

  /** Adds a strategy. */
  use<Name extends keyof Types & string>(
    name: Name,
    verify: Verify<Types[Name]['presented'], Types[Name]['proven']>,
  ): this {
    this.#passport.use(name, new PromiseStrategy(name, verify as Verify<unknown, object>));
    return this;
  }

  /** @throws what the strategy rejects with; Error when there is no strategy of this name. */
  authenticate<Name extends keyof Types & string>(
    name: Name,
    presented: Types[Name]['presented'],
  ): Promise<Types[Name]['proven']> {
    return new Promise((resolve, reject) => {
      const judge = this.#passport.authenticate(
        name,
        { session: false },
        (error: unknown, proven: unknown, refusal: unknown) => {
          if (error) reject(error);
          else if (proven) resolve(proven);
          else reject(refusal);
        },
      );
      judge({ presented }, undefined, reject);
    });
  }
}
