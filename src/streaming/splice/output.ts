// Where packets enter the ring: gathers those that lie side by side, and reads them as a viewer's decoder will, so that join
// points hold the tables, counters and clock of what is sent, wherever it comes from.

import { JoinPointFinder, type Peculiarities } from '../../formats/mpegts/join-point.ts';
import { PACKET_BYTES } from '../../formats/mpegts/packet.ts';
import type { Ring } from '../ring.ts';

const NOTHING = new Uint8Array(0);

export class Output {
  readonly #ring: Ring;
  readonly #finder = new JoinPointFinder();
  /** Packets that are kept and not yet in the ring: `#run[#from, #to)`. */
  #run: Uint8Array = NOTHING;
  #from = 0;
  #to = 0;

  constructor(ring: Ring) {
    this.#ring = ring;
  }

  /** As it is with the upstream on air. */
  expect(peculiarities: Peculiarities): void {
    this.#finder.expect(peculiarities);
  }

  /** The packet at `at` is sent next. */
  keep(bytes: Uint8Array, at: number): void {
    this.#reach(bytes, at);
    if (this.#finder.read(bytes, at, this.#ring.written + at - this.#from)) this.#ring.mark(this.#finder.found!);
  }

  /** As `keep`, for a packet in the middle of a unit, with nothing but payload. */
  keepPlain(bytes: Uint8Array, at: number, pid: number): void {
    if (this.#finder.isLooking) return this.keep(bytes, at);
    this.#reach(bytes, at);
    this.#finder.pass(pid, bytes[at + 3]! & 0x0f);
  }

  keepAll(packets: Uint8Array): void {
    for (let at = 0; at < packets.length; at += PACKET_BYTES) this.keep(packets, at);
  }

  /** At the end of what came at once. */
  flush(): void {
    this.settle();
    this.#ring.tick(this.#finder.pcr);
  }

  /** What was kept is in the ring; the buffer is the caller's again. */
  settle(): void {
    this.#append();
    this.#run = NOTHING;
    this.#from = this.#to = 0;
  }

  #reach(bytes: Uint8Array, at: number): void {
    if (bytes !== this.#run || at !== this.#to) {
      this.#append();
      this.#run = bytes;
      this.#from = at;
    }
    this.#to = at + PACKET_BYTES;
  }

  #append(): void {
    if (this.#to > this.#from) this.#ring.append(this.#run, this.#from, this.#to);
    this.#from = this.#to;
  }
}
