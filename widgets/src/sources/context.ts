import type { SessionSource } from './session.ts';
import type { Sources } from './sources.ts';

/**
 * Asks the element around for its sources. It has the form of the context protocol of Lit, at a tenth of its size
 * (1 kB, of the 24 kB that sign-in may take): an element has the same sources for as long as it is on the page, so
 * nothing subscribes to a change of them.
 */
export class SourcesRequest extends Event {
  static readonly type = 'kiwi-sources-request';
  session: SessionSource | null = null;
  sources: Sources | null = null;

  constructor() {
    super(SourcesRequest.type, { bubbles: true, composed: true });
  }
}

/** Answers the requests of the elements inside `host`. @param give called for each request. */
export function provideSources(
  host: EventTarget,
  give: () => { readonly session: SessionSource | null; readonly sources: Sources | null },
): void {
  host.addEventListener(SourcesRequest.type, (event) => {
    event.stopPropagation();
    Object.assign(event, give());
  });
}

/** The sources of the nearest element around `consumer` that provides them. */
export function requestSources(consumer: EventTarget): Pick<SourcesRequest, 'session' | 'sources'> {
  const request = new SourcesRequest();
  consumer.dispatchEvent(request);
  return request;
}
