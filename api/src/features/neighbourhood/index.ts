/** The face of neighbourhood: the response to a suspected cardiac arrest. */
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Sealing } from '../../kernel/sealing/sealed-columns.ts';
import { Defibrillator, type NeighbourhoodResponse } from './models.ts';
import type { ResponseRequest } from './responses/service.ts';

export {
  OutcomeRecorded,
  ResponseEnded,
  ResponsePlanned,
  ResponseRequested,
  VolunteerArrived,
} from './events.ts';
export type { ResponseRequest } from './responses/service.ts';

export interface NeighbourhoodFace {
  /**
   * Asks the neighbourhood to respond, in the caller's transaction. A response that goes on stays as it is.
   * @throws Problem `not_found`, `no_response_possible`
   */
  respond(uow: UnitOfWork, request: ResponseRequest): Promise<Pick<NeighbourhoodResponse, 'id'>>;
  /** Ends the response of an ambulance, as when the call was a false one. @throws Problem `not_found` without a response. */
  standDown(
    uow: UnitOfWork,
    what: { readonly bookingId: string; readonly reason: string },
  ): Promise<Pick<NeighbourhoodResponse, 'id'>>;
}

/** The sealed columns of defibrillators, for code that writes rows without the models. */
export const DEFIBRILLATOR_SEALED: Sealing = Defibrillator;
