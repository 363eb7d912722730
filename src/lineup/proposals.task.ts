// Lists proposals in a worker.

import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';
import { listProposals } from './proposals.ts';
import type { ProposalPage, ProposalQuery } from './query.ts';

export interface ProposalsInput {
  readonly file: string;
  readonly query: ProposalQuery;
}

export default defineTask<ProposalsInput, ProposalPage>(({ file, query }) =>
  readDatabase(file, (database) => listProposals(database, query)),
);
