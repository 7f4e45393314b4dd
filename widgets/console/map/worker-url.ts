/** The address of MapLibre's worker beside the module that asks; the build puts that of the built file here (`mapWorker`). */
export default new URL('maplibre-gl-worker.mjs', import.meta.url).href;
