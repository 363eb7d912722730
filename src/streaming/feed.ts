// Keeps a session supplied: dials the channel's streams, shows the first that has a picture, and another when that one falters.
// What to do is said by grace.ts, which stream comes next by rotation.ts, whether there is a slot for it by supply.ts, how long
// one is waited for by slot-wait.ts, what viewers get meanwhile by filling.ts, and when to go back to the preferred stream by
// homing.ts.
//
//   choose a stream ──► slot ──► line ──► picture ──► on air ──► silent or over
//     ▲                            └──► over                          │
//     └──── cooled down ◄───────────────┴─────────────────────────────┘

import type { Timer } from '../kernel/clock.ts';
import { AppError, toAppError } from '../kernel/errors.ts';
import { SECOND_MS } from '../kernel/units.ts';
import type { StreamId } from '../model/ids.ts';
import type { StreamSource } from '../model/stream.ts';
import type { FeedOptions, SwitchCause } from './feed-options.ts';
import { Filling } from './filling.ts';
import { nextStep, type Step } from './grace.ts';
import { Homing } from './homing.ts';
import type { Line } from './line.ts';
import { Lines } from './lines.ts';
import { isFading, noPictureInTime, stalled, tooSlow } from './reasons.ts';
import { Rotation, SETTLED_MS } from './rotation.ts';
import type { Change } from './session-view.ts';
import type { Silence } from './silence.ts';
import { SlotWait } from './slot-wait.ts';
import { isOnlyAt } from './slots/logins.ts';
import { isOfAccount, isStillCounted, type Slot } from './slots/slots.ts';
import { Supply } from './supply.ts';

/** A tenth of a second is not seen; with shortened limits it is less. */
const LONGEST_TICK_MS = 100;
/** A backup that was dialled for nothing is not dialled again so soon: the stream on air is merely uneven. */
const NO_RACE_MS = 10 * SECOND_MS;
/** A look is short: a stream that lacks so much already does not work. */
const CHECK_LACK_MS = 500;
/** More steps in a row than any situation needs: what is left is done at the next tick. */
const MAX_STEPS = 10;

export class Feed {
  readonly #options: FeedOptions;
  readonly #rotation: Rotation;
  readonly #supply: Supply;
  readonly #lines: Lines;
  readonly #homing: Homing;
  readonly #slotWait: SlotWait;
  readonly #filling: Filling;
  readonly #end = Promise.withResolvers<AppError>();
  /** What was shown last, by which line, and why no more. */
  #shown: StreamSource | undefined;
  #onAir: Line | undefined;
  #cause: SwitchCause | undefined;
  #lastReason: AppError | undefined;
  /** Of the last packet that was shown; before the first, of the beginning. */
  #shownMs = 0;
  #noRaceUntilMs = 0;
  #ticker: Timer | undefined;
  #isStepping = false;
  #isStopped = false;

