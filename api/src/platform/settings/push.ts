import { createECDH } from 'node:crypto';
import { readServiceAccount } from '../../adapters/push/fcm/service-account.ts';
import { defineSettings, text } from '../../kernel/settings.ts';

const WITH_KEY = { when: { setting: 'VAPID_PUBLIC_KEY' } } as const;

/** Pushes to apps and browsers. */
export const pushSettings = defineSettings({
  title: 'Push',
  declared: {
    VAPID_PUBLIC_KEY: {
      schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{87}$' },
      means: 'the key with which browsers subscribe to pushes of this installation (VAPID): P-256, base64url',
      otherwise:
        'production pushes to no browsers; elsewhere a development key, and a sandbox of browsers beside real ones',
    },
    VAPID_PRIVATE_KEY: {
      schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
      means: 'its private half; with another one every browser has to subscribe again',
      otherwise: 'a development key',
      required: WITH_KEY,
    },
    VAPID_SUBJECT: {
      schema: { type: 'string', pattern: '^(mailto:[^\\s@]+@[^\\s@]+|https://[^\\s]+)$' },
      means: 'how a push service reaches the operator: mailto:ops@example.org, or an https address',
      otherwise: 'an address of development',
      required: WITH_KEY,
    },
    FCM_SERVICE_ACCOUNT: {
      schema: { type: 'string', minLength: 1 },
      means: 'the key file of the service account that pushes to apps through Firebase Cloud Messaging',
      otherwise: 'production pushes to no apps; elsewhere to the sandbox, which sends nothing',
    },
    FCM_BASE_URL: {
      schema: { type: 'string', pattern: '^https?://[^/?#\\s]+$' },
      means: 'another server that speaks the protocol of Firebase Cloud Messaging (HTTP v1)',
      otherwise: 'https://fcm.googleapis.com',
    },
  },
  check(values) {
    const faults: string[] = [];
    const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = values;
    if (publicKey === undefined && privateKey !== undefined) {
      faults.push('VAPID_PRIVATE_KEY is not used without VAPID_PUBLIC_KEY');
    }
    if (
      publicKey !== undefined &&
      privateKey !== undefined &&
      !isPair(String(publicKey), String(privateKey))
    ) {
      faults.push('VAPID_PRIVATE_KEY is not the private half of VAPID_PUBLIC_KEY');
    }
    const file = text(values.FCM_SERVICE_ACCOUNT);
    if (file === null) {
      if (values.FCM_BASE_URL !== undefined)
        faults.push('FCM_BASE_URL is not used without FCM_SERVICE_ACCOUNT');
      return faults;
    }
    try {
      readServiceAccount(file);
    } catch (error) {
      faults.push(`FCM_SERVICE_ACCOUNT names a file that ${(error as Error).message}`);
    }
    return faults;
  },
  value(values, { environment, allowsSandbox }) {
    const file = text(values.FCM_SERVICE_ACCOUNT);
    const baseUrl = text(values.FCM_BASE_URL);
    const publicKey = text(values.VAPID_PUBLIC_KEY);
    const absent =
      environment === 'production' && !allowsSandbox('push') ? ('off' as const) : ('sandbox' as const);
    return {
      fcm:
        file !== null
          ? {
              provider: 'fcm' as const,
              account: readServiceAccount(file),
              ...(baseUrl === null ? {} : { baseUrl }),
            }
          : { provider: absent },
      /** The sandbox has keys of development. */
      webPush:
        publicKey === null
          ? { provider: absent }
          : {
              provider: 'web_push' as const,
              vapid: {
                publicKey,
                privateKey: String(values.VAPID_PRIVATE_KEY),
                subject: String(values.VAPID_SUBJECT),
              },
            },
    };
  },
});

function isPair(publicKey: string, privateKey: string): boolean {
  try {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
    return pair.getPublicKey('base64url') === publicKey;
  } catch {
    return false;
  }
}
