import { createECDH, hkdfSync } from 'node:crypto';
import { FcmPush } from '../adapters/push/fcm/fcm.ts';
import { SandboxFcm } from '../adapters/push/sandbox/fcm.ts';
import { SandboxWebPush } from '../adapters/push/sandbox/web-push.ts';
import { type VapidKeys, WebPush } from '../adapters/push/web-push/web-push.ts';
import type { EffectLedger } from '../kernel/effects/ledger.ts';
import type { Clock } from '../kernel/ground/clock.ts';
import type { SandboxOutbox } from '../ports/messaging.ts';
import type { AppTarget, PushPort, PushServices } from '../ports/push.ts';
import { pushOnce } from './once.ts';
import type { PlatformConfig } from './settings/index.ts';

export interface OpenPush {
  readonly services: PushServices;
  stop(): Promise<void>;
}

/**
 * The push services of the settings. Sandboxes speak the providers' protocols on local ports and keep in `outbox` what was
 * pushed; they start when they are first used.
 */
export function openPush(
  { push, secrets }: Pick<PlatformConfig, 'push' | 'secrets'>,
  outbox: SandboxOutbox,
  effects: EffectLedger,
  clock: Clock,
): OpenPush {
  const started: { stop(): Promise<void> }[] = [];
  const { provider } = push.webPush;
  const sandbox = provider === 'sandbox';
  const vapid = provider === 'web_push' ? push.webPush.vapid : developmentKeys(secrets[0]);
  let browsers: Promise<SandboxWebPush> | undefined;
  const openBrowsers = async () => {
    const opened = new SandboxWebPush({ outbox, clock, vapidPublicKey: vapid.publicKey });
    started.push(opened);
    await opened.start();
    return opened;
  };
  const fcmSandbox = async () => {
    const opened = new SandboxFcm({ outbox, clock });
    started.push(opened);
    const baseUrl = await opened.start();
    return new FcmPush({ account: opened.account, baseUrl, clock });
  };
  const apps =
    push.fcm.provider === 'fcm'
      ? new FcmPush({ ...push.fcm, clock })
      : push.fcm.provider === 'sandbox'
        ? openedLater(fcmSandbox)
        : null;
  return {
    services: {
      fcm: apps && pushOnce(apps, effects),
      webPush:
        provider === 'off' ? null : pushOnce(new WebPush({ vapid, guard: { loopback: sandbox } }), effects),
      vapidPublicKey: provider === 'off' ? null : vapid.publicKey,
      loopback: sandbox,
      subscribeSandbox: sandbox
        ? async () => {
            browsers ??= openBrowsers();
            return (await browsers).subscribe();
          }
        : null,
    },
    async stop() {
      for (const each of started) await each.stop();
    },
  };
}

function openedLater(open: () => Promise<PushPort<AppTarget>>): PushPort<AppTarget> {
  let opened: Promise<PushPort<AppTarget>> | undefined;
  return {
    async send(message) {
      opened ??= open();
      return (await opened).send(message);
    },
  };
}

/** The same in every process of a development system and after a restart, so that browsers stay subscribed. */
function developmentKeys(secret: string): VapidKeys {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.from(hkdfSync('sha256', secret, '', 'development vapid', 32)));
  return {
    publicKey: pair.getPublicKey('base64url'),
    privateKey: pair.getPrivateKey('base64url').padStart(43, 'A'),
    subject: 'mailto:push@kiwimesh.localhost',
  };
}
