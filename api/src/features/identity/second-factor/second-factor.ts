import { addRemark } from '../../../kernel/audit/subject.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import { StaffRecoveryCodeUsed } from '../events.ts';
import { sendAccountNotice } from '../jobs.ts';
import { StaffRecoveryCode, StaffTotp } from '../models.ts';
import { unprocessable } from '../problems.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { enrolment, newRecoveryCodes, newSecret, recoveryHash, stepOf } from './totp.ts';

/** A code from the authenticator app, or a recovery code. */
export interface Proof {
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

/**
 * The second factor of staff: an authenticator app (RFC 6238), and recovery codes in case it is lost. Everything runs in
 * the caller's system unit of work.
 */
export class SecondFactor {
  readonly #keyring: Keyring;

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** Whether the person has a confirmed second factor. */
  async isEnabled(uow: UnitOfWork, staffId: string): Promise<boolean> {
    const row = await StaffTotp.query(uow.trx).select('confirmed_at').findById(staffId);
    return row !== undefined && row.confirmedAt !== null;
  }

  /** Creates a secret, enabled by {@link confirm}; replaces an unconfirmed one. @throws Problem `already_exists`. */
  async begin(uow: UnitOfWork, staffId: string, email: string) {
    const secret = newSecret();
    const begun = { sealedSecret: this.#keyring.seal(staffId, secret), createdAt: uow.now };
    const kept = await insertOrUpdate(
      StaffTotp.query(uow.trx),
      { staffId, confirmedAt: null, lastStep: 0, ...begun },
      { target: 'staff_id', set: begun, when: (update) => update.whereNull('staff_totp.confirmed_at') },
    );
    if (kept === undefined) {
      throw new Problem('already_exists', {
        detail: 'You already have a second factor. Turn it off before you enrol another app.',
      });
    }
    return enrolment(secret, email);
  }

  /** Enables it. @returns the recovery codes, shown only now. @throws Problem `unprocessable`. */
  async confirm(uow: UnitOfWork, staffId: string, code: string): Promise<readonly string[]> {
    const row = await StaffTotp.query(uow.trx).findById(staffId).forUpdate();
    if (row === undefined || row.confirmedAt !== null) {
      throw new Problem('unprocessable', {
        detail: 'There is nothing to confirm: start enrolment first.',
      });
    }
    const step = stepOf(this.#keyring.unseal(staffId, row.sealedSecret).plain, code, uow.now);
    if (step === null) throw wrongCode();
    await StaffTotp.query(uow.trx).findById(staffId).patch({ confirmedAt: uow.now, lastStep: step });
    return this.renewRecoveryCodes(uow, staffId);
  }

  /**
   * Checks a proof and uses it up in this transaction. A code works once, even with concurrent requests, and makes codes
   * of earlier time steps invalid.
   */
  async consume(uow: UnitOfWork, staffId: string, proof: Proof): Promise<boolean> {
    if (proof.recoveryCode !== undefined) return this.#consumeRecoveryCode(uow, staffId, proof.recoveryCode);
    const row = await StaffTotp.query(uow.trx).findById(staffId).forUpdate();
    if (proof.code === undefined || row === undefined || row.confirmedAt === null) return false;
    const { plain, stale } = this.#keyring.unseal(staffId, row.sealedSecret);
    const step = stepOf(plain, proof.code, uow.now);
    if (step === null || step <= Number(row.lastStep)) return false;
    await StaffTotp.query(uow.trx)
      .findById(staffId)
      .patch({ lastStep: step, ...(stale ? { sealedSecret: this.#keyring.seal(staffId, plain) } : {}) });
    return true;
  }

  async #consumeRecoveryCode(uow: UnitOfWork, staffId: string, code: string): Promise<boolean> {
    const used = await StaffRecoveryCode.query(uow.trx)
      .patch({ usedAt: uow.now })
      .where({ staff_id: staffId, code_hash: recoveryHash(code) })
      .whereNull('used_at');
    if (used === 0) return false;
    addRemark('a recovery code was used');
    uow.emit(StaffRecoveryCodeUsed(staffId, { staffId }));
    sendAccountNotice(uow, staffId, 'recovery_code_used');
    return true;
  }

  /** Replaces the recovery codes. @returns the new ones, shown only now. */
  async renewRecoveryCodes(uow: UnitOfWork, staffId: string): Promise<readonly string[]> {
    const codes = newRecoveryCodes();
    await StaffRecoveryCode.query(uow.trx).delete().where('staff_id', staffId);
    await StaffRecoveryCode.query(uow.trx).insert(
      codes.map((code) => ({ staffId, codeHash: recoveryHash(code), usedAt: null })),
    );
    return codes;
  }

  /** Removes it and the recovery codes. @returns whether it was enabled. */
  async remove(uow: UnitOfWork, staffId: string): Promise<boolean> {
    const enabled = await this.isEnabled(uow, staffId);
    await StaffTotp.query(uow.trx).deleteById(staffId);
    await StaffRecoveryCode.query(uow.trx).delete().where('staff_id', staffId);
    return enabled;
  }
}

/** The 422 for a wrong code of a person who is signed in. */
export function wrongCode({ recoveryCode }: Proof = {}): Problem {
  return unprocessable(
    recoveryCode === undefined ? '/code' : '/recoveryCode',
    'The code is incorrect or has already been used. Enter the code that the app shows now.',
  );
}
