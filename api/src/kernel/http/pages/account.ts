import { htmlText, pageOf } from './html.ts';

/**
 * The pages where passwords are typed and calls for help are made: nothing but the service's own script, style and API, and no page may frame them.
 * Forms are sent by script only, so an injected form leads nowhere.
 */
export const ACCOUNT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const connectTo = (origins: readonly string[]) => `connect-src ${["'self'", ...origins].join(' ')}`;

/**
 * That of the console: installable, so it names itself in a manifest.
 * @param mapOrigins where the map of the settings is loaded from.
 */
export function consolePolicy(mapOrigins: readonly string[]): string {
  const policy = ACCOUNT_POLICY.replace(connectTo([]), connectTo(mapOrigins));
  return `${policy}; worker-src 'self'; manifest-src 'self'`;
}

/** That of the map's worker, which loads tiles. */
export function workerPolicy(mapOrigins: readonly string[]): string {
  return `default-src 'none'; ${connectTo(mapOrigins)}`;
}

/** What dispatchers work with. Built in widgets/console, which reads its own address. */
export function consolePage(): string {
  return pageOf({
    title: 'Console · Kiwimesh',
    head: `<link rel="stylesheet" href="/docs/account.css">
<link rel="manifest" href="/docs/dispatcher.webmanifest">
<link rel="apple-touch-icon" href="/docs/icon-192.png">
<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#14191d" media="(prefers-color-scheme: dark)">
<meta name="robots" content="noindex">
<script type="module" src="/widgets/console/index.js"></script>`,
    body: `<kiwi-console></kiwi-console>
<noscript><p class="noscript">This page needs JavaScript. · इस पेज के लिए जावास्क्रिप्ट चाहिए।</p></noscript>`,
  });
}

/** The target of links in mails: choosing a password, requesting a reset, signing in. Built in widgets/account. */
export function accountPage(): string {
  return pageOf({
    title: 'Your Kiwimesh account',
    head: `<link rel="stylesheet" href="/docs/account.css">
<meta name="robots" content="noindex">
<script type="module" src="/widgets/account.js"></script>`,
    body: `<kiwi-account></kiwi-account>
<noscript><p class="noscript">This page needs JavaScript. · इस पेज के लिए जावास्क्रिप्ट चाहिए।</p></noscript>`,
  });
}

/** What people who call for help have to know of the country. */
export interface CallRegion {
  readonly emergencyNumber: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

interface CallTexts {
  readonly title: string;
  readonly noscript: (number: string) => string;
  readonly dir?: 'rtl';
}

const EN: CallTexts = {
  title: 'Call for help',
  noscript: (number) => `This page needs JavaScript. Dial ${number}.`,
};
const CALL: Readonly<Record<string, CallTexts>> = {
  en: EN,
  hi: {
    title: 'मदद के लिए कॉल करें',
    noscript: (number) => `इस पेज के लिए जावास्क्रिप्ट चाहिए। ${number} डायल करें।`,
  },
  // The element inside has no Arabic.
  ar: {
    title: 'طلب المساعدة',
    noscript: (number) => `تحتاج هذه الصفحة إلى جافا سكريبت. اتصل بالرقم ${number}.`,
    dir: 'rtl',
  },
};
export const CALL_LANGUAGES = Object.keys(CALL);

/** What the printed code of a place opens, by `?place=CODE`. Built in widgets/src/call. */
export function callPage(wanted: string, { emergencyNumber, country }: CallRegion): string {
  const known = CALL[wanted];
  const { title, noscript, dir } = known ?? EN;
  return pageOf({
    lang: known === undefined ? 'en' : wanted,
    ...(dir === undefined ? {} : { dir }),
    title,
    head: `<link rel="stylesheet" href="/docs/account.css">
<meta name="robots" content="noindex">
<script type="module" src="/widgets/call.js"></script>`,
    body: `<kiwi-call place emergency-number="${htmlText(emergencyNumber)}" country="${htmlText(country)}"></kiwi-call>
<noscript><p class="noscript">${htmlText(noscript(emergencyNumber))}</p></noscript>`,
  });
}
