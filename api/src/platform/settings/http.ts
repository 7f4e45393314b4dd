import { defineSettings, text } from '../../kernel/settings.ts';

/** Requests: their size, origins and rate limits. */
export const httpSettings = defineSettings({
  title: 'Requests',
  declared: {
    KIWIMESH_CORS_ORIGINS: {
      schema: { type: 'string', pattern: '^https?://[^,/\\s]+(,https?://[^,/\\s]+)*$' },
      means: 'origins that may call the API in addition to those of publishable keys, separated by commas',
    },
    KIWIMESH_BODY_LIMIT: {
      schema: { type: 'integer', minimum: 1024, maximum: 104857600, default: 1048576 },
      means: 'the maximum size of a request body, in bytes',
    },
    KIWIMESH_PROXY_HOPS: {
      schema: { type: 'integer', minimum: 0, maximum: 10, default: 0 },
      means: 'the number of trusted proxies in front of the service that append to X-Forwarded-For',
    },
    KIWIMESH_LIMIT_ADDRESS: {
      schema: { type: 'integer', minimum: 0 },
      means: 'requests per minute from one network address to one process; 0 turns off all limits',
      otherwise: '60000 in development, 0 in test, 3000 in staging and production',
    },
    KIWIMESH_LIMIT_PRINCIPAL: {
      schema: { type: 'integer', minimum: 1 },
      means: 'requests per minute of one caller to one process',
      otherwise: '6000 in development and test, 600 in staging and production',
    },
    KIWIMESH_LIMIT_PUBLISHABLE_KEY: {
      schema: { type: 'integer', minimum: 1 },
      means: 'requests per minute with one publishable key, from all pages that use it, to one process',
      otherwise: '60000 in development and test, 6000 in staging and production',
    },
  },
  value(values, { environment, deployed }) {
    const number = (value: string | number | undefined, fallback: number) =>
      value === undefined ? fallback : Number(value);
    const addresses = { development: 60_000, test: 0, staging: 3_000, production: 3_000 };
    return {
      corsOrigins: text(values.KIWIMESH_CORS_ORIGINS)?.split(',') ?? [],
      bodyLimit: Number(values.KIWIMESH_BODY_LIMIT),
      proxyHops: Number(values.KIWIMESH_PROXY_HOPS),
      /**
       * Requests per minute and process; 0 turns limits off. In development a simulator acts as a thousand people from one
       * address; tests set the limits they check.
       */
      limits: {
        address: number(values.KIWIMESH_LIMIT_ADDRESS, addresses[environment]),
        principal: number(values.KIWIMESH_LIMIT_PRINCIPAL, deployed ? 600 : 6_000),
        publishableKey: number(values.KIWIMESH_LIMIT_PUBLISHABLE_KEY, deployed ? 6_000 : 60_000),
        operationFactor: environment === 'development' ? 100 : 1,
      },
    };
  },
});
