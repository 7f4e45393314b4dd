import type { Knex } from 'knex';
import { APP_ROLE } from '../../../kernel/db/connection.ts';

/** Where a person was is deleted when their duty ends, by the service alone. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create policy staff_position_delete on staff_position for delete to public
      using ((select scope.role()) = 'system');
    grant delete on staff_position to ${APP_ROLE};
    -- The owner, too, is bound by row security.
    select set_config('kiwimesh.role', 'system', true);
    delete from staff_position p using staff s where s.id = p.staff_id and not (s.active and s.on_duty);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop policy staff_position_delete on staff_position;
    revoke delete on staff_position from ${APP_ROLE};
  `);
}
