// A channel on air: where it comes from, how it runs, who watches it; ending it, moving it, sending somebody away.

import { mdiCloseCircleOutline, mdiPlay, mdiStop, mdiSwapHorizontal } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import type { Tone } from '../../elements/chip.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import type { LiveSession, LiveViewer } from '../../live/topics.ts';
import { bitRate, byteCount, duration } from '../../locale/format.ts';
import { countryName } from '../../locale/countries.ts';
import { known, t, tn } from '../../locale/locale.ts';
import { sentenceOf } from '../../locale/problems.ts';
import { play } from '../../play.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { agentName } from './agent.ts';
import './move-dialog.ts';

const TONES: Readonly<Record<LiveSession['state'], Tone>> = {
  starting: 'busy',
  'on-air': 'live',
  recovering: 'warn',
  lingering: 'soft',
  closed: 'soft',
};

@customElement('mh-session-card')
export class SessionCard extends LitElement {
  @property({ attribute: false }) session!: LiveSession;
  @property({ attribute: false }) viewers: readonly LiveViewer[] = [];
  @property() provider = '';
  @state() private isMoving = false;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .head {
        gap: var(--mh-space-3);
      }
      .name {
        font-size: 16px;
        font-weight: 500;
        color: inherit;
        text-decoration: none;
      }
      .name:hover {
        text-decoration: underline;
      }
      .rate {
        font-size: 20px;
        font-weight: 500;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--mh-space-4);
        margin-block: var(--mh-space-2);
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        border-block-start: 1px solid var(--mh-line);
        padding-block: 4px;
        min-height: 48px;
      }
      li .grow {
        display: grid;
      }
      .empty {
        border-block-start: 1px solid var(--mh-line);
        padding-block-start: var(--mh-space-2);
      }
    `,
  ];

  override render(): TemplateResult {
    const { session } = this;
    const name = session.channel_name || session.stream_name;
    return html`<article class="card" aria-label=${name}>
      <div class="row head">
        <mh-logo src=${`logo/${session.channel_id}`} name=${name}></mh-logo>
        <div class="grow">
          <div class="row">
            <span class="soft digits">${session.channel_number}</span>
            <a class="name cut reach" href=${linkTo('channel', session.channel_id)}>${name}</a>
          </div>
          <div class="small soft cut">${[this.provider, session.stream_name].filter(Boolean).join(' · ')}</div>
        </div>
        ${session.profile?.startsWith('only:') ? html`<mh-chip>${t('on-air.tried')}</mh-chip>` : nothing}
        <mh-chip tone=${TONES[session.state]}>${known(`state.${session.state}`, session.state)}</mh-chip>
      </div>
      <div class="row">
        <div class="rate digits grow">${bitRate(session.bits_per_second)}</div>
        ${
          mayChange()
            ? html`<button
                class="icon"
                title=${t('on-air.move')}
                aria-label=${`${t('on-air.move')}: ${name}`}
                aria-haspopup="dialog"
                @click=${() => (this.isMoving = true)}
              >
                ${icon(mdiSwapHorizontal)}
              </button>`
            : nothing
        }
        <button
          class="icon"
          aria-label=${`${t('action.play')}: ${name}`}
          @click=${() => play(session.channel_id, name)}
        >
          ${icon(mdiPlay)}
        </button>
        <button class="icon" aria-label=${`${t('on-air.end')}: ${name}`} @click=${this.#end}>${icon(mdiStop)}</button>
      </div>
      <div class="facts small soft">
        <span>${t('on-air.since', { time: duration(Date.now() - session.since) })}</span>
        <span>${session.codecs.join(', ')}</span>
        <span>${t('on-air.buffer', { amount: byteCount(session.buffer_bytes) })}</span>
        ${session.retries > 0 ? html`<span class="warn">${tn('on-air.retries', session.retries)}</span>` : nothing}
      </div>
      ${session.last_error ? html`<p class="small bad wrap">${sentenceOf(session.last_error)}</p>` : nothing}
      ${
        this.viewers.length === 0
          ? html`<p class="small soft empty">${t('on-air.nobody')}</p>`
          : html`<ul>
              ${this.viewers.map((viewer) => this.#viewer(viewer))}
            </ul>`
      }
      ${
        this.isMoving
          ? html`<mh-move-dialog .session=${session} @closed=${() => (this.isMoving = false)}></mh-move-dialog>`
          : nothing
      }
    </article>`;
  }

  #viewer(viewer: LiveViewer): TemplateResult {
    const who = whoIs(viewer);
    const lag = viewer.lag_bytes > 1_000_000 ? t('on-air.lag', { amount: byteCount(viewer.lag_bytes) }) : '';
    const missed = viewer.dropped_bytes > 0;
    return html`<li>
      <div class="grow">
        <span class="cut">${who}</span>
        <span class="small soft cut"
          >${[t('on-air.since', { time: duration(Date.now() - viewer.since) }), bitRate(viewer.bits_per_second), lag].filter(Boolean).join(' · ')}
          ·
          <span class=${missed ? 'warn' : ''}
            >${missed ? t('on-air.dropped', { amount: byteCount(viewer.dropped_bytes) }) : t('on-air.well')}</span
          ></span
        >
      </div>
      <button class="icon" aria-label=${t('on-air.stop-viewer', { name: who })} @click=${() => this.#stop(viewer)}>
        ${icon(mdiCloseCircleOutline)}
      </button>
    </li>`;
  }

  async #stop(viewer: LiveViewer): Promise<void> {
    const params = { channel_id: this.session.channel_id, viewer_id: viewer.id };
    await ask('DELETE /sessions/{channel_id}/viewers/{viewer_id}', { params }).catch(toastError);
  }

  async #end(): Promise<void> {
    const { channel_id, channel_name: name } = this.session;
    try {
      await ask('DELETE /sessions/{channel_id}', { params: { channel_id } });
      toast(t('on-air.ended', { name }));
    } catch (error) {
      toastError(error);
    }
  }
}

/** `Mia, Kodi, 203.0.113.7, Germany`: who came without a login has no name, who is at home no country. */
const whoIs = ({ person, user_agent: agent, address, country }: LiveViewer): string =>
  [person?.name, agentName(agent), address, country === null ? '' : countryName(country)].filter(Boolean).join(', ');
