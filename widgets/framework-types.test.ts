import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameworkTypes } from './framework-types.ts';
import { analyse } from './reference.ts';

const TSC = join(import.meta.dirname, '..', 'node_modules', 'typescript', 'bin', 'tsc');
const GUIDE = join(import.meta.dirname, '..', 'docs', 'guides', 'frameworks.md');

/** How the typings of React and Preact find elements: the parts of them that the types here extend. */
const FRAMEWORKS: Record<string, string> = {
  'react/index.d.ts': `
    export interface RefObject<T> { readonly current: T | null }
    export interface HTMLAttributes<T> { id?: string; lang?: string; dir?: string; className?: string }
    export type DetailedHTMLProps<E extends HTMLAttributes<T>, T> = E & { ref?: RefObject<T | null>; key?: string };
    export function useRef<T>(initial: null): RefObject<T>;
    export function useEffect(effect: () => undefined | (() => void), on?: readonly unknown[]): void;
    export namespace JSX { interface Element {} interface IntrinsicElements { p: DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> } }`,
  'preact/index.d.ts': `
    export interface HTMLAttributes<T> { id?: string; lang?: string; dir?: string; ref?: { current: T | null } }
    export namespace JSX {
      interface Element {}
      interface IntrinsicElements { p: HTMLAttributes<HTMLElement> }
    }`,
  'react/jsx-runtime.d.ts': `export type { JSX } from './index.js'; export const jsx: unknown, jsxs: unknown;`,
  'preact/jsx-runtime.d.ts': `export type { JSX } from './index.js'; export const jsx: unknown, jsxs: unknown;`,
};

/** The public classes, without their bodies. */
const INDEX = `
  export declare class KiwiBooking extends HTMLElement { publishableKey: string }
  export declare class KiwiSignedInEvent extends CustomEvent<{ resumed: boolean }> {}
  export declare class KiwiBookedEvent extends CustomEvent<{ bookingId: string; serviceType: string; state: string }> {}
  export declare class KiwiBookingChangedEvent extends CustomEvent<{ bookingId: string; serviceType: string; state: string }> {}
  export declare class KiwiErrorEvent extends CustomEvent<{ code: string; status: number; correlationId: string | null }> {}
  declare global {
    interface HTMLElementEventMap { 'kiwi-booked': KiwiBookedEvent }
  }`;

const CALL = `
  export declare class KiwiCall extends HTMLElement { hold: boolean }
  export { KiwiErrorEvent, KiwiSignedInEvent } from '../index.js';`;

/** Attributes that a template must not pass. */
const MISTAKES = {
  key: 'publishable-key={7}',
  theme: 'theme="blue"',
  event: 'onkiwi-booked={(event) => event.detail.price}',
};

describe('the types for frameworks', () => {
  let folder: string;
  let said: string;
  const files: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kiwimesh-jsx-'));
    const put = async (file: string, text: string) => {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    };
    const ours = 'node_modules/@kiwimesh/widgets';
    await put(`${ours}/package.json`, await readFile(join(import.meta.dirname, 'package.json'), 'utf8'));
    await put(`${ours}/dist/types/index.d.ts`, INDEX);
    await put(`${ours}/dist/types/call/index.d.ts`, CALL);
    for (const [name, text] of Object.entries(frameworkTypes(await analyse())))
      await put(`${ours}/dist/types/${name}`, text);
    for (const [file, text] of Object.entries(FRAMEWORKS)) await put(`node_modules/${file}`, text);
    const guide = await readFile(GUIDE, 'utf8');
    const code = async (framework: string, name: string, text: string) => {
      files.push(name);
      await put(name, `/** @jsxImportSource ${framework} */\n${text}`);
    };
    for (const [index, [, framework = '', text = '']] of [
      ...guide.matchAll(/```tsx (\w+)\n([\s\S]*?)```/g),
    ].entries())
      await code(framework, `guide-${framework}-${index}.tsx`, text);
    for (const framework of ['react', 'preact'])
      for (const [name, attribute] of Object.entries(MISTAKES))
        await code(
          framework,
          `${framework}-${name}.tsx`,
          `import type {} from '@kiwimesh/widgets/${framework}';\nexport const it = <kiwi-booking ${attribute} />;`,
        );
    // One run for all: starting the compiler takes longer than what it does here.
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      'preserve',
      '--skipDefaultLibCheck',
    ];
    const jsx = ['--jsx', 'react-jsx', '--lib', 'es2022,dom'];
    said = await promisify(execFile)(process.execPath, [TSC, ...options, ...jsx, ...files], {
      cwd: folder,
    }).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** The mistakes that the compiler finds in the files of a framework, one a line. */
  const faultsIn = (file: string): string[] => said.split('\n').filter((line) => line.includes(file));

  it.each(['react', 'preact'])('compile the code of the guide: %s', (framework) => {
    expect(files.filter((file) => file.startsWith(`guide-${framework}`)).length).toBeGreaterThan(0);
    expect(faultsIn(`guide-${framework}`)).toEqual([]);
    expect(faultsIn('node_modules')).toEqual([]);
  });

  it.each(['react', 'preact'])('refuse attributes and events that do not exist: %s', (framework) => {
    for (const name of Object.keys(MISTAKES))
      expect(faultsIn(`${framework}-${name}.tsx`).length, name).toBeGreaterThan(0);
  });

  it('name only classes that the package exports', async () => {
    const index = await readFile(join(import.meta.dirname, 'src', 'index.ts'), 'utf8');
    const call = await readFile(join(import.meta.dirname, 'src', 'call', 'index.ts'), 'utf8');
    const used = Object.values(frameworkTypes(await analyse()))
      .flatMap((text) => [...text.matchAll(/import type \{ ([^}]+) \} from '\.\/(call\/)?index\.js'/g)])
      .flatMap(([, names, ofCall]) => (names ?? '').split(', ').map((name) => [name, ofCall ? call : index]));
    expect(used.map(([name]) => name)).toEqual(expect.arrayContaining(['KiwiBooking', 'KiwiCall']));
    for (const [name = '', module] of used) expect(module).toContain(name);
  });
});
