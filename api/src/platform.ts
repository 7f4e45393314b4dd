import type { OperationsOf } from './kernel/http/operation.ts';
import type { Health } from './kernel/observability/health.ts';
import type { Region } from './region.ts';

export type PlatformOperations = OperationsOf<'getLiveness' | 'getReadiness' | 'getRegion'>;

export interface PlatformDeps {
  readonly health: Health;
  readonly region: Region;
}

/** What the process says of itself and of the place it serves. */
export function platformOperations({ health, region }: PlatformDeps): PlatformOperations {
  return {
    async getLiveness() {
      return { status: 200, body: { status: 'ok' } };
    },
    async getReadiness() {
      return { status: 200, body: { status: 'ok', checks: await health.ready() } };
    },
    async getRegion() {
      return {
        status: 200,
        headers: { 'cache-control': 'public, max-age=300' },
        body: { ...region, languages: [...region.languages] },
      };
    },
  };
}
