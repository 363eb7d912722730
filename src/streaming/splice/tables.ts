// PAT and PMT of the output, written anew each time with counters that go on.

import {
  patSection,
  pmtSection,
  sectionPackets,
  type PatContent,
  type PmtContent,
} from '../../formats/mpegts/psi-write.ts';
import { PACKET_BYTES, PAT_PID, setContinuity } from '../../formats/mpegts/packet.ts';
import type { Output } from './output.ts';

/** The packets of one section; each time they are sent their counters go on. */
class Table {
  readonly #output: Output;
  #packets: Uint8Array = new Uint8Array(0);
  #continuity = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  put(pid: number, section: Uint8Array): void {
    this.#packets = sectionPackets(pid, section, 0);
  }

  send(): void {
    for (let at = 0; at < this.#packets.length; at += PACKET_BYTES) {
      setContinuity(this.#packets, at, this.#continuity);
      this.#continuity = (this.#continuity + 1) & 0x0f;
      this.#output.keep(this.#packets, at);
    }
    this.#output.settle();
  }
}

export class Tables {
  readonly #pat: Table;
  readonly #pmt: Table;

  constructor(output: Output) {
    this.#pat = new Table(output);
    this.#pmt = new Table(output);
  }

  put(pat: PatContent, pmt: PmtContent): void {
    this.#pat.put(PAT_PID, patSection(pat));
    this.#pmt.put(pat.pmtPid, pmtSection(pmt));
  }

  sendPat(): void {
    this.#pat.send();
  }

  sendPmt(): void {
    this.#pmt.send();
  }
}
