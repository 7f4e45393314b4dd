import { pageOf } from './html.ts';

/**
 * The page where passwords are typed: nothing but the service's own script, style and API, and no page may frame it.
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
