import { event } from '../../kernel/events/event.ts';
import { code, count, flag, id, nullable, object, oneOf } from '../../kernel/payload/shapes.ts';

const about = { trainingRunId: id, scenarioId: code, callId: id, operatorId: id, hospitalId: nullable(id) };
const example = {
  trainingRunId: '0193a5f0-7c1e-7000-8000-000000000051',
  scenarioId: 'stroke',
  callId: '0193a5f0-7c1e-7000-8000-000000000041',
  operatorId: '0193a5f0-7c1e-7000-8000-000000000003',
  hospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
};

export const TrainingRunCreated = event('training_run.created', {
  description: 'An operator began an exercise: its call rings.',
  data: object({ ...about, mode: oneOf('text', 'audio') }),
  example: { ...example, mode: 'text' },
});

export const TrainingRunEnded = event('training_run.ended', {
  description: 'An exercise ended and was marked: `total` of 100.',
  data: object({ ...about, total: count, passed: flag }),
  example: { ...example, total: 97, passed: true },
});
