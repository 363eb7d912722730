// Checks a stream in a worker that does many at once: they wait for the network.

import { defineTask } from '../../workers/task.ts';
import { checkStream } from './check-stream.ts';
import type { CheckAnswer, CheckRequest } from './request.ts';

export default defineTask<CheckRequest, CheckAnswer>((request, { signal }) => checkStream(request, { signal }));
