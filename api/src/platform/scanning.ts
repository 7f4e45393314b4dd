import { ClamAvScanning } from '../adapters/scanning/clamav/clamav.ts';
import type { ScanningPort } from '../ports/scanning.ts';
import type { PlatformConfig } from './settings/index.ts';

/** The scanner of the settings; null where they name none. */
export function openScanning({ scanning }: Pick<PlatformConfig, 'scanning'>): ScanningPort | null {
  return scanning === null ? null : new ClamAvScanning(scanning);
}
