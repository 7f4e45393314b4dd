import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** Chooses whom to ask, again while a leg of the response has nobody. */
export const PlanResponse = job('plan-neighbourhood-response', object({ responseId: id }));

/** Reminds the managers of a community of overdue checks of its defibrillators. */
export const RemindOfChecks = job('remind-of-defibrillator-checks', object({ communityId: id }));
