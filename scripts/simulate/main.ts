import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { DemoLogins } from '../demo/logins.ts';
import { playAdministrator } from './administrator.ts';
import { playCaller } from './caller.ts';
import { playOperator } from './operator.ts';
import { createPace } from './pace.ts';
import { playResident } from './resident.ts';
import { playResponder } from './responder.ts';
import { signInResident, signInStaff } from './sessions.ts';

/**
 * Plays residents, callers, operators, responders and hospital admins through the public API, so that pages and reports are alive.
 * Everything goes through the SDK: what the simulator can do, a partner can do.
 */
const program = new Command('make simulate')
  .usage('ARGS="[options]"')
  .description('Simulate residents and staff on a running Kiwimesh (start one with `make run`)')
  .option(
    '--logins <file>',
    'the demo logins that `make run` wrote (default: demo.json in KIWIMESH_DATA_DIR)',
    join(process.env.KIWIMESH_DATA_DIR || '.data', 'demo.json'),
  )
  .option('--residents <n>', 'how many residents act', '12')
  .option('--responders <n>', 'how many nurses and paramedics of each hospital act', '4')
  .option('--callers <n>', 'how many of the residents also call for help', '4')
  .option(
    '--answer-after <seconds>',
    "real seconds that a call rings before a hospital's demo dispatcher takes it; `never` leaves all calls to you",
    secondsOrNever,
    15,
  )
  .option('--speed <factor>', '1 is real time; 60 simulates an hour in a minute', '20')
  .option('--duration <seconds>', 'stop after this many seconds (default: until Ctrl-C)')
  .option('--seed <n>', 'the same seed makes the same choices', '1')
  .parse();
const options = program.opts<{
  logins: string;
  residents: string;
  responders: string;
  callers: string;
  answerAfter: number | null;
  speed: string;
  duration?: string;
  seed: string;
}>();

const logins = JSON.parse(
  await readFile(options.logins, 'utf8').catch(() => {
    throw new Error(`No demo logins at ${options.logins}: start Kiwimesh with \`make run\` first.`);
  }),
) as DemoLogins;
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
if (options.duration) setTimeout(() => stop.abort(), Number(options.duration) * 1000).unref();

const pace = createPace({ seed: Number(options.seed), speed: Number(options.speed), signal: stop.signal });
const say = (who: string, what: string) =>
  console.log(`${new Date().toISOString().slice(11, 19)}  ${who.padEnd(22)} ${what}`);

const actors: Promise<void>[] = [];
for (const hospital of logins.hospitals) {
  const admin = await signInStaff(logins.api, hospital.admin);
  actors.push(playAdministrator({ kiwi: admin, hospital, pace, say }));
  if (options.answerAfter !== null) {
    const kiwi = await signInStaff(logins.api, hospital.dispatcher);
    actors.push(playOperator({ kiwi, hospital, pace, answersAfter: options.answerAfter, say }));
  }
  const crew = (
    await admin.get('/v1/staff', { query: { hospitalId: hospital.id, active: true, limit: 100 } })
  ).data
    .filter(({ role, duties }) => (role === 'nurse' || role === 'paramedic') && !duties.includes('dispatch'))
    .sort((a, b) => a.email.localeCompare(b.email, 'en', { numeric: true }));
  for (const role of ['nurse', 'paramedic'] as const) {
    for (const member of crew.filter((person) => person.role === role).slice(0, Number(options.responders))) {
      const kiwi = await signInStaff(logins.api, { email: member.email, password: hospital.admin.password });
      actors.push(playResponder({ kiwi, member, home: hospital.id, pace, say }));
    }
  }
}

const residents = logins.communities.flatMap((community) => community.residents);
const chosen = pace.shuffle(residents).slice(0, Number(options.residents));
for (const [index, resident] of chosen.entries()) {
  const kiwi = await signInResident(logins.api, resident.phone);
  actors.push(playResident({ kiwi, resident, pace, say }));
  if (index < Number(options.callers)) actors.push(playCaller({ kiwi, resident, pace, say }));
}
console.log(`${actors.length} actors at ${options.speed} times real-time speed. Press Ctrl-C to stop.`);
await Promise.all(actors);

function secondsOrNever(text: string): number | null {
  if (text === 'never') return null;
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds < 0)
    throw new InvalidArgumentError('Give a number of seconds, or `never`.');
  return seconds;
}
