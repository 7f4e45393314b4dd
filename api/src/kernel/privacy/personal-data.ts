import type { UnitOfWork } from '../feature.ts';

/** Who is to be forgotten, with what their traces are found by. Never logged, never put into an event. */
export interface ErasedPerson {
  readonly residentId: string;
  readonly phone: string;
  readonly email: string | null;
}

/**
 * What a feature says about the personal data of residents that it holds. Export, the look before an erasure and the
 * erasure itself ask every feature's part, so that no feature knows another's tables.
 */
export interface PersonalDataPart {
  /**
   * Members of the export (see ResidentExport in the contract), read in the resident's own unit of work.
   * @param records ids of the resident and of what {@link records} of every part names.
   */
  collect(
    uow: UnitOfWork,
    residentId: string,
    records: readonly string[],
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Ids of records about the person that others may look at, bounded; in the resident's own unit of work. */
  records?(uow: UnitOfWork, residentId: string): Promise<readonly string[]>;
  /** Ids of bookings that somebody is still acting on for this person, or this person for somebody. System scope. */
  openWork?(uow: UnitOfWork, residentId: string): Promise<readonly string[]>;
  /** Wipes; in the one system unit of work that erases the person everywhere, or nowhere. */
  erase(uow: UnitOfWork, person: ErasedPerson): Promise<void>;
}
