const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Which way imports may point. Run by api/test/structure/imports.test.ts, which plants a breach of each rule and names the
 * offending line. Sources are checked, tests are not: a test may import anything it checks.
 */
const TESTS = '\\.test(-d)?\\.ts$|(^|/)test/|(^|/)fixtures/|^api/src/(features/[^/]+|platform)/testing\\.ts$';
const product = (path, ...more) => ({ path, pathNot: [TESTS, ...more] });

/**
 * The folders of the kernel in layers, the lowest first. A folder imports from lower layers and from itself; folders of
 * one layer do not know each other. Files directly in kernel/ (composition and settings) are above all of them.
 */
const KERNEL_LAYERS = [
  ['ground'],
  ['auth', 'network', 'payload', 'values'],
  ['observability'],
  ['sealing'],
  ['db'],
  ['db/unit'],
  ['coordination'],
  ['audit', 'effects', 'events', 'privacy', 'tenancy'],
  ['jobs'],
  ['http'],
  ['realtime'],
];
/** The path of a kernel folder without the part of it that is a layer of its own. */
const kernelFolder = (name) => (name === 'db' ? 'db/(?!unit/)' : `${name}/`);
const kernelLayers = KERNEL_LAYERS.flatMap((layer, level) =>
  layer.map((name) => {
    const others = [...layer.filter((peer) => peer !== name), ...KERNEL_LAYERS.slice(level + 1).flat()];
    return {
      name: 'kernel-layers',
      comment:
        'The folders of the kernel are layers: each uses only lower ones, in the order of KERNEL_LAYERS in .dependency-cruiser.cjs.',
      severity: 'error',
      from: product(`^api/src/kernel/${kernelFolder(name)}`),
      to: {
        path: `^api/src/kernel/(${others.map(kernelFolder).join('|')}${others.length > 0 ? '|' : ''}[^/]+\\.ts$)`,
      },
    };
  }),
);

/** The folders of features, in the order in which app.ts adds their modules. */
const FEATURES = (() => {
  const app = readFileSync(join(__dirname, 'api/src/app.ts'), 'utf8');
  const folders = new Map(
    [...app.matchAll(/import \{ (\w+) \} from '\.\/features\/([^/]+)\/module\.ts'/g)].map(
      ([, name, folder]) => [name, folder],
    ),
  );
  return [...app.matchAll(/\.add\((\w+)\)/g)].flatMap(([, name]) => folders.get(name) ?? []);
})();
const featureOrder = FEATURES.slice(0, -1).map((name, index) => ({
  name: 'feature-order',
  comment:
    'A feature uses only features that app.ts adds before it. An effect in a later one goes through an event.',
  severity: 'error',
  from: product(`^api/src/features/${name}/`),
  to: { path: `^api/src/features/(${FEATURES.slice(index + 1).join('|')})/` },
}));

