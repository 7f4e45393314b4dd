import type { ContractDocument } from '../contract/openapi.ts';
import { htmlText, pageOf } from './html.ts';

const LINKS: readonly (readonly [path: string, what: string])[] = [
  ['/docs', 'API reference: operations, access rules and examples'],
  ['/docs/problems', 'Problems: all error codes'],
  ['/openapi.json', 'OpenAPI 3.1 document'],
  ['/health/ready', 'Health: whether this process can take requests'],
  ['/metrics', 'Metrics for Prometheus'],
  ['/widgets/kiwimesh.js', 'Widgets script for web pages'],
];

const DEVELOPMENT_LINKS: typeof LINKS = [
  ['/dev/messages', 'Messages sent by the SMS, WhatsApp and email sandboxes'],
];

/** The page at `/`: what this process serves. */
export function landingPage(document: ContractDocument, environment: string): string {
  const relaxed = environment === 'development' || environment === 'test';
  const links = [...LINKS, ...(relaxed ? DEVELOPMENT_LINKS : [])];
  const items = links.map(
    ([path, what]) => `<li><a href="${path}"><code>${path}</code></a><span>${htmlText(what)}</span></li>`,
  );
  return pageOf({
    title: document.info.title,
    body: `<main class="page"><h1>${htmlText(document.info.title)} <small>${htmlText(document.info.version)}</small></h1>
      <p>Care that comes to residential communities, from the hospitals that serve them.
      This is the API of a ${htmlText(environment)} system.</p>
      <ul class="links">${items.join('')}</ul></main>`,
  });
}
