import { expect, it } from 'vitest';
import { onlyCalledPosts } from './called-posts.ts';

type Transform = (code: string, id: string) => Promise<{ readonly code: string } | null>;
const transform = onlyCalledPosts().transform as unknown as Transform;

it('lists of POSTs keep the paths that elements or the SDK call, and no other', async () => {
  const list = (paths: readonly string[]) =>
    `export const UNCOVERED_POSTS: readonly string[] = [\n${paths.map((path) => `  '${path}',\n`).join('')}];\n`;
  const called = ['/v1/auth/login', '/v1/auth/refresh', '/v1/calls/by-place'];
  const result = await transform(
    list([...called, '/v1/api-keys', '/v1/api-keys/{apiKeyId}/rotation']),
    '/any/sdk/typescript/src/generated/posts.ts',
  );
  expect(result?.code).toBe(list(called));
  expect(await transform(list(['/v1/api-keys']), '/any/widgets/src/other.ts')).toBeNull();
});
