/** The member of `history.state` that holds what this module knows of an entry; all others are the page's. */
const STATE = 'kiwimesh';

/** An entry as one element sees it. */
interface Mark {
  /** How many entries lie between it and the entry that the page was opened with. */
  readonly at: number;
  /** The nearest one below that the element did not add itself. */
  readonly base: number;
}

interface Marks {
  /** The element that added the entry. */
  readonly owner: string;
  readonly of: Readonly<Record<string, Mark>>;
}

/** A step that was taken, and the history entry that shows it; null until an entry can be added. */
export interface Step<View> {
  view: View;
  at: number | null;
}

export interface StepHistoryOptions<View> {
  /** Tells the elements of a page apart, also after a reload. */
  readonly id: string;
  /** Shows a step that the person went back or forward to. */
  show(view: View): void;
  /** The present entry is another, and is that of the present step. */
  settled(): void;
  /** Whether the element can be seen: one in a closed dialog takes no part in the browser's Back. */
  isVisible(): boolean;
  /** Whether entries may be added. */
  isAllowed(): boolean;
}

/** One a browsing context: each element and those that were removed while their entries remain. */
const members = new Map<string, StepHistory<unknown>>();
/** The member whose traversal has yet to arrive. */
let travelling: StepHistory<unknown> | null = null;
let listening = false;

function arrived(): void {
  const by = travelling;
  travelling = null;
  for (const member of [...members.values()]) member.arrived(by === member);
}

/**
 * The steps of one element, and an entry of the browser's history for each, so that Back and Forward go through them.
 *
 * An entry has the address and the state of the one below, with a mark of ours, so that the router of the page finds what
 * it knows. Entries without the mark are the page's: they are never added, replaced or stepped over. No traversal begins
 * here except from a button that the person pressed, since it could cancel a navigation that the page has begun, for
 * example on `kiwi-booked`. Entries of steps that are over remain instead; Back and Forward pass over them.
 */
export class StepHistory<View> {
  readonly #options: StepHistoryOptions<View>;
  #steps: Step<View>[] = [];
  #index = 0;
  /** The present entry. */
  #at = 0;
  #base = 0;
  #address = location.href;
  #closed = false;

