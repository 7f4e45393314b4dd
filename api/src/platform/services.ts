import type { Knex } from 'knex';
import type { AuditKeys } from '../kernel/audit/keys.ts';
import type { Sealer } from '../kernel/audit/sealer.ts';
import type { Authenticator } from '../kernel/auth/authenticator.ts';
import type { Platform } from '../kernel/compose.ts';
import type { Signals } from '../kernel/coordination/signals.ts';
import type { Database } from '../kernel/db/unit/database.ts';
import type { Clock } from '../kernel/ground/clock.ts';
import type { JobStore } from '../kernel/jobs/store.ts';
import { opening } from '../kernel/module.ts';
import type { Health } from '../kernel/observability/health.ts';
import type { Logger } from '../kernel/observability/logger.ts';
import type { Metrics } from '../kernel/observability/metrics.ts';
import type { Peers, Realtime } from '../kernel/realtime/realtime.ts';
import type { Router } from '../llm/router.ts';
import type { SpendLedger } from '../llm/spend/ledger.ts';
import type { EmailPort } from '../ports/email.ts';
import type { MapsPort } from '../ports/maps.ts';
import type { MessageBook, MessageReports, MessagingPort, SandboxOutbox } from '../ports/messaging.ts';
import type { PushServices } from '../ports/push.ts';
import type { ScanningPort } from '../ports/scanning.ts';
import type { StoragePort } from '../ports/storage.ts';
import type { Synthesiser } from '../ports/synthesis.ts';
import type { Region } from '../region.ts';
import type { Speech } from '../speech/speech.ts';
import type { MessageTexts } from './registration/registered.ts';
import type { Telephone } from './telephony.ts';

/** What modules may need from the platform, by name. */
/** How the maps of pages look. */
export interface MapStyle {
  /** Null for the plain ground. */
  readonly url: string | null;
}

export interface PlatformServices {
  readonly database: Database;
  /** A pool of the app role, for queries outside units of work. */
  readonly knex: Knex;
  readonly deadJobs: JobStore;
  readonly realtime: Realtime & Peers;
  /** Between processes, best effort. */
  readonly signals: Signals;
  /** The current time as the product sees it; tests can move it. */
  readonly clock: Clock;
  /** The time of the database, even where a test moves the product's. */
  readonly databaseClock: Clock;
  readonly region: Region;
  readonly log: Logger;
  readonly health: Health;
  /** Labels are fixed names: never an id. */
  readonly metrics: Metrics;
  readonly auditLog: { readonly keys: AuditKeys; readonly sealer: Sealer };
  readonly messaging: MessagingPort;
  readonly messageReports: MessageReports;
  readonly messageTexts: MessageTexts;
  readonly email: EmailPort;
  readonly push: PushServices;
  readonly telephone: Telephone;
  /** Where files are kept. */
  readonly storage: StoragePort;
  /** Who looks for malicious software in files that people bring; null where nobody does. */
  readonly scanning: { readonly scanner: ScanningPort | null };
  /** Those that the settings configure; none where triage runs on its rules alone. */
  readonly models: Router;
  /** Speech recognition; off where there is no engine, and then calls are typed. */
  readonly speech: Speech;
  /** What speaks the lines of callers in training; null where nothing does. */
  readonly synthesis: { readonly synthesiser: Synthesiser | null };
  /** Whether this process takes requests and sockets, and so the audio of calls. */
  readonly serves: boolean;
  /** Walking and driving times; estimated where no server of maps is configured or it fails. */
  readonly maps: MapsPort;
  readonly mapStyle: MapStyle;
  /** Which ports keep messages and send none. */
  readonly sandboxes: {
    readonly messaging: boolean;
    readonly email: boolean;
    /** Waits briefly until the messages requested so far have been sent. */
    settled(): Promise<void>;
  };
  /** The public address of this installation, without a trailing slash. */
  readonly publicUrl: () => string;
  readonly secrets: readonly [string, ...string[]];
  readonly production: boolean;
}

const opens = {
  /** Turns credentials into principals, for HTTP and sockets. */
  authenticator: opening<Authenticator>(),
  /** Where the sandboxes keep messages. */
  sandboxOutbox: opening<SandboxOutbox>(),
  /** Where the costs of messages are booked. */
  messageBook: opening<MessageBook>(),
  /** Where the spend on language models is booked. */
  spendLedger: opening<SpendLedger>(),
};

/** The platform as `compose` sees it. */
export const platform: Platform<PlatformServices, typeof opens> = { opens };
