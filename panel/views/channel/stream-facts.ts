// What is known of one stream: its tracks, when it was looked at, what was wrong with it; and a look at it now.

import { mdiStethoscope } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { relative } from '../../locale/format.ts';
import { known, t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { qualityMark, trackLines, type StreamDetail } from './stream-words.ts';
import { uptimeText } from '../../elements/health-strip.ts';

/** Fires `checked` when it was looked at. */
@customElement('mh-stream-facts')
export class StreamFacts extends LitElement {
  @property() streamId = '';
  @property() name = '';
  @property({ type: Boolean }) editable = false;
  @state() private isChecking = false;
  readonly #stream = new Query(this, {
    load: (signal) => ask('GET /health/streams/{id}', { params: { id: this.streamId } }, signal),
  });

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--mh-space-2);
        padding: var(--mh-space-3);
        border-radius: var(--mh-radius-s);
        background: var(--mh-sunken);
      }
    `,
  ];

  override render(): TemplateResult {
    const stream = this.#stream.data;
    if (this.#stream.error !== undefined) return html`<p class="small soft">${t('facts.none')}</p>`;
    if (!stream) return html`<mh-skeleton lines="3"></mh-skeleton>`;
    const quality = qualityMark(stream.quality);
    return html`<mh-health-strip .days=${stream.days} label=${t('health.month')}></mh-health-strip>
      <p class="small soft">${uptimeText(stream.uptime) || t('health.unchecked')}</p>
      ${quality.text === '' ? nothing : html`<p class="small ${quality.tone === 'warn' ? 'warn' : 'soft'}">${t('facts.quality', { quality: quality.text, score: stream.quality.score })}</p>`}
      ${stream.probe ? trackLines(stream.probe).map((line) => html`<p class="small wrap">${line}</p>`) : html`<p class="small soft">${t('facts.no-probe')}</p>`}
      ${faultOf(stream)}
      <p class="small soft">${whenOf(stream)}</p>
      ${
        this.editable
          ? html`<div>
              <wa-button size="s" appearance="outlined" ?loading=${this.isChecking} @click=${this.#check}
                ><span slot="start">${icon(mdiStethoscope, 18)}</span>${t('facts.check')}</wa-button
              >
            </div>`
          : nothing
      }`;
  }

  readonly #check = async (): Promise<void> => {
    this.isChecking = true;
    try {
      const {
        is_alive: isAlive,
        detail,
        stream,
      } = await ask('POST /health/streams/{id}/check', {
        params: { id: this.streamId },
      });
      this.#stream.set(stream);
      toast(isAlive ? t('facts.alive', { name: this.name }) : t('facts.failed', { name: this.name, why: detail }));
      this.dispatchEvent(new CustomEvent('checked'));
    } catch (error) {
      toastError(error);
    }
    this.isChecking = false;
  };
}

function faultOf({ code, picture }: StreamDetail): TemplateResult | typeof nothing {
  const faults = (picture?.faults ?? []).map((fault) => t(`facts.picture-${fault}`));
  const why = code === null ? [] : [known(`reason.${code}`, code)];
  const all = [...why, ...faults];
  return all.length === 0 ? nothing : html`<p class="small bad wrap">${all.join(' · ')}</p>`;
}

function whenOf({ seen_at: seenAt, next_check_at: nextAt, latency_ms: latency }: StreamDetail): string {
  return [
    seenAt === null ? t('health.unchecked') : t('facts.seen', { when: relative(seenAt) }),
    latency === null ? '' : t('facts.latency', { ms: latency }),
    t('facts.next', { when: relative(Math.max(nextAt, Date.now())) }),
  ]
    .filter(Boolean)
    .join(' · ');
}