/** Which sources may import a package: what it does is behind an interface of their own for all others. */
const PACKAGE_OWNERS = {
  '@aws-sdk/[^/]+|@smithy/[^/]+': '^api/src/adapters/storage/s3/',
  '@agendajs/[^/]+|agenda': '^api/src/kernel/jobs/',
  '@node-rs/argon2': '^api/src/features/identity/passwords/hashing\\.ts$',
  '@oclif/core': '^cli/(src|bin)/',
  '@socket\\.io/postgres-adapter|socket\\.io': '^api/src/kernel/realtime/',
  'ajv|ajv-formats':
    '^api/src/kernel/(ground/(schema-words|schema-compiler|yaml-document)|payload/check|realtime/requests|settings)\\.ts$|^api/src/kernel/http/contract/|^api/src/features/(booking/policies|triage/knowledge|training/scenarios)/|^api/src/llm/|^openapi/lint/',
  'close-with-grace': '^api/src/main\\.ts$',
  express: '^api/src/kernel/http/pages/',
  'file-type': '^api/src/features/attachments/content/judge\\.ts$',
  'find-my-way': '^api/src/kernel/http/contract/router\\.ts$',
  jose: '^api/src/features/identity/sessions/|^api/src/kernel/realtime/|^api/src/adapters/push/fcm/',
  'js-yaml': '^api/src/features/triage/knowledge/',
  // Features need types of it in migrations and for `raw` of their models only.
  knex: '^api/src/kernel/|^api/src/platform/|^api/src/features/',
  'libphonenumber-js': '^api/src/kernel/values/phone\\.ts$',
  lit: '^widgets/(src|account|console|stories)/',
  mongodb: '^api/src/kernel/jobs/mongo-store\\.ts$',
  'nodemailer|smtp-server|postal-mime': '^api/src/adapters/email/',
  objection: '^api/src/kernel/tenancy/|^api/src/features/',
  'ollama|@anthropic-ai/[^/]+': '^api/src/adapters/llm/',
  openai: '^api/src/adapters/(llm|openai|speech|synthesis)/',
  'openapi-backend': '^api/src/kernel/http/contract/',
  'openapi-fetch': '^sdk/typescript/src/client\\.ts$',
  otpauth: '^api/src/features/identity/second-factor/',
  passport: '^api/src/kernel/auth/strategies\\.ts$',
  'pg|pg-copy-streams':
    '^api/src/postgres/|^api/src/kernel/db/connection\\.ts$|^api/src/kernel/coordination/(background-client|background-connection|worker-session)\\.ts$|^api/src/kernel/jobs/postgres-store\\.ts$|^api/src/kernel/realtime/cluster\\.ts$',
  pdfkit: '^cli/src/places/',
  pino: '^api/src/kernel/observability/logger\\.ts$',
  'prom-client': '^api/src/kernel/observability/metrics\\.ts$',
  'rate-limiter-flexible': '^api/src/kernel/http/limits/',
  'socket\\.io-client': '^sdk/typescript/src/connection\\.ts$',
  'temporal-polyfill':
    '^api/src/features/booking/slots/|^api/src/features/notifications/preferences/(quiet-hours|digest-times)(\\.test)?\\.ts$',
  twilio: '^api/src/adapters/(telephony|twilio)/',
  uqr: '^cli/src/places/|^widgets/account/qr\\.ts$',
  'web-push': '^api/src/adapters/push/web-push/',
  ws: '^api/src/kernel/realtime/|^api/src/adapters/telephony/sandbox/',
};
const packageOwners = Object.entries(PACKAGE_OWNERS).map(([packages, owners]) => ({
  name: 'package-owners',
  comment:
    'Only the owner of a package imports it (PACKAGE_OWNERS in .dependency-cruiser.cjs); others use the owner.',
  severity: 'error',
  // Benchmarks compare the packages themselves.
  from: { path: '^(api|cli|sdk|widgets|openapi|scripts)/', pathNot: [TESTS, '^scripts/bench/', owners] },
  to: { path: `(^|/)node_modules/(@types/)?(${packages})/|^(${packages})(/|$)` },
}));

