import { faultsOfFile } from '../../kernel/ground/operator-file.ts';
import { LOOPBACK } from '../../kernel/http/listen.ts';
import { defineSettings, type SettingsContext, type SettingValues, text } from '../../kernel/settings.ts';
import { loadRegion, regionIds, regionWith } from '../../region.ts';
import { messagingProvider } from './messaging.ts';

export type ProcessRole = 'serve' | 'work' | 'all';

/** What the process is, where it listens and how it stops. */
export const processSettings = defineSettings({
  title: 'Process',
  declared: {
    PORT: {
      schema: { type: 'integer', minimum: 0, maximum: 65535, default: 8080 },
      means: 'the port that HTTP and Socket.IO listen on',
    },
    KIWIMESH_HOST: {
      schema: { type: 'string' },
      means: 'the address to listen on',
      otherwise:
        'localhost (this machine only) in development and test, :: (all addresses, IPv4 and IPv6) in staging and production',
    },
    KIWIMESH_ENV: {
      schema: { enum: ['development', 'test', 'staging', 'production'], default: 'development' },
      means:
        'the environment: staging and production reject development secrets; production also rejects sandboxes that KIWIMESH_ALLOW_SANDBOX does not name',
    },
    KIWIMESH_ROLE: {
      schema: { enum: ['serve', 'work', 'all'], default: 'all' },
      means:
        'what the process does: serve handles HTTP and sockets, work handles events and jobs, all does both',
    },
    KIWIMESH_DATA_DIR: {
      schema: { type: 'string', default: '.data' },
      means: 'the folder of embedded Postgres, local files and development secrets',
    },
    KIWIMESH_REGION: {
      schema: { type: 'string', maxLength: 4096, default: 'in' },
      means: `the region pack: ${regionIds().join(' or ')}, or the path of a file of your own that ends in .yaml`,
    },
    KIWIMESH_LOG_LEVEL: {
      schema: { enum: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], default: 'info' },
      means: 'the minimum level of log lines',
    },
    KIWIMESH_ALLOW_SANDBOX: {
      schema: { type: 'string', pattern: '^[a-z]+(,[a-z]+)*$' },
      means: 'capabilities that may use their sandbox in production, such as messaging',
    },
    KIWIMESH_SHUTDOWN_SECONDS: {
      schema: { type: 'integer', minimum: 1, maximum: 300, default: 20 },
      means: 'how long to wait for running requests and jobs at shutdown',
    },
    KIWIMESH_PUBLIC_URL: {
      schema: { type: 'string', pattern: '^https?://[^/?#\\s]+(/[^?#\\s]*)?$' },
      means:
        'the public address of this installation, such as https://care.example.org; links in emails begin with it',
      otherwise: 'the address the API listens on',
      required: { when: 'deployed', because: 'links in emails begin with it' },
    },
  },
  check(values: SettingValues<string>, context) {
    const { environment } = context;
    const faults = [...regionFaults(values, context)];
    if (environment === 'production' && String(values.KIWIMESH_PUBLIC_URL ?? '').startsWith('http:')) {
      faults.push(
        'KIWIMESH_PUBLIC_URL must begin with https in production: people set passwords with its links',
      );
    }
    return faults;
  },
  value: (values, { environment, deployed, dataDir, variable }) => ({
    environment,
    role: values.KIWIMESH_ROLE as ProcessRole,
    // In development sandboxes show one-time codes and demo data has known passwords, so only this machine may connect.
    host: text(values.KIWIMESH_HOST) ?? (deployed ? '::' : LOOPBACK),
    port: Number(values.PORT),
    logLevel: String(values.KIWIMESH_LOG_LEVEL),
    dataDir,
    region: regionWith(
      loadRegion(String(values.KIWIMESH_REGION)),
      messagingProvider(values, { variable })?.name ?? 'sandbox',
    ),
    /** The public address of this installation, without a trailing slash. Null: the address the API listens on. */
    publicUrl: text(values.KIWIMESH_PUBLIC_URL)?.replace(/\/+$/, '') ?? null,
    /** How many seconds running requests and jobs have to finish when the process stops. */
    shutdownSeconds: Number(values.KIWIMESH_SHUTDOWN_SECONDS),
  }),
});

/** Faults of the region pack, and of a provider of messages that does not reach phones there. */
function regionFaults(
  values: SettingValues<string>,
  context: Pick<SettingsContext, 'variable'>,
): readonly string[] {
  const pack = String(values.KIWIMESH_REGION);
  const faultsOfPack = faultsOfFile('KIWIMESH_REGION', () => loadRegion(pack));
  if (faultsOfPack.length > 0) return faultsOfPack;
  const region = loadRegion(pack);
  const provider = messagingProvider(values, context);
  if (provider === null || provider.name === 'sandbox') return [];
  const { name, channels, registers } = provider;
  const setting = values.KIWIMESH_MESSAGING === 'gateway' ? 'KIWIMESH_MESSAGE_GATEWAY' : 'KIWIMESH_MESSAGING';
  const named = region.phoneMessages.filter(({ providers }) => providers.includes(name));
  if (named.length === 0) {
    const there = [...new Set(region.phoneMessages.flatMap(({ providers }) => providers))];
    return [
      `${setting} is ${name}, which the region pack ${region.id} does not name for phones there: use ${there.join(' or ')}`,
    ];
  }
  const faults = named
    .filter(({ channel }) => !channels.includes(channel))
    .map(
      ({ channel }) =>
        `${setting} is ${name}, which has no sender for ${channel}: the region pack ${region.id} names it for that`,
    );
  if (region.smsRegistration !== undefined && registers === false) {
    faults.push(
      `${setting} is ${name}, which passes on no {template}: the region pack ${region.id} says that texts of SMS are registered there`,
    );
  }
  return faults;
}
