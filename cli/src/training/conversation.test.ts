import type { Kiwimesh } from '@kiwimesh/sdk';
import { describe, expect, it } from 'vitest';
import { Conversation } from './conversation.ts';
import type { TrainingRun } from './show.ts';

interface Moment {
  /** Lines of the caller in the timeline, how many of them were spoken, and which words are in the transcript. */
  readonly lines: number;
  readonly spoken: number;
  readonly words: readonly string[];
}

/** A service whose call goes on by one moment each time the run is read. */
function service(mode: 'text' | 'audio', moments: readonly Moment[]) {
  const asked: string[] = [];
  let at = 0;
  const now = () => moments[Math.min(at, moments.length - 1)] as Moment;
  const kiwi = {
    async post(path: string) {
      asked.push(path);
    },
    async get(path: string, { query }: { query?: { after?: number } }) {
      if (path.endsWith('/audio')) return new Blob(['RIFF']);
      if (path.endsWith('/transcript')) {
        const data = now().words.map((text, nth) => ({ sequence: nth + 1, speaker: 'caller', text }));
        if (mode === 'text') at += 1;
        return { data: data.filter(({ sequence }) => sequence > (query?.after ?? 0)) };
      }
      const { lines, spoken } = now();
      at += 1;
      const timeline = Array.from({ length: lines }, () => ({ kind: 'caller' }));
      const state = at < moments.length ? 'active' : 'ended';
      return { mode, state, audio: { linesSpoken: spoken, linesAsText: 0 }, timeline };
    },
  } as unknown as Kiwimesh;
  const heard: string[] = [];
  const run = { id: 'run', callId: 'call', mode } as TrainingRun;
  return { conversation: new Conversation(kiwi, run, (line) => heard.push(line)), heard, asked };
}

describe('a conversation', () => {
  it('goes on when the caller has written', async () => {
    const { conversation, heard } = service('text', [
      { lines: 0, spoken: 0, words: [] },
      { lines: 1, spoken: 0, words: ['Hello?'] },
    ]);
    await conversation.answer();
    expect(heard).toEqual(['Hello?']);
  });

  it('waits until a caller who speaks has said everything', async () => {
    const moments: Moment[] = [
      { lines: 1, spoken: 0, words: ['My'] },
      { lines: 1, spoken: 1, words: ['My', 'father'] },
      // What was said before says nothing about an answer.
      { lines: 1, spoken: 1, words: ['My', 'father'] },
      { lines: 3, spoken: 2, words: ['My', 'father', 'fell.'] },
      { lines: 3, spoken: 3, words: ['My', 'father', 'fell.', 'No.'] },
    ];
    const { conversation, heard, asked } = service('audio', moments);
    await conversation.answer();
    expect(heard).toEqual(['My', 'father']);
    await conversation.do({ kind: 'say', text: 'Is he awake?' }, true);
    expect(heard).toEqual(['My', 'father', 'fell.', 'No.']);
    expect(asked).toEqual(['/v1/calls/{callId}/claim', '/v1/calls/{callId}/messages']);
    // What was said last is transcribed when the call is over.
    moments.push({ lines: 3, spoken: 3, words: ['My', 'father', 'fell.', 'No.', 'Hurry!'] });
    expect(await conversation.end()).toMatchObject({ state: 'ended' });
    expect(heard.at(-1)).toBe('Hurry!');
    expect(new TextDecoder().decode(await conversation.audio())).toBe('RIFF');
  });
});
