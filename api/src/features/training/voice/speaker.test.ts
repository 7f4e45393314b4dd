import { expect, it } from 'vitest';
import { SimulatedTime } from '../../../../test/support/models.ts';
import { Background } from './mix.ts';
import { Speaker, type SpokenMark } from './speaker.ts';

const LINES = [
  { entry: 0, text: 'first' },
  { entry: 2, text: 'second' },
];
/** A second of a constant sound that no silence has. */
const SOUND = new Int16Array(16_000).fill(1_000);

/** A speaker in simulated time, with what the call got, a letter for each frame: s sound, . silence. */
function speaking({ speak = async (): Promise<Int16Array | null> => SOUND } = {}) {
  const time = new SimulatedTime();
  const heard: string[] = [];
  const marks: SpokenMark[] = [];
  const call = { state: 'taken' as 'taken' | 'full' | 'over', opened: 0, closed: 0, ended: 0, fails: 0 };
  const speaker = new Speaker({
    time,
    background: new Background([]),
    runMs: () => time.now(),
    async open() {
      call.opened += 1;
      return {
        push(samples) {
          if (call.state === 'taken') heard.push(samples.some((one) => one !== 0) ? 's' : '.');
          return call.state;
        },
        close() {
          call.closed += 1;
        },
      };
    },
    speak,
    async spoken(mark) {
      call.fails -= 1;
      if (call.fails >= 0) throw new Error('the database does not answer');
      marks.push(mark);
    },
    onEnd() {
      call.ended += 1;
    },
  });
  const pass = (ms: number) => time.run(time.sleep(ms));
  return { speaker, heard: () => heard.join(''), marks, call, pass };
}

it('says lines one after the other at the pace of speech, with a breath between', async () => {
  const { speaker, heard, marks, pass } = speaking();
  speaker.say(LINES);
  await pass(3_500);
  expect(heard()).toMatch(/^\.{0,3}s{10}\.{3,5}s{10}\.+$/);
  expect(heard().length).toBeGreaterThanOrEqual(33);
  expect(heard().length).toBeLessThanOrEqual(35);
  expect(marks.map(({ entry, ms }) => [entry, ms])).toEqual([
    [0, 1_000],
    [2, 1_000],
  ]);
  expect((marks[1]?.atMs ?? 0) - (marks[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(1_400);
  await speaker.stop();
});

it('says nothing on hold, and goes on where it was', async () => {
  const { speaker, heard, marks, call, pass } = speaking();
  speaker.say(LINES.slice(0, 1));
  await pass(600);
  speaker.pause(true);
  await pass(200);
  const before = heard();
  await pass(5_000);
  expect(heard()).toBe(before);
  expect(call.closed).toBe(1);
  speaker.pause(false);
  await pass(1_000);
  expect(heard().replaceAll('.', '')).toBe('s'.repeat(10));
  expect(call.opened).toBe(2);
  expect(marks).toHaveLength(1);
  await speaker.stop();
});

it('waits where the call takes no more for now, and loses nothing', async () => {
  const { speaker, heard, call, pass } = speaking();
  speaker.say(LINES.slice(0, 1));
  await pass(500);
  call.state = 'full';
  await pass(700);
  call.state = 'taken';
  await pass(2_000);
  expect(heard().replaceAll('.', '')).toBe('s'.repeat(10));
  await speaker.stop();
});

it('ends with the call, and marks what was heard of its line', async () => {
  const { speaker, marks, call, pass } = speaking();
  speaker.say(LINES);
  await pass(700);
  call.state = 'over';
  await pass(3_000);
  expect(call.ended).toBe(1);
  await speaker.stop();
  expect(marks).toEqual([{ entry: 0, atMs: expect.any(Number), ms: expect.any(Number) }]);
  expect(marks[0]?.ms).toBeLessThan(1_000);
  expect(call.ended).toBe(1);
});

it('gives a line that cannot be spoken as text', async () => {
  const { speaker, heard, marks, pass } = speaking({ speak: async () => null });
  speaker.say(LINES);
  await pass(1_000);
  expect(heard()).toMatch(/^\.+$/);
  expect(marks.map(({ entry, ms }) => [entry, ms])).toEqual([
    [0, null],
    [2, null],
  ]);
  await speaker.stop();
});

it('lets the noise go on while a line is prepared', async () => {
  let ready: (samples: Int16Array) => void = () => {};
  const { speaker, heard, pass } = speaking({
    speak: () =>
      new Promise((resolve) => {
        ready = resolve;
      }),
  });
  speaker.say(LINES.slice(0, 1));
  await pass(2_000);
  expect(heard()).toMatch(/^\.{18,20}$/);
  ready(SOUND);
  await pass(1_500);
  expect(heard()).toMatch(/^\.{18,21}s{10}\.*$/);
  await speaker.stop();
});

it('marks a line once the database answers again', async () => {
  const { speaker, heard, marks, call, pass } = speaking();
  call.fails = 3;
  speaker.say(LINES.slice(0, 1));
  await pass(8_000);
  expect(marks).toHaveLength(1);
  expect(heard().replaceAll('.', '')).toBe('s'.repeat(10));
  await speaker.stop();
});

it('says nothing twice, though what was read of the run is older', async () => {
  const { speaker, heard, pass } = speaking();
  speaker.say(LINES);
  await pass(1_800);
  speaker.say(LINES);
  await pass(3_000);
  expect(heard().replaceAll('.', '')).toBe('s'.repeat(20));
  await speaker.stop();
});

it('leaves a line that is not finished to another process', async () => {
  const { speaker, marks, call, pass } = speaking();
  speaker.say(LINES);
  await pass(700);
  await speaker.leave();
  expect([marks, call.ended, call.closed]).toEqual([[], 1, 1]);
});
