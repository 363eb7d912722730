// Takes one source of the guide in, in a worker: into a generation of its own, which nobody reads until `commit` makes
// it the published one, whole and at once. Its transactions are short, so that several sources can be taken in together.

import { createHash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { GuideChannel, Programme } from '../model/programme.ts';
import { openDatabase, transact } from '../storage/database.ts';
import { Gathering, type Block } from './gathering.ts';
import { beginGeneration, sweepGenerations, truncateLog } from './generation.ts';
import { IncomingChannels, type GuideTotals } from './incoming.ts';
import { publish } from './publish.ts';
import { encodeProgramme } from './record.ts';
import { GUIDE_MIGRATIONS } from './schema.ts';
import type { GuideSource } from './source.ts';
import { untangle } from './untangle.ts';
import type { Wanted } from './wanted.ts';

export interface GuideSummary extends GuideTotals {
  /** False when the source holds what it held before: nothing was published then. */
  readonly isChanged: boolean;
}

export interface GuideWriterOptions {
  readonly file: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly wanted: Wanted;
  /** Programmes held in memory before they are written; the default suits every guide. */
  readonly gatherBytes?: number;
}

export class GuideWriter {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #wanted: Wanted;
  readonly #source: GuideSource;
  readonly #generation: number;
  readonly #insertBlock: StatementSync;
  readonly #gathering: Gathering;
  readonly #digest = createHash('sha256');
  readonly #channels: IncomingChannels;

  constructor(database: DatabaseSync, source: GuideSource, generation: number, options: GuideWriterOptions) {
    this.#database = database;
    this.#source = source;
    this.#generation = generation;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#wanted = options.wanted;
    this.#gathering = new Gathering(options.gatherBytes);
    this.#channels = new IncomingChannels(generation);
    this.#insertBlock = database.prepare('INSERT INTO block (channel, first_at, data) VALUES (?, ?, ?)');
  }

  channels(batch: readonly GuideChannel[]): void {
    for (const channel of batch) this.#channels.describe(channel);
  }

  /** A channel that is not described yet may turn out to be wanted by a name: its programmes are taken until then. */
  wants(xmltvId: string): boolean {
    const channel = this.#channels.find(xmltvId);
    return channel === undefined || !channel.isDescribed || this.#wanted(channel);
  }

  programmes(xmltvId: string, batch: readonly Programme[]): void {
    const { no } = this.#channels.take(xmltvId);
    for (const programme of batch) {
      const line = encodeProgramme(programme);
      if (!this.#gathering.hasRoomFor(line)) this.#flush();
      this.#gathering.add(no, programme.startAt, line);
    }
  }

  commit(): GuideSummary {
    this.#flush();
    this.#settle();
    const { totals } = this.#channels;
    const isChanged = publish(this.#database, {
      source: this.#source,
      generation: this.#generation,
      channels: this.#channels.all,
      totals,
      revision: this.#revision(),
      publishedAt: this.#clock.now(),
    });
    this.#end();
    return { ...totals, isChanged };
  }

  /** What was published before stays as it is. Harmless after `commit`. */
  rollback(): void {
    if (this.#database.isOpen) this.#end();
  }

  #flush(): void {
    transact(this.#database, () => {
      for (const block of this.#gathering.take()) this.#store(block);
    });
  }

  #store(block: Block): void {
    const channel = this.#channels.byNo(block.channel);
    channel.isTangled ||= block.firstAt <= channel.lastAt;
    channel.firstAt = Math.min(channel.firstAt, block.firstAt);
    channel.lastAt = Math.max(channel.lastAt, block.lastAt);
    channel.programmeCount += block.programmeCount;
    this.#insertBlock.run(block.channel, block.firstAt, block.data);
    this.#digest.update(`${channel.xmltvId}\n${block.firstAt}\n`).update(block.data);
  }

  /** Drops what nobody wants after all and puts tangled channels in order. */
  #settle(): void {
    const drop = this.#database.prepare('DELETE FROM block WHERE channel = ?');
    transact(this.#database, () => {
      for (const channel of this.#channels.all) {
        if (channel.programmeCount === 0) continue;
        if (!this.#wanted(channel)) {
          drop.run(channel.no);
          channel.programmeCount = 0;
        } else if (channel.isTangled) {
          channel.programmeCount = untangle(this.#database, channel.no, this.#gathering);
        }
      }
    });
  }

  /** Of what was stored: equal input has an equal revision. */
  #revision(): string {
    for (const { xmltvId, displayNames, iconUrl } of this.#channels.all) {
      this.#digest.update(JSON.stringify([xmltvId, displayNames, iconUrl]));
    }
    return this.#digest.digest('hex').slice(0, 12);
  }

  /** Sweeps whatever is not published of this source, this generation among it when it was not. */
  #end(): void {
    try {
      sweepGenerations(this.#database, this.#source.key);
      truncateLog(this.#database);
    } catch (error) {
      this.#log.warning('What a sync left in the guide is removed by the next one', { error });
    } finally {
      this.#database.close();
    }
  }
}

/** One writer a source at a time. @throws AppError `storage.*` */
export function beginGuide(source: GuideSource, options: GuideWriterOptions): GuideWriter {
  const database = openDatabase({ file: options.file, log: options.log, migrations: GUIDE_MIGRATIONS });
  try {
    sweepGenerations(database, source.key);
    return new GuideWriter(database, source, beginGeneration(database, source.key), options);
  } catch (error) {
    database.close();
    throw error;
  }
}
