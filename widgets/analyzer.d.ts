/** The analyzer ships no types; this is the one function that is used. */
declare module '@custom-elements-manifest/analyzer/cli.js' {
  export function cli(options: {
    argv: readonly string[];
    cwd: string;
    noWrite: boolean;
  }): Promise<import('./manifest.ts').Manifest>;
}
