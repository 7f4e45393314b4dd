import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { DURATIONS } from './durations.ts';

/** Projects whose files share a process, in their order; the others come before them. */
const SHARING = ['browser', 'node', 'pure'];

/**
 * Those with a process of their own, then those that share one: a worker keeps its process as long as the next file may
 * run in it. Among these the longest file first, so that no worker is left with it at the end; files that are not listed are
 * short.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const seconds = (file: TestSpecification) => DURATIONS[relative(root, file.moduleId)] ?? 0;
    const group = ({ project }: TestSpecification) => SHARING.indexOf(project.name);
    return files.toSorted(
      (a, b) => group(a) - group(b) || seconds(b) - seconds(a) || (a.moduleId < b.moduleId ? -1 : 1),
    );
  }
}
