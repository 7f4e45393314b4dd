import type { UnitOfWork } from '../db/unit/unit-of-work.ts';

/** The person to erase, with the values by which their data is found. Never logged, never put into an event. */
export interface ErasedPerson {
  readonly residentId: string;
  readonly phone: string;
  readonly email: string | null;
}

/**
 * A feature's declaration about the personal data of residents that it holds. Export, the check before an erasure and
 * the erasure itself call every feature's part, so that no feature knows another's tables.
 */
export interface PersonalDataPart {
  /**
   * True for the part that holds the person's phone and email. The other parts find their data by them, so it is erased
   * after all others. At most one part may set it.
   */
  readonly holdsIdentity?: boolean;
  /**
   * Members of the export (see ResidentExport in the contract), read in the resident's own unit of work.
   * @param records ids of the resident and of what {@link records} of every part names.
   */
  collect(
    uow: UnitOfWork,
    residentId: string,
    records: readonly string[],
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Ids of records about the person that others may view, bounded; in the resident's own unit of work. */
  records?(uow: UnitOfWork, residentId: string): Promise<readonly string[]>;
  /** Ids of open bookings of this person, as the one who booked or the one who is assigned. System scope. */
  openWork?(uow: UnitOfWork, residentId: string): Promise<readonly string[]>;
  /** Erases; in the one system unit of work that erases the person everywhere, or nowhere. */
  erase(uow: UnitOfWork, person: ErasedPerson): Promise<void>;
}

/** The parts in the order of erasure: the one that holds the identity last. */
export function inErasureOrder(parts: readonly PersonalDataPart[]): readonly PersonalDataPart[] {
  const last = parts.filter(({ holdsIdentity }) => holdsIdentity === true);
  if (last.length > 1)
    throw new Error('two parts of the personal data hold the identity: only one can be last');
  return [...parts.filter(({ holdsIdentity }) => holdsIdentity !== true), ...last];
}
