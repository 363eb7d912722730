// Follows the programme of a stream through its PAT and PMT: the first of the PAT whose PMT has come, until the PAT drops it.

import { hasPayload, isUnitStart, PACKET_BYTES, PAT_PID } from './packet.ts';
import { parsePat, parsePmt, SectionAssembler, type ElementaryStream, type Pat, type Pmt } from './psi.ts';

export class ProgramReader {
  readonly #patTable = new Table();
  #pmtTables = new Map<number, Table>();
  #pat: Pat | undefined;
  #pmtPid = -1;
  #pmt: Pmt | undefined;

  get pat(): Pat | undefined {
    return this.#pat;
  }

  /** Of the programme that is followed; -1 while there is none. */
  get pmtPid(): number {
    return this.#pmtPid;
  }

  get program(): Pmt | undefined {
    return this.#pmt;
  }

  /** The packets of the PAT in force, and those of a newer one that are there already. */
  get patPackets(): readonly Uint8Array[] {
    return this.#patTable.packets;
  }

  get pmtPackets(): readonly Uint8Array[] {
    return this.#pmtTables.get(this.#pmtPid)?.packets ?? [];
  }

  /** PAT, or PMT of any of its programmes. */
  isTable(pid: number): boolean {
    return pid === PAT_PID || this.#pmtTables.has(pid);
  }

  /** Reads a packet of a table. True: the programme that is followed has changed. */
  read(pid: number, bytes: Uint8Array, at: number): boolean {
    return pid === PAT_PID ? this.#readPat(bytes, at) : this.#readPmt(pid, bytes, at);
  }

  #readPat(bytes: Uint8Array, at: number): boolean {
    const section = this.#patTable.push(bytes, at);
    const pat = section && this.#patTable.isNew(section) ? parsePat(section) : undefined;
    if (!pat) return false;
    this.#pat = pat;
    const listed = pat.programs.map((program) => program.pmtPid);
    if (listed.length === this.#pmtTables.size && listed.every((pid) => this.#pmtTables.has(pid))) return false;
    this.#pmtTables = new Map(listed.map((pid) => [pid, this.#pmtTables.get(pid) ?? new Table()]));
    if (this.#pmtTables.has(this.#pmtPid)) return false;
    this.#pmtPid = -1;
    this.#pmt = undefined;
    return true;
  }

  #readPmt(pid: number, bytes: Uint8Array, at: number): boolean {
    const table = this.#pmtTables.get(pid);
    const section = table?.push(bytes, at);
    if (!section || (this.#pmtPid >= 0 && this.#pmtPid !== pid)) return false;
    if (!table!.isNew(section) && this.#pmt) return false;
    const pmt = parsePmt(section);
    if (!pmt || (this.#pmt?.version === pmt.version && isSame(pmt, this.#pmt))) return false;
    this.#pmtPid = pid;
    this.#pmt = pmt;
    return true;
  }
}

/** The stream that begins pictures: the first video, else (or where no picture is wanted) the first audio. */
export function leadOf(pmt: Pmt | undefined, isSoundOnly = false): ElementaryStream | undefined {
  const first = (medium: string): ElementaryStream | undefined => pmt?.streams.find((one) => one.medium === medium);
  return isSoundOnly ? first('audio') : (first('video') ?? first('audio'));
}

const isSame = (one: Pmt, another: Pmt): boolean => outline(one) === outline(another);

const outline = (pmt: Pmt): string =>
  `${pmt.pcrPid} ${pmt.streams.map((stream) => `${stream.pid}:${stream.codec}`).join(' ')}`;

/** The packets of a PID's newest whole section and of what came of it since, so that counters go on after them. */
class Table {
  readonly #assembler = new SectionAssembler();
  #whole: readonly Uint8Array[] = [];
  #begun: readonly Uint8Array[] = [];
  /** The newest section that was read: they come ten times a second and hardly ever change. */
  #known: Uint8Array = new Uint8Array(0);

  get packets(): readonly Uint8Array[] {
    return this.#begun.length === 0 ? this.#whole : [...this.#whole, ...this.#begun];
  }

  push(bytes: Uint8Array, at: number): Uint8Array | undefined {
    if (!hasPayload(bytes, at)) return undefined;
    const packet = bytes.slice(at, at + PACKET_BYTES);
    this.#begun = isUnitStart(bytes, at) ? [packet] : this.#begun.length > 0 ? [...this.#begun, packet] : [];
    if (this.#begun.length > MOST_PACKETS) this.#begun = [];
    const section = this.#assembler.push(bytes, at);
    if (!section) return undefined;
    this.#whole = this.#begun;
    this.#begun = [];
    return section;
  }

  /** Whether it differs from the last one that was asked about. */
  isNew(section: Uint8Array): boolean {
    if (Buffer.compare(section, this.#known) === 0) return false;
    this.#known = section.slice();
    return true;
  }
}

/** A section has at most 4,096 bytes. */
const MOST_PACKETS = 24;
