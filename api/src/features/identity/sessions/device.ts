/** Most specific first: user agents also name the engine or browser a product is built on, and the first match wins. */
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

/** iPads that request desktop pages identify themselves as Macs, so they are shown as macOS. */
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
 * A name by which people recognise their device: `Chrome on Android`, `Safari on iPhone`. Without versions, which change
 * during a session. The header itself is not shown, since a client can put any text into it.
 */
export function deviceOf(userAgent: string | null): string {
  if (userAgent === null) return UNKNOWN;
  const client = CLIENTS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (client === undefined) return system === undefined ? UNKNOWN : `Browser on ${system}`;
  return system === undefined || / on /.test(client) ? client : `${client} on ${system}`;
}
