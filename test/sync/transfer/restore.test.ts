import { expect, test } from 'vitest';
import { newFile } from '../../../src/sync/transfer/file.ts';
import { restore } from '../../../src/sync/transfer/restore.ts';
import { nulled } from '../../../src/sync/transfer/secrets.ts';

const rules = { secrets: [{ at: 'tokens/*/digest', conceal: nulled }], fates: { tokens: 'dropped' } } as const;

test.each([[[1, 2, 3]], ['x'], [null], [5], [{ tokens: 5 }], [{ tokens: { a: 1 } }]])(
  '%j in the place of a document of which a secret was left out is passed on as it is, for its schema to refuse',
  async (data) => {
    const file = newFile({
      masthead: '0.1.0',
      made_at: '2026-01-01T00:00:00Z',
      documents: { accounts: { version: 1, data } },
      left_out: [{ document: 'accounts', at: ['tokens', 0, 'digest'] }],
      sealed: null,
    });
    const taken = new Map([['accounts', rules]]);
    const { documents } = await restore({ file, passphrase: undefined, taken, ownOf: () => ({}) });
    expect(documents.get('accounts')?.data).toEqual(data);
  },
);
