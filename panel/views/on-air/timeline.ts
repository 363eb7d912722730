// What happened on air, the newest first.

import { mdiAlertCircleOutline, mdiPlay, mdiRestart, mdiStop, mdiSwapHorizontal } from '@mdi/js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../elements/icon.ts';
import type { Happening } from '../../live/happenings.ts';
import { exactTime } from '../../locale/format.ts';
import { t, type MessageKey } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';

const SHOWN = 12;

const KINDS: Readonly<
  Record<Happening['kind'], { readonly icon: string; readonly text: MessageKey; readonly tone: string }>
> = {
  started: { icon: mdiPlay, text: 'happened.started', tone: 'live' },
  ended: { icon: mdiStop, text: 'happened.ended', tone: 'soft' },
  moved: { icon: mdiSwapHorizontal, text: 'happened.moved', tone: 'warn' },
  restarted: { icon: mdiRestart, text: 'happened.restarted', tone: 'warn' },
  failed: { icon: mdiAlertCircleOutline, text: 'happened.failed', tone: 'bad' },
};

@customElement('mh-timeline')
export class Timeline extends LitElement {
  @property({ attribute: false }) happenings: readonly Happening[] = [];
  @property({ type: Number }) revision = 0;

  static override styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: 20px 1fr auto;
        gap: var(--mh-space-2) var(--mh-space-3);
        padding-block: var(--mh-space-2);
        align-items: start;
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
    `,
  ];

  override render(): TemplateResult {
    const shown = this.happenings.slice(0, SHOWN);
    if (shown.length === 0) return html`<p class="card soft">${t('on-air.timeline-empty')}</p>`;
    return html`<ol class="card">
      ${shown.map((happening) => {
        const kind = KINDS[happening.kind];
        return html`<li>
          <span class=${kind.tone}>${icon(kind.icon)}</span>
          <span class="wrap">${t(kind.text, { name: happening.channelName, detail: happening.detail })}</span>
          <time class="small soft digits">${exactTime(happening.at)}</time>
        </li>`;
      })}
    </ol>`;
  }
}
