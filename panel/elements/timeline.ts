// What happened on air, the newest first.

import {
  mdiAccountCancelOutline,
  mdiAlertCircleOutline,
  mdiPlay,
  mdiRestart,
  mdiStop,
  mdiSwapHorizontal,
} from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Happening } from '../api/routes.ts';
import { clockTime, dayName, exactTime } from '../locale/format.ts';
import { known, t } from '../locale/locale.ts';
import { sentenceOf } from '../locale/problems.ts';
import { linkTo } from '../router.ts';
import { shared } from '../theme/shared.ts';
import { icon } from './icon.ts';

const LOOKS: Readonly<Record<Happening['kind'], { readonly icon: string; readonly tone: string }>> = {
  started: { icon: mdiPlay, tone: 'live' },
  ended: { icon: mdiStop, tone: 'soft' },
  switched: { icon: mdiSwapHorizontal, tone: 'warn' },
  restarted: { icon: mdiRestart, tone: 'warn' },
  failed: { icon: mdiAlertCircleOutline, tone: 'bad' },
  refused: { icon: mdiAccountCancelOutline, tone: 'bad' },
};
const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();

@customElement('mh-timeline')
export class Timeline extends LitElement {
  /** The newest first. */
  @property({ attribute: false }) happenings: readonly Happening[] = [];
  /** All of one channel, on its own page: its name goes without saying. */
  @property({ type: Boolean }) own = false;
  /** What is said when nothing has happened. */
  @property() empty = '';

  static override styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: 20px 1fr auto;
        gap: 0 var(--mh-space-3);
        padding-block: var(--mh-space-2);
        min-height: var(--mh-touch);
        align-items: start;
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      .more {
        grid-column: 2 / -1;
      }
      a {
        display: inline-block;
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
    `,
  ];

  override render(): TemplateResult {
    if (this.happenings.length === 0) return html`<p class="soft">${this.empty}</p>`;
    return html`<ol>
      ${repeat(
        this.happenings,
        ({ id }) => id,
        (happening) => this.#row(happening),
      )}
    </ol>`;
  }

  #row({ kind, at, first_at: firstAt, count, ...happening }: Happening): TemplateResult {
    const { icon: path, tone } = LOOKS[kind];
    const more = detailOf(happening);
    return html`<li>
      <span class=${tone}>${icon(path)}</span>
      <span class="wrap"
        >${this.#what(kind, happening)}${count > 1 ? html` <span class="soft digits">× ${count}</span>` : nothing}</span
      >
      <time class="small soft digits" datetime=${new Date(at).toISOString()} title=${`${dayName(at)}, ${exactTime(at)}`}
        >${momentsOf(firstAt, at)}</time
      >
      ${more === '' ? nothing : html`<span class="more small soft wrap">${more}</span>`}
    </li>`;
  }

  #what(kind: Happening['kind'], { channel_id: id, channel_name: name, stream_name: detail }: Names): unknown {
    const here = t(`happened-here.${kind}`, { detail });
    if (this.own) return here;
    const isNamed = detail !== '' && detail === name && here.includes(detail); // a stream called as its channel is said once
    const full = t(`happened.${kind}`, { name: name || t('happened.some-channel'), detail });
    return html`<a class="reach" href=${linkTo('channel', id)}>${isNamed ? here : full}</a>`;
  }
}

type Names = Pick<Happening, 'channel_id' | 'channel_name' | 'stream_name'>;

const timeOf = (at: number): string => (isToday(at) ? exactTime(at) : clockTime(at));
const momentOf = (at: number): string => (isToday(at) ? timeOf(at) : `${dayName(at)}, ${timeOf(at)}`);

/** Of several the first and the last; each day once, unless it is today. */
function momentsOf(firstAt: number, at: number): string {
  const isOneDay = new Date(firstAt).toDateString() === new Date(at).toDateString();
  if (!isOneDay) return `${momentOf(firstAt)} – ${momentOf(at)}`;
  return timeOf(firstAt) === timeOf(at) ? momentOf(at) : `${momentOf(firstAt)}–${timeOf(at)}`;
}

function detailOf({ reason, message, gap_ms: gap }: Pick<Happening, 'gap_ms' | 'message' | 'reason'>): string {
  const why = reason === '' ? sentenceOf({ code: '', message }) : known(`reason.${reason}`, message || reason);
  return [why, gap === null ? '' : t('happened.gap', { ms: gap })].filter(Boolean).join(' · ');
}
