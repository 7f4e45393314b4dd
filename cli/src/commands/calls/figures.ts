import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { bold, type Column, count, span } from '../../base/output.ts';
import { findHospital } from '../../organisations/find.ts';

type Figures = components['schemas']['CallFigures'];

const STATES = {
  free: 'free',
  in_call: 'in a call',
  on_hold: 'holds a call',
  wrapping_up: 'wraps up',
} as const;
const STAGES = {
  answered: 'Answered',
  first_words: 'First words',
  alert_to_action: 'Alert to action',
  decided: 'Decided',
  unit_assigned: 'Unit assigned',
  unit_on_scene: 'Unit on scene',
} as const;

const duration = (seconds: number | null): string | null => (seconds === null ? null : span(seconds * 1_000));

const STAGE_COLUMNS: readonly Column<Figures['stages'][number]>[] = [
  { header: 'Stage', value: ({ stage }) => STAGES[stage] },
  { header: 'Calls', value: ({ calls }) => calls },
  { header: 'Median', value: ({ medianSeconds }) => duration(medianSeconds) },
  { header: '9 of 10 within', value: ({ p90Seconds }) => duration(p90Seconds) },
];
const operatorColumns = (at: string): readonly Column<Figures['operators'][number]>[] => [
  { header: 'Operator', value: ({ name }) => name, flexible: 16 },
  { header: 'State', value: ({ state }) => STATES[state] },
  {
    header: 'For',
    value: ({ since }) => since && span(Math.max(0, Date.parse(at) - Date.parse(since))),
  },
];

export default class CallsFigures extends BaseCommand<typeof CallsFigures> {
  static override summary = 'Show what a desk does now and how its calls went.';
  static override description =
    'For administrators: of their hospital; super admins see one desk with --hospital, or all. Exercises are not counted.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --from 2026-11-27T00:00:00Z --json',
  ];
  static override flags = {
    hospital: string({ summary: 'Only the desk of this hospital.', helpValue: 'NAME|ID' }),
    from: string({ summary: 'Calls since then; the last hour if left out.', helpValue: 'TIME' }),
  };

  async run(): Promise<Figures> {
    const { hospital, from } = this.flags;
    const kiwi = await this.client();
    const hospitalId = hospital && (await findHospital(kiwi, hospital)).id;
    const figures = await kiwi.get('/v1/call-figures', { query: { hospitalId, from } });
    const { now, calls, bookings, urgencies, at } = figures;
    const waited =
      now.longestWaitSince && span(Math.max(0, Date.parse(at) - Date.parse(now.longestWaitSince)));
    this.log(
      `${count(now.waiting, 'call')} waiting${waited ? ` (the longest for ${waited})` : ''}, ${now.active} active, ${now.held} on hold, ${now.toWrapUp} to wrap up.`,
    );
    const inTime = `${calls.answered} answered, ${calls.answeredInTime} of them within ${calls.answerTargetSeconds} s`;
    this.log(
      `Since ${figures.from}: ${count(calls.received, 'call')}, ${inTime}, ${calls.abandoned} abandoned, ${calls.missed} missed.`,
    );
    if (!figures.complete) this.log('More calls came in than are counted; the newest are.');
    if (urgencies.length > 0) {
      const mix = urgencies.map((entry) => `${entry.urgency ?? '?'}: ${entry.calls}`).join(', ');
      this.log(`Urgency ${mix}.`);
    }
    this.log(
      `${count(bookings.made, 'booking')}: ${bookings.open} open, ${bookings.unassigned} unassigned, ${bookings.assignBreached} assigned late, ${bookings.arriveBreached} reached late.`,
    );
    if (calls.audioLost > 0) this.log(`Audio of ${count(calls.audioLost, 'call')} was lost.`);
    this.log(`Language models: ${figures.models.state}.`);
    this.log(`\n${bold('Stages')}`);
    this.logTable(figures.stages, STAGE_COLUMNS, '');
    this.log(`\n${bold('Operators')}`);
    this.logTable(figures.operators, operatorColumns(at), 'Nobody is on duty.');
    return figures;
  }
}
