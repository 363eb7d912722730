// Upstreams without a network: a test sends their bytes, ends them and says when their connections are closed.

import type { AppError } from '../../src/kernel/errors.ts';
import type { DialRequest, Upstream, UpstreamKind } from '../../src/streaming/upstream.ts';

export class ScriptedUpstream implements Upstream {
  readonly over: Promise<AppError>;
  readonly request: DialRequest;
  readonly dialledAtMs: number;
  isClosing = false;
  readonly fail: (reason: AppError) => void;
  readonly #closed: Promise<void>;

  constructor(request: DialRequest, closed: Promise<void>) {
    const { promise, resolve } = Promise.withResolvers<AppError>();
    this.over = promise;
    this.fail = resolve;
    this.request = request;
    this.dialledAtMs = request.clock.monotonicMs();
    this.#closed = closed;
  }

  send(bytes: Uint8Array): void {
    if (!this.isClosing) this.request.onBytes(bytes);
  }

  close(): Promise<void> {
    this.isClosing = true;
    return this.#closed;
  }
}

export class ScriptedKind implements UpstreamKind {
  readonly name = 'scripted';
  readonly dialled: ScriptedUpstream[] = [];
  /** Connections close when it resolves. */
  closed: Promise<void> = Promise.resolve();
  onDial: (upstream: ScriptedUpstream) => void = () => undefined;

  get last(): ScriptedUpstream {
    return this.dialled.at(-1)!;
  }

  accepts(): boolean {
    return true;
  }

  dial(request: DialRequest): Upstream {
    const upstream = new ScriptedUpstream(request, this.closed);
    this.dialled.push(upstream);
    this.onDial(upstream);
    return upstream;
  }
}
