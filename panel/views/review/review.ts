// What Masthead was unsure of: channels that may be one, guides that may be a channel's; and what was decided, to be taken back.

import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { tabs, tabStyles } from '../../elements/tabs.ts';
import { Builds } from '../../live/builds.ts';
import { t } from '../../locale/locale.ts';
import type { Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './decision-list.ts';
import './guide-review.ts';
import './merge-review.ts';

const CONTENTS: Readonly<Record<string, () => TemplateResult>> = {
  guides: () => html`<mh-guide-review></mh-guide-review>`,
  decided: () => html`<mh-decision-list></mh-decision-list>`,
};

@customElement('mh-review')
export class Review extends LitElement {
  @property({ attribute: false }) place!: Place;
  /** Said by the queue in sight, which knows it better than a look a while ago. */
  @state() private left: number | undefined;
  readonly #counts = new Query(this, { load: countBoth });

  static override styles = [shared, viewStyles, tabStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    this.addController(new Builds(this, () => void this.#counts.refresh()));
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('place')) return;
    this.left = undefined;
    if (this.hasUpdated) void this.#counts.refresh();
  }

  override render(): TemplateResult {
    const content = CONTENTS[this.place.id];
    const here = content ? this.place.id : '';
    const { merges, guides } = this.#counts.data ?? {};
    const countOf = (id: string, counted: number | undefined): number | undefined =>
      id === here ? (this.left ?? counted) : counted;
    return html`<div class="view">
      <header>
        <h1>${t('nav.review')}</h1>
      </header>
      ${tabs({
        view: 'review',
        label: t('nav.review'),
        here,
        items: [
          { id: '', label: t('nav.channels'), count: countOf('', merges) },
          { id: 'guides', label: t('review.guides'), count: countOf('guides', guides) },
          { id: 'decided', label: t('review.decided') },
        ],
      })}
      <div @counted=${({ detail }: CustomEvent<number | undefined>) => (this.left = detail)}>
        ${content?.() ?? html`<mh-merge-review></mh-merge-review>`}
      </div>
    </div>`;
  }
}

async function countBoth(signal: AbortSignal): Promise<{ readonly merges: number; readonly guides: number }> {
  const [merges, guides] = await Promise.all([
    ask('GET /review', { query: { limit: 1 } }, signal),
    ask('GET /guide/review', { query: { limit: 1 } }, signal),
  ]);
  return { merges: merges.total, guides: guides.total };
}
