/** Products whose name says more than the engine they are built on; the first that fits counts, so special ones lead. */
const CLIENTS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bkiwimesh-cli\//i, 'Kiwimesh command line'],
  [/\bEdg(?:A|iOS|e)?\//, 'Edge'],
  [/\bOPR\/|\bOPX?iOS\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bUCBrowser\//, 'UC Browser'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bDuckDuckGo\//, 'DuckDuckGo'],
  [/\bFxiOS\/|\bFirefox\//, 'Firefox'],
  [/\bCriOS\/|\bChrome\/|\bChromium\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
  [/\bDart\//, 'App (Flutter)'],
  [/\bokhttp\//i, 'App on Android'],
  [/\bCFNetwork\//, 'App on an Apple device'],
  [/\bcurl\//i, 'curl'],
  [/\bPostmanRuntime\//, 'Postman'],
  [/\bpython-requests\/|\bpython-httpx\/|\baiohttp\/|\bPython\//i, 'Python'],
  [/^node\b|\bundici\b/i, 'Node.js'],
];

/** iPads ask for desktop pages under the name of a Mac: they cannot be told apart here, and need not be. */
const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\biPhone\b|\biPod\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

const UNKNOWN = 'Unknown device';

/**
 * A user agent in words a person recognises their device by: `Chrome on Android`, `Safari on iPhone`. No versions: they
 * change under a session. What the header says is never shown as it is, since anybody can write anything into it.
 */
export function deviceOf(userAgent: string | null): string {
  if (userAgent === null) return UNKNOWN;
  const client = CLIENTS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (client === undefined) return system === undefined ? UNKNOWN : `Browser on ${system}`;
  return system === undefined || / on /.test(client) ? client : `${client} on ${system}`;
}
