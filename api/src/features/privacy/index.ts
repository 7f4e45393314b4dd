/** The face of privacy: what people may ask for about their own data, and its erasure when the time has come. */
import type { Feature } from '../../kernel/feature.ts';
import { type PrivacyOperations, privacyOperations } from './operations.ts';
import { PersonalDataService, type PrivacyDeps } from './service.ts';

export type { PrivacyDeps } from './service.ts';

export function createPrivacyFeature(
  deps: PrivacyDeps,
): Feature & { readonly operations: PrivacyOperations } {
  const service = new PersonalDataService(deps);
  return {
    operations: privacyOperations(service),
    subscribers: [service.subscriber()],
    jobs: [service.job()],
  };
}
