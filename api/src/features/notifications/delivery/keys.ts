import type { Message } from './messages.ts';

/** What a message is sent with once: of a notification there is one by each channel. */
export const messageKey = (notificationId: string, channel: Message['channel']): string =>
  `notification:${notificationId}:${channel}`;

/** The reverse of {@link messageKey}; null for keys of others. */
export function aboutOf(
  key: string,
): { readonly notificationId: string; readonly channel: Message['channel'] } | null {
  const [, notificationId, channel] = /^notification:([0-9a-f-]{36}):(sms|email)$/.exec(key) ?? [];
  if (notificationId === undefined || channel === undefined) return null;
  return { notificationId, channel: channel === 'sms' ? 'sms' : 'email' };
}
