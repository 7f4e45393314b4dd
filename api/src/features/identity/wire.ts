import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import type { ReplyOf } from '../../kernel/http/operation.ts';
import { deactivationBody } from '../../kernel/tenancy/deactivation.ts';
import type { SandboxMessage } from '../../ports/messaging.ts';
import type { StaffInvitation } from '../organisations/index.ts';
import type { ShownKey } from './keys/service.ts';
import type { Session } from './models.ts';
import { deviceOf } from './sessions/device.ts';

/** The default of the contract, which is optional in the types. */
const DEFAULT_LIMIT = 50;

export function pageRequest<Query extends { readonly limit?: number | undefined }>(
  query: Query,
): Query & Pick<PageRequest, 'limit'> {
  return { ...query, limit: query.limit ?? DEFAULT_LIMIT };
}

/** @param current id of the session that the request was made in. */
export function sessionPageBody(
  { data, nextCursor }: Page<Session>,
  current: string,
): ReplyOf<'listSessions'>['body'] {
  return {
    data: data.map((row) => ({
      id: row.id,
      device: deviceOf(row.userAgent),
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      userAgent: row.userAgent,
      current: row.id === current,
    })),
    nextCursor,
  };
}

type WireKey = ReplyOf<'getApiKey'>['body'];

export function keyBody({ row, makerActive }: ShownKey): WireKey {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    hospitalId: row.hospitalId,
    scopes: row.scopes as WireKey['scopes'],
    allowedOrigins: row.allowedOrigins,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    previousSecretExpiresAt: row.previousSecretExpiresAt?.toISOString() ?? null,
    prefix: row.prefix,
    key: row.publishableKey,
    createdBy: row.createdBy,
    makerActive,
    endsWithMaker: row.endsWithMaker,
    active: row.active,
    deactivation: deactivationBody(row),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function invitationBody(invitation: StaffInvitation): ReplyOf<'inviteStaff'>['body'] {
  const { sentAt, expiresAt, acceptedAt } = invitation;
  return {
    sentAt: sentAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
    acceptedAt: acceptedAt?.toISOString() ?? null,
  };
}

export function sentMessagesBody(sent: readonly SandboxMessage[]): ReplyOf<'listSentMessages'>['body'] {
  return { data: sent.map((message) => ({ ...message, sentAt: message.sentAt.toISOString() })) };
}
