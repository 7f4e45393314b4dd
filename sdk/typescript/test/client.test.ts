import contractJson from '@kiwimesh/openapi/openapi.json' with { type: 'json' };
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import {
  type Contract,
  type Schema as JsonSchema,
  operations,
  parametersOf,
  resolve,
} from '../../../openapi/lint/document.ts';
import { Kiwimesh, type Schema } from '../src/index.ts';
import { exampleReply, refuse, type Service, signIn, startService } from './service.ts';

interface StyledParameter {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly style?: string;
  readonly explode?: boolean;
  readonly expected: string;
}

let service: Service;
const bookingId = '0193a5f0-7c1e-7000-8000-000000000005';

beforeEach(async () => {
  service = await startService();
});

afterEach(async () => {
  await service.stop();
  expect(service.breaches).toEqual([]);
});

/** A list of `total` bookings in pages of three, with opaque cursors. */
function pagesOfThree(total: number): void {
  const all = Array.from({ length: total }, (_, at) => ({
    ...exampleReply<Schema<'Booking'>>('getBooking'),
    version: at + 1,
  }));
  service.on('listBookings', ({ url }) => {
    const start = Number(url.searchParams.get('cursor')?.slice(1) ?? 0);
    const next = start + 3;
    return {
      status: 200,
      body: { data: all.slice(start, next), nextCursor: next < total ? `c${next}` : null },
    };
  });
}

test('audio comes as its bytes', async () => {
  service.on('getCallRecordingAudio', (_seen, { response }) => {
    response.writeHead(200, { 'content-type': 'audio/wav' }).end(Buffer.from([0, 255, 128]));
    return { status: 200 };
  });
  const kiwi = new Kiwimesh({ baseUrl: service.url });
  const audio = await kiwi.get('/v1/calls/{callId}/recording/audio', { path: { callId: bookingId } });
  expectTypeOf(audio).toEqualTypeOf<Blob>();
  expect(audio.type).toBe('audio/wav');
  expect([...new Uint8Array(await audio.arrayBuffer())]).toEqual([0, 255, 128]);
});

describe('pages', () => {
  test('give every item once, in order', async () => {
    pagesOfThree(8);
    const kiwi = new Kiwimesh({ baseUrl: service.url });
    const versions: number[] = [];
    for await (const one of kiwi.pages('/v1/bookings', { query: { state: ['assigned', 'requested'] } })) {
      versions.push(one.version);
    }
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(service.seen.map(({ url }) => url.searchParams.getAll('state'))).toEqual(
      Array.from({ length: 3 }, () => ['assigned', 'requested']),
    );
  });

  test('fetches no page before it is read', async () => {
    pagesOfThree(300);
    const kiwi = new Kiwimesh({ baseUrl: service.url });
    for await (const one of kiwi.pages('/v1/bookings')) if (one.version === 4) break;
    expect(service.count('listBookings')).toBe(2);
  });

  test('sends the cursor of a search in the body, so that no name is in a URL', async () => {
    const found = exampleReply<{ data: Schema<'Staff'>[] }>('searchStaff').data;
    service.on('searchStaff', ({ body }) => {
      const { cursor } = body as { cursor?: string };
      return { status: 200, body: { data: found, nextCursor: cursor === undefined ? 'second' : null } };
    });
    const kiwi = new Kiwimesh({ baseUrl: service.url });
    const names: string[] = [];
    for await (const one of kiwi.pages('/v1/staff/search', { body: { text: 'meera', limit: 1 } })) {
      names.push(one.name);
    }
    expect(names).toEqual(['Meera Nair', 'Meera Nair']);
    expect(service.seen.map(({ body }) => body)).toEqual([
      { text: 'meera', limit: 1 },
      { text: 'meera', limit: 1, cursor: 'second' },
    ]);
    expect(service.seen.map(({ url }) => url.search)).toEqual(['', '']);
  });

  test('of an empty list are none', async () => {
    pagesOfThree(0);
    for await (const one of new Kiwimesh({ baseUrl: service.url }).pages('/v1/bookings')) {
      throw new Error(`there should be none, but came ${one.id}`);
    }
  });
});

describe('credentials', () => {
  const sent = () => {
    const headers = service.seen.at(-1)?.headers ?? {};
    return ['authorization', 'x-api-key', 'x-publishable-key'].filter((name) => headers[name] !== undefined);
  };

  test('sends the publishable key until a person signs in, then only the token', async () => {
    signIn(service);
    service.on('listServiceTypes', () => ({ status: 200, body: exampleReply('listServiceTypes') }));
    const kiwi = new Kiwimesh({ baseUrl: service.url, publishableKey: 'pk_test' });
    await kiwi.get('/v1/service-types');
    expect(sent()).toEqual(['x-publishable-key']);
    await kiwi.verifyOtp({ phone: '+919800000004', code: '123456' });
    expect(sent()).toEqual(['x-publishable-key']);
    await kiwi.get('/v1/service-types');
    expect(sent()).toEqual(['authorization']);
  });

  test('sends the secret key of a server', async () => {
    service.on('listBookings', () => ({ status: 200, body: exampleReply('listBookings') }));
    await new Kiwimesh({ baseUrl: service.url, apiKey: 'sk_test' }).get('/v1/bookings');
    expect(sent()).toEqual(['x-api-key']);
  });
});

