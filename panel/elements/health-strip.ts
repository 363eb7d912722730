// The last thirty days as a row of bars, a day each: as high as it was up, in the colour of what that means, with its figures
// beside the pointer and in words for who does not see it.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HealthDay } from '../api/routes.ts';
import { dayName, percent } from '../locale/format.ts';
import { t, tn } from '../locale/locale.ts';
import { styled } from './styled.ts';

/** Under this a day was seen by viewers; under the second, it was a bad one. */
const GOOD = 0.99;
const FAIR = 0.9;
/** Those before there was anybody to look are there as well: a month is a month. */
const DAYS = 30;
/** So that a day that was down all along is still seen. */
const LEAST_SHARE = 0.12;

export function toneOfDay({ uptime }: Pick<HealthDay, 'uptime'>): 'bad' | 'good' | 'unknown' | 'warn' {
  if (uptime === null) return 'unknown';
  if (uptime >= GOOD) return 'good';
  return uptime >= FAIR ? 'warn' : 'bad';
}

@customElement('mh-health-strip')
export class HealthStrip extends LitElement {
  /** Oldest first. */
  @property({ attribute: false }) days: readonly HealthDay[] = [];
  /** What it is of, for screen readers. */
  @property() label = '';
  /** Says below from when to when. */
  @property({ type: Boolean }) ends = false;

  static override styles = css`
    :host {
      display: block;
    }
    .strip {
      display: flex;
      align-items: flex-end;
      gap: 2px;
      height: 32px;
    }
    .ends {
      display: flex;
      justify-content: space-between;
      margin-block-start: 4px;
      font-size: 12px;
      line-height: 16px;
      color: var(--mh-text-soft);
    }
    i {
      flex: 1;
      min-width: 2px;
      border-radius: 2px;
      background: color-mix(in srgb, var(--mh-text) 14%, transparent);
    }
    i.good {
      background: var(--mh-good-fill);
    }
    i.warn {
      background: var(--mh-warn-fill);
    }
    i.bad {
      background: var(--mh-bad-fill);
    }
  `;

  override render(): TemplateResult {
    const known = this.days.filter(({ uptime }) => uptime !== null);
    const bad = known.filter((day) => toneOfDay(day) !== 'good').length;
    const words = known.length === 0 ? t('health.no-days') : tn('health.bad-days', bad);
    return html`<div class="strip" role="img" aria-label=${`${this.label}: ${words}`}>
        ${Array.from({ length: Math.max(0, DAYS - this.days.length) }, () => bar('unknown', LEAST_SHARE, t('health.unknown')))}
        ${this.days.map((day) => {
          const share = day.uptime === null ? LEAST_SHARE : Math.max(LEAST_SHARE, day.uptime);
          return bar(toneOfDay(day), share, titleOf(day));
        })}
      </div>
      ${this.ends ? html`<div class="ends"><span>${t('health.days-ago')}</span><span>${t('health.today')}</span></div>` : nothing}`;
  }
}

const bar = (tone: string, share: number, title: string): TemplateResult =>
  html`<i class=${tone} title=${title} ${styled({ height: `${Math.round(share * 100)}%` })}></i>`;

function titleOf({ at, uptime, failed_checks: failed, failovers }: HealthDay): string {
  const facts = [
    uptime === null ? t('health.unknown') : t('health.up', { share: percent(uptime) }),
    ...(failed > 0 ? [tn('health.failed-checks', failed)] : []),
    ...(failovers > 0 ? [tn('health.failovers', failovers)] : []),
  ];
  return `${dayName(at)}: ${facts.join(', ')}`;
}

/** Its shares of time over a day, a week and a month, 0 to 1, null where nothing is known; empty where it is of none. */
export function uptimeText({ day, week, month }: Record<'day' | 'month' | 'week', number | null>): string {
  if (day === null && week === null && month === null) return '';
  return t('health.up-over', { day: shareOf(day), week: shareOf(week), month: shareOf(month) });
}

const shareOf = (share: number | null): string => (share === null ? '–' : percent(share));
