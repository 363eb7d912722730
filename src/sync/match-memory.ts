// Keeps what matching has compared, some files for each market. In the cache: any of them may be lost or cut off at any time, is
// noticed by its CRC, and made again; so nothing waits for the disk.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfCode } from './code-digest.ts';
import type { GuideAnswers, GuideMemory } from './guide-memory.ts';
import { decodeUnder, encodeUnder } from './kept-json.ts';
import type { Log } from '../kernel/log.ts';
import {
  decodeGrounds,
  decodeOutcome,
  decodeSaid,
  encodeGrounds,
  encodeOutcome,
  encodeSaid,
  type MatchMemory,
} from '../matching/memory.ts';
import { hash53 } from '../model/ids.ts';

/** What an outcome is made from is read only where it has to be made again. */
type Kind = 'candidates' | 'grounds' | 'guides' | 'outcome' | 'said';

/** No market's code. */
const ALL_MARKETS = '*';

export interface StoredMatchMemory extends MatchMemory {
  readonly guides: GuideMemory;
}

/** @param folder is made where it is not there */
export function openMatchMemory(folder: string, log: Log): StoredMatchMemory {
  const madeBy = digestOfCode(['formats/names', 'kernel', 'matching', 'model']);
  const files = filesIn(folder, log);
  return {
    read: (market) => files.read('outcome', market, (stored) => decodeOutcome(madeBy, stored)),
    readGrounds: (market) => files.read('grounds', market, (stored) => decodeGrounds(madeBy, stored)),
    write: (market, outcome, grounds) => {
      files.write('outcome', market, encodeOutcome(madeBy, outcome));
      files.write('grounds', market, encodeGrounds(madeBy, grounds));
    },
    readSaid: () => files.read('said', ALL_MARKETS, (stored) => decodeSaid(madeBy, stored)),
    writeSaid: (said) => files.write('said', ALL_MARKETS, encodeSaid(madeBy, said)),
    guides: {
      read: (market, digest) => files.read('guides', market, (stored) => decodeUnder(digest, stored) as GuideAnswers),
      write: (market, digest, answers) => files.write('guides', market, encodeUnder(digest, answers)),
    },
  };
}

/** @param folder is made where it is not there */
export function filesIn(folder: string, log: Log) {
  let hasWarned = false;
  // A market's code may be whatever a provider calls its groups.
  const fileOf = (kind: Kind, market: string): string => join(folder, `${hash53(market).toString(36)}.${kind}`);
  return {
    read<Decoded>(
      kind: Kind,
      market: string,
      decode: (stored: Uint8Array) => Decoded | undefined,
    ): Decoded | undefined {
      let stored: Uint8Array;
      try {
        stored = readFileSync(fileOf(kind, market));
      } catch {
        return undefined; // not there, or the disk does not give it
      }
      return decode(stored);
    },
    write(kind: Kind, market: string, stored: Uint8Array): void {
      const file = fileOf(kind, market);
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${file}.next`, stored, { mode: 0o600 });
        renameSync(`${file}.next`, file);
      } catch (error) {
        removeIfPossible(`${file}.next`); // on a full disk it is in the way
        if (hasWarned) return;
        hasWarned = true;
        log.warning('What was compared could not be kept: the next build compares it again', { folder, error });
      }
    },
  };
}

function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true, recursive: true });
  } catch {
    // A disk that takes nothing.
  }
}
