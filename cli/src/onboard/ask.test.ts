import { describe, expect, it, vi } from 'vitest';
import { askSpec } from './ask.ts';

interface Question {
  readonly message: string;
  readonly validate?: (text: string) => boolean | string;
  readonly default?: unknown;
}

/** Answers in the order of the questions; one that a question refuses is remembered, and the next one is tried. */
const scripted = vi.hoisted(() => ({
  answers: [] as unknown[],
  asked: [] as string[],
  refused: [] as string[],
}));

vi.mock('@inquirer/prompts', () => {
  const next = async (question: Question) => {
    scripted.asked.push(question.message);
    for (;;) {
      const answer = scripted.answers.shift();
      const given = answer === '' && question.default !== undefined ? question.default : answer;
      const verdict = question.validate?.(String(given)) ?? true;
      if (verdict === true) return given;
      scripted.refused.push(String(verdict));
    }
  };
  return { input: next, confirm: next, select: next };
});

async function answer(answers: readonly unknown[], there: readonly string[] = []) {
  Object.assign(scripted, { answers: [...answers], asked: [], refused: [] });
  const spec = await askSpec(undefined, async (_, name) => there.includes(name), 'Asia/Kolkata');
  expect(scripted.answers).toEqual([]);
  return spec;
}

describe('the guided onboarding', () => {
  it('asks for everything and lets optional things out', async () => {
    const spec = await answer([
      ...['Sahyadri General', '+918040001234', 'Asia/Kolkata', '4 Temple Street', '12.9652, 77.6011'],
      ...['Green Meadows', '', '', ''],
      ...['Asha Rao', 'asha@sahyadri.example', '', true],
      ...['community_manager', 'Dev Shah', 'dev@meadows.example', '', 'Green Meadows', false],
      'https://www.sahyadri.example',
    ]);
    expect(spec).toEqual({
      hospital: {
        name: 'Sahyadri General',
        phone: '+918040001234',
        timezone: 'Asia/Kolkata',
        address: '4 Temple Street',
        location: { latitude: 12.9652, longitude: 77.6011 },
      },
      communities: [{ name: 'Green Meadows', timezone: 'Asia/Kolkata' }],
      staff: [
        { role: 'hospital_admin', name: 'Asha Rao', email: 'asha@sahyadri.example' },
        {
          role: 'community_manager',
          name: 'Dev Shah',
          email: 'dev@meadows.example',
          community: 'Green Meadows',
        },
      ],
      widgetOrigins: ['https://www.sahyadri.example'],
    });
  });

  it('asks nothing more about what is there already', async () => {
    const there = ['Sahyadri General', 'Lake View'];
    const spec = await answer(['Sahyadri General', 'Asia/Kolkata', 'Lake View', '', false, ''], there);
    expect(spec).toEqual({
      hospital: { name: 'Sahyadri General' },
      communities: [{ name: 'Lake View' }],
      staff: [],
      widgetOrigins: [],
    });
  });

  it('says what is wrong with an answer and asks again', async () => {
    await answer([
      ...['', 'Sahyadri', '080', '', 'Mars/Olympus', 'Asia/Kolkata', '', 'here', ''],
      ...['', 'Green Meadows', '', '', ''],
      ...['Asha Rao', 'asha', 'asha@sahyadri.example', '', false],
      ...['www.sahyadri.example', ''],
    ]);
    expect(scripted.refused).toEqual([
      'Please enter a value.',
      'Like +911244000000.',
      'Such as Asia/Kolkata.',
      'Latitude, comma, longitude.',
      'Please enter a value.',
      'Such as name@example.org.',
      'Scheme and host only; separate several with spaces.',
    ]);
  });
});
