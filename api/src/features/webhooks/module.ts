import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { EmailPort } from '../../ports/email.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { catalogue } from './catalogue.ts';
import { Courier } from './deliveries/courier.ts';
import { Deliveries } from './deliveries/service.ts';
import { Endpoints } from './endpoints/service.ts';
import { pauseNotices } from './notices/mailer.ts';
import { webhooksOperations } from './operations.ts';
import { tidying } from './retention.ts';
import { type WebhookSettings, webhookSettings } from './settings.ts';
import { pausingOfDeactivated, publishing } from './subscribers.ts';

interface WebhooksNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly email: EmailPort;
  readonly region: { readonly languages: readonly [string, ...string[]] };
}

/** Events sent to the servers of partners, signed, by the Standard Webhooks. */
export const webhooks = defineModule({
  name: 'webhooks',
  settings: webhookSettings,
  create(needs: WebhooksNeeds, settings: WebhookSettings) {
    const { database, region } = needs;
    const events = catalogue();
    return {
      operations: webhooksOperations({
        endpoints: new Endpoints({ ...needs, guard: { loopback: settings.loopback } }),
        deliveries: new Deliveries({ database }),
        catalogue: events,
      }),
      subscribers: [publishing(events), pausingOfDeactivated()],
      jobs: [
        new Courier({ database, settings }).job(),
        pauseNotices({ ...needs, language: region.languages[0] }),
      ],
      periodic: [tidying(database)],
    };
  },
});
