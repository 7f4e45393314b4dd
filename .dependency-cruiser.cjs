/**
 * Which way things point (docs: the house). Run by api/test/imports.test.ts with the other tests, which names the
 * offending line. Sources are looked at, tests are not: a test may reach for anything it checks.
 */
const TESTS = '\\.test(-d)?\\.ts$|(^|/)test/|(^|/)fixtures/|^api/src/(features/[^/]+|platform)/testing\\.ts$';
const product = (path) => ({ path, pathNot: TESTS });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one file, or a third is missing. Types may point both ways.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
      comment: 'An adapter of one capability does not use one of another.',
      severity: 'error',
      from: product('^api/src/adapters/([^/]+)/'),
      to: { path: '^api/src/adapters/', pathNot: '^api/src/adapters/$1/' },
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
      comment: 'The scripts, too, see of a feature only its index.ts; app.ts adds its module.ts.',
      severity: 'error',
      from: { path: '^(api/src/[^/]+\\.ts$|scripts/)', pathNot: [TESTS, '^api/src/app\\.ts$'] },
      to: { path: '^api/src/features/', pathNot: '^api/src/features/[^/]+/index\\.ts$' },
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
        'The database commands use the operator tools, kernel/db, the sealing of kernel/privacy, for the recovery of an administrator and the normalisation of stored addresses their own entries with the audit log and the outbox they write to; the policy check uses its validator. Nothing else of the service.',
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
          '^api/src/features/booking/policies/validate\\.ts$',
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
      name: 'products-import-no-test-code',
      comment: 'Test helpers can take walls down: no source may reach them.',
      severity: 'error',
      from: { path: '^(api/src|cli/src|sdk|widgets/src)/', pathNot: TESTS },
      to: { path: TESTS },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|generated)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['kiwimesh-source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