describe('a call', () => {
  test('leaves out what is undefined', async () => {
    service.on('listStaff', () => ({ status: 200, body: exampleReply('listStaff') }));
    await new Kiwimesh({ baseUrl: service.url }).get('/v1/staff', {
      query: { role: undefined, onDuty: false },
    });
    expect(service.seen[0]?.url.search).toBe('?onDuty=false');
  });

  test('accepts a base URL that ends in /v1', async () => {
    service.on('listStaff', () => ({ status: 200, body: exampleReply('listStaff') }));
    await new Kiwimesh({ baseUrl: `${service.url}/v1/` }).get('/v1/staff');
    expect(service.seen[0]?.url.pathname).toBe('/v1/staff');
  });

  test('escapes values in paths and queries', async () => {
    service.on('listSentMessages', () => ({ status: 200, body: exampleReply('listSentMessages') }));
    await new Kiwimesh({ baseUrl: service.url }).get('/dev/messages', { query: { to: '+919800000004&' } });
    expect(service.seen[0]?.url.searchParams.get('to')).toBe('+919800000004&');
  });

  test('the contract has only parameters that the serializers know', () => {
    const contract = contractJson as unknown as Contract;
    const styles = { path: 'simple', query: 'form' };
    const parameters = [...operations(contract)]
      .flatMap(({ operation }) => parametersOf(contract, operation))
      .filter((one) => one.in === 'path' || one.in === 'query')
      .map((one) => ({ ...one, expected: styles[one.in as keyof typeof styles] }) as StyledParameter);
    expect(parameters.length).toBeGreaterThan(50);
    const others = parameters.filter(
      ({ style, explode, schema, expected }) =>
        (style ?? expected) !== expected || explode === false || resolve(contract, schema).type === 'object',
    );
    expect(others).toEqual([]);
  });

  test.each(['', '.', '..'])('with the id "%s" is refused before it reaches another path', async (id) => {
    const call = new Kiwimesh({ baseUrl: service.url }).get('/v1/bookings/{bookingId}', {
      path: { bookingId: id },
    });
    await expect(call).rejects.toThrow(TypeError);
    expect(service.seen).toEqual([]);
  });

  test('without content gives undefined', async () => {
    service.on('reportBookingPosition', () => ({ status: 204 }));
    const kiwi = new Kiwimesh({ baseUrl: `${service.url}/` });
    const reply = await kiwi.post('/v1/bookings/{bookingId}/positions', {
      path: { bookingId },
      body: { latitude: 1, longitude: 2 },
      correlationId: 'trace-1',
    });
    expect(reply).toBeUndefined();
    expect(service.seen[0]?.headers['x-correlation-id']).toBe('trace-1');
  });

  test('works on pages without https, where crypto.randomUUID is missing', async () => {
    service.on('createBooking', () => ({ status: 201, body: exampleReply('createBooking') }));
    const { randomUUID } = crypto;
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    try {
      await new Kiwimesh({ baseUrl: service.url }).post('/v1/bookings', {
        body: { serviceType: 'ambulance' },
      });
    } finally {
      Object.defineProperty(crypto, 'randomUUID', { value: randomUUID, configurable: true });
    }
    expect(service.seen[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });
});

test('types follow the contract', () => {
  const kiwi = new Kiwimesh({ baseUrl: 'http://service.invalid' });
  expectTypeOf(kiwi.get<'/v1/bookings/{bookingId}'>).returns.resolves.toEqualTypeOf<Schema<'Booking'>>();
  expectTypeOf(kiwi.pages<'/v1/staff'>).returns.toEqualTypeOf<
    AsyncGenerator<Schema<'Staff'>, void, undefined>
  >();
  // Each of these must not compile.
  const wrong = () => [
    // @ts-expect-error a path that is not in the contract
    kiwi.get('/v1/nothing'),
    // @ts-expect-error a path that has no such method
    kiwi.delete('/v1/bookings'),
    // @ts-expect-error the id is missing
    kiwi.get('/v1/bookings/{bookingId}'),
    // @ts-expect-error a required field is missing
    kiwi.post('/v1/bookings', { body: {} }),
    // @ts-expect-error a query that does not exist
    kiwi.get('/v1/bookings', { query: { colour: 'red' } }),
    // @ts-expect-error a required query is missing
    kiwi.get('/v1/availability'),
    // @ts-expect-error a single thing has no pages
    kiwi.pages('/v1/me'),
  ];
  expect(wrong).toBeTypeOf('function');
});

describe('an operation that needs a recent sign-in', () => {
  const stale = refuse(403, 'reauthentication_required');

  test('is sent again with the same key after the person signed in again', async () => {
    let recent = false;
    service.on('unlockStaff', () => (recent ? { status: 204 } : stale));
    service.on('reauthenticate', () => {
      recent = true;
      return { status: 204 };
    });
    const kiwi = new Kiwimesh({
      baseUrl: service.url,
      reauthenticate: async (client) => {
        await client.post('/v1/me/reauthentication', { body: { password: 'correct-horse-battery' } });
        return true;
      },
    });
    await kiwi.post('/v1/staff/{staffId}/unlock', { path: { staffId: bookingId } });
    const keys = service.seen.filter(({ url }) => url.pathname.endsWith('/unlock'));
    expect(keys).toHaveLength(2);
    expect(new Set(keys.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  test.each([undefined, async () => false])(
    'passes on a problem that no handler shows',
    async (reauthenticate) => {
      service.on('unlockStaff', () => stale);
      const kiwi = new Kiwimesh({ baseUrl: service.url, reauthenticate });
      await expect(
        kiwi.post('/v1/staff/{staffId}/unlock', { path: { staffId: bookingId } }),
      ).rejects.toMatchObject({ code: 'reauthentication_required' });
      expect(service.count('unlockStaff')).toBe(1);
    },
  );
});
