import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError, EXIT } from '../base/errors.ts';
import { plain, shortTime } from '../base/output.ts';
import { canAsk, prompts, toStderr } from '../base/prompt.ts';
import type { Staff } from '../base/wire.ts';

/** Asks which of the people on duty at the booking's hospital, in a role its service takes, gets the booking. */
export async function chooseAssignee(kiwi: Kiwimesh, bookingId: string): Promise<string> {
  if (!canAsk())
    throw new CliError(
      'missing_input',
      'Name the person to assign: kiwimesh bookings assign BOOKING ASSIGNEE',
    );
  const booking = await kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } });
  const service = await kiwi.get('/v1/service-types/{serviceType}', {
    path: { serviceType: booking.serviceType },
  });
  if (service.fulfilledBy.kind === 'resident' || !booking.hospitalId) {
    throw new CliError(
      'missing_input',
      `${booking.serviceType} is provided by residents: give the id of the resident.`,
    );
  }
  const people: Staff[] = [];
  const query = { hospitalId: booking.hospitalId, onDuty: true, active: true };
  for await (const one of kiwi.pages('/v1/staff', { query })) {
    if (service.fulfilledBy.roles.includes(one.role) && one.id !== booking.assignee?.id) people.push(one);
  }
  if (people.length === 0) {
    const roles = service.fulfilledBy.roles.join(' or ');
    throw new CliError('nobody_on_duty', `No ${roles} of the hospital is on duty.`, { exit: EXIT.refused });
  }
  const { select } = await prompts();
  return select(
    {
      message: `Assign this ${booking.serviceType} to whom?`,
      choices: people.map((one) => ({
        value: one.id,
        name: `${plain(one.name)}  ${one.role}${one.position ? `  seen ${shortTime(one.position.recordedAt)}` : ''}`,
      })),
    },
    toStderr,
  );
}
