// Opens the book of changes that came with a key.

import { openAnswerBook, type AnswerBook } from '../http/api/answer-book.ts';
import type { AppContext, Stop } from './context.ts';
import type { Rooms } from './rooms.ts';

export function openAnswers(
  { clock, log }: AppContext,
  { paths, writeOut }: Pick<Rooms, 'paths' | 'writeOut'>,
  stops: Stop[],
): AnswerBook {
  const onWritten = (): void => writeOut.soon(paths.answers);
  const answers = openAnswerBook(paths.answers, { clock, log: log.for('http'), onWritten });
  stops.push(() => answers.close());
  return answers;
}
