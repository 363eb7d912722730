// Checks a stream in a worker that does many at once: they wait for the network.

import { takeReach } from '../../net/reach.ts';
import { defineTask } from '../../workers/task.ts';
import { checkStream } from './check-stream.ts';
import type { CheckAnswer, CheckRequest } from './request.ts';

export default defineTask<CheckRequest, CheckAnswer>((request, { signal }) => {
  if (request.reach) takeReach(request.reach);
  return checkStream(request, { signal });
});
