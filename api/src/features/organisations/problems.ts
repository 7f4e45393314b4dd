import { defineProblems } from '../../kernel/ground/problem.ts';

export const organisationsProblems = defineProblems({
  owner_required: { status: 403, title: 'Only the person can change this' },
  person_required: { status: 403, title: 'Only a signed-in person can do this' },
  served_by_others: { status: 403, title: 'Other hospitals also serve this person' },
  not_on_duty: { status: 409, title: 'The person is not on duty' },
  last_administrator: { status: 409, title: 'An active administrator must remain' },
});
