// A PES header that goes on in the next packet: rare, and allowed. Its packets wait until it is whole.

import { PACKET_BYTES, payloadStart } from '../../formats/mpegts/packet.ts';

/** The longest header that is of interest; with nothing but stuffing in between nobody needs more packets for it. */
const HEADER_BYTES = 19;
const MOST_PACKETS = 8;

export class StraddlingHeader {
  #packets: Uint8Array = new Uint8Array(0);
  /** Where each byte of the header stands in the packets. */
  readonly #places: number[] = [];
  #head: Uint8Array = new Uint8Array(0);

  constructor(bytes: Uint8Array, at: number) {
    this.add(bytes, at);
  }

  /** Whole packets, in order. */
  get packets(): Uint8Array {
    return this.#packets;
  }

  /** The header as far as it is there; changes to it are not in the packets until `putBack`. */
  get head(): Uint8Array {
    return this.#head;
  }

  get isTooLong(): boolean {
    return this.#packets.length >= MOST_PACKETS * PACKET_BYTES;
  }

  add(bytes: Uint8Array, at: number): void {
    const from = this.#packets.length;
    const packets = new Uint8Array(from + PACKET_BYTES);
    packets.set(this.#packets);
    packets.set(bytes.subarray(at, at + PACKET_BYTES), from);
    this.#packets = packets;
    for (let place = payloadStart(packets, from); place < packets.length; place += 1) {
      if (this.#places.length < HEADER_BYTES) this.#places.push(place);
    }
    this.#head = Uint8Array.from(this.#places, (place) => packets[place]!);
  }

  putBack(): void {
    this.#places.forEach((place, index) => {
      this.#packets[place] = this.#head[index]!;
    });
  }
}
