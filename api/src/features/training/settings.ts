import { defineSettings, text } from '../../kernel/settings.ts';

export const trainingSettings = defineSettings({
  title: 'Training',
  declared: {
    KIWIMESH_SCENARIOS_DIR: {
      schema: { type: 'string' },
      means: 'a folder of further training scenarios, read after the shipped ones',
    },
    KIWIMESH_TRAINING_PHRASING: {
      schema: { enum: ['file', 'models'], default: 'file' },
      means:
        'in which words callers of training speak: file, those of the scenario; models, as a language model phrases them, where it keeps every fact, number, negation and finding',
    },
  },
  value: (values) => ({
    scenariosDir: text(values.KIWIMESH_SCENARIOS_DIR),
    phrasing: values.KIWIMESH_TRAINING_PHRASING as 'file' | 'models',
  }),
});
