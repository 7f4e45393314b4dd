import type { Page } from 'playwright-core';

/** A word this short is never broken over lines: the column it stands in is too narrow otherwise. */
const WHOLE_WORD = 8;
/** Rounding of sub-pixel boxes, in CSS pixels. */
const TOLERANCE = 1.5;

/**
 * What is wrong with how the element is laid out, by boxes: text beyond the box of what it stands in, siblings that
 * overlap, columns too narrow for a word, content cut off, targets that leave the viewport.
 */
export const layoutFaults = (page: Page): Promise<string[]> =>
  page.evaluate(
    ([wholeWord, tolerance]) => {
      const faults = new Set<string>();
      const wordsOf = new Intl.Segmenter('en', { granularity: 'word' });
      const lettersOf = new Intl.Segmenter('en');
      const host = document.querySelector('kiwi-booking') as Element;
      const nameOf = (element: Element): string =>
        `${element.localName}${element.id ? `#${element.id}` : ''}${[...element.classList].map((name) => `.${name}`).join('')}`;
      /** The parent in the flat tree. */
      const above = (node: Node): Element | null =>
        node.parentNode instanceof ShadowRoot
          ? node.parentNode.host
          : ((node as Element).assignedSlot ?? node.parentElement);
      const scrolls = ({ overflowX, overflowY }: CSSStyleDeclaration): boolean =>
        [overflowX, overflowY].some((value) => value === 'auto' || value === 'scroll');
      const clips = ({ overflowX, overflowY }: CSSStyleDeclaration): boolean =>
        [overflowX, overflowY].some((value) => value === 'hidden' || value === 'clip');
      const drawn = (style: CSSStyleDeclaration): boolean =>
        Number.parseFloat(style.borderInlineStartWidth) > 0 ||
        Number.parseFloat(style.borderBlockStartWidth) > 0 ||
        style.backgroundColor !== 'rgba(0, 0, 0, 0)';
      const isHidden = (element: Element): boolean =>
        element.closest('.hidden-text, .widths, select, option') !== null || !element.checkVisibility();
      const overlap = (a: DOMRect, b: DOMRect): boolean =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > tolerance &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > tolerance;

      const checkText = (text: Text): void => {
        const parent = text.parentElement as Element;
        const said = text.data.trim();
        if (said === '' || isHidden(parent)) return;
        const range = document.createRange();
        range.selectNodeContents(text);
        const rects = [...range.getClientRects()];
        // Only text on several lines can have a broken word.
        const words =
          new Set(rects.map(({ top }) => Math.round(top))).size > 1 ? wordsOf.segment(text.data) : [];
        for (const { segment, index, isWordLike } of words) {
          if (!isWordLike || [...lettersOf.segment(segment)].length > wholeWord) continue;
          range.setStart(text, index);
          range.setEnd(text, index + segment.length);
          const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          if (tops.size > 1) faults.add(`broken word "${segment}" in ${nameOf(parent)}`);
        }
        for (let box: Element | null = parent; box && box !== host; box = above(box)) {
          const style = getComputedStyle(box);
          const isInline = style.display === 'inline' || style.display === 'contents';
          if (!isInline && (drawn(style) || clips(style) || scrolls(style))) {
            const outer = box.getBoundingClientRect();
            if (scrolls(style)) {
              if (outer.right > innerWidth + tolerance || outer.left < -tolerance)
                faults.add(`${nameOf(box)} leaves the viewport`);
              return;
            }
            const beyond = Math.max(
              ...rects.flatMap((rect) => [
                rect.right - outer.right,
                outer.left - rect.left,
                rect.bottom - outer.bottom,
                outer.top - rect.top,
              ]),
            );
            if (beyond > tolerance)
              faults.add(`"${said}" reaches ${Math.round(beyond)} px beyond ${nameOf(box)}`);
          }
        }
        for (const rect of rects)
          if (rect.right > innerWidth + tolerance || rect.left < -tolerance)
            faults.add(`"${said}" leaves the viewport`);
      };

      const checkElement = (element: Element): void => {
        if (isHidden(element)) return;
        const style = getComputedStyle(element);
        if (style.webkitLineClamp !== 'none') faults.add(`${nameOf(element)} clamps its lines`);
        if (style.textOverflow === 'ellipsis') faults.add(`${nameOf(element)} ends in an ellipsis`);
        if (clips(style) && element instanceof HTMLElement && style.display !== 'inline') {
          const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
          if (scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1)
            faults.add(
              `${nameOf(element)} cuts off ${scrollWidth - clientWidth} x ${scrollHeight - clientHeight} px`,
            );
        }
        const children = [...(element.shadowRoot ?? element).children].filter((child) => {
          const { display, position } = getComputedStyle(child);
          return (
            !isHidden(child) &&
            child.getClientRects().length > 0 &&
            !display.startsWith('inline') &&
            display !== 'contents' &&
            (position === 'static' || position === 'relative')
          );
        });
        for (const [index, child] of children.entries())
          for (const other of children.slice(index + 1))
            if (overlap(child.getBoundingClientRect(), other.getBoundingClientRect()))
              faults.add(`${nameOf(child)} and ${nameOf(other)} overlap in ${nameOf(element)}`);
      };

      const visit = (node: Node): void => {
        if (node instanceof HTMLStyleElement) return;
        if (node instanceof Text) checkText(node);
        if (node instanceof Element) {
          checkElement(node);
        }
        const inside = (node as Element).shadowRoot ?? node;
        for (const child of inside.childNodes) visit(child);
      };
      visit(host);
      if (document.documentElement.scrollWidth > innerWidth) faults.add('the page scrolls sideways');
      return [...faults];
    },
    [WHOLE_WORD, TOLERANCE] as const,
  );
