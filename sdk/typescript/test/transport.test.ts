import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { retryAfterSeconds } from '../src/errors.ts';
import { Kiwimesh, NetworkError, ProblemError } from '../src/index.ts';
import { exampleReply, refuse, type Service, startService } from './service.ts';

let service: Service;
let kiwi: Kiwimesh;
const bookingId = '0193a5f0-7c1e-7000-8000-000000000005';
const booking = { serviceType: 'ambulance' };

beforeEach(async () => {
  service = await startService();
  kiwi = new Kiwimesh({ baseUrl: service.url, apiKey: 'sk_test', pauseMs: 1 });
});

afterEach(async () => {
  await service.stop();
  expect(service.breaches).toEqual([]);
});

/** Makes an operation fail `times` times, then succeed. */
function failing(operationId: string, times: number, how: () => ReturnType<typeof refuse> | 'drop'): void {
  let left = times;
  service.on(operationId, (_request, { request }) => {
    if (left-- > 0) {
      const failure = how();
      if (failure !== 'drop') return failure;
      request.socket.destroy();
    }
    return { status: operationId === 'createBooking' ? 201 : 200, body: exampleReply(operationId) };
  });
}

const stillRunning = () => refuse(409, 'idempotency_in_progress', {}, { 'retry-after': '0' });

describe('a call that is safe to repeat', () => {
  test.each([502, 503, 504])('is retried after %i', async (status) => {
    failing('getBooking', 2, () => refuse(status, 'dependency_down'));
    expect((await kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } })).id).toBe(bookingId);
    expect(service.count('getBooking')).toBe(3);
  });

  test('is retried after a lost connection', async () => {
    failing('getBooking', 1, () => 'drop');
    await kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } });
    expect(service.count('getBooking')).toBe(2);
  });

  test('is retried with one key if it is a POST, so that nothing is booked twice', async () => {
    failing('createBooking', 2, () => 'drop');
    await kiwi.post('/v1/bookings', { body: booking });
    const keys = service.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is retried without a key if it is a POST that changes nothing', async () => {
    failing('searchResidents', 2, () => 'drop');
    await kiwi.post('/v1/residents/search', { body: { phone: '+919800000004' } });
    expect(service.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(3).fill(undefined));
  });

  test('waits for its first attempt while that is in progress', async () => {
    let attempts = 0;
    service.on('createBooking', (_request, { request }) => {
      attempts += 1;
      if (attempts === 1) request.socket.destroy();
      if (attempts === 2) return refuse(409, 'idempotency_in_progress');
      return { status: 201, body: exampleReply('createBooking') };
    });
    expect((await kiwi.post('/v1/bookings', { body: booking })).state).toBe('requested');
  });

  test('waits for a call of another client with the same key, and gets its reply', async () => {
    failing('createBooking', 4, stillRunning);
    const key = 'one-intent';
    const made = await kiwi.post('/v1/bookings', { body: booking, idempotencyKey: key });
    expect(made.state).toBe('requested');
    expect(service.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(5).fill(key));
  });

  test('waits for a call with the same key no longer than the time limit', async () => {
    failing('createBooking', 10_000, stillRunning);
    const patient = new Kiwimesh({ baseUrl: service.url, apiKey: 'sk_test', pauseMs: 5, timeoutMs: 2_000 });
    await expect(patient.post('/v1/bookings', { body: booking })).rejects.toMatchObject({
      code: 'idempotency_in_progress',
    });
    expect(service.count('createBooking')).toBeGreaterThan(1);
  });

  test('does not wait for a reply that the service lost', async () => {
    failing('createBooking', 9, () => refuse(409, 'idempotency_in_progress'));
    await expect(kiwi.post('/v1/bookings', { body: booking })).rejects.toMatchObject({ status: 409 });
    expect(service.count('createBooking')).toBe(3);
  });

  test.each([
    ['the client', { retries: 0 }, {}],
    ['the call', {}, { retries: 0 }],
  ])('is sent once when %s is configured so', async (_, client, call) => {
    failing('createBooking', 1, stillRunning);
    const once = new Kiwimesh({ baseUrl: service.url, apiKey: 'sk_test', ...client });
    await expect(once.post('/v1/bookings', { body: booking, ...call })).rejects.toMatchObject({
      status: 409,
    });
    expect(service.count('createBooking')).toBe(1);
  });

  test('is retried as often as the call says', async () => {
    failing('getBooking', 4, () => 'drop');
    await kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId }, retries: 4 });
    expect(service.count('getBooking')).toBe(5);
  });

  test('sends If-Match where the contract accepts it', async () => {
    service.on('transitionBooking', () => refuse(412, 'precondition_failed'));
    const call = kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId },
      body: { to: 'en_route' },
      ifMatch: 3,
    });
    await expect(call).rejects.toMatchObject({ status: 412 });
    expect(service.seen[0]?.headers['if-match']).toBe('"3"');
  });

  test('waits as long as Retry-After says', async () => {
    failing('getBooking', 1, () => refuse(429, 'rate_limited', {}, { 'retry-after': '1' }));
    const start = Date.now();
    await kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } });
    expect(Date.now() - start).toBeGreaterThanOrEqual(990);
  });

  test('throws at once when Retry-After is long', async () => {
    failing('getBooking', 9, () => refuse(429, 'rate_limited', {}, { 'retry-after': '3600' }));
    const call = kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } });
    await expect(call).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 3600 });
    expect(service.count('getBooking')).toBe(1);
  });

  test('throws after the last retry', async () => {
    failing('getBooking', 9, () => refuse(503, 'dependency_down'));
    await expect(kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } })).rejects.toMatchObject({
      status: 503,
    });
    expect(service.count('getBooking')).toBe(3);
  });
});