module.exports = {
  // Read by api/test/structure/imports.test.ts.
  KERNEL_LAYERS,
  FEATURES,
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one file, or a third is missing. This holds for types too.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'The imported file or package does not exist, or no package.json names it.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { couldNotResolve: true },
    },
    ...kernelLayers,
    ...featureOrder,
    ...packageOwners,
    {
      name: 'one-async-storage',
      comment:
        'Each AsyncLocalStorage costs something at every await: values of the work in progress use WorkLocal.',
      severity: 'error',
      from: { path: '^(api|cli|sdk|scripts)/', pathNot: [TESTS, '^api/src/kernel/ground/work-local\\.ts$'] },
      to: { path: '^(node:)?async_hooks$' },
    },
    {
      name: 'services-know-no-operations',
      comment:
        'Operations translate between the wire and the domain and call services. Only a module, or what assembles a part of one, puts them together.',
      severity: 'error',
      from: product('^api/src/features/', '/(module|assembly)\\.ts$', 'operations\\.ts$'),
      to: { path: '^api/src/features/.+operations\\.ts$' },
    },
    {
      name: 'services-know-no-http',
      comment:
        'Rules of the domain do not depend on how they are called: only operations and the shapes of the wire import kernel/http.',
      severity: 'error',
      from: product('^api/src/features/', '/(module|wire)\\.ts$', 'operations\\.ts$'),
      to: { path: '^api/src/kernel/http/' },
    },
    {
      name: 'operations-run-no-units',
      comment: 'Operations only translate: the services that they call open the units of work.',
      severity: 'error',
      from: product('^api/src/features/.+operations\\.ts$'),
      to: { path: '^api/src/kernel/db/' },
    },
    {
      name: 'engines-are-pure',
      comment: 'An engine computes from its arguments: outside its own folder it imports types only.',
      severity: 'error',
      from: product('^api/src/features/([^/]+)/engine/'),
      to: { pathNot: '^api/src/features/$1/engine/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'engines-know-policies-only',
      comment: 'The types that an engine imports are those of its policies and of the principal.',
      severity: 'error',
      from: product('^api/src/features/([^/]+)/engine/'),
      to: {
        pathNot: [
          '^api/src/features/$1/(engine/|policies/policy\\.ts$)',
          '^api/src/kernel/auth/principal\\.ts$',
        ],
      },
    },
    {
      name: 'cli-base-stands-alone',
      comment: 'cli/src/base is what every command builds on.',
      severity: 'error',
      from: product('^cli/src/base/'),
      to: { path: '^cli/src/(?!base/)' },
    },
    {
      name: 'cli-parts-know-no-commands',
      comment:
        'Commands use the parts (bookings, imports, onboard …), never the other way, and not each other.',
      severity: 'error',
      from: product('^cli/src/', '^cli/src/(main|manifest)\\.ts$'),
      to: { path: '^cli/src/commands/' },
    },
    {
      name: 'cli-database-commands-only',
      comment: 'Only the commands that work on the server itself use cli/src/server.',
      severity: 'error',
      from: product(
        '^cli/src/',
        '^cli/src/(server/|commands/(db/|gateways/|regions/|sms-templates/|service-types/validate\\.ts$|training/validate\\.ts$|triage/evaluate\\.ts$))',
      ),
      to: { path: '^cli/src/server/' },
    },
    {
      name: 'kernel-stands-alone',
      comment:
        'The kernel is what everything stands on: it knows no feature, port or adapter and not the app.',
      severity: 'error',
      from: product('^api/src/kernel/'),
      to: { path: '^api/src/(features|ports|adapters|platform|postgres|llm|speech|[^/]+\\.ts$)' },
    },
    {
      name: 'ports-are-interfaces',
      comment: 'A port says what the product needs; it knows neither who needs it nor who gives it.',
      severity: 'error',
      from: product('^api/src/ports/'),
      to: { path: '^api/src/(features|adapters|platform|postgres|llm|speech|[^/]+\\.ts$)' },
    },
    {
      name: 'adapters-serve-ports',
      comment: 'An adapter speaks to one provider and knows its port, no feature and not the app.',
      severity: 'error',
      from: product('^api/src/adapters/'),
      to: { path: '^api/src/(features|platform|postgres|llm|speech|[^/]+\\.ts$)' },
    },
    {
      name: 'adapters-stay-apart',
      comment:
        'An adapter of one capability does not use one of another. What a provider gives to several, or all their sandboxes have, or all that is sound, is in a folder of its own.',
      severity: 'error',
      from: product('^api/src/adapters/([^/]+)/'),
      to: { path: '^api/src/adapters/', pathNot: '^api/src/adapters/($1|audio|openai|sandbox|twilio)/' },
    },
    {
      name: 'features-use-ports-not-providers',
      comment:
        'Product code never names a provider; the platform gives each module what implements its ports.',
      severity: 'error',
      from: product('^api/src/features/'),
      to: { path: '^api/src/(adapters/|platform/|postgres/|[^/]+\\.ts$)' },
    },
    {
      name: 'features-ask-and-choose-no-model',
      comment:
        'Call-sites ask for an answer within four dimensions, never for a provider: of the router they see the types of llm/ask.ts.',
      severity: 'error',
      // features/llm operates the router: budgets, status, explanations.
      from: product('^api/src/features/(?!llm/)'),
      to: { path: '^api/src/llm/', pathNot: '^api/src/llm/ask\\.ts$' },
    },
    {
      name: 'the-router-stands-alone',
      comment:
        'The router knows the port of models and nothing of who asks, which providers there are, or where spend is kept: the platform gives it these.',
      severity: 'error',
      from: product('^api/src/llm/'),
      to: { path: '^api/src/(?!llm/|ports/llm\\.ts$|kernel/network/|kernel/ground/schema-compiler\\.ts$)' },
    },
    {
      name: 'speech-stands-alone',
      comment:
        'Streaming knows the port of speech and nothing of calls or of which engines there are: the platform gives it these.',
      severity: 'error',
      from: product('^api/src/speech/'),
      to: { path: '^api/src/(?!speech/|ports/speech\\.ts$|kernel/network/)' },
    },
    {
      name: 'features-listen-and-choose-no-engine',
      comment:
        'Features listen through the interface of speech/speech.ts and convert audio; how words are found is not theirs.',
      severity: 'error',
      from: product('^api/src/features/'),
      to: { path: '^api/src/speech/', pathNot: '^api/src/speech/(speech\\.ts$|audio/)' },
    },
    {
      name: 'features-meet-at-their-faces',
      comment: 'Another feature is used through its index.ts; what lies behind may change without asking.',
      severity: 'error',
      from: product('^api/src/features/([^/]+)/'),
      to: {
        path: '^api/src/features/',
        pathNot: ['^api/src/features/$1/', '^api/src/features/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'features-are-used-through-their-faces',
      comment:
        'The scripts, too, see of a feature only its index.ts; app.ts adds its module.ts, config.ts its settings.ts.',
      severity: 'error',
      from: { path: '^(api/src/[^/]+\\.ts$|scripts/)', pathNot: [TESTS, '^api/src/(app|config)\\.ts$'] },
      to: { path: '^api/src/features/', pathNot: '^api/src/features/[^/]+/index\\.ts$' },
    },
    {
      name: 'settings-load-no-feature',
      comment: 'A process that refuses its settings loads nothing of a feature but what they are.',
      severity: 'error',
      from: { path: '^api/src/(config\\.ts$|features/[^/]+/settings\\.ts$)', pathNot: TESTS },
      to: {
        path: '^api/src/(features|llm|speech|adapters|postgres)/',
        pathNot: '^api/src/features/[^/]+/settings\\.ts$',
      },
    },
    {
      name: 'the-app-adds-modules',
      comment:
        'app.ts composes the modules of features and of the platform; it knows nothing else of a feature.',
      severity: 'error',
      from: { path: '^api/src/app\\.ts$' },
      to: { path: '^api/src/(features|adapters)/', pathNot: '^api/src/features/[^/]+/module\\.ts$' },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'The platform opens what features need and knows none; what a feature gives it is an opening.',
      severity: 'error',
      from: product('^api/src/platform/'),
      to: { path: '^api/src/(features/|postgres/|app\\.ts$|main\\.ts$)' },
    },
    {
      name: 'operator-tools-use-the-database-only',
      comment:
        'The embedded Postgres, backup and restore work on a server and its data folder. They use kernel/db and nothing else of the service.',
      severity: 'error',
      from: product('^api/src/postgres/'),
      to: { path: '^api/src/', pathNot: '^api/src/(postgres|kernel/db)/' },
    },
    {
      name: 'operator-tools-stay-out-of-the-service',
      comment:
        'Only main.ts starts the embedded Postgres, and only in development; commands and scripts use the rest.',
      severity: 'error',
      from: { path: '^api/src/(app|config|region)\\.ts$' },
      to: { path: '^api/src/postgres/' },
    },
    {
      name: 'clients-speak-http',
      comment:
        'SDK, CLI and widgets reach the service over its contract. Only cli/src/server/ runs parts of it in place.',
      severity: 'error',
      from: { path: '^(sdk|cli|widgets)/', pathNot: [TESTS, '^cli/src/server/'] },
      to: { path: '^api/' },
    },
    {
      name: 'cli-server-commands-use-the-allowed-entries',
      comment:
        'The database commands use the operator tools, kernel/db, the sealing of kernel/privacy, for the recovery of an administrator and the normalisation of stored addresses their own entries with the audit log and the outbox they write to; the checks of policies and scenarios use their validators, region packs, message gateways and registered texts their readers, the evaluation of triage its rules. Nothing else of the service.',
      severity: 'error',
      from: product('^cli/src/server/'),
      to: {
        path: '^api/',
        pathNot: [
          '^api/src/postgres/',
          '^api/src/kernel/(audit|auth|db|events|observability|privacy|sealing)/',
          '^api/src/kernel/jobs/through-outbox\\.ts$',
          '^api/src/features/identity/passwords/recovery\\.ts$',
          '^api/src/features/organisations/stored-addresses/normalise\\.ts$',
          '^api/src/region\\.ts$',
          '^api/src/regions/read\\.ts$',
          '^api/src/adapters/messaging/gateway/template\\.ts$',
          '^api/src/platform/registration/read\\.ts$',
          '^api/src/features/booking/policies/validate\\.ts$',
          '^api/src/features/triage/evaluation/offline\\.ts$',
          '^api/src/features/training/offline\\.ts$',
        ],
      },
    },
    {
      name: 'sdk-stands-alone',
      comment: 'The SDK is published by itself.',
      severity: 'error',
      from: product('^sdk/'),
      to: { path: '^(cli|widgets|scripts)/' },
    },
    {
      name: 'api-knows-no-client',
      comment: 'The service does not import what is built on it.',
      severity: 'error',
      from: product('^api/src/'),
      to: { path: '^(cli|widgets|scripts|sdk)/' },
    },
    {
      name: 'widget-elements-get-properties',
      comment:
        'Elements take properties and fire events, so that they can be shown alone. The screens connect them to sources.',
      severity: 'error',
      from: product('^widgets/(src/(elements|parts|domain|locale|theme)|console/(call|parts|domain))/'),
      to: { path: '^widgets/(src/(sources|screens|booking|call)|console/(sources|desk|shell))/' },
    },
    {
      name: 'widget-elements-call-no-service',
      comment:
        'Only sources call the service. What is shown gets its data from them; domain/failure.ts names the errors of the SDK.',
      severity: 'error',
      from: product('^widgets/(src/(elements|parts|locale|theme|events)|console/(call|desk|parts|shell))/'),
      to: { path: '^sdk/|^@kiwimesh/sdk|(^|/)node_modules/(openapi-fetch|socket\\.io-client)/' },
    },
    {
      name: 'widget-sources-know-no-element',
      comment: 'Sources speak to the service through the SDK; they know nothing of what is shown.',
      severity: 'error',
      from: product('^widgets/(src|console)/sources/'),
      to: {
        path: '^widgets/(src/(elements|screens|booking|call|parts|locale|theme)|console/(call|desk|parts|shell))/|node_modules/lit',
      },
    },
    {
      name: 'widget-screens-know-no-navigation',
      comment: 'A screen fires events; where a person goes next is decided by the booking element.',
      severity: 'error',
      from: product('^widgets/src/screens/'),
      to: { path: '^widgets/src/(booking|call)/' },
    },
    {
      name: 'products-import-no-test-code',
      comment: 'Test helpers can disable a tenancy layer: no source may reach them.',
      severity: 'error',
      from: { path: '^(api/src|cli/src|sdk|widgets/(src|account|console))/', pathNot: TESTS },
      to: { path: TESTS },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The packages themselves are in the graph as leaves.
    exclude: {
      path: ['', '[a-z]+/', '[a-z]+/[a-z]+/'].map((folders) => `^[a-z]+/${folders}(dist|generated)/`),
    },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['kiwimesh-source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
