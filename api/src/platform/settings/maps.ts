import { defineSettings, text } from '../../kernel/settings.ts';

/** Without a server, ways are estimated by the straight line. */
export const mapsSettings = defineSettings({
  title: 'Maps',
  declared: {
    MAPS_BASE_URL: {
      schema: { type: 'string', pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$' },
      means:
        'a routing server with the HTTP protocol of OSRM that serves the profiles foot and car, such as http://127.0.0.1:5000; it gets places without names',
      otherwise: 'walking times are estimated by the straight line',
    },
  },
  value: (values) => ({ baseUrl: text(values.MAPS_BASE_URL) }),
});
