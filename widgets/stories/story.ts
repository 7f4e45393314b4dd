import type { TemplateResult } from 'lit';
import type { Region } from '../src/domain/region.ts';
import type { Language } from '../src/locale/language.ts';

/** What every element gets. */
export interface StoryContext {
  readonly language: Language;
  readonly region: Region;
}

/** One state of an element, shown by itself. */
export interface Story {
  readonly render: (context: StoryContext) => TemplateResult;
  /** Whether it is a whole view, with the main landmark of its page. */
  readonly isView?: true;
  /** Called once it is shown. */
  readonly open?: (root: ParentNode) => void;
}
