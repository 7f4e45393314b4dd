import type { Knex } from 'knex';

/** Where sentences start, decided once; and stretches of which there are no words. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table call_segment
      drop constraint call_segment_source_check,
      add constraint call_segment_source_check check (source in ('speech', 'typed', 'missing')),
      add column starts_sentence boolean;
    update call_segment s set starts_sentence = not coalesce(
      before.source = 'speech' and s.source = 'speech' and before.speaker = s.speaker
        and s.start_ms - before.end_ms < 1000, false)
    from call_segment me
    left join call_segment before on before.call_id = me.call_id and before.sequence = me.sequence - 1
    where me.id = s.id;
    alter table call_segment alter column starts_sentence set not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from call_segment where source = 'missing';
    alter table call_segment
      drop column starts_sentence,
      drop constraint call_segment_source_check,
      add constraint call_segment_source_check check (source in ('speech', 'typed'));
  `);
}
