// Reads databases through to the end.

import { isDamaged } from '../storage/set-aside.ts';
import { defineTask } from '../workers/task.ts';

/** @returns those that are damaged */
export default defineTask<readonly string[], string[]>((files) => files.filter((file) => isDamaged(file)));
