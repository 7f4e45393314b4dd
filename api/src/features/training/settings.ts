import { defineSettings, text } from '../../kernel/settings.ts';

export const trainingSettings = defineSettings({
  title: 'Training',
  declared: {
    KIWIMESH_SCENARIOS_DIR: {
      schema: { type: 'string' },
      means: 'a folder of further training scenarios, read after the shipped ones',
    },
  },
  value: (values) => ({ scenariosDir: text(values.KIWIMESH_SCENARIOS_DIR) }),
});
