// What the channel is made of, as viewers were told. Each upstream's streams are given to the tracks that are there, where
// their kinds agree; only what cannot be changes the PMT, because some players take no stream that was not there at first.

import { NULL_PID } from '../../formats/mpegts/packet.ts';
import { leadOf, type ProgramReader } from '../../formats/mpegts/program.ts';
import type { ElementaryStream, Pmt } from '../../formats/mpegts/psi.ts';
import { silentEntry } from './silent-entry.ts';
import type { Tables } from './tables.ts';
import { Track } from './track.ts';

/** PIDs below are those of tables that DVB puts at fixed places. */
export const FIRST_FREE_PID = 0x20;
/** Where a PID is taken: the first free one from here on. */
const SPARE_PIDS_FROM = 0x100;
/** Of those that are gone, so many are remembered. */
const MOST_TRACKS = 64;
/** A PMT has at most 1,021 bytes behind its length (ISO/IEC 13818-1, 2.4.4.9); some are its own. */
const MOST_TABLE_BYTES = 1_000;
const MOST_INFO_BYTES = 256;

/** So many tracks of sound are kept up for players that listen to them: more languages than a player has chosen among. */
const MOST_SILENT = 4;

/** Of an upstream, or of what is known of it before it comes. */
type TableNumbers = Pick<ProgramReader, 'pat' | 'program' | 'pmtPid'>;

export class Layout {
  readonly #tables: Tables;
  readonly #hasSilence: (codec: string) => boolean;
  /** All that there ever were: one that comes back gets its PID back. */
  readonly #tracks: Track[] = [];
  readonly #tableTracks = new Map<number, Track>();
  #transportStreamId = 0;
  #programNumber = 0;
  #pmtPid = -1;
  #pcrPid = -1;
  #version = 0;
  #info: Uint8Array = new Uint8Array(0);

  /** @param hasSilence whether a track of sound in this codec can be kept up without an upstream */
  constructor(tables: Tables, hasSilence: (codec: string) => boolean) {
    this.#tables = tables;
    this.#hasSilence = hasSilence;
  }

  get pcrPid(): number {
    return this.#pcrPid;
  }

  get tracks(): readonly Track[] {
    return this.#tracks;
  }

  /** Whether the tables that DVB puts at fixed PIDs, which name services by these numbers, are about this channel. */
  isOf(upstream: TableNumbers): boolean {
    return (
      upstream.pat?.transportStreamId === this.#transportStreamId &&
      upstream.program?.programNumber === this.#programNumber
    );
  }

  /** Gives each stream of an upstream its track, by the upstream's PID; the tables are sent anew where they changed. */
  adopt(upstream: TableNumbers, program: Pmt): Map<number, Track> {
    const isFirst = this.#pmtPid < 0;
    if (isFirst) this.#begin(upstream, program);
    const given = this.#give(program);
    const hasChanged = this.#list(program, given);
    const hasClockMoved = this.#keepClock(program, given);
    if (hasChanged || hasClockMoved || isFirst) {
      if (!isFirst) this.#version = (this.#version + 1) & 0x1f;
      this.#put();
    }
    this.#tables.sendPat();
    this.#tables.sendPmt();
    return given;
  }

  /** The track of a table at a fixed PID. */
  tableTrack(pid: number): Track {
    const known = this.#tableTracks.get(pid);
    if (known) return known;
    const stream = {
      pid,
      streamType: 0x05,
      codec: 'table',
      medium: 'other',
      language: '',
      descriptors: NOTHING,
    } as const;
    const track = new Track(stream);
    this.#tableTracks.set(pid, track);
    return track;
  }

  /** The clock has a PID of its own, as it was at first. */
  get hasClockOfItsOwn(): boolean {
    return !this.#tracks.some((track) => track.pid === this.#pcrPid);
  }

  /** The counter that a packet without payload repeats on the PID of the clock. */
  get pcrContinuity(): number {
    const track = this.#tracks.find(({ pid }) => pid === this.#pcrPid) ?? this.#tableTracks.get(this.#pcrPid);
    return track?.continuity ?? 0;
  }

