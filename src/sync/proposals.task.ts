// Lists proposals in a worker, with the providers of each channel's streams, which the lineup does not know one by one.

import { providerReader } from '../catalogue/reads.ts';
import { listProposals } from '../lineup/proposals.ts';
import type { ProposalPage, ProposalQuery } from '../lineup/query.ts';
import { readDatabase } from '../storage/held-reader.ts';
import { defineTask } from '../workers/task.ts';

export interface ProposalsInput {
  readonly files: { readonly catalogue: string; readonly lineup: string };
  readonly query: ProposalQuery;
}

export default defineTask<ProposalsInput, ProposalPage>(({ files, query }) =>
  readDatabase(files.catalogue, (catalogue) =>
    readDatabase(files.lineup, (lineup) => listProposals(lineup, query, providerReader(catalogue))),
  ),
);