  constructor(options: StepHistoryOptions<View>) {
    this.#options = options;
    const mark = this.#mark();
    if (mark) ({ at: this.#at, base: this.#base } = mark);
    if (!listening) addEventListener('popstate', arrived);
    listening = true;
    members.set(options.id, this as StepHistory<unknown>);
  }

  /** The first id of the form `scope:number` that no element on the page has. */
  static freeId(scope: string): string {
    for (let number = 0; ; number += 1) {
      const member = members.get(`${scope}:${number}`);
      if (!member || member.#closed) return `${scope}:${number}`;
    }
  }

  get view(): View | undefined {
    return this.#steps[this.#index]?.view;
  }

  /** The steps up to the present one, and the entry that shows it. */
  get taken(): { readonly steps: readonly Step<View>[]; readonly at: number } {
    return { steps: this.#steps.slice(0, this.#index + 1), at: this.#at };
  }

  /** The position of the last step before the present one that `matches`, or -1. */
  findBefore(matches: (view: View) => boolean): number {
    return this.#steps.slice(0, this.#index).findLastIndex(({ view }) => matches(view));
  }

  /** Starts over, as if the person had gone through `views`: the last is shown. */
  begin(...views: View[]): void {
    const last = views.length - 1;
    this.#steps = views.map((view, index) => ({ view, at: Math.max(this.#base, this.#at - (last - index)) }));
    this.#index = last;
  }

  /** Takes up steps that were `taken` before a reload. False when the present entry is not the one that showed them. */
  resume(steps: readonly Step<View>[], at: number): boolean {
    if (at !== this.#at || steps.length === 0) return false;
    this.#steps = steps.map(({ view, at: entry }) => ({ view, at: entry }));
    this.#index = steps.length - 1;
    return true;
  }

  /** Goes on to another step. */
  push(view: View): void {
    this.#steps = [...this.#steps.slice(0, this.#index + 1), { view, at: null }];
    this.#index += 1;
    this.#settle();
  }

  /** Goes on to a step from which Back leads to the one at `position`: those between are over. */
  continueFrom(position: number, view: View): void {
    if (position === this.#index) {
      this.push(view);
      return;
    }
    this.#steps = [...this.#steps.slice(0, position + 1), { view, at: travelling ? null : this.#at }];
    this.#index = position + 1;
  }

  /** Goes back to the step at `position`, on request of the person. */
  backTo(position: number): void {
    const step = this.#steps[position];
    if (!step || position >= this.#index) return;
    this.#index = position;
    const by = this.#isOwn() && step.at !== null ? this.#at - Math.max(step.at, this.#base) : 0;
    // Without a traversal no entry remains for the steps after it.
    if (by === 0 || !this.#travel(-by)) this.#steps.length = position + 1;
    this.#options.show(step.view);
  }

  back(): void {
    this.backTo(this.#index - 1);
  }

  /** The element is gone. Its entries are not: Back passes over them until they are left or the element returns. */
  close(): void {
    this.#closed = true;
    this.#steps = [];
    if (this.#at === this.#base && members.get(this.#options.id) === (this as StepHistory<unknown>))
      members.delete(this.#options.id);
  }

  /** The browser went to another entry of this document. */
  arrived(byUs: boolean): void {
    const mark = this.#mark();
    // An entry of the page: a link within it, or another view of its router.
    if (!mark && location.href !== this.#address) return;
    const before = this.#at;
    // An entry of the page from which ours were added: the element has stayed as it was there.
    this.#at = mark?.at ?? this.#base;
    this.#base = mark?.base ?? this.#at;
    this.#address = location.href;
    if (this.#closed || !this.#options.isVisible()) {
      if (this.#at >= before) return;
      // Nobody sees the element: its steps stay, without entries.
      for (const step of this.#steps) step.at = this.#base;
    } else if (byUs || this.#steps[this.#index]?.at === null) this.#settle();
    else this.#follow();
    this.#align();
    if (!this.#closed && !travelling) this.#options.settled();
  }

  /** Shows the step of the present entry, or the nearest before it. */
  #follow(): void {
    const index = this.#steps.findLastIndex(({ at }) => at !== null && at <= this.#at);
    const [first] = this.#steps;
    if (index < 0) {
      // The first step is shown by a later entry: that of a step which is over, such as signing in.
      if (first) first.at = this.#base;
      if (this.#index > 0) this.#turnTo(0);
    } else if (index !== this.#index) this.#turnTo(index);
  }

  #turnTo(index: number): void {
    this.#index = index;
    const view = this.view;
    if (view !== undefined) this.#options.show(view);
  }

  /** Leaves an entry of ours that shows nothing of its own. */
  #align(): void {
    const shown = this.#closed ? this.#base : (this.#steps[this.#index]?.at ?? this.#at);
    if (this.#isOwn() && shown < this.#at) this.#travel(-(this.#at - Math.max(shown, this.#base)));
  }

  /** Gives the steps that wait for it an entry. */
  #settle(): void {
    if (travelling) return;
    this.#steps.forEach((step, index) => {
      if (step.at === null) step.at = this.#entryAfter(this.#steps[index - 1], this.#steps[index - 2]);
    });
  }

  /** The entry for the step after `last`: one of a step that is over where there is one, else a new one. */
  #entryAfter(last: Step<View> | undefined, beforeLast: Step<View> | undefined): number {
    if (this.#isOwn() && last) {
      const entry = last.at ?? this.#at;
      if (entry < this.#at) return this.#at;
      if ((beforeLast?.at ?? -1) < this.#at - 1) {
        last.at = this.#at - 1;
        return this.#at;
      }
    }
    return this.#add();
  }

  #add(): number {
    const state: unknown = history.state;
    // A state that cannot hold a mark stays as the page has it.
    if (!this.#options.isAllowed() || !isPlain(state)) return this.#at;
    const mark = { at: this.#at + 1, base: this.#isOwn() ? this.#base : this.#at };
    const marks: Marks = { owner: this.#options.id, of: { ...marksOf(state)?.of, [this.#options.id]: mark } };
    try {
      history.pushState({ ...state, [STATE]: marks }, '');
    } catch {
      // A document without a history, or more entries than the browser allows in a while: Back leaves the page.
      return this.#at;
    }
    ({ at: this.#at, base: this.#base } = mark);
    this.#address = location.href;
    return this.#at;
  }

  #travel(by: number): boolean {
    if (travelling) return false;
    travelling = this as StepHistory<unknown>;
    history.go(by);
    return true;
  }

  /** Whether the present entry was added by this element, with nothing of the page or another element above it. */
  #isOwn(): boolean {
    const marks = marksOf(history.state);
    const { id } = this.#options;
    return marks?.owner === id && marks.of[id]?.at === this.#at && location.href === this.#address;
  }

  #mark(): Mark | undefined {
    return marksOf(history.state)?.of[this.#options.id];
  }
}

function marksOf(state: unknown): Marks | undefined {
  const marks = (state as { readonly [STATE]?: Marks } | null)?.[STATE];
  return typeof marks?.of === 'object' && marks.of !== null ? marks : undefined;
}

function isPlain(state: unknown): state is object | null {
  if (state === null) return true;
  return typeof state === 'object' && Object.getPrototypeOf(state) === Object.prototype;
}