  constructor(options: FeedOptions) {
    const { clock, settings, sources, recent, random, slots, holder, kinds, onBytes } = options;
    this.#options = options;
    this.#rotation = new Rotation({ settings, sources, recent, ...(random && { random }) });
    this.#supply = new Supply({
      slots,
      holder,
      onCheckYielded: () => this.#lines.dropBeside(),
      onYielded: (slot) => this.#yield(slot),
    });
    this.#lines = new Lines({
      clock,
      supply: this.#supply,
      kinds,
      settings,
      onBytes,
      onPicture: () => this.#step(),
      onOver: (line, reason) => this.#over(line, reason),
    });
    this.#homing = new Homing(settings);
    this.#slotWait = new SlotWait(this.#supply);
    this.#filling = new Filling(options);
  }

  /** What is on air, is being dialled, or was on air last. */
  get source(): StreamSource | undefined {
    return this.#lines.lead?.source ?? this.#shown;
  }

  get lines(): readonly Line[] {
    return this.#lines.all;
  }

  /** Why what is being dialled shows no picture, as far as can be said yet. */
  get suspicion(): AppError | undefined {
    return this.#lines.lead?.suspicion();
  }

  get lacksSlot(): boolean {
    return this.#slotWait.isOn;
  }

  /** Resolves with the reason when it gives up or is stopped. */
  async run(): Promise<AppError> {
    const { clock, settings } = this.#options;
    this.#shownMs = clock.monotonicMs();
    const tickMs = Math.min(LONGEST_TICK_MS, Math.max(5, settings().stall_seconds * 50));
    this.#ticker = clock.every(tickMs, () => this.#tick());
    this.#step();
    const reason = await this.#end.promise;
    await this.stop();
    return reason;
  }

  /** Resolves when every connection is closed and every slot returned. */
  async stop(): Promise<void> {
    if (!this.#isStopped) {
      this.#isStopped = true;
      this.#ticker?.cancel();
      this.#slotWait.stop();
      this.#lines.closeAll();
      void this.#supply.letGo();
      this.#end.resolve(new AppError('process.stopping', 'The session has ended'));
    }
    await this.#supply.settled();
  }

  /**
   * Changes over to this stream as soon as it shows a picture; with no free slot, without waiting for that.
   * @throws AppError `stream.unknown`
   */
  moveTo(streamId: StreamId): void {
    const source = this.#rotation.want(streamId);
    if (!source) throw new AppError('stream.unknown', 'The channel has no such stream');
    const { lead } = this.#lines;
    if (lead?.source.streamId === streamId) return;
    this.#changeOver(source, 'moved');
  }

  #changeOver(source: StreamSource, cause: Change): void {
    const { lead } = this.#lines;
    void this.#lines.dropBeside();
    if (this.#lines.dialBeside(source, 'move') || !lead) return this.#step();
    this.#cause = cause;
    void this.#lines.remove(lead); // the only connection is the one on air
    this.#lines.dialLead(source, 'move');
    this.#step();
  }

  /** From a stream that has been excluded to the next that may be dialled; while there is none it is better than nothing. */
  #leaveUnwanted(): void {
    const { lead, beside } = this.#lines;
    if (beside?.purpose !== 'move' && this.#isUnwanted(beside)) void this.#lines.dropBeside();
    if (!this.#isUnwanted(lead) || (beside && beside.purpose !== 'check')) return;
    const next = (isFresh: boolean): StreamSource | undefined =>
      this.#others(isFresh).find((source) => !this.#options.isUnwanted?.(source));
    const source = next(false) && next(true);
    if (source) this.#changeOver(source, 'excluded');
  }

  #isUnwanted(line: Line | undefined): boolean {
    return line !== undefined && this.#options.isUnwanted?.(line.source) === true;
  }

  #tick(): void {
    if (this.#isStopped) return;
    for (const line of this.#lines.all) line.look();
    this.#leaveUnwanted();
    this.#goHome();
    this.#step();
    this.#fillSilence();
  }

  /** Does what is to be done now, until there is nothing left but to wait. */
  #step(): void {
    if (this.#isStepping || this.#isStopped) return;
    this.#isStepping = true;
    try {
      let mayRace = true;
      for (let turn = 0; turn < MAX_STEPS && !this.#isStopped; turn += 1) {
        const step = this.#nextStep(mayRace);
        if (step === 'wait') break;
        const isDone = this.#do(step);
        if (!isDone && step !== 'dial beside') break;
        mayRace &&= isDone;
      }
    } catch (error) {
      this.#end.resolve(toAppError(error));
    } finally {
      this.#isStepping = false;
    }
    this.#endure();
  }

  #nextStep(mayRace: boolean): Step {
    const { lead, beside } = this.#lines;
    const failures = ({ streamId }: StreamSource): number => this.#rotation.failures(streamId);
    const situation = {
      settings: this.#options.settings(),
      lead: this.#lines.sightOf(lead, failures),
      beside: this.#lines.sightOf(beside, failures),
      silentMs: this.#silentMs(),
      hiccupMs: lead?.hiccupMs ?? 0,
      aheadMs: this.#options.splice.aheadMs,
      wasOnAir: this.#shown !== undefined,
    };
    const isTooSoon = lead?.gate.isOnAir === true && this.#nowMs() < this.#noRaceUntilMs;
    return nextStep(situation, { mayRace: mayRace && !isTooSoon, hasOthers: () => this.#others().length > 0 });
  }

  /** False when it could not be done. */
  #do(step: Exclude<Step, 'wait'>): boolean {
    const { lead, beside } = this.#lines;
    if (step === 'show lead') return this.#show(lead!);
    if (step === 'show beside') return this.#show(beside!);
    if (step === 'dial lead') return this.#dialLead();
    if (step === 'dial beside') return this.#others(true).some((source) => this.#lines.dialBeside(source, 'backup'));
    if (step === 'drop beside') {
      this.#noRaceUntilMs = this.#nowMs() + NO_RACE_MS;
      void this.#lines.dropBeside();
    } else {
      const line = step === 'fail lead' ? lead! : beside!;
      this.#over(line, line.gate.isOnAir ? tooSlow() : (line.suspicion() ?? noPictureInTime()));
    }
    return true;
  }

  #show(line: Line): boolean {
    const gapMs = this.#silentMs();
    const { lead, beside } = this.#lines;
    if (line === beside && lead && this.#shown) this.#cause ??= this.#causeOf(line, lead);
    line.goOnAir(this.#options.splice);
    if (!line.gate.isOnAir) return false;
    if (line === beside) this.#lines.promote();
    else if (beside?.purpose === 'backup') void this.#lines.dropBeside();
    this.#supply.need(line.slot);
    void this.#supply.letGo();
    this.#slotWait.end();
    const from = this.#shown?.streamId;
    const cause = this.#cause;
    const to = line.source.streamId;
    this.#cause = undefined;
    this.#shown = line.source;
    this.#onAir = line;
    this.#shownMs = this.#nowMs();
    if (cause === 'returned') this.#homing.returned(this.#nowMs());
    else if (cause) this.#homing.left(this.#nowMs());
    const change = from === undefined || !cause ? undefined : { from, to, cause, gapMs };
    this.#options.onPicture(line.source, change);
    return true;
  }

  /** Why a lead that is not over makes way. */
  #causeOf(line: Line, lead: Line): SwitchCause {
    if (line.purpose === 'move') return this.#isUnwanted(lead) ? 'excluded' : 'moved';
    const isSilent = this.#silentMs() > lead.hiccupMs;
    const isSlow = lead.gate.isOnAir && lead.lackMs > 0;
    if (line.purpose === 'check' && !isSilent && !isSlow) return 'returned';
    const reason = isSlow && !isSilent ? tooSlow() : stalled();
    this.#failed(lead, reason);
    this.#options.onLost(reason, lead.source);
    return reason;
  }

  #dialLead(): boolean {
    const { grace_enabled: isGraced, grace_timeout_seconds: graceSeconds } = this.#options.settings();
    const isInGrace = isGraced && this.#silentMs() < graceSeconds * SECOND_MS;
    const first = isInGrace && !isFading(this.#lastReason) ? this.#shown?.streamId : undefined;
    const others = this.#others(true, first);
    if (others.some((source) => this.#lines.dialLead(source, 'air'))) {
      this.#slotWait.end();
      return true;
    }
    if (this.#lines.promote()) return true;
    if (others.length > 0) this.#slotWait.begin(this.#nowMs(), () => this.#step());
    return false;
  }

  #over(line: Line, reason: AppError): void {
    if (this.#isStopped) return;
    if (line === this.#onAir) this.#cause = reason;
    if (line.purpose === 'check') this.#homing.failed();
    else this.#failed(line, reason);
    void this.#lines.remove(line, isOfAccount(reason) && !isOnlyAt(line.source, line.slot) ? 'lost' : 'kept');
    if (line.purpose !== 'check') this.#options.onLost(reason, line.source);
    this.#step();
  }

  /** A connection goes to somebody who needs it more; the session goes on with what else there is. */
  #yield(slot: Slot): Promise<void> {
    const line = this.#lines.all.find((one) => one.slot === slot);
    if (!line) return this.#supply.letGo(); // it was kept for the next
    const reason = new AppError('upstream.no-slot', 'Somebody with a higher priority needed the connection', {
      retryable: true,
    });
    if (line === this.#onAir) this.#cause = reason;
    this.#lastReason = reason;
    const closed = this.#lines.remove(line, 'lost');
    this.#options.onLost(reason, line.source);
    this.#step();
    return closed;
  }

  #failed(line: Line, reason: AppError): void {
    this.#lastReason = reason;
    const isPaced = isStillCounted(reason);
    const alike = isOfAccount(reason) ? this.#rotation.onlyAt(line.slot, [line, ...this.#lines.all]) : [];
    const failure = {
      livedMs: line.livedMs,
      nowMs: this.#nowMs(),
      wasOnAir: this.#shown !== undefined,
      isPaced,
      alike,
    };
    this.#rotation.failed(line.source.streamId, reason, failure);
  }

  /** Gives up when there is nothing to hope for. */
  #endure(): void {
    if (this.#isStopped) return;
    if (this.#shown || this.#filling.isForetold) {
      const giveUpMs = this.#options.settings().give_up_seconds * SECOND_MS;
      if (this.#silentMs() > giveUpMs || (!this.#lines.lead && !this.#rotation.hasHope)) this.#giveUp();
      return;
    }
    if (this.#lines.lead) return;
    if (!this.#rotation.hasHope) return this.#giveUp();
    if (!this.#slotWait.isTooLong(this.#nowMs(), this.#rotation.sources)) return;
    this.#end.resolve(new AppError('upstream.no-slot', 'All connections are in use', { retryable: true }));
  }

  #giveUp(): void {
    this.#end.resolve(this.#lastReason ?? new AppError('channel.no-stream', 'The channel has no stream'));
  }

  /** Looks at the preferred stream now and then, and goes back to it. */
  #goHome(): void {
    const { lead, beside } = this.#lines;
    if (!lead?.gate.isOnAir) return;
    if (lead.livedMs >= SETTLED_MS && lead.lackMs === 0) this.#rotation.proved(lead.source.streamId);
    if (beside && beside.purpose !== 'check') return;
    if (beside && beside.lackMs > CHECK_LACK_MS) return this.#over(beside, tooSlow());
    const next = this.#homing.next(this.#nowMs(), beside?.livedMs);
    if (next === 'look') this.#lookAtPreferred(lead);
    if (next === 'end look' || (next === 'return' && !this.#show(beside!))) void this.#lines.dropBeside();
  }

  #lookAtPreferred(lead: Line): void {
    this.#homing.looked(this.#nowMs());
    this.#rotation.refresh();
    const { preferred } = this.#rotation;
    if (!preferred || preferred.streamId === lead.source.streamId) return;
    if (!this.#lines.dialBeside(preferred, 'check')) this.#homing.failed();
  }

  #fillSilence(): void {
    if (this.#isStopped) return;
    const silence = (): Silence => ({
      hasTriedAll: this.#rotation.haveAllFailed(this.#shownMs),
      reason: this.#lastReason,
      lacksSlot: this.lacksSlot,
    });
    this.#filling.fill(this.#silentMs(), { wasOnAir: this.#shown !== undefined, lead: this.#lines.lead, silence });
  }

  /** Those that may be dialled besides those that are. */
  #others(isFresh = false, first?: StreamId): StreamSource[] {
    if (isFresh) this.#rotation.refresh();
    const dialled = this.#lines.all.map(({ source }) => source.streamId);
    return this.#rotation.usable(this.#nowMs(), dialled, first);
  }

  #silentMs(): number {
    const { lead } = this.#lines;
    if (lead?.gate.isOnAir) this.#shownMs = lead.gate.lastPacketMs;
    return this.#nowMs() - this.#shownMs;
  }

  #nowMs(): number {
    return this.#options.clock.monotonicMs();
  }
}
