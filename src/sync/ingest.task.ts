// Reads a source in a worker.

import { defineTask } from '../workers/task.ts';
import type { IngestProgress } from './ingest-sink.ts';
import { ingest, type IngestInput, type IngestOutput } from './ingest.ts';

export default defineTask<IngestInput, IngestOutput, IngestProgress>(ingest);
