// The views: each is loaded when it is first opened. Those with an icon stand in the navigation, in the part that they name;
// nobody sees one that needs what he may not.

import {
  mdiAccessPoint,
  mdiAccountCircleOutline,
  mdiAccountGroupOutline,
  mdiBellOutline,
  mdiChartBar,
  mdiClipboardTextClockOutline,
  mdiCogOutline,
  mdiConnection,
  mdiFilterCogOutline,
  mdiHeartPulse,
  mdiInformationOutline,
  mdiMovieOpenOutline,
  mdiSafeSquareOutline,
  mdiServerNetwork,
  mdiSetMerge,
  mdiStarOutline,
  mdiTelevisionGuide,
  mdiTelevisionPlay,
  mdiTextBoxOutline,
} from '@mdi/js';
import { html, type TemplateResult } from 'lit';
import { isFor, type Need, type Who } from './api/me.ts';
import type { MessageKey } from './locale/locale.ts';
import { HOME, type Place } from './router.ts';

/** Parts of the navigation, in their order. */
export const PARTS = ['watch', 'lineup', 'watchfulness', 'house'] as const;
export type Part = (typeof PARTS)[number];

export interface View {
  readonly label: MessageKey;
  /** Undefined for those that are reached from within another view. */
  readonly icon?: string;
  readonly part: Part;
  /** The view in the navigation that it belongs to; itself by default. */
  readonly under?: string;
  readonly needs: Need;
  readonly load: () => Promise<unknown>;
  readonly render: (place: Place) => TemplateResult;
}