  #begin(upstream: TableNumbers, program: Pmt): void {
    this.#transportStreamId = upstream.pat?.transportStreamId ?? 0;
    this.#programNumber = program.programNumber;
    this.#pmtPid = upstream.pmtPid;
    this.#pcrPid = program.pcrPid === NULL_PID ? (leadOf(program)?.pid ?? NULL_PID) : program.pcrPid; // null: no clock
    this.#version = program.version;
    this.#info = program.info.length > MOST_INFO_BYTES ? NOTHING : program.info;
  }

  #give(program: Pmt): Map<number, Track> {
    const given = new Map<number, Track>();
    const free = new Set(this.#tracks);
    const give = (stream: ElementaryStream, track: Track | undefined): void => {
      if (!track || given.has(stream.pid)) return;
      free.delete(track);
      given.set(stream.pid, track);
    };
    for (const suits of [isTwin, isSame, isAlike]) {
      for (const stream of program.streams) {
        if (given.has(stream.pid)) continue;
        give(
          stream,
          [...free].find((track) => track.isListed && suits(track.stream, stream)),
        );
        if (!given.has(stream.pid))
          give(
            stream,
            [...free].find((track) => suits(track.stream, stream)),
          );
      }
    }
    for (const stream of program.streams) if (!given.has(stream.pid)) give(stream, this.#add(stream));
    return given;
  }

  #add(stream: ElementaryStream): Track {
    const track = new Track({ ...stream, pid: this.#freePid(stream.pid) });
    track.isListed = false; // until `#list` finds that it is new
    this.#tracks.push(track);
    if (this.#tracks.length > MOST_TRACKS) this.#forgetOne();
    return track;
  }

  #forgetOne(): void {
    const oldest = this.#tracks.findIndex((track) => !track.isListed);
    if (oldest >= 0) this.#tracks.splice(oldest, 1);
  }

  #freePid(wanted: number): number {
    const isTaken = (pid: number): boolean =>
      pid < FIRST_FREE_PID ||
      pid >= NULL_PID ||
      pid === this.#pmtPid ||
      (this.#tracks.length > 0 && pid === this.#pcrPid) ||
      this.#tracks.some((track) => track.pid === pid);
    if (!isTaken(wanted)) return wanted;
    let pid = SPARE_PIDS_FROM;
    while (pid < NULL_PID && isTaken(pid)) pid += 1;
    return pid;
  }

  /**
   * Lists what is there. What is not goes on being listed where nothing takes its place, and sound also where another codec
   * does: a player that listens to it would wait for it, or fall silent for good. True: the list has changed.
   */
  #list(program: Pmt, given: ReadonlyMap<number, Track>): boolean {
    const there = new Set(given.values());
    const hasSound = program.streams.some(({ medium }) => medium === 'audio');
    let hasChanged = false;
    let silent = 0;
    for (const track of this.#tracks) {
      const { medium, codec } = track.stream;
      const { isListed: wasListed, isSilent: wasSilent } = track;
      track.isMissed = !there.has(track);
      const mayBeSilent = this.#hasSilence(codec) && silent < MOST_SILENT;
      const isKept = medium === 'other' || (medium === 'audio' && (mayBeSilent || !hasSound));
      track.isListed = !track.isMissed || (wasListed && isKept);
      if (track.isSilent) silent += 1;
      hasChanged ||= track.isListed !== wasListed || track.isSilent !== wasSilent;
    }
    return hasChanged;
  }

  /** The clock stays where it is told to be, as long as that PID is there or was never a stream's. True: it had to move. */
  #keepClock(program: Pmt, given: ReadonlyMap<number, Track>): boolean {
    const carrier = this.#tracks.find((track) => track.pid === this.#pcrPid);
    if (!carrier || carrier.isListed) return false;
    const lead = leadOf(program);
    const track = given.get(program.pcrPid) ?? (lead && given.get(lead.pid));
    if (!track) return false;
    this.#pcrPid = track.pid;
    return true;
  }

  /** As many as a table holds, picture and sound first. Sound that is there stands before what is kept up in silence. */
  #listed(): ElementaryStream[] {
    const tracks = this.#tracks.filter((track) => track.isListed);
    const hasSound = tracks.some((track) => track.stream.medium === 'audio' && !track.isMissed);
    const listed = tracks
      .toSorted((a, b) => Number(a.isSilent) - Number(b.isSilent))
      .map((track) => (track.isSilent && hasSound ? silentEntry(track.stream) : track.stream));
    let room = MOST_TABLE_BYTES - this.#info.length;
    const fits = new Set<ElementaryStream>();
    for (const stream of listed.toSorted((a, b) => Number(a.medium === 'other') - Number(b.medium === 'other'))) {
      room -= 5 + stream.descriptors.length;
      if (room >= 0) fits.add(stream);
    }
    return listed.filter((stream) => fits.has(stream));
  }

  #put(): void {
    const [transportStreamId, programNumber, pmtPid] = [this.#transportStreamId, this.#programNumber, this.#pmtPid];
    this.#tables.put(
      { transportStreamId, version: 0, programNumber, pmtPid },
      {
        programNumber,
        version: this.#version,
        pcrPid: this.#pcrPid,
        info: this.#info,
        streams: this.#listed(),
      },
    );
  }
}

const NOTHING = new Uint8Array(0);

/** From the surest on: the same stream at the same PID, the same in the same language, the same kind. */
const isTwin = (own: ElementaryStream, other: ElementaryStream): boolean => own.pid === other.pid && isSame(own, other);
const isSame = (own: ElementaryStream, other: ElementaryStream): boolean =>
  own.codec === other.codec && own.medium === other.medium && own.language === other.language;
/** Sound in another language is better than none, subtitles are not. */
const isAlike = (own: ElementaryStream, other: ElementaryStream): boolean =>
  own.codec === other.codec &&
  own.medium === other.medium &&
  (own.medium !== 'other' || own.language === '' || other.language === '');
