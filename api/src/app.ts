import { announcements } from './features/announcements/module.ts';
import { attachments } from './features/attachments/module.ts';
import { audit } from './features/audit/module.ts';
import { booking } from './features/booking/module.ts';
import { calls } from './features/calls/module.ts';
import { devices } from './features/devices/module.ts';
import { identity } from './features/identity/module.ts';
import { inbound } from './features/inbound/module.ts';
import { llm } from './features/llm/module.ts';
import { messageCosts } from './features/message-costs/module.ts';
import { neighbourhood } from './features/neighbourhood/module.ts';
import { notifications } from './features/notifications/module.ts';
import { organisations } from './features/organisations/module.ts';
import { places } from './features/places/module.ts';
import { privacy } from './features/privacy/module.ts';
import { system } from './features/system/module.ts';
import { training } from './features/training/module.ts';
import { triage } from './features/triage/module.ts';
import { units } from './features/units/module.ts';
import { webhooks } from './features/webhooks/module.ts';
import { compose } from './kernel/compose.ts';
import { installation } from './platform/installation.ts';
import { openPlatform, type PlatformOptions } from './platform/open.ts';
import { createProcess, type Process } from './platform/process.ts';
import { platform } from './platform/services.ts';
import type { PlatformConfig } from './platform/settings/index.ts';

/**
 * The product: one line per feature, each after those it needs. The compiler rejects a need that no earlier module provides
 * and an operation of the contract without a handler. Modules stop in reverse order.
 */
export const product = compose(platform)
  .add(installation)
  .add(system)
  .add(llm)
  .add(organisations)
  .add(messageCosts)
  .add(identity)
  .add(devices)
  .add(inbound)
  .add(triage)
  .add(places)
  .add(attachments)
  .add(booking)
  .add(units)
  .add(neighbourhood)
  .add(calls)
  .add(training)
  .add(announcements)
  .add(notifications)
  .add(webhooks)
  .add(privacy)
  .add(audit)
  .build();

export type AppOptions = PlatformOptions;

/** Everything the environment decides, read once by `loadConfig` (config.ts). */
export interface Config extends PlatformConfig {
  /** The values of the modules' own settings, by module. */
  readonly modules: Parameters<typeof product.create>[2];
}

/** A process of the product, wired but not started. */
export type App = Process<ReturnType<typeof product.create>['faces']>;

/** @throws ContractFault, PolicyError when the result cannot be served. */
export async function createApp(config: Config, options: AppOptions): Promise<App> {
  const open = await openPlatform(config, options);
  return createProcess(open, product.create(open.services, open.openings, config.modules));
}
