import type { OperationsOf } from '../kernel/http/operation.ts';
import { defineModule } from '../kernel/module.ts';
import type { Health } from '../kernel/observability/health.ts';
import type { Region } from '../region.ts';
import type { Speech } from '../speech/speech.ts';
import type { MapStyle } from './services.ts';

interface InstallationNeeds {
  readonly health: Health;
  readonly region: Region;
  readonly speech: Speech;
  readonly mapStyle: MapStyle;
}

/** The health of the process, the region it serves, and whether it understands speech. */
export const installation = defineModule({
  name: 'installation',
  create({ health, region, speech, mapStyle }: InstallationNeeds) {
    return {
      operations: {
        async getLiveness() {
          return { status: 200, body: { status: 'ok' } };
        },
        async getReadiness() {
          return { status: 200, body: { status: 'ok', checks: await health.ready() } };
        },
        async getRegion() {
          // The rest of a pack is for the service; whether a call is recorded, its caller sees.
          const { id, country, currency, phoneCountry, emergencyNumber, timezone, firstDayOfWeek } = region;
          return {
            status: 200,
            headers: { 'cache-control': 'public, max-age=300' },
            body: {
              ...{ id, country, currency, phoneCountry, emergencyNumber, timezone, firstDayOfWeek },
              languages: [...region.languages],
              phoneChannels: [...region.phoneChannels],
              mapStyleUrl: mapStyle.url,
            },
          };
        },
        async getSpeech() {
          return { status: 200, body: speech.status() };
        },
      } satisfies OperationsOf<'getLiveness' | 'getReadiness' | 'getRegion' | 'getSpeech'>,
    };
  },
});
