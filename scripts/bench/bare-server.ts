import { createHash, randomUUID } from 'node:crypto';
import fastify from 'fastify';
import pg from 'pg';
import { Server as SocketServer } from 'socket.io';

/**
 * The yardstick of the bench: Fastify and pg with nothing around them, doing the SQL that Kiwimesh does for the same
 * request on the same database, as the same role. No credential is checked, nothing is validated, no error is handled.
 * Started as a child; `DATABASE_URL`, `BENCH_HOSPITAL`, `BENCH_STAFF` say where and as whom. With `BENCH_PREPARED` the
 * read's statement is prepared, as Kiwimesh prepares it; pg by itself does not.
 */
const { DATABASE_URL = '', BENCH_HOSPITAL = '', BENCH_STAFF = '', BENCH_PREPARED } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 12, options: '-c role=kiwimesh_app' });

const BEGIN =
  `BEGIN; SELECT set_config('kiwimesh.role', 'hospital_admin', true), ` +
  `set_config('kiwimesh.hospital_id', '${BENCH_HOSPITAL}', true), set_config('kiwimesh.staff_id', '${BENCH_STAFF}', true)`;

const SQL = {
  booking: `select "booking".* from "booking" where ("booking"."id" = $1) and "booking"."hospital_id" = $2`,
  claim: 'select idempotency.claim($1, $2, $3, $4, $5, $6) as claimed',
  resident: `select "resident".* from "resident" where ("resident"."id" = $1) and "resident"."community_id" in
    (select community_id from hospital_community where hospital_id = $2)`,
  staff: `select "staff".* from "staff" where ("staff"."id" = $1) and "staff"."hospital_id" = $2`,
  links: `select "hospital_community".* from "hospital_community" where ("community_id" = $1) and "hospital_community"."hospital_id" = $2`,
  hospital: `select "hospital".* from "hospital" where ("id" in ($1) and "active" = $2) and "hospital"."id" = $3`,
  service: `select "hospital_service".* from "hospital_service" where ("hospital_id" in ($1) and "service_type" = $2)
    and "hospital_service"."hospital_id" = $3`,
  community: `select "community".* from "community" where ("community"."id" = $1) and "community"."id" in
    (select community_id from hospital_community where hospital_id = $2)`,
  insertBooking: `insert into "booking" (id, service_type, policy_version, state, resident_id, community_id, hospital_id,
    location, assign_by, arrive_by, price_amount, price_currency, payment_trigger, version, sequence, created_at, updated_at)
    values ($1, 'ambulance', 1, 'requested', $2, $3, $4, $5, $6, $7, 150000, 'INR', 'on_completion', 1, 1, $8, $8)
    returning *`,
  reached: `select (exists (select 1 from "booking" as "reach_0" where "reach_0"."id" = $1 and "reach_0"."hospital_id" = $2)) as reached`,
  insertEntry: `insert into "booking_event" (id, booking_id, sequence, type, at, actor_kind, actor_id, actor_name, to_state, version, data)
    values ($1, $2, 1, 'requested', $3, 'staff', $4, $5, 'requested', 1, $6) returning id`,
  effect: 'select idempotency.mark($1, $2, $3, $4) as held',
  event: `with event as (
      insert into outbox_event (type, aggregate_type, aggregate_id, data, correlation_id, traceparent, occurred_at)
      values ('booking.requested', 'booking', $1, $2, $3, '', $4) returning position, type),
    delivery as (
      insert into outbox_delivery (event_position, consumer, aggregate)
      select event.position, wants.consumer, 'booking:' || $1::text
        from event join outbox_subscription as wants on wants.event_type = event.type returning 1)
    select pg_notify('kiwimesh_outbox', '') from (select count(*) as made from delivery) as d where made > 0`,
  keep: 'select idempotency.save($1, $2, $3, $4, $5, $6, $7)',
};

/** As long as a sealed value and accepted by the column's check, but not sealed: that work is the product's own. */
function unsealed(value: object): Buffer {
  return Buffer.concat([Buffer.of(1), Buffer.alloc(32), Buffer.from(JSON.stringify(value))]);
}

const app = fastify();

app.get<{ Params: { id: string } }>('/v1/bookings/:id', async ({ params }, reply) => {
  const client = await pool.connect();
  try {
    await client.query(BEGIN);
    const { rows } = await client.query({
      ...(BENCH_PREPARED === undefined ? {} : { name: 'booking' }),
      text: SQL.booking,
      values: [params.id, BENCH_HOSPITAL],
    });
    await client.query('COMMIT;');
    return rows[0] ?? reply.code(404).send({});
  } finally {
    client.release();
  }
});

app.post<{ Body: { residentId: string } }>('/v1/bookings', async ({ body, headers }, reply) => {
  const key = String(headers['idempotency-key']);
  const actor = `bench:${BENCH_STAFF}`;
  const holder = randomUUID();
  const fingerprint = createHash('sha256').update(JSON.stringify(body)).digest('base64');
  await pool.query(SQL.claim, [actor, 'createBooking', key, holder, fingerprint, 60]);
  const client = await pool.connect();
  try {
    await client.query(BEGIN);
    const { rows: residents } = await client.query(SQL.resident, [body.residentId, BENCH_HOSPITAL]);
    const resident = residents[0];
    const { rows: staff } = await client.query(SQL.staff, [BENCH_STAFF, BENCH_HOSPITAL]);
    await client.query(SQL.links, [resident.community_id, BENCH_HOSPITAL]);
    await client.query(SQL.hospital, [BENCH_HOSPITAL, true, BENCH_HOSPITAL]);
    await client.query(SQL.service, [BENCH_HOSPITAL, 'ambulance', BENCH_HOSPITAL]);
    await client.query(SQL.community, [resident.community_id, BENCH_HOSPITAL]);
    const now = new Date();
    const id = randomUUID();
    const location = { latitude: resident.latitude, longitude: resident.longitude };
    const assignBy = new Date(now.getTime() + 120_000);
    const arriveBy = new Date(now.getTime() + 900_000);
    const { rows } = await client.query(SQL.insertBooking, [
      id,
      resident.id,
      resident.community_id,
      BENCH_HOSPITAL,
      unsealed(location),
      assignBy,
      arriveBy,
      now,
    ]);
    await client.query(SQL.reached, [id, BENCH_HOSPITAL]);
    const data = unsealed({ hospitalId: BENCH_HOSPITAL, location, assignBy, arriveBy });
    await client.query(SQL.insertEntry, [randomUUID(), id, now, BENCH_STAFF, staff[0].name, data]);
    await client.query(SQL.effect, [actor, 'createBooking', key, holder]);
    await client.query(SQL.event, [
      id,
      JSON.stringify({ bookingId: id, to: 'requested' }),
      randomUUID(),
      now,
    ]);
    await client.query('COMMIT;');
    const text = JSON.stringify(rows[0]);
    await client.query(SQL.keep, [actor, 'createBooking', key, holder, 201, '{}', unsealed(rows[0])]);
    return reply.code(201).header('content-type', 'application/json').send(text);
  } finally {
    client.release();
  }
});

const io = new SocketServer(app.server);
io.on('connection', (socket) => void socket.join('room'));
/** Fan-out: the parent sends a time, which goes to every socket of the room. */
process.on('message', ({ publish }: { publish?: number }) => {
  if (publish !== undefined) io.to('room').emit('booking', { at: publish });
});

const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ ready: true, url });
