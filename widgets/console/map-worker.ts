import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** The module whose address of the worker is replaced. */
const MODULE = '/console/map/worker-url.ts';

/**
 * Builds MapLibre's worker as a file of its own beside the chunks: the page's policy refuses workers from anything else, such
 * as the data URLs that a library build makes of them.
 */
export function mapWorker(): Plugin {
  const source = readFileSync(
    fileURLToPath(import.meta.resolve('maplibre-gl/dist/maplibre-gl-worker.mjs')),
    'utf8',
  ).replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  const digest = createHash('sha256')
    .update(source)
    .digest('base64url')
    .replaceAll(/[^\w]/g, '0')
    .slice(0, 8);
  const name = `map-worker-${digest}.js`;
  return {
    name: 'map-worker',
    // Chunks and the worker are in one folder; the address is put together so that it is not taken for one to bundle.
    load: (id) =>
      id.endsWith(MODULE)
        ? `const here = import.meta.url;\nexport default new URL('${name}', here).href;`
        : null,
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: `chunks/${name}`, source });
    },
  };
}
