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
    MAPS_STYLE_URL: {
      schema: { type: 'string', pattern: '^https?://[^\\s#@]+$', maxLength: 500 },
      means:
        'the style of the map of the console, in the format of MapLibre, such as https://tiles.example/style.json; browsers of dispatchers load it',
      otherwise: 'the map has a plain ground and needs no other host',
    },
    MAPS_STYLE_ORIGINS: {
      schema: { type: 'string', pattern: '^https?://[^\\s/?#@]+( https?://[^\\s/?#@]+){0,9}$' },
      means:
        'origins, separated by spaces, that the style names for tiles, glyphs and sprites beside its own',
      otherwise: 'they are loaded from the origin of the style alone',
    },
  },
  value: (values) => {
    const styleUrl = text(values.MAPS_STYLE_URL);
    const origins = styleUrl === null ? [] : [new URL(styleUrl).origin];
    const more = text(values.MAPS_STYLE_ORIGINS)?.split(' ') ?? [];
    return {
      baseUrl: text(values.MAPS_BASE_URL),
      styleUrl,
      /** What pages with a map may connect to beside the service. */
      styleOrigins: [...new Set([...origins, ...(styleUrl === null ? [] : more)])],
    };
  },
});
