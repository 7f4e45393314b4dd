import type { JsonObject } from '../../kernel/ground/json.ts';
import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

const OWN = { column: 'hospital_id', equals: 'hospitalId' } as const;

/** The administrators of a hospital and its keys reach its own; super admins also what belongs to the platform. */
const tenancy: Tenancy = { ...SYSTEM_ONLY, super_admin: 'all', hospital_admin: OWN, api_key: OWN };

export type PauseReason = 'failing' | 'gone' | 'manual' | 'hospital_deactivated';

/** Where a partner of a hospital, or of the platform, receives events. */
export class WebhookEndpoint extends TenantModel {
  static override tableName = 'webhook_endpoint';
  static override tenancy = tenancy;
  static override encrypted = ['url', 'description', 'secret', 'previous_secret'];
  declare id: string;
  /** Null: the platform, which receives the events of all hospitals. */
  declare hospitalId: string | null;
  declare url: string;
  declare description: string;
  declare eventTypes: string[];
  /** Whether the beginnings of replies are kept with the attempts. */
  declare keepReplies: boolean;
  declare secret: string;
  /** The one before the last rotation: both sign until `previousSecretExpiresAt`. */
  declare previousSecret: string | null;
  declare previousSecretExpiresAt: Date | null;
  declare state: 'active' | 'paused';
  declare pauseReason: PauseReason | null;
  declare pausedAt: Date | null;
  /** Periods of retries begin again then. */
  declare resumedAt: Date | null;
  declare failingSince: Date | null;
  /** In a row. */
  declare failures: number;
  declare quietUntil: Date | null;
  declare createdBy: string | null;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
}

/** An event of the catalogue, kept for deliveries, replays and `webhooks listen`. */
export class WebhookEvent extends TenantModel {
  static override tableName = 'webhook_event';
  static override tenancy = tenancy;
  declare id: string;
  declare hospitalId: string | null;
  declare type: string;
  declare version: number;
  declare recordType: string;
  declare recordId: string;
  declare data: JsonObject;
  declare correlationId: string;
  declare occurredAt: Date;
  /** Maintained by the database: see migration `changes`. */
  declare readonly changedAt: Date;
}

export type Cause = 'event' | 'replay' | 'test';

/** One event on its way to one endpoint. */
export class WebhookDelivery extends TenantModel {
  static override tableName = 'webhook_delivery';
  static override tenancy = tenancy;
  declare id: string;
  declare position: string;
  declare endpointId: string;
  declare hospitalId: string | null;
  declare cause: Cause;
  declare eventId: string;
  declare eventType: string;
  declare record: string;
  declare occurredAt: Date;
  declare state: 'pending' | 'delivered' | 'failed';
  declare attempts: number;
  declare firstAttemptAt: Date | null;
  declare nextAttemptAt: Date | null;
  declare claimedUntil: Date | null;
  declare endedAt: Date | null;
  declare createdAt: Date;
}

/** One request to an endpoint. Its id is the `id` of the request in the log of deliveries. */
export class WebhookAttempt extends TenantModel {
  static override tableName = 'webhook_attempt';
  static override tenancy = tenancy;
  static override encrypted = ['reply'];
  declare id: string;
  declare deliveryId: string;
  declare hospitalId: string | null;
  declare number: number;
  declare startedAt: Date;
  declare outcome: AttemptOutcome | null;
  declare status: number | null;
  declare latencyMs: number | null;
  /** The redacted beginning of the reply, where the endpoint keeps it. */
  declare reply: string | null;
}

export type AttemptOutcome =
  | 'delivered'
  | 'refused'
  | 'redirected'
  | 'timed_out'
  | 'unreachable'
  | 'connection_lost'
  | 'bad_reply'
  | 'blocked_address';

registerModels(WebhookEndpoint, WebhookEvent, WebhookDelivery, WebhookAttempt);
