import { describe, expect, it } from 'vitest';
import { sourceMessages } from '../../test/messages.ts';
import { templates as shared } from './hi.ts';
import { templates as account } from './hi-account.ts';
import { templates as board } from './hi-board.ts';
import { templates as call } from './hi-call.ts';
import { templates as dispatch } from './hi-dispatch.ts';
import { templates as first } from './hi-first.ts';
import { templates as helping } from './hi-helping.ts';
import { templates as myData } from './hi-my-data.ts';
import { templates as supervise } from './hi-supervise.ts';
import { templates as triage } from './hi-triage.ts';
import { templates as units } from './hi-units.ts';

const FILES = [first, shared, account, board, call, dispatch, helping, myData, supervise, triage, units];
const templates: (typeof FILES)[number] = Object.assign({}, ...FILES);

describe('Hindi', () => {
  const wanted = sourceMessages();
  const values = new Map(wanted.map(({ id, strings }) => [id, strings.length - 1]));

  it('has every message and no unused one', () => {
    expect(Object.keys(templates).sort()).toEqual([...values.keys()].sort());
  });

  it('has no message in two of its files', () => {
    const ids = FILES.flatMap((file) => Object.keys(file));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has what each view of the console shows in a file that the view loads', () => {
    const always = [first, shared, account, dispatch];
    const more: Readonly<Record<string, object>> = {
      board,
      // Only the board shows them.
      bookings: board,
      map: units,
      units,
      supervisor: supervise,
    };
    const missing = wanted.filter(({ file, id }) => {
      const [root, view = ''] = file.split('/');
      return root === 'console' && ![...always, more[view] ?? {}].some((texts) => id in texts);
    });
    expect(missing.map(({ file, id }) => `${file} ${id}`)).toEqual([]);
  });

  it('has one source text for each id', () => {
    const texts = new Map<string, string>();
    for (const { id, strings } of wanted) {
      const text = strings.join('…');
      expect(texts.get(id) ?? text, id).toBe(text);
      texts.set(id, text);
    }
  });

  it('uses as many values as the English text', () => {
    for (const [id, words] of Object.entries(templates)) {
      const count = typeof words === 'string' ? 0 : words.values.length;
      expect(count, id).toBe(values.get(id));
    }
  });

  it('is Hindi', () => {
    for (const [id, words] of Object.entries(templates)) {
      const text = typeof words === 'string' ? words : words.strings.join('');
      if (text.length > 6) expect(text, id).toMatch(/\p{Script=Devanagari}/u);
    }
  });
});
