// One movie or series: what is known of it, its versions, its episodes; played, made a favourite.

import { mdiMagnify, mdiPlay, mdiStar, mdiStarOutline } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { setFavourite } from '../../api/favourite.ts';
import { isFor, mayChange, me } from '../../api/me.ts';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { Live } from '../../live/live.ts';
import { duration } from '../../locale/format.ts';
import { t, tn } from '../../locale/locale.ts';
import { playFile } from '../../play.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './identify-dialog.ts';
import { titleStyles } from './library-styles.ts';
import './title-files.ts';

type Title = Answer<'GET /titles/{id}'>;
type Episode = Title['episodes'][number];

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

@customElement('mh-title-page')
export class TitlePage extends LitElement {
  @property() titleId = '';
  @state() private isAsked = false;
  readonly #live = new Live(this, ...(isFor('look') ? (['providers'] as const) : []));
  readonly #title: Query<Title> = new Query(this, {
    load: (signal) => ask('GET /titles/{id}', { params: { id: this.titleId } }, signal),
  });

  static override styles = [shared, viewStyles, titleStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('titleId') && changed.get('titleId') !== '') void this.#title.refresh();
  }

  override render(): TemplateResult {
    const title = this.#title.data;
    return html`<mh-trouble .error=${this.#title.error} @retry=${() => this.#title.refresh()}></mh-trouble>
      ${title ? this.#content(title) : this.#title.error === undefined ? html`<mh-skeleton lines="12"></mh-skeleton>` : nothing}`;
  }

  #content(title: Title): TemplateResult {
    const { id, name, has_poster: has, kind } = title;
    return html`<section class="head">
        <mh-logo src=${has ? `logo/${id}` : ''} name=${name}></mh-logo>
        <div class="facts">
          <h1 class="wrap">${name}</h1>
          <p class="soft">${summaryOf(title)}</p>
          <div class="row breaks">${this.#acts(title)}</div>
          ${title.plot === '' ? nothing : html`<p class="wrap">${title.plot}</p>`} ${factsOf(title)}
        </div>
      </section>
      ${kind === 'series' ? this.#seasons(title) : nothing}
      ${isFor('look') ? html`<mh-title-files .titleId=${id}></mh-title-files>` : nothing}
      ${
        this.isAsked
          ? html`<mh-identify-dialog
              .asked=${{ id, name, year: title.year, tmdbId: title.tmdb_id }}
              @decided=${() => this.#title.refresh()}
              @closed=${() => (this.isAsked = false)}
            ></mh-identify-dialog>`
          : nothing
      }
      ${isFor('look') && (kind === 'movie' || title.versions.length > 0) ? this.#versionCard(title) : nothing}`;
  }

  #acts({ id, name, path, favourite }: Title): TemplateResult {
    return html`${
      path === null
        ? nothing
        : html`<wa-button variant="brand" @click=${() => playFile(path, name, id)}
            ><span slot="start">${icon(mdiPlay, 18)}</span>${t('action.play')}</wa-button
          >`
    }
    ${
      me()?.id == null
        ? nothing
        : html`<button
            class="icon"
            title=${t(favourite ? 'mine.remove' : 'mine.add')}
            aria-label=${`${t('mine.favourite')}: ${name}`}
            aria-pressed=${favourite}
            @click=${() => this.#toggle(id, favourite)}
          >
            ${icon(favourite ? mdiStar : mdiStarOutline)}
          </button>`
    }
    ${
      mayChange()
        ? html`<wa-button appearance="outlined" @click=${() => (this.isAsked = true)}
            ><span slot="start">${icon(mdiMagnify, 18)}</span>${t('library.identify')}</wa-button
          >`
        : nothing
    }`;
  }

  #seasons({ episodes }: Title): TemplateResult {
    if (episodes.length === 0) return html`<section><p class="soft">${t('library.no-episodes')}</p></section>`;
    const seasons = [...Map.groupBy(episodes, ({ season }) => season)].toSorted(([one], [other]) => one - other);
    return html`${seasons.map(
      ([season, own], index) =>
        html`<details class="card" ?open=${index === 0}>
          <summary>
            <b>${t('library.season', { number: season })}</b>
            <span class="soft">${tn('count.episodes', own.length)}</span>
          </summary>
          <ul>
            ${own.map((episode) => this.#episode(episode))}
          </ul>
        </details>`,
    )}`;
  }

  #episode({ id, episode, name: told, plot, duration_seconds: seconds, path }: Episode): TemplateResult {
    const name = told || t('library.episode', { number: episode });
    return html`<li>
      <span class="soft digits">${episode}</span>
      <span class="grow wrap"
        ><b>${name}</b>
        <span class="small soft">${seconds > 0 ? duration(seconds * SECOND_MS) : ''}</span>
        ${plot === '' ? nothing : html`<br /><span class="small soft">${plot}</span>`}</span
      >
      <button class="icon" aria-label=${`${t('action.play')}: ${name}`} @click=${() => playFile(path, name, id)}>
        ${icon(mdiPlay)}
      </button>
    </li>`;
  }

  #versionCard(title: Title): TemplateResult {
    return html`<section class="later">
      <h2>${t('library.versions')}</h2>
      <div class="card">${this.#versions(title)}</div>
    </section>`;
  }

  #versions({ versions }: Title): TemplateResult {
    if (versions.length === 0) return html`<p class="soft">${t('library.no-versions')}</p>`;
    return html`<ol>
      ${versions.map(
        ({ name, provider_id: provider, language, resolution, extension }, index) =>
          html`<li>
            <span class="grow wrap"
              >${name}<br /><span class="small soft"
                >${[this.#live.items('providers').get(provider)?.name ?? provider, language.toUpperCase(), extension].filter(Boolean).join(' · ')}</span
              ></span
            >
            ${resolution === '' ? nothing : html`<mh-chip>${resolution.toUpperCase()}</mh-chip>`}
            ${index === 0 ? html`<mh-chip tone="good">${t('library.first')}</mh-chip>` : nothing}
          </li>`,
      )}
    </ol>`;
  }

  #toggle(id: string, favourite: boolean): void {
    void optimistically(this.#title, {
      show: (title) => ({ ...title, favourite: !favourite }),
      act: () => setFavourite(id, !favourite),
    });
  }
}

const summaryOf = ({ kind, year, rating, runtime_minutes: minutes, genre, group }: Title): string =>
  [
    t(kind === 'movie' ? 'library.movie' : 'library.one-series'),
    year === null ? '' : String(year),
    minutes > 0 ? duration(minutes * MINUTE_MS) : '',
    rating > 0 ? `★ ${rating.toFixed(1)}` : '',
    genre || group,
  ]
    .filter(Boolean)
    .join(' · ');

function factsOf({
  original_name: original,
  name,
  director,
  cast,
  released,
  tmdb_id: tmdb,
  imdb_id: imdb,
}: Title): TemplateResult {
  const facts: readonly (readonly [string, string])[] = [
    [t('library.original'), original === name ? '' : original],
    [t('library.director'), director],
    [t('library.cast'), cast],
    [t('library.released'), released],
    [
      t('library.known-as'),
      [tmdb === null ? '' : `TMDB ${tmdb}`, imdb].filter(Boolean).join(', ') || t('library.known-as-none'),
    ],
  ];
  return html`<dl class="small">
    ${facts
      .filter(([, value]) => value !== '')
      .map(
        ([label, value]) =>
          html`<dt>${label}</dt>
            <dd class="wrap">${value}</dd>`,
      )}
  </dl>`;
}
