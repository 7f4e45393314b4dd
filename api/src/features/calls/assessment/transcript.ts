import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { placeIn, type SaidPlace } from '../decision/said-place.ts';
import { type Call, CallSegment } from '../models.ts';
import { MAX_TEXT } from './statement.ts';

type Segment = Pick<CallSegment, 'sequence' | 'speaker' | 'source' | 'text' | 'startsSentence'>;

/** Segments read at once. */
const BATCH = 500;
/** Segments of a sentence that are searched for a place: "flat B" and "1204" may come apart. */
const SENTENCE = 20;
/** Calls whose words a process keeps: more than it has at a time. */
const MAX_CALLS = 1_000;

/**
 * What is kept of the words of a call: the beginning, which says most often why somebody calls, and the end, of any
 * length in all that a statement can have; and where the caller last said they are.
 */
export class Transcript {
  readonly #head: Segment[] = [];
  readonly #tail: Segment[] = [];
  #headLength = 0;
  #tailLength = 0;
  #headIsFull = false;
  #place: SaidPlace | null = null;
  /** The last segments of the sentence that is being said. */
  #sentence: Segment[] = [];
  #sequence = 0;

  /** The number of the last segment that was added. */
  get sequence(): number {
    return this.#sequence;
  }

  get place(): SaidPlace | null {
    return this.#place;
  }

  get segments(): readonly Segment[] {
    return [...this.#head, ...this.#tail];
  }

  /** The last of what is kept. */
  latest(count: number): readonly Segment[] {
    const tail = this.#tail.slice(-count);
    return tail.length < count ? [...this.#head.slice(tail.length - count), ...tail] : tail;
  }

  /** Adds segments in order; those that were added before are left out. */
  add(segments: readonly Segment[]): void {
    const fresh = segments.filter(({ sequence }) => sequence > this.#sequence);
    for (const segment of fresh) {
      if (segment.source === 'missing') continue;
      this.#keep(segment);
      this.#findPlace(segment);
    }
    this.#sequence = fresh.at(-1)?.sequence ?? this.#sequence;
  }

  /** What the caller says last counts, since people correct themselves. */
  #findPlace(segment: Segment): void {
    const goesOn = !segment.startsSentence && this.#sentence.length > 0;
    this.#sentence = goesOn ? [...this.#sentence.slice(1 - SENTENCE), segment] : [segment];
    if (segment.speaker !== 'caller') return;
    const text = placeIn(this.#sentence.map((one) => one.text).join(' '));
    if (text === null || (goesOn && text === this.#place?.text)) return;
    this.#place = { text, sequence: segment.sequence };
  }

  #keep(segment: Segment): void {
    const length = segment.text.length + 1;
    this.#headIsFull ||= this.#headLength + length > MAX_TEXT / 2;
    if (!this.#headIsFull) {
      this.#head.push(segment);
      this.#headLength += length;
      return;
    }
    this.#tail.push(segment);
    this.#tailLength += length;
    while (this.#headLength + this.#tailLength > MAX_TEXT && this.#tail.length > 1) {
      this.#tailLength -= (this.#tail.shift()?.text.length ?? 0) + 1;
    }
  }
}

/** Reads the words of a call that a transcript does not have yet. @returns how many segments were read. */
export async function readOn(
  uow: UnitOfWork,
  { id, segments }: Pick<Call, 'id' | 'segments'>,
  transcript: Transcript,
): Promise<number> {
  let count = 0;
  while (transcript.sequence < segments) {
    const rows = await CallSegment.query(uow.trx)
      .where('call_id', id)
      .where('sequence', '>', transcript.sequence)
      .orderBy('sequence')
      .limit(BATCH);
    if (rows.length === 0) break;
    count += rows.length;
    transcript.add(rows);
  }
  return count;
}

/**
 * The transcripts of the calls that this process assesses, so that each segment is read and unsealed once and not again
 * with every word that follows.
 */
export class Transcripts {
  readonly #known = new Map<string, Transcript>();
  /** Segments read from the database so far. */
  read = 0;

  /** Up to the words that the row knows. */
  async of(uow: UnitOfWork, row: Pick<Call, 'id' | 'segments' | 'endedAt'>): Promise<Transcript> {
    const transcript = this.#known.get(row.id) ?? new Transcript();
    this.#known.delete(row.id);
    // Words are rarely added to a call that is over.
    if (row.endedAt === null) this.#known.set(row.id, transcript);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MAX_CALLS) break;
      this.#known.delete(oldest);
    }
    this.read += await readOn(uow, row, transcript);
    return transcript;
  }

  /** What is known of a call without reading; undefined where it is not kept. */
  known(callId: string): Transcript | undefined {
    return this.#known.get(callId);
  }

  forget(callId: string): void {
    this.#known.delete(callId);
  }
}
