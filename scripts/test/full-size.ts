import { SIZE } from '../../api/test/support/size.ts';

/**
 * Files that run at the full size only, each with a file of the small size that reaches the mechanism it varies. A fault
 * that only such a file shows is found before an issue is resolved or a release made, not with every change.
 */
export const FULL_SIZE_ONLY: Readonly<Record<string, string>> = {
  // Pages: further ways through screens that a shorter walk passes at the small size.
  'widgets/account/second-factor.browser.test.ts': 'widgets/account/account.browser.test.ts',
  'widgets/stories/stories.browser.test.ts': 'widgets/src/booking/kiwi-booking.browser.test.ts',
  'widgets/test/addresses.browser.test.ts': 'widgets/src/screens/kiwi-my-data/kiwi-my-data.browser.test.ts',
  'widgets/test/board.browser.test.ts': 'widgets/test/dispatcher.browser.test.ts',
  'widgets/test/back.browser.test.ts': 'widgets/src/booking/kiwi-booking.browser.test.ts',
  'widgets/src/elements/kiwi-place-picker/kiwi-place-picker.browser.test.ts':
    'widgets/src/booking/kiwi-booking.browser.test.ts',
  'widgets/src/elements/kiwi-service-picker/kiwi-service-picker.browser.test.ts':
    'widgets/src/booking/kiwi-booking.browser.test.ts',
  'widgets/src/elements/kiwi-slot-picker/kiwi-slot-picker.browser.test.ts':
    'widgets/src/booking/kiwi-booking.browser.test.ts',
  'widgets/src/screens/kiwi-booking-list/kiwi-booking-list.browser.test.ts':
    'widgets/src/booking/kiwi-booking.browser.test.ts',
  'widgets/src/screens/kiwi-booking-review/kiwi-booking-review.browser.test.ts':
    'widgets/src/booking/kiwi-booking.browser.test.ts',
  'widgets/test/call-page.browser.test.ts': 'widgets/test/call.browser.test.ts',
  'widgets/test/call-voice.browser.test.ts': 'widgets/test/call.browser.test.ts',
  'widgets/test/correcting.browser.test.ts': 'widgets/test/dispatcher.browser.test.ts',
  'widgets/test/helping.browser.test.ts': 'api/src/features/neighbourhood/neighbourhood.test.ts',
  'widgets/test/languages.browser.test.ts': 'widgets/src/locale/catalogues.test.ts',
  'widgets/test/large-text.browser.test.ts': 'widgets/test/containers.browser.test.ts',
  'widgets/test/my-data.browser.test.ts': 'widgets/src/screens/kiwi-my-data/kiwi-my-data.browser.test.ts',
  'widgets/test/push.browser.test.ts': 'api/src/features/devices/devices.test.ts',
  'widgets/test/reload.browser.test.ts': 'widgets/src/booking/kiwi-booking.browser.test.ts',
  'widgets/test/supervisor.browser.test.ts': 'widgets/test/dispatcher.browser.test.ts',
  'widgets/test/units-map.browser.test.ts': 'widgets/test/dispatcher.browser.test.ts',
  // What shows its fault in numbers, of requests, kills, rows or seconds.
  'api/src/features/identity/passwords/enumeration.test.ts':
    'api/src/features/identity/lockout/sign-in.test.ts',
  'api/src/features/identity/passwords/hashing-fairness.test.ts':
    'api/src/features/identity/lockout/sign-in.test.ts',
  'api/src/features/identity/passwords/sign-in-rush.test.ts':
    'api/src/features/identity/lockout/sign-in.test.ts',
  'api/src/features/triage/evaluation/training/train.test.ts':
    'api/src/features/triage/evaluation/corpus.test.ts',
  'api/src/kernel/audit/killing.test.ts': 'api/test/durability/durability.test.ts',
  'api/src/kernel/jobs/periodic.test.ts': 'api/src/kernel/jobs/agenda-jobs.test.ts',
  'api/test/accounts/password-resets.test.ts': 'api/src/features/identity/links/links.test.ts',
  'api/test/accounts/session-families.test.ts': 'api/src/features/identity/sessions/service.test.ts',
  'api/test/booking/booking-rush.test.ts': 'api/src/features/booking/commands/races.test.ts',
  'api/test/durability/effects.test.ts': 'api/src/kernel/effects/ledger.test.ts',
  'api/test/durability/notifications.test.ts': 'api/src/features/notifications/delivery/delivery.test.ts',
  'api/test/durability/webhooks.test.ts': 'api/src/features/webhooks/webhooks.test.ts',
  'api/test/durability/sla-clocks.test.ts': 'api/test/booking/booking-clocks.test.ts',
  'api/test/privacy/data-key-rotation.test.ts': 'api/src/kernel/privacy/conversion.test.ts',
  'api/test/processes/clock-skew.test.ts': 'api/test/processes/two-processes.test.ts',
  'api/test/processes/connection-fairness.test.ts': 'api/test/processes/two-processes.test.ts',
  'api/test/tenancy/mutants.test.ts': 'api/src/kernel/tenancy/layers.test.ts',
  'api/test/tenancy/tenancy-plans.test.ts': 'api/test/tenancy/tables.test.ts',
  'api/src/postgres/embedded.test.ts': 'scripts/run/run.test.ts',
  // Whole walks through the CLI: each command of them is also run in the scenario.
  'cli/test/integrator-guide.test.ts': 'cli/test/scenario.test.ts',
  'cli/test/onboard-terminal.test.ts': 'cli/src/onboard/ask.test.ts',
  // Tools of contributors and releases, not what runs.
  'api/test/deployment/deployment.test.ts': 'api/src/main.test.ts',
  'scripts/new/scaffolds.test.ts': 'api/test/structure/feature-shape.test.ts',
  'cli/test/published.test.ts': 'cli/test/scenario.test.ts',
  'sdk/typescript/test/build.test.ts': 'api/test/contract/sdk.test.ts',
};

/** The part of `paths` that belongs to this run: a file of the full size also where the command names it. */
export function ofThisSize(paths: readonly string[]): string[] {
  return paths.filter(
    (path) =>
      SIZE === 'full' || !(path in FULL_SIZE_ONLY) || process.argv.some((named) => isNamed(path, named)),
  );
}

function isNamed(path: string, named: string): boolean {
  return named.endsWith('.ts') && named.replaceAll('\\', '/').endsWith(path);
}
