/**
 * `--kiwi-unit` is the element's own "rem": the font size at its root as a length, whatever the host page does to
 * `html { font-size }`. Registering makes the browser resolve `1em` once, at the root, instead of at every use.
 */
export function registerUnit(): void {
  try {
    CSS.registerProperty({ name: '--kiwi-unit', syntax: '<length>', inherits: true, initialValue: '16px' });
  } catch {
    // Registered by an earlier copy of the module, or not supported: then 1em resolves where it is used, which is close.
  }
}
