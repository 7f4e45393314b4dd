import { v7 } from 'uuid';
import type { Database } from '../../kernel/db/unit/database.ts';
import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { BlockedAddress, checkUrl } from '../../kernel/network/guarded-post.ts';
import { claimValues, foundBy } from '../../kernel/privacy/blind-index.ts';
import { insertMissing, updateOne } from '../../kernel/tenancy/written-rows.ts';
import type { PushServices, PushTarget } from '../../ports/push.ts';
import { type IdentityFace, ownedBy, type PersonPrincipal, personColumns } from '../identity/index.ts';
import { PushDevice } from './models.ts';

/** Of one person. One more replaces the one that was renewed longest ago. */
export const MAX_DEVICES = 20;

interface Deps {
  readonly database: Database;
  readonly identity: Pick<IdentityFace, 'holdSession'>;
  readonly push: Pick<PushServices, 'fcm' | 'webPush' | 'loopback'>;
}

/** The devices of people, each registered by the person who is signed in on it. */
export class DeviceRegistry {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Registers the device that the caller is signed in on, or renews it. One that another person was signed in on is the
   * caller's from now on.
   * @throws Problem `unprocessable` for a device that this installation cannot push to; `unauthenticated` where the session
   *   ended meanwhile.
   */
  register(person: PersonPrincipal, target: PushTarget): Promise<PushDevice> {
    this.#check(target);
    return this.#deps.database.run(person, (uow) =>
      asSystem('register a device', async (system) => {
        const device = await this.#register(system, person, target);
        await dropSurplus(system, person);
        uow.about('device', device.id, {});
        return device;
      }),
    );
  }

  /** The caller's own, newest first. */
  list(person: PersonPrincipal): Promise<readonly PushDevice[]> {
    return this.#deps.database.run(person, async (uow) =>
      PushDevice.query(uow.trx)
        .where(ownedBy(person))
        .where('expires_at', '>', uow.now)
        .orderBy('id', 'desc'),
    );
  }

  /** @throws Problem `not_found`. */
  remove(person: PersonPrincipal, id: string): Promise<void> {
    return this.#deps.database.run(person, async (uow) => {
      const device = await ownDevice(uow, person, id);
      await PushDevice.query(uow.trx).deleteById(device.id);
    });
  }

  async #register(uow: UnitOfWork, person: PersonPrincipal, target: PushTarget): Promise<PushDevice> {
    const expiresAt = await this.#deps.identity.holdSession(uow, person.sessionId);
    if (expiresAt === null) {
      throw new Problem('unauthenticated', { detail: 'The session has ended. Sign in again.' });
    }
    const address = target.kind === 'fcm' ? target.token : target.endpoint;
    const keys = target.kind === 'fcm' ? null : { p256dh: target.p256dh, auth: target.auth };
    await claimValues(uow, PushDevice, 'address', [address]);
    const renewal = { sessionId: person.sessionId, keys, renewedAt: uow.now, expiresAt };
    for (;;) {
      const present = await PushDevice.query(uow.trx)
        .whereIn(...foundBy(PushDevice, 'address', [address]))
        .first()
        .forUpdate();
      if (present !== undefined && isOf(present, person)) {
        return updateOne(PushDevice.query(uow.trx).findById(present.id), renewal);
      }
      // With what was on its way to the other person.
      if (present !== undefined) await PushDevice.query(uow.trx).deleteById(present.id);
      const row = {
        id: v7(),
        ...personColumns(person),
        kind: target.kind,
        address,
        ...renewal,
        createdAt: uow.now,
      };
      const [made] = await insertMissing(PushDevice.query(uow.trx), [row]);
      // Otherwise somebody registers the same device at this moment: theirs is committed now.
      if (made !== undefined) return made;
    }
  }

  /** @throws Problem `unprocessable`. */
  #check(target: PushTarget): void {
    const { fcm, webPush } = this.#deps.push;
    if ((target.kind === 'fcm' ? fcm : webPush) === null) {
      const kind = target.kind === 'fcm' ? 'apps' : 'browsers';
      throw new Problem('unprocessable', { detail: `This installation pushes to no ${kind}.` });
    }
    if (target.kind === 'fcm') return;
    try {
      checkUrl(new URL(target.endpoint), { loopback: this.#deps.push.loopback });
    } catch (error) {
      if (!(error instanceof BlockedAddress) && !(error instanceof TypeError)) throw error;
      const detail = 'Give the endpoint that the browser has: an https address on the public internet.';
      throw new Problem('unprocessable', { detail, errors: [{ pointer: '/subscription/endpoint', detail }] });
    }
  }
}

/** One that the person can be pushed to now. @throws Problem `not_found`. */
export async function ownDevice(uow: UnitOfWork, person: PersonPrincipal, id: string): Promise<PushDevice> {
  const device = await PushDevice.query(uow.trx)
    .findById(id)
    .where(ownedBy(person))
    .where('expires_at', '>', uow.now);
  if (device === undefined) throw new Problem('not_found', { detail: 'There is no such device.' });
  uow.about('device', id, {});
  return device;
}

function isOf(device: PushDevice, { kind, id }: PersonPrincipal): boolean {
  return (kind === 'staff' ? device.staffId : device.residentId) === id;
}

async function dropSurplus(uow: UnitOfWork, person: PersonPrincipal): Promise<void> {
  const surplus = await PushDevice.query(uow.trx)
    .select('id')
    .where(ownedBy(person))
    .orderBy('renewed_at', 'desc')
    .orderBy('id', 'desc')
    .offset(MAX_DEVICES);
  if (surplus.length === 0) return;
  await PushDevice.query(uow.trx)
    .delete()
    .whereIn(
      'id',
      surplus.map(({ id }) => id),
    );
}
