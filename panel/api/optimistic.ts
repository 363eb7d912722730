// What a person changes is shown at once, and taken back, with a word, when the server refuses.

import { toastError } from '../elements/toast.ts';
import type { Query } from './query.ts';

interface Edit<Data> {
  /** What is shown until the server has answered. */
  readonly show?: (data: Data) => Data;
  readonly act: () => Promise<unknown>;
}

/** @returns whether it was taken; what is shown is looked at anew in any case */
export async function optimistically<Data>(
  query: Pick<Query<Data>, 'data' | 'refresh' | 'set'>,
  { show, act }: Edit<Data>,
): Promise<boolean> {
  if (show && query.data !== undefined) query.set(show(query.data));
  try {
    await act();
    return true;
  } catch (error) {
    toastError(error);
    return false;
  } finally {
    await query.refresh();
  }
}
