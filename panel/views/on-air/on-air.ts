// The dashboard: who watches what, from where, at which rate, and what happened.

import { mdiPlayCircleOutline, mdiTelevisionOff } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Happening } from '../../api/routes.ts';
import { history } from '../../live/history.ts';
import { Live } from '../../live/live.ts';
import type { LiveSession } from '../../live/topics.ts';
import { bitRate, number } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import '../../elements/plot.ts';
import './provider-card.ts';
import './session-card.ts';
import '../../elements/timeline.ts';
import './ranking.ts';

const SHOWN_HAPPENINGS = 12;

@customElement('mh-on-air')
export class OnAir extends LitElement {
  @state() private beat = 0;
  readonly #live = new Live(this, 'sessions', 'viewers', 'providers', 'sync', 'status', 'happenings');
  #ends: (() => void) | undefined;

  static override styles = [
    shared,
    viewStyles,
    css`
      .tiles {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: var(--mh-space-4);
      }
      .tile {
        padding: var(--mh-space-3) var(--mh-space-4);
      }
      .tile b {
        display: block;
        font-size: 24px;
        line-height: 32px;
        font-weight: 500;
      }
      .plots {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
        gap: var(--mh-space-4);
        margin-block-start: var(--mh-space-4);
      }
      .on-air {
        margin-block-start: var(--mh-space-4);
      }
      .sessions {
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 360px), 1fr));
        align-items: start;
      }
      .lower {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
        gap: var(--mh-space-6) var(--mh-space-4);
        align-items: start;
        margin-block-start: var(--mh-space-6);
      }
      .lower > div {
        min-width: 0;
      }
      .lists {
        align-items: start;
        margin-block-start: var(--mh-space-6);
      }
      .lists > section,
      .lower > section {
        margin: 0;
      }
      @media (max-width: 869px) {
        .tiles {
          grid-template-columns: repeat(2, 1fr);
          gap: var(--mh-space-2);
        }
        .plots,
        .lower {
          grid-template-columns: minmax(0, 1fr);
        }
        .plots .card + .card {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    history.start();
    this.#ends = history.onChanged(() => (this.beat += 1));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ends?.();
  }

  override render(): TemplateResult {
    if (this.#isNew())
      return html`<div class="view">
        <h1 class="read-out">${t('nav.on-air')}</h1>
        ${this.#begin()}
      </div>`;
    const happenings = [...this.#live.items('happenings').values()].toSorted((a, b) => b.at - a.at);
    return html`<div class="view">
      <h1 class="read-out">${t('nav.on-air')}</h1>
      ${this.#tiles()} ${this.#plots()}
      <section class="on-air" aria-label=${t('nav.on-air')}>${this.#sessions()}</section>
      ${this.#isKnown() ? this.#lower(happenings) : nothing}
    </div>`;
  }

  /** What is above decides where this stands: it comes when that has come, so that it need not move. */
  #isKnown(): boolean {
    return (['sessions', 'providers', 'status', 'happenings'] as const).every((topic) => this.#live.isLoaded(topic));
  }

  /** Nothing to show figures of: there is one thing to do. */
  #isNew(): boolean {
    if (!this.#isKnown() || this.#live.items('sessions').size > 0) return false;
    return (this.#live.status('lineup')?.channel_count ?? 1) === 0 && this.#live.items('providers').size === 0;
  }

  #begin(): TemplateResult {
    return html`<div class="card">
      <mh-empty icon=${mdiPlayCircleOutline} heading=${t('on-air.no-channels')} text=${t('on-air.no-channels-text')}>
        <wa-button variant="brand" href=${linkTo('welcome')}>${t('on-air.begin')}</wa-button>
      </mh-empty>
    </div>`;
  }

  #lower(happenings: readonly Happening[]): TemplateResult {
    const shown = happenings.slice(0, SHOWN_HAPPENINGS);
    return html`<div class="lower">
      <div>
        <section>
          <h2>${t('on-air.providers')}</h2>
          <div class="cards">${this.#providers()}</div>
        </section>
        <div class="cards lists">
          <section>
            <h2>${t('on-air.failed')}</h2>
            <div class="card"><mh-failed-streams edition=${editionOf(happenings)}></mh-failed-streams></div>
          </section>
          <section>
            <h2>${t('on-air.top')}</h2>
            <div class="card"><mh-top-channels></mh-top-channels></div>
          </section>
        </div>
      </div>
      <section>
        <h2>${t('on-air.timeline')}</h2>
        <div class="card">
          <mh-timeline .happenings=${shown} empty=${t('on-air.timeline-empty')}></mh-timeline>
        </div>
      </section>
    </div>`;
  }

  #tiles(): TemplateResult {
    const sessions = [...this.#live.items('sessions').values()];
    const sum = (value: (session: LiveSession) => number): number =>
      sessions.reduce((total, one) => total + value(one), 0);
    const tuners = this.#live.status('tuners');
    const tiles: readonly (readonly [label: string, value: string])[] = [
      [t('on-air.channels'), number(sessions.length)],
      [t('on-air.viewers'), number(sum((session) => session.viewer_count))],
      [t('on-air.incoming'), bitRate(sum((session) => session.bits_per_second))],
      [t('on-air.tuners'), tuners ? t('on-air.of', { used: tuners.in_use, count: tuners.count }) : '–'],
    ];
    return html`<div class="tiles">
      ${tiles.map(([label, value]) => html`<div class="card tile"><span class="soft">${label}</span><b class="digits">${value}</b></div>`)}
    </div>`;
  }

  #plots(): TemplateResult {
    const { at, bitsPerSecond, viewers } = history.samples;
    return html`<div class="plots">
      <div class="card">
        <h3>${t('on-air.rate')}</h3>
        <mh-plot
          label=${t('on-air.rate')}
          .at=${at}
          .values=${bitsPerSecond}
          .format=${bitRate}
          .revision=${this.beat}
        ></mh-plot>
      </div>
      <div class="card">
        <h3>${t('on-air.viewers')}</h3>
        <mh-plot
          label=${t('on-air.viewers')}
          .at=${at}
          .values=${viewers}
          .format=${number}
          axisWidth="28"
          .revision=${this.beat}
        ></mh-plot>
      </div>
    </div>`;
  }

  #sessions(): TemplateResult {
    if (!this.#isKnown()) return html`<div class="card"><mh-skeleton lines="4"></mh-skeleton></div>`;
    const sessions = [...this.#live.items('sessions').values()].toSorted(
      (a, b) => b.viewer_count - a.viewer_count || a.since - b.since,
    );
    if (sessions.length === 0) return this.#empty();
    const viewers = Map.groupBy(this.#live.items('viewers').values(), airOf);
    const providers = this.#live.items('providers');
    return html`<div class="cards sessions">
      ${repeat(
        sessions,
        airOf,
        (session) =>
          html`<mh-session-card
            .session=${session}
            .viewers=${viewers.get(airOf(session)) ?? []}
            .provider=${providers.get(session.provider_id ?? '')?.name ?? ''}
          ></mh-session-card>`,
      )}
    </div>`;
  }

  #empty(): TemplateResult {
    return html`<div class="card">
      <mh-empty icon=${mdiTelevisionOff} heading=${t('on-air.nothing')} text=${t('on-air.nothing-text')}>
        <wa-button appearance="outlined" href=${linkTo('channels')}>${t('nav.channels')}</wa-button>
      </mh-empty>
    </div>`;
  }

  #providers(): TemplateResult | typeof nothing | TemplateResult[] {
    const sync = this.#live.items('sync');
    return [...this.#live.items('providers')].map(
      ([id, provider]) =>
        html`<mh-provider-card .providerId=${id} .provider=${provider} .sync=${sync.get(id)}></mh-provider-card>`,
    );
  }
}

/** A channel may be on air in several ways at once: one of them is a stream that is tried alone. */
const airOf = ({ channel_id: id, profile }: Pick<LiveSession, 'channel_id' | 'profile'>): string =>
  `${id} ${profile ?? ''}`;

/** Another one when a stream has failed. */
const editionOf = (happenings: readonly Happening[]): string =>
  String(happenings.find(({ kind }) => kind === 'failed')?.at ?? 0);
