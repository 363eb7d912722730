// The views: each is loaded when it is first opened. Those with an icon stand in the navigation.

import {
  mdiAccessPoint,
  mdiCogOutline,
  mdiConnection,
  mdiFilterCogOutline,
  mdiInformationOutline,
  mdiServerNetwork,
  mdiTelevisionGuide,
  mdiTelevisionPlay,
  mdiTextBoxOutline,
} from '@mdi/js';
import { html, type TemplateResult } from 'lit';
import type { MessageKey } from './locale/locale.ts';
import type { Place } from './router.ts';

export interface View {
  readonly label: MessageKey;
  /** Undefined for those that are reached from within another view. */
  readonly icon?: string;
  readonly load: () => Promise<unknown>;
  readonly render: (place: Place) => TemplateResult;
}

export const VIEWS: Readonly<Record<string, View>> = {
  'on-air': {
    label: 'nav.on-air',
    icon: mdiAccessPoint,
    load: () => import('./views/on-air/on-air.ts'),
    render: () => html`<mh-on-air></mh-on-air>`,
  },
  channels: {
    label: 'nav.channels',
    icon: mdiTelevisionPlay,
    load: () => import('./views/channels/channels.ts'),
    render: (place) => html`<mh-channels .place=${place}></mh-channels>`,
  },
  channel: {
    label: 'nav.channels',
    load: () => import('./views/channel/channel.ts'),
    render: (place) => html`<mh-channel .channelId=${place.id}></mh-channel>`,
  },
  guide: {
    label: 'nav.guide',
    icon: mdiTelevisionGuide,
    load: () => import('./views/guide/guide.ts'),
    render: (place) => html`<mh-guide .place=${place}></mh-guide>`,
  },
  providers: {
    label: 'nav.providers',
    icon: mdiServerNetwork,
    load: () => import('./views/providers/providers.ts'),
    render: (place) => html`<mh-providers .place=${place}></mh-providers>`,
  },
  rules: {
    label: 'nav.rules',
    icon: mdiFilterCogOutline,
    load: () => import('./views/rules/rules.ts'),
    render: (place) => html`<mh-rules .place=${place}></mh-rules>`,
  },
  connect: {
    label: 'nav.connect',
    icon: mdiConnection,
    load: () => import('./views/connect/connect.ts'),
    render: () => html`<mh-connect></mh-connect>`,
  },
  settings: {
    label: 'nav.settings',
    icon: mdiCogOutline,
    load: () => import('./views/settings/settings.ts'),
    render: (place) => html`<mh-settings .place=${place}></mh-settings>`,
  },
  logs: {
    label: 'nav.logs',
    icon: mdiTextBoxOutline,
    load: () => import('./views/logs/logs.ts'),
    render: () => html`<mh-logs></mh-logs>`,
  },
  about: {
    label: 'nav.about',
    icon: mdiInformationOutline,
    load: () => import('./views/about/about.ts'),
    render: () => html`<mh-about></mh-about>`,
  },
  welcome: {
    label: 'nav.welcome',
    load: () => import('./views/welcome/welcome.ts'),
    render: (place) => html`<mh-welcome .place=${place}></mh-welcome>`,
  },
};

/** How many stand in a phone's bar; the rest are behind "More". */
export const PHONE_VIEWS = 4;

export const NAVIGATION: readonly (readonly [id: string, view: View])[] = Object.entries(VIEWS).filter(
  ([, view]) => view.icon !== undefined,
);
