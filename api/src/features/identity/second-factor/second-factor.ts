import { remarkOn } from '../../../kernel/audit/subject.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import { StaffRecoveryCodeUsed } from '../events.ts';
import { sendAccountNotice } from '../jobs.ts';
import { StaffRecoveryCode, StaffTotp } from '../models.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { enrolment, newRecoveryCodes, newSecret, recoveryHash, stepOf } from './totp.ts';

/** What a person shows beside the password: a code of the app, or one of the recovery codes. */
export interface Proof {
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

/**
 * The second factor of staff: an authenticator app (RFC 6238) and recovery codes for the day it is lost. Everything
 * runs in a system unit of work of the caller's.
 */
export class SecondFactor {
  readonly #keyring: Keyring;

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** Whether the person has one in force. */
  async isOn(uow: UnitOfWork, staffId: string): Promise<boolean> {
    const row = await StaffTotp.query(uow.trx).select('confirmed_at').findById(staffId);
    return row !== undefined && row.confirmedAt !== null;
  }

  /** A new secret, in force once {@link confirm}ed; replaces one that never was. @throws Problem `already_exists`. */
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

  /** Puts it in force. @returns the recovery codes, shown this once. @throws Problem `unprocessable`. */
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
   * Whether the proof is right; it is spent thereby, in this transaction: a code is good once, whatever the
   * parallelism, and so are those of earlier steps.
   */
  async spend(uow: UnitOfWork, staffId: string, proof: Proof): Promise<boolean> {
    if (proof.recoveryCode !== undefined) return this.#spendRecovery(uow, staffId, proof.recoveryCode);
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

  async #spendRecovery(uow: UnitOfWork, staffId: string, code: string): Promise<boolean> {
    const spent = await StaffRecoveryCode.query(uow.trx)
      .patch({ usedAt: uow.now })
      .where({ staff_id: staffId, code_hash: recoveryHash(code) })
      .whereNull('used_at');
    if (spent === 0) return false;
    remarkOn('a recovery code was used');
    uow.emit(StaffRecoveryCodeUsed(staffId, { staffId }));
    sendAccountNotice(uow, staffId, 'recovery_code_used');
    return true;
  }

  /** New recovery codes in place of all earlier ones, shown this once. */
  async renewRecoveryCodes(uow: UnitOfWork, staffId: string): Promise<readonly string[]> {
    const codes = newRecoveryCodes();
    await StaffRecoveryCode.query(uow.trx).delete().where('staff_id', staffId);
    await StaffRecoveryCode.query(uow.trx).insert(
      codes.map((code) => ({ staffId, codeHash: recoveryHash(code), usedAt: null })),
    );
    return codes;
  }

  /** Takes it away, recovery codes too. @returns whether there was one in force. */
  async remove(uow: UnitOfWork, staffId: string): Promise<boolean> {
    const on = await this.isOn(uow, staffId);
    await StaffTotp.query(uow.trx).deleteById(staffId);
    await StaffRecoveryCode.query(uow.trx).delete().where('staff_id', staffId);
    return on;
  }
}

/** 422 about the code of a person who is signed in. */
export function wrongCode(pointer = '/code'): Problem {
  const detail = 'The code is incorrect or has already been used. Enter the code that the app shows now.';
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}