describe('a call that is not safe to repeat', () => {
  const staffId = bookingId;
  test('sends a PATCH once', async () => {
    failing('updateStaff', 9, () => 'drop');
    const call = kiwi.patch('/v1/staff/{staffId}', { path: { staffId }, body: { onDuty: true } });
    await expect(call).rejects.toBeInstanceOf(NetworkError);
    expect(service.count('updateStaff')).toBe(1);
  });

  test('sends a POST without a key once', async () => {
    failing('createBooking', 9, () => refuse(503, 'dependency_down'));
    await expect(kiwi.post('/v1/bookings', { body: booking, idempotencyKey: null })).rejects.toBeInstanceOf(
      ProblemError,
    );
    expect(service.count('createBooking')).toBe(1);
    expect(service.seen[0]?.headers['idempotency-key']).toBeUndefined();
  });

  test('sends a conditional PUT once, so that a lost reply is not taken for a conflict', async () => {
    failing('putHospitalService', 9, () => 'drop');
    const call = kiwi.put('/v1/hospitals/{hospitalId}/services/{serviceType}', {
      path: { hospitalId: staffId, serviceType: 'home_nursing' },
      body: { enabled: true, capacity: 2 },
      ifMatch: 3,
    });
    await expect(call).rejects.toBeInstanceOf(NetworkError);
    expect(service.count('putHospitalService')).toBe(1);
    expect(service.seen[0]?.headers['if-match']).toBe('"3"');
  });

  test.each([400, 403, 404, 409, 422, 500])('a %i is final', async (status) => {
    failing('getBooking', 9, () => refuse(status, 'unprocessable'));
    await expect(kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } })).rejects.toMatchObject({
      status,
    });
    expect(service.count('getBooking')).toBe(1);
  });
});

describe('cancelling', () => {
  const slow = () => service.on('getBooking', () => new Promise(() => undefined));

  test("ends the call at once with the signal's own reason", async () => {
    const asked = new Promise<void>((arrived) => {
      service.on('getBooking', () => {
        arrived();
        return new Promise(() => undefined);
      });
    });
    const stop = new AbortController();
    const call = kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId }, signal: stop.signal });
    await asked;
    stop.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(service.count('getBooking')).toBe(1);
  });

  test('before the start sends nothing', async () => {
    const call = kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId }, signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(service.seen).toEqual([]);
  });

  test('ends the pause before a retry', async () => {
    failing('getBooking', 9, () => refuse(429, 'rate_limited', {}, { 'retry-after': '15' }));
    const stop = new AbortController();
    const call = kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId }, signal: stop.signal });
    const left = expect(call).rejects.toThrow('left the page');
    await expect.poll(() => service.count('getBooking')).toBe(1);
    stop.abort(new Error('left the page'));
    await left;
  });

  test('throws a NetworkError that says so after a timeout', async () => {
    slow();
    const call = kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId }, timeoutMs: 20 });
    await expect(call).rejects.toMatchObject({ name: 'NetworkError', timedOut: true });
  });

  test('applies the time limit to the body of a reply', async () => {
    service.on('getBooking', (_request, { response }) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id":');
      return new Promise(() => undefined);
    });
    const call = kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId }, timeoutMs: 40 });
    await expect(call).rejects.toMatchObject({ timedOut: true });
  });
});

describe('errors', () => {
  test('carry what a page needs to explain them', async () => {
    service.on('transitionBooking', () =>
      refuse(409, 'illegal_transition', { detail: 'It is over', state: 'completed', allowedTransitions: [] }),
    );
    const call = kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId },
      body: { to: 'en_route' },
    });
    await expect(call).rejects.toMatchObject({
      name: 'ProblemError',
      status: 409,
      code: 'illegal_transition',
      detail: 'It is over',
      message: 'It is over',
      correlationId: 'test',
      extensions: { state: 'completed', allowedTransitions: [] },
    });
  });

  test('name each fault of the input', async () => {
    const errors = [{ pointer: '/serviceType', detail: 'unknown' }];
    service.on('createBooking', () => refuse(400, 'invalid_request', { errors }));
    await expect(kiwi.post('/v1/bookings', { body: booking })).rejects.toMatchObject({ errors });
  });

  test('have a code for the error page of a proxy', async () => {
    service.on('getMe', (_request, { response }) => {
      response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Forbidden</h1>');
      return { status: 403 };
    });
    await expect(kiwi.get('/v1/me')).rejects.toMatchObject({ status: 403, code: 'unexpected_reply' });
  });

  test('are NetworkErrors for an unreachable service', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await new Promise((up) => free.once('listening', up));
    const { port } = free.address() as { port: number };
    await new Promise((down) => free.close(down));
    const away = new Kiwimesh({ baseUrl: `http://127.0.0.1:${port}`, pauseMs: 1 });
    await expect(away.get('/v1/me')).rejects.toMatchObject({ name: 'NetworkError', timedOut: false });
  });

  test.each([
    ['5', 5],
    ['', undefined],
    [null, undefined],
    ['soon', undefined],
    ['Thu, 01 Jan 1970 00:01:40 GMT', 90],
  ])('Retry-After %s is %s seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, 10_000)).toBe(seconds);
  });
});
