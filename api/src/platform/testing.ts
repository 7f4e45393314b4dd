import { nothing } from '../../test/authorisation/expectation.ts';
import type { FeatureTesting } from '../../test/support/worlds/features.ts';

const operations: FeatureTesting['operations'] = {
  getRegion: nothing,
  getSpeech: nothing,
  getLiveness: nothing,
  getReadiness: nothing,
};

export const testing: FeatureTesting = { operations };
