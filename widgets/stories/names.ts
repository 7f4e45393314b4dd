/** The stories, by name: apart from their elements, which only a browser can load. */
export const STORY_NAMES = [
  'service-picker',
  'service-picker-under-way',
  'service-picker-empty',
  'slot-picker',
  'slot-picker-taken',
  'slot-picker-loading',
  'slot-picker-unreachable',
  'place-picker',
  'place-picker-elsewhere',
  'cancel-dialog',
  'cancel-dialog-unreachable',
  'triage-form',
  'triage-form-empty',
  'triage-form-asking',
  'triage-form-other',
  'triage-result-immediate',
  'triage-result-emergency',
  'triage-result-urgent',
  'triage-result-routine',
  'triage-result-insufficient',
  'announcements',
  'announcements-none',
] as const;

export type StoryName = (typeof STORY_NAMES)[number];
