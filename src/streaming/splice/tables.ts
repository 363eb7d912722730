// PAT and PMT of the output, written anew each time with counters that go on.

import {
  patSection,
  pmtSection,
  sectionPackets,
  type PatContent,
  type PmtContent,
} from '../../formats/mpegts/psi-write.ts';
import { PACKET_BYTES, PAT_PID } from '../../formats/mpegts/packet.ts';
import type { Output } from './output.ts';

export class Tables {
  readonly #output: Output;
  #pat: Uint8Array = new Uint8Array(0);
  #pmt: Uint8Array = new Uint8Array(0);
  #pmtPid = 0;
  #patCount = 0;
  #pmtCount = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  put(pat: PatContent, pmt: PmtContent): void {
    this.#pmtPid = pat.pmtPid;
    this.#pat = patSection(pat);
    this.#pmt = pmtSection(pmt);
  }

  sendPat(): void {
    const packets = sectionPackets(PAT_PID, this.#pat, this.#patCount);
    this.#patCount += packets.length / PACKET_BYTES;
    this.#output.keepAll(packets);
  }

  sendPmt(): void {
    const packets = sectionPackets(this.#pmtPid, this.#pmt, this.#pmtCount);
    this.#pmtCount += packets.length / PACKET_BYTES;
    this.#output.keepAll(packets);
  }
}
