import { testingOfFeatures } from '../support/worlds/features.ts';
import type { Expectation } from './expectation.ts';

export type { Answer, Cell, Change, Expectation } from './expectation.ts';

/**
 * One line for every operation of the contract, from the features' `testing.ts`: what its requests are about. Who may
 * send them and with what result is derived from `x-access`; only what is finer than that is declared, with the reason.
 */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = Object.assign(
  {},
  ...testingOfFeatures.map(({ operations }) => operations),
);
