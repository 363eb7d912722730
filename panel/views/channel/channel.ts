// One channel: what is on, its streams in fail-over order, its guide, and what a person has decided about it.

import { mdiArrowLeft, mdiPencilOutline, mdiPlay, mdiPlus } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { ChannelDetails, Programme } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { clockTime } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { play } from '../../play.ts';
import { linkTo } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { channelStyles } from './channel-styles.ts';
import { orderStreams, type Merged } from './backup-dialog.ts';
import './channel-past.ts';
import './guide-choice.ts';
import './logo-dialog.ts';
import { choiceHeading, guideFacts } from './guide-facts.ts';
import './match-card.ts';
import './own-form.ts';
import type { ChannelSet } from './own-form.ts';
import './rank-card.ts';
import './stream-list.ts';

@customElement('mh-channel')
export class ChannelView extends LitElement {
  @property() channelId = '';
  @state() private isChoosingLogo = false;
  @state() private isAddingBackup = false;
  /** Rises with each decision about the streams: what is said about them is looked at anew. */
  @state() private edition = 0;
  readonly #channel = new Query(this, {
    load: (signal) => ask('GET /channels/{id}', { params: { id: this.channelId } }, signal),
    everyMs: 60_000,
  });

  static override styles = [shared, controls, viewStyles, channelStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('channelId') || !changed.get('channelId')) return;
    void this.#channel.refresh();
  }

  override render(): TemplateResult {
    const channel = this.#channel.data;
    return html`<div class="view">
      <a class="row back" href=${linkTo('channels')}>${icon(mdiArrowLeft, 18)} ${t('nav.channels')}</a>
      <mh-trouble .error=${this.#channel.error} @retry=${() => this.#channel.refresh()}></mh-trouble>
      ${
        channel?.id === this.channelId
          ? this.#content(channel)
          : html`<div class="card"><mh-skeleton lines="8"></mh-skeleton></div>`
      }
    </div>`;
  }

  #content(channel: ChannelDetails): TemplateResult {
    return html`${this.#head(channel)}
      <div class="columns">
        <div class="stack">
          <section class="card">
            <h2>${t('channel.streams')}</h2>
            <mh-stream-list
              .channelId=${channel.id}
              ?editable=${mayChange()}
              @changed=${() => (this.edition += 1)}
            ></mh-stream-list>
            ${
              mayChange() && channel.present
                ? html`<wa-button class="more" appearance="outlined" @click=${() => (this.isAddingBackup = true)}
                    ><span slot="start">${icon(mdiPlus, 18)}</span>${t('channel.backup-add')}</wa-button
                  >`
                : nothing
            }
          </section>
          <section class="card">
            <h2>${t('on-air.timeline')}</h2>
            <mh-channel-past .channelId=${channel.id}></mh-channel-past>
          </section>
          <section class="card why">
            <h2>${t('channel.health')}</h2>
            <mh-rank-card .channelId=${channel.id} .edition=${this.edition}></mh-rank-card>
          </section>
          <section class="card why">
            <h2>${t('match.heading')}</h2>
            <mh-match-card
              .channelId=${channel.id}
              .edition=${this.edition}
              ?editable=${mayChange()}
              @changed=${() => this.#matched()}
            ></mh-match-card>
          </section>
        </div>
        <div class="stack">
          <section class="card">
            <h2>${t('channel.on')}</h2>
            ${
              channel.programmes.length === 0
                ? html`<p class="soft">${t('channel.no-programmes')}</p>`
                : channel.programmes.map((programme) => this.#programme(programme))
            }
          </section>
          ${this.#guide(channel)}
          ${
            mayChange()
              ? html`<section class="card">
                  <h2>${t('channel.own')}</h2>
                  <mh-own-form
                    .channel=${channel}
                    @decided=${(event: CustomEvent<ChannelSet>) => void this.#decide(event.detail)}
                  ></mh-own-form>
                </section>`
              : nothing
          }
        </div>
      </div>`;
  }

  #head(channel: ChannelDetails): TemplateResult {
    const { id, number, name, group, enabled, present } = channel;
    return html`<header>
      ${
        mayChange()
          ? html`<button
              class="bare logo"
              title=${t('logo.change')}
              aria-label=${t('logo.change')}
              aria-haspopup="dialog"
              @click=${() => (this.isChoosingLogo = true)}
            >
              <mh-logo src=${channel.logo_url} name=${name}></mh-logo>
              <span class="pencil" aria-hidden="true">${icon(mdiPencilOutline, 16)}</span>
            </button>`
          : html`<mh-logo src=${channel.logo_url} name=${name}></mh-logo>`
      }
      <div class="grow">
        <h1 class="wrap"><span class="soft digits">${number}</span> ${name}</h1>
        <p class="soft cut">${group}</p>
      </div>
      ${
        enabled && present
          ? html`<wa-button variant="brand" @click=${() => play(id, name)}
              ><span slot="start">${icon(mdiPlay, 18)}</span>${t('action.play')}</wa-button
            >`
          : nothing
      }
      ${
        mayChange()
          ? html`<wa-button appearance="outlined" @click=${() => this.#decide({ enabled: !enabled })}
              >${enabled ? t('channels.disable') : t('channels.enable')}</wa-button
            >`
          : nothing
      }
      ${
        this.isAddingBackup
          ? html`<mh-backup-dialog
              .channel=${channel}
              @closed=${() => (this.isAddingBackup = false)}
              @merged=${this.#onMerged}
            ></mh-backup-dialog>`
          : nothing
      }
      ${
        this.isChoosingLogo
          ? html`<mh-logo-dialog
              .channel=${channel}
              @closed=${() => (this.isChoosingLogo = false)}
              @chosen=${() => this.#channel.refresh()}
            ></mh-logo-dialog>`
          : nothing
      }
    </header>`;
  }

  #guide(channel: ChannelDetails): TemplateResult {
    const { id, present, guide } = channel;
    return html`<section class="card stack tight">
      <h2>${t('channel.guide-heading')}</h2>
      ${guideFacts(channel)}
      ${
        mayChange() && present
          ? html`<details>
              <summary>${choiceHeading(channel)}</summary>
              <mh-guide-choice .channelId=${id} ?guided=${guide !== null} @decided=${this.#onGuide}></mh-guide-choice>
            </details>`
          : nothing
      }
    </section>`;
  }

  #programme({ start_at, stop_at, title, sub_title, description, made_of }: Programme): TemplateResult {
    return html`<div class="programme">
      <span class="small soft digits">${clockTime(start_at)}–${clockTime(stop_at)}</span>
      <b class="wrap">${title}</b>
      ${sub_title === '' ? nothing : html`<span class="wrap">${sub_title}</span>`}
      <p class="soft wrap description">${made_of === 'template' ? t('guide.from-template') : description}</p>
    </div>`;
  }

  async #decide(set: ChannelSet): Promise<void> {
    const channel = this.#channel.data;
    if (!channel) return;
    const shown = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null));
    this.#channel.set({ ...channel, ...shown });
    try {
      const { undo_id, changed } = await ask('PATCH /channels', { body: { patches: [{ ids: [channel.id], set }] } });
      toast(t(changed > 1 ? 'channels.gave-way' : 'channels.saved'), {
        label: t('action.undo'),
        run: () => void this.#undo(undo_id),
      });
    } catch (error) {
      toastError(error);
    }
    await this.#channel.refresh();
  }

  /** Streams have come or gone. */
  async #matched(): Promise<void> {
    this.edition += 1;
    await this.#channel.refresh();
    await this.renderRoot.querySelector('mh-stream-list')?.refresh();
  }

  readonly #onMerged = ({ detail: { decision: id, orderBefore } }: CustomEvent<Merged>): void => {
    const { channelId } = this;
    const back = async (): Promise<void> => {
      if (id !== undefined) await ask('DELETE /review/history/{id}', { params: { id } }).catch(toastError);
      await orderStreams(channelId, orderBefore).catch(toastError);
      await this.#matched();
    };
    toast(t('channel.backup-added'), { label: t('action.undo'), run: () => void back() });
    void this.#matched();
  };

  readonly #onGuide = ({ detail }: CustomEvent<string>): void => {
    toast(t('channels.saved'), { label: t('action.undo'), run: () => void this.#undo(detail) });
    void this.#channel.refresh();
  };

  async #undo(undo_id: string): Promise<void> {
    await ask('POST /channels/undo', { body: { undo_id } }).catch(toastError);
    await this.#channel.refresh();
  }
}
