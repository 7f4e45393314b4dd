import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { lockKey, lockKeys } from '../../../kernel/coordination/locks.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import { BlockedAddress, checkUrl, type GuardOptions } from '../../../kernel/network/guarded-post.ts';
import { newestPage, whereGiven } from '../../../kernel/tenancy/lists.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { checkEventTypes } from '../catalogue.ts';
import { WebhookEndpoint } from '../models.ts';
import { pause, resume } from './pausing.ts';
import { newSecret } from './signature.ts';

/** How many a hospital, or the platform, may have: each event is sent to all of them. */
const MAX_ENDPOINTS = 50;
const DEFAULT_OVERLAP_SECONDS = 86_400;

export interface NewEndpoint {
  readonly hospitalId?: string | null | undefined;
  readonly url: string;
  readonly description?: string | undefined;
  readonly eventTypes: readonly string[];
  readonly keepReplies?: boolean | undefined;
}

export type EndpointChanges = Partial<Omit<NewEndpoint, 'hospitalId'>> & {
  readonly state?: 'active' | 'paused' | undefined;
};

/** The only moment at which a secret is shown. */
export interface WithSecret {
  readonly row: WebhookEndpoint;
  readonly secret: string;
}

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly guard: GuardOptions;
}

/** Where partners receive events: an endpoint belongs to a hospital or, of super admins, to the platform. */
export class Endpoints {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws Problem `not_found` for a foreign hospital; `unprocessable` for another fault of the fields. */
  create(principal: Principal, fields: NewEndpoint): Promise<WithSecret> {
    return this.#deps.database.run(principal, async (uow) => {
      const hospitalId = fields.hospitalId ?? uow.scope.hospitalId;
      await this.#checkHospital(uow, hospitalId);
      checkEventTypes(fields.eventTypes);
      await lockKeys(uow, [lockKey(`webhook endpoints of ${hospitalId ?? 'the platform'}`)]);
      const present = WebhookEndpoint.query(uow.trx);
      if (hospitalId === null) present.whereNull('hospital_id');
      else present.where({ hospital_id: hospitalId });
      if ((await present.resultSize()) >= MAX_ENDPOINTS) {
        throw new Problem('unprocessable', {
          detail: `There are ${MAX_ENDPOINTS} endpoints already: delete one first.`,
        });
      }
      const secret = newSecret();
      const row = await WebhookEndpoint.query(uow.trx)
        .insert({
          id: v7(),
          hospitalId,
          url: this.#checked(fields.url),
          description: fields.description ?? '',
          eventTypes: [...new Set(fields.eventTypes)],
          keepReplies: fields.keepReplies ?? false,
          secret,
          state: 'active',
          failures: 0,
          createdBy: uow.scope.staffId,
          version: 1,
          createdAt: uow.now,
          updatedAt: uow.now,
        })
        .returning('*');
      return { row, secret };
    });
  }

  list(
    principal: Principal,
    { hospitalId, ...page }: PageRequest & { readonly hospitalId?: string | undefined },
  ): Promise<Page<WebhookEndpoint>> {
    return this.#deps.database.run(principal, async (uow) => {
      const query = WebhookEndpoint.query(uow.trx);
      whereGiven(query, { hospital_id: hospitalId });
      return newestPage(query, page);
    });
  }

  get(principal: Principal, id: string): Promise<WebhookEndpoint> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await WebhookEndpoint.query(uow.trx).findById(id);
      if (row === undefined) throw noEndpoint();
      return row;
    });
  }

  /** Also pauses and resumes. */
  update(
    principal: Principal,
    id: string,
    changes: EndpointChanges,
    expectedVersions: readonly number[] | undefined,
  ): Promise<WebhookEndpoint> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await lockEndpoint(uow, id);
      checkVersion(row.version, expectedVersions);
      const { url, description, eventTypes, keepReplies, state } = changes;
      if (eventTypes !== undefined) checkEventTypes(eventTypes);
      const changed = await updateOne(WebhookEndpoint.query(uow.trx).findById(id), {
        ...(url === undefined ? {} : { url: this.#checked(url) }),
        ...(description === undefined ? {} : { description }),
        ...(eventTypes === undefined ? {} : { eventTypes: [...new Set(eventTypes)] }),
        ...(keepReplies === undefined ? {} : { keepReplies }),
        version: row.version + 1,
        updatedAt: uow.now,
      });
      if (state === undefined || state === row.state) return changed;
      // One change of the caller, one version.
      const before = Object.assign(changed, { version: row.version });
      if (state === 'paused') return pause(uow, before, 'manual');
      await this.#checkHospital(uow, row.hospitalId);
      return resume(uow, before);
    });
  }

  /** With all that is on its way and the log of what was sent. */
  async remove(principal: Principal, id: string): Promise<void> {
    // Attempts in progress hold their deliveries and ask for the endpoint: one of the two may have to begin again.
    await this.#deps.database.run(
      principal,
      async (uow) => {
        await lockEndpoint(uow, id);
        await WebhookEndpoint.query(uow.trx).deleteById(id);
      },
      { retry: true },
    );
  }

  /** Gives it another secret; for `overlapSeconds` the one before signs too. */
  rotate(principal: Principal, id: string, overlapSeconds = DEFAULT_OVERLAP_SECONDS): Promise<WithSecret> {
    return this.#deps.database.run(principal, async (uow) => {
      const before = await lockEndpoint(uow, id);
      const secret = newSecret();
      const overlaps = overlapSeconds > 0;
      const row = await updateOne(WebhookEndpoint.query(uow.trx).findById(id), {
        secret,
        previousSecret: overlaps ? before.secret : null,
        previousSecretExpiresAt: overlaps ? new Date(uow.now.getTime() + overlapSeconds * 1_000) : null,
        version: before.version + 1,
        updatedAt: uow.now,
      });
      return { row, secret };
    });
  }

  /** @throws Problem `unprocessable` for an address that nothing is ever sent to. */
  #checked(text: string): string {
    try {
      const url = new URL(text);
      checkUrl(url, this.#deps.guard);
      url.hash = '';
      return url.href;
    } catch (error) {
      if (!(error instanceof BlockedAddress) && !(error instanceof TypeError)) throw error;
      const detail =
        'Give an https address on the public internet, without a user name: webhooks go nowhere else.';
      throw new Problem('unprocessable', { detail, errors: [{ pointer: '/url', detail }] });
    }
  }

  async #checkHospital(uow: UnitOfWork, hospitalId: string | null): Promise<void> {
    if (hospitalId === null) return;
    const { active } = await this.#deps.organisations.hospitalOf(uow, hospitalId).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
      const detail = 'There is no such hospital.';
      throw new Problem('not_found', { detail, errors: [{ pointer: '/hospitalId', detail }] });
    });
    if (!active) throw new Problem('unprocessable', { detail: 'The hospital is deactivated.' });
  }
}

/** The endpoint, locked until the unit of work ends. @throws Problem `not_found`. */
export async function lockEndpoint(uow: UnitOfWork, id: string): Promise<WebhookEndpoint> {
  const row = await WebhookEndpoint.query(uow.trx).findById(id).forUpdate();
  if (row === undefined) throw noEndpoint();
  uow.about('webhook_endpoint', id, row);
  return row;
}

export function noEndpoint(): Problem {
  return new Problem('not_found', { detail: 'There is no such webhook endpoint.' });
}
