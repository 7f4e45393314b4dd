import { defineSettings, text } from '../../kernel/settings.ts';

/** Who looks for malicious software in files that people bring; nobody as shipped. */
export const scanningSettings = defineSettings({
  title: 'Scanning of files',
  declared: {
    CLAMAV_HOST: {
      schema: { type: 'string', pattern: '^[A-Za-z0-9.:-]{1,253}$' },
      means: 'the host of a clamd (ClamAV) that scans attachments before they can be downloaded',
      otherwise: 'attachments are not scanned',
    },
    CLAMAV_PORT: {
      schema: { type: 'integer', minimum: 1, maximum: 65_535 },
      means: 'its TCP port',
      otherwise: '3310',
    },
    CLAMAV_TIMEOUT_SECONDS: {
      schema: { type: 'number', minimum: 0.1, maximum: 600 },
      means: 'how long it has to answer for one file; afterwards the file is scanned again later',
      otherwise: '60',
    },
  },
  check: (values) =>
    (['CLAMAV_PORT', 'CLAMAV_TIMEOUT_SECONDS'] as const)
      .filter((name) => values[name] !== undefined && values.CLAMAV_HOST === undefined)
      .map((name) => `${name} is not used without CLAMAV_HOST`),
  value(values) {
    const host = text(values.CLAMAV_HOST);
    if (host === null) return null;
    return {
      host,
      port: Number(values.CLAMAV_PORT ?? 3_310),
      timeoutMs: Number(values.CLAMAV_TIMEOUT_SECONDS ?? 60) * 1_000,
    };
  },
});
