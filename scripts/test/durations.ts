import { readFileSync } from 'node:fs';

/** Seconds that the longer files take at the small size on an idle machine; `RECORD_DURATIONS=1 make test` writes them. */
export const DURATIONS: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(new URL('./durations.json', import.meta.url), 'utf8'),
);
