import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { EmailError, type EmailPort } from '../../../ports/email.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { SendPauseNotice } from '../jobs.ts';
import { WebhookEndpoint } from '../models.ts';
import { pauseMail } from './mails.ts';

/** With the backoff of jobs, ten attempts outlast an outage of the mail server of some hours. */
const ATTEMPTS = 10;

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly email: EmailPort;
  readonly language: string;
}

/** Tells the administrators of a hospital, or the super admins, that an endpoint was paused because it failed. */
export function pauseNotices({ database, organisations, email, language }: Deps): JobDefinition {
  return jobHandler(SendPauseNotice, {
    maxAttempts: ATTEMPTS,
    async handle({ webhookEndpointId, pausedAt }, { key }) {
      const found = await database.asSystem('prepare the notice of a paused webhook', async (uow) => {
        const endpoint = await WebhookEndpoint.query(uow.trx).findById(webhookEndpointId);
        // Resumed or deleted meanwhile: there is nothing to tell.
        if (endpoint?.pausedAt?.toISOString() !== pausedAt) return null;
        return { endpoint, people: await organisations.administrators(uow, endpoint.hospitalId) };
      });
      if (found === null) return;
      const { endpoint, people } = found;
      const reason = endpoint.pauseReason === 'gone' ? 'gone' : 'failing';
      const about = { id: endpoint.id, host: new URL(endpoint.url).host, reason } as const;
      for (const person of people) {
        const mail = pauseMail(about, person.language ?? language);
        try {
          await email.send({
            ...mail,
            to: person.email,
            idempotencyKey: `webhook-paused:${key}:${person.id}`,
          });
        } catch (error) {
          // An address that takes no mail must not keep the others from theirs.
          if (!(error instanceof EmailError && error.final)) throw error;
        }
      }
    },
  });
}
