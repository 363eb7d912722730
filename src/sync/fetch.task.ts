// Fetches a source in a worker.

import { defineTask } from '../workers/task.ts';
import { fetchSourceOf, type FetchInput, type FetchOutput } from './fetch.ts';

export default defineTask<FetchInput, FetchOutput, number>(fetchSourceOf);