export const VIEWS: Readonly<Record<string, View>> = {
  'on-air': {
    label: 'nav.on-air',
    icon: mdiAccessPoint,
    part: 'watch',
    needs: 'look',
    load: () => import('./views/on-air/on-air.ts'),
    render: () => html`<mh-on-air></mh-on-air>`,
  },
  guide: {
    label: 'nav.guide',
    icon: mdiTelevisionGuide,
    part: 'watch',
    needs: 'me',
    load: () => import('./views/guide/guide.ts'),
    render: (place) => html`<mh-guide .place=${place}></mh-guide>`,
  },
  library: {
    label: 'nav.library',
    icon: mdiMovieOpenOutline,
    part: 'watch',
    needs: 'me',
    load: () => import('./views/library/library.ts'),
    render: (place) => html`<mh-library .place=${place}></mh-library>`,
  },
  mine: {
    label: 'nav.mine',
    icon: mdiStarOutline,
    part: 'watch',
    needs: 'account',
    load: () => import('./views/mine/mine.ts'),
    render: (place) => html`<mh-mine .place=${place}></mh-mine>`,
  },
  channels: {
    label: 'nav.channels',
    icon: mdiTelevisionPlay,
    part: 'lineup',
    needs: 'look',
    load: () => import('./views/channels/channels.ts'),
    render: (place) => html`<mh-channels .place=${place}></mh-channels>`,
  },
  channel: {
    label: 'nav.channels',
    part: 'lineup',
    under: 'channels',
    needs: 'look',
    load: () => import('./views/channel/channel.ts'),
    render: (place) => html`<mh-channel .channelId=${place.id}></mh-channel>`,
  },
  providers: {
    label: 'nav.providers',
    icon: mdiServerNetwork,
    part: 'lineup',
    needs: 'look',
    load: () => import('./views/providers/providers.ts'),
    render: (place) => html`<mh-providers .place=${place}></mh-providers>`,
  },
  review: {
    label: 'nav.review',
    icon: mdiSetMerge,
    part: 'lineup',
    needs: 'manage',
    load: () => import('./views/review/review.ts'),
    render: (place) => html`<mh-review .place=${place}></mh-review>`,
  },
  rules: {
    label: 'nav.rules',
    icon: mdiFilterCogOutline,
    part: 'lineup',
    needs: 'look',
    load: () => import('./views/rules/rules.ts'),
    render: (place) => html`<mh-rules .place=${place}></mh-rules>`,
  },
  health: {
    label: 'nav.health',
    icon: mdiHeartPulse,
    part: 'watchfulness',
    needs: 'look',
    load: () => import('./views/health/health.ts'),
    render: (place) => html`<mh-health .place=${place}></mh-health>`,
  },
  alerts: {
    label: 'nav.alerts',
    icon: mdiBellOutline,
    part: 'watchfulness',
    needs: 'look',
    load: () => import('./views/alerts/alerts.ts'),
    render: (place) => html`<mh-alerts .place=${place}></mh-alerts>`,
  },
  statistics: {
    label: 'nav.statistics',
    icon: mdiChartBar,
    part: 'watchfulness',
    needs: 'look',
    load: () => import('./views/statistics/statistics.ts'),
    render: () => html`<mh-statistics></mh-statistics>`,
  },
  logs: {
    label: 'nav.logs',
    icon: mdiTextBoxOutline,
    part: 'watchfulness',
    needs: 'inspect',
    load: () => import('./views/logs/logs.ts'),
    render: () => html`<mh-logs></mh-logs>`,
  },
  people: {
    label: 'nav.people',
    icon: mdiAccountGroupOutline,
    part: 'house',
    needs: 'govern',
    load: () => import('./views/people/people.ts'),
    render: (place) => html`<mh-people .place=${place}></mh-people>`,
  },
  connect: {
    label: 'nav.connect',
    icon: mdiConnection,
    part: 'house',
    needs: 'look',
    load: () => import('./views/connect/connect.ts'),
    render: () => html`<mh-connect></mh-connect>`,
  },
  settings: {
    label: 'nav.settings',
    icon: mdiCogOutline,
    part: 'house',
    needs: 'manage',
    load: () => import('./views/settings/settings.ts'),
    render: (place) => html`<mh-settings .place=${place}></mh-settings>`,
  },
  audit: {
    label: 'nav.audit',
    icon: mdiClipboardTextClockOutline,
    part: 'house',
    needs: 'inspect',
    load: () => import('./views/audit/audit.ts'),
    render: () => html`<mh-audit></mh-audit>`,
  },
  backup: {
    label: 'nav.backup',
    icon: mdiSafeSquareOutline,
    part: 'house',
    needs: 'govern',
    load: () => import('./views/backup/backup.ts'),
    render: () => html`<mh-backup></mh-backup>`,
  },
  account: {
    label: 'nav.account',
    icon: mdiAccountCircleOutline,
    part: 'house',
    needs: 'account',
    load: () => import('./views/account/account.ts'),
    render: () => html`<mh-account></mh-account>`,
  },
  about: {
    label: 'nav.about',
    icon: mdiInformationOutline,
    part: 'house',
    needs: 'look',
    load: () => import('./views/about/about.ts'),
    render: () => html`<mh-about></mh-about>`,
  },
  welcome: {
    label: 'nav.welcome',
    part: 'lineup',
    under: 'providers',
    needs: 'manage',
    load: () => import('./views/welcome/welcome.ts'),
    render: (place) => html`<mh-welcome .place=${place}></mh-welcome>`,
  },
};

/** Those that stand in a phone's bar, where somebody may see them; the rest are behind "More". */
const ON_PHONE = ['on-air', 'guide', 'channels', 'providers'];
/** In place of these for who may only watch. */
const ON_VIEWERS_PHONE = ['mine', 'guide', 'library', 'account'];

export interface NavigationPart {
  readonly part: Part;
  readonly ids: readonly string[];
}

/** What somebody may open, part by part; parts without anything are left out. */
export function navigationFor(who: Who | undefined): NavigationPart[] {
  const ids = Object.keys(VIEWS).filter((id) => VIEWS[id]?.icon !== undefined && mayOpen(id, who));
  return PARTS.map((part) => ({ part, ids: ids.filter((id) => VIEWS[id]?.part === part) })).filter(
    (one) => one.ids.length > 0,
  );
}

export const phoneBarFor = (who: Who | undefined): string[] =>
  (isFor('look', who) ? ON_PHONE : ON_VIEWERS_PHONE).filter((id) => mayOpen(id, who));

/** False for a view that there is not, too. */
export function mayOpen(id: string, who: Who | undefined): boolean {
  const view = VIEWS[id];
  return view !== undefined && isFor(view.needs, who);
}

/** Where somebody begins: who may only watch begins with what he may watch. */
export const homeOf = (who: Who | undefined): string => (isFor('look', who) || !mayOpen('mine', who) ? HOME : 'mine');

/** The tab that is lit while a view is open. */
export const tabOf = (id: string): string => VIEWS[id]?.under ?? id;
