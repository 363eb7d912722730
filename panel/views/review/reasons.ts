// Why two things may be one: how sure that is, what speaks for it and what against, side by side.

import { css, html, type TemplateResult } from 'lit';
import { styled } from '../../elements/styled.ts';
import { t } from '../../locale/locale.ts';
import { whyText } from '../../locale/why.ts';

export interface Reason {
  readonly text: string;
  /** Log odds; negative speaks against. */
  readonly weight: number;
}

/** Log odds that fill a bar: beyond this a reason decides alone. */
const FULL = 6;

/** What speaks for it and what against, the weightiest first. */
export function sidesOf(reasons: readonly Reason[]): { readonly pro: Reason[]; readonly contra: Reason[] } {
  const pro = reasons.filter(({ weight }) => weight >= 0).toSorted((one, other) => other.weight - one.weight);
  const contra = reasons.filter(({ weight }) => weight < 0).toSorted((one, other) => one.weight - other.weight);
  return { pro, contra };
}

/** @param score 0 to 100 */
export const meter = (score: number): TemplateResult =>
  html`<div class="meter" aria-hidden="true"><i ${styled({ width: `${score}%` })}></i></div>`;

export function reasonSides(reasons: readonly Reason[]): TemplateResult {
  const { pro, contra } = sidesOf(reasons);
  return html`<div class="reasons">
    <section>
      <h3>${t('review.pro')}</h3>
      ${list(pro, 'pro')}
    </section>
    <section>
      <h3>${t('review.contra')}</h3>
      ${list(contra, 'contra')}
    </section>
  </div>`;
}

function list(reasons: readonly Reason[], kind: 'contra' | 'pro'): TemplateResult {
  if (reasons.length === 0) return html`<p class="small soft">${t('review.nothing')}</p>`;
  return html`<ul class=${kind}>
    ${reasons.map(
      ({ text, weight }) =>
        html`<li>
          <span class="wrap">${whyText(text)}</span>
          <span
            class="bar"
            aria-hidden="true"
            ${styled({ width: `${Math.min(100, (Math.abs(weight) / FULL) * 100)}%` })}
          ></span>
        </li>`,
    )}
  </ul>`;
}

export const reasonStyles = css`
  .reasons {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--mh-space-4);
  }
  .meter {
    height: 8px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--mh-text) 10%, transparent);
    overflow: hidden;
  }
  .meter i,
  .reasons .bar {
    display: block;
    height: 100%;
    border-radius: inherit;
    background: var(--mh-primary);
  }
  .reasons li {
    display: grid;
    gap: 2px;
    padding-block: var(--mh-space-1);
  }
  .reasons .bar {
    height: 4px;
    border-radius: 2px;
    background: var(--mh-good-fill);
  }
  .contra .bar {
    background: var(--mh-bad-fill);
  }
  @media (max-width: 599px) {
    .reasons {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
