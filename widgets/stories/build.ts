import { join } from 'node:path';

export const STORIES_DIST = join(import.meta.dirname, 'dist');

/** Builds the page of the stories into `stories/dist`. */
export async function buildStories(): Promise<void> {
  const { build } = await import('vite');
  await build({ root: import.meta.dirname, logLevel: 'error' });
}
