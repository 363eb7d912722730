// Makes a guide in a thread of its own, so that what that takes is gone before anything is measured.

import { defineTask } from '../../src/workers/task.ts';
import { writeGuide, type GuideShape } from './xmltv-guide.ts';

export default defineTask(({ file, shape }: { readonly file: string; readonly shape: GuideShape }): number =>
  writeGuide(file, shape),
);
