// Lists proposals in a worker.

import { openReader } from '../storage/database.ts';
import { defineTask } from '../workers/task.ts';
import { listProposals } from './proposals.ts';
import type { ProposalPage, ProposalQuery } from './query.ts';

export interface ProposalsInput {
  readonly file: string;
  readonly query: ProposalQuery;
}

export default defineTask<ProposalsInput, ProposalPage>(({ file, query }) => {
  const database = openReader(file);
  try {
    return listProposals(database, query);
  } finally {
    database.close();
  }
});
