import { EstimatedWhenDown } from '../adapters/maps/estimated-when-down.ts';
import { OsrmMaps } from '../adapters/maps/osrm.ts';
import { StraightLineMaps } from '../adapters/maps/straight-line.ts';
import type { WorkLog } from '../kernel/observability/failure.ts';
import type { MapsPort } from '../ports/maps.ts';

/** The routing server of the settings, replaced by the estimate where there is none or it fails. */
export function openMaps({ baseUrl }: { readonly baseUrl: string | null }, log: WorkLog): MapsPort {
  const estimate = new StraightLineMaps();
  if (baseUrl === null) return estimate;
  return new EstimatedWhenDown({
    server: new OsrmMaps({ baseUrl }),
    estimate,
    clock: () => performance.now(),
    onFailure: ({ failure, serverCode }) =>
      log.warn({ failure, serverCode }, 'the map server failed: walking times are estimated'),
  });
}
