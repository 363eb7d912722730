// What can be done with a card, as buttons that name their keys; and what is shown when there is no card left.

import { mdiCheckAll, mdiHistory, mdiUndo } from '@mdi/js';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icon.ts';
import { t, tn } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';

interface CardButton {
  readonly path: string;
  readonly label: string;
  readonly key: string;
  readonly run: () => void;
  readonly isMain?: boolean;
  readonly title?: string;
  readonly isDisabled?: boolean;
}

export const cardButton = ({ path, label, key, run, isMain, title, isDisabled }: CardButton): TemplateResult =>
  html`<wa-button
    appearance=${isMain ? 'accent' : 'outlined'}
    variant=${isMain ? 'brand' : 'neutral'}
    title=${title ?? nothing}
    ?disabled=${isDisabled}
    @click=${run}
    ><span slot="start">${icon(path, 18)}</span>${label}<kbd slot="end">${key}</kbd></wa-button
  >`;

export const undoButton = (canUndo: boolean, run: () => void): TemplateResult | typeof nothing =>
  canUndo
    ? html`<wa-button appearance="plain" @click=${run}
        ><span slot="start">${icon(mdiUndo, 18)}</span>${t('action.undo')}<kbd slot="end">U</kbd></wa-button
      >`
    : nothing;

interface Emptied {
  readonly text: string;
  readonly laterCount: number;
  readonly again: () => void;
  readonly undo: TemplateResult | typeof nothing;
}

export const nothingLeft = ({ text, laterCount, again, undo }: Emptied): TemplateResult =>
  html`<div class="card">
    <mh-empty icon=${mdiCheckAll} heading=${t('review.none')} text=${text}>
      ${
        laterCount > 0
          ? html`<wa-button appearance="outlined" @click=${again}>${tn('review.again', laterCount)}</wa-button>`
          : nothing
      }
      <wa-button appearance="plain" href=${linkTo('review', 'decided')}
        ><span slot="start">${icon(mdiHistory, 18)}</span>${t('review.decided')}</wa-button
      >
      ${undo}
    </mh-empty>
  </div>`;
