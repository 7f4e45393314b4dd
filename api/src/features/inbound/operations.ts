import { Problem } from '../../kernel/ground/problem.ts';
import type { SignatureCheck } from '../../kernel/http/mount.ts';
import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { MessageReports } from '../../ports/messaging.ts';
import type { InboundFace } from './index.ts';
import type { InboundLog } from './log.ts';
import { webhookBody, webhookDetailBody } from './wire.ts';

export type InboundOperations = OperationsOf<
  | 'receiveMessageReport'
  | 'receiveMessage'
  | 'createSandboxMessage'
  | 'listInboundWebhooks'
  | 'getInboundWebhook'
  | 'replayInboundWebhook'
>;

interface Services {
  readonly log: InboundLog;
  readonly reports: MessageReports;
  readonly receive: InboundFace['receive'];
}

const NOTHING = new Uint8Array();

export function inboundOperations({ log, reports, receive }: Services): InboundOperations {
  return {
    async receiveMessageReport({ raw }) {
      const body = raw ?? NOTHING;
      const recipient = reports.recipient(body);
      await receive({ source: 'messages', provider: reports.name, eventId: null, body, recipient });
      return { status: 204 };
    },
    async receiveMessage({ raw }) {
      const body = raw ?? NOTHING;
      const recipient = reports.recipient(body);
      const eventId = reports.incoming(body)?.providerMessageId ?? null;
      await receive({ source: 'replies', provider: reports.name, eventId, body, recipient });
      return { status: 204 };
    },
    async createSandboxMessage({ body }) {
      if (reports.receiveSandbox === null) {
        throw new Problem('not_found', {
          detail: 'This installation has a provider of messages, not the sandbox.',
        });
      }
      await reports.receiveSandbox({ channel: 'sms', ...body });
      return { status: 204 };
    },
    async listInboundWebhooks({ principal, query }) {
      const { limit = 50, ...rest } = query;
      const { data, nextCursor } = await log.list(principal, { limit, ...rest });
      return { status: 200, body: { data: data.map(webhookBody), nextCursor } };
    },
    async getInboundWebhook({ principal, params }) {
      return { status: 200, body: webhookDetailBody(await log.get(principal, params.inboundWebhookId)) };
    },
    async replayInboundWebhook({ principal, params }) {
      return { status: 202, body: webhookBody(await log.replay(principal, params.inboundWebhookId)) };
    },
  };
}

/** Signatures cover the bytes and the address that the provider called: the public one, whatever proxies made of it. */
export function messageSignature(reports: MessageReports, publicUrl: () => string): SignatureCheck {
  return ({ path, params, headers, raw }) =>
    raw !== null &&
    params.provider === reports.name &&
    reports.authentic({ url: `${publicUrl()}${path}`, headers, body: raw });
}
