// What the palette finds, source by source: views and acts from what is here, channels, titles and people from the server.

import {
  mdiAccountOutline,
  mdiCogOutline,
  mdiDownload,
  mdiFilmstrip,
  mdiPlus,
  mdiServerNetwork,
  mdiSync,
  mdiTelevisionPlay,
  mdiThemeLightDark,
  mdiViewListOutline,
} from '@mdi/js';
import { ask } from '../../api/client.ts';
import { download } from '../../api/download.ts';
import { isFor, me, type Need } from '../../api/me.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { known, t, textsUnder, tn, type MessageKey } from '../../locale/locale.ts';
import { play } from '../../play.ts';
import { playTitle } from '../../play-title.ts';
import { go } from '../../router.ts';
import { chooseTheme } from '../../theme/theme.ts';
import { navigationFor, VIEWS } from '../../views.ts';

export interface Found {
  /** Unlike any other's. */
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly icon: string;
  readonly run: () => unknown;
  /** What Shift and Enter do. */
  readonly play?: () => unknown;
}

export interface Source {
  readonly heading: MessageKey;
  /** Whether it is worth asking for nothing at all. */
  readonly isListedAtFirst: boolean;
  readonly find: (words: string, signal: AbortSignal) => Promise<readonly Found[]> | readonly Found[];
}

const MOST_OF_A_KIND = 6;

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** All words are somewhere in the text, in any case and without their accents. */
export function matches(text: string, words: string): boolean {
  const where = plain(text);
  return plain(words)
    .split(/\s+/)
    .every((word) => where.includes(word));
}

const views = (words: string): Found[] =>
  navigationFor(me())
    .flatMap(({ ids }) => ids)
    .map((id) => ({
      id: `view-${id}`,
      label: t(VIEWS[id]!.label),
      note: '',
      icon: VIEWS[id]!.icon ?? '',
      run: () => go(id),
    }))
    .filter(({ label }) => matches(label, words));

interface Act {
  readonly id: string;
  readonly label: MessageKey;
  readonly icon: string;
  readonly needs: Need;
  readonly run: () => unknown;
}

const ACTS: readonly Act[] = [
  { id: 'sync', label: 'palette.sync', icon: mdiSync, needs: 'manage', run: syncAll },
  { id: 'provider', label: 'palette.add-provider', icon: mdiPlus, needs: 'manage', run: () => go('welcome') },
  { id: 'rule', label: 'palette.add-rule', icon: mdiPlus, needs: 'manage', run: () => go('rules', 'new') },
  { id: 'light', label: 'palette.light', icon: mdiThemeLightDark, needs: 'me', run: () => chooseTheme('light') },
  { id: 'dark', label: 'palette.dark', icon: mdiThemeLightDark, needs: 'me', run: () => chooseTheme('dark') },
  {
    id: 'diagnostics',
    label: 'about.diagnostics',
    icon: mdiDownload,
    needs: 'inspect',
    run: () => download('api/diagnostics', 'masthead-diagnostics.json'),
  },
];

const acts = (words: string): Found[] =>
  ACTS.filter(({ needs, label }) => isFor(needs, me()) && matches(t(label), words)).map(({ id, label, icon, run }) => ({
    id: `act-${id}`,
    label: t(label),
    note: '',
    icon,
    run,
  }));

async function channels(search: string, signal: AbortSignal): Promise<Found[]> {
  const query = { search, limit: MOST_OF_A_KIND };
  const isLooker = isFor('look'); // disabled channels are found, too, by who has pages of channels to open
  const { items } = await (isLooker
    ? ask('GET /channels', { query }, signal)
    : ask('GET /me/channels', { query }, signal));
  return items.map(({ id, name, number, group }) => ({
    id: `channel-${id}`,
    label: name,
    note: [number, group].filter(Boolean).join(' · '),
    icon: mdiTelevisionPlay,
    run: () => (isLooker ? go('channel', id) : play(id, name)),
    play: () => play(id, name),
  }));
}

async function titles(search: string, signal: AbortSignal): Promise<Found[]> {
  const { items } = await ask('GET /titles', { query: { search, limit: MOST_OF_A_KIND } }, signal);
  return items.map(({ id, name, year, kind }) => {
    return {
      id: `title-${id}`,
      label: name,
      note: [year === null ? '' : String(year), t(`palette.${kind}`)].filter(Boolean).join(' · '),
      icon: mdiFilmstrip,
      run: () => go('library', id),
      ...(kind === 'movie' && { play: () => playTitle(id, name) }),
    };
  });
}

async function people(words: string, signal: AbortSignal): Promise<Found[]> {
  if (!VIEWS['people'] || !isFor(VIEWS['people'].needs, me())) return [];
  const { items } = await ask('GET /people', {}, signal);
  return items
    .filter(({ name }) => matches(name, words))
    .slice(0, MOST_OF_A_KIND)
    .map(({ id, name }) => ({
      id: `person-${id}`,
      label: name,
      note: '',
      icon: mdiAccountOutline,
      run: () => go('people', id),
    }));
}

/** Not among the fields. */
const HAS_ITS_FORM: ReadonlySet<string> = new Set(['commands.profiles', 'streaming.client_profiles']);

function settings(words: string): Found[] {
  if (!VIEWS['settings'] || !isFor(VIEWS['settings'].needs, me())) return [];
  return textsUnder('setting.')
    .filter(([path, label]) => matches(`${label} ${path}`, words))
    .slice(0, MOST_OF_A_KIND)
    .map(([path, label]) => ({
      id: `setting-${path}`,
      label,
      note: known(`section.${path.split('.')[0]}`, ''),
      icon: mdiCogOutline,
      run: () => go('settings', '', HAS_ITS_FORM.has(path) ? {} : { search: path }),
    }));
}

async function groups(words: string, signal: AbortSignal): Promise<Found[]> {
  if (!isFor('look')) return [];
  const { items } = await ask('GET /groups', {}, signal);
  return items
    .filter(({ name }) => name !== '' && matches(name, words))
    .slice(0, MOST_OF_A_KIND)
    .map(({ name }) => ({
      id: `group-${name}`,
      label: name,
      note: '',
      icon: mdiViewListOutline,
      run: () => go('channels', '', { group: name }),
    }));
}

async function providers(words: string, signal: AbortSignal): Promise<Found[]> {
  if (!isFor('look')) return [];
  const { items } = await ask('GET /providers', {}, signal);
  return items
    .filter(({ name }) => matches(name, words))
    .slice(0, MOST_OF_A_KIND)
    .map(({ id, name }) => ({
      id: `provider-${id}`,
      label: name,
      note: '',
      icon: mdiServerNetwork,
      run: () => go('providers', id),
    }));
}

export const SOURCES: readonly Source[] = [
  { heading: 'palette.views', isListedAtFirst: true, find: views },
  { heading: 'palette.channels', isListedAtFirst: false, find: channels },
  { heading: 'palette.groups', isListedAtFirst: false, find: groups },
  { heading: 'palette.titles', isListedAtFirst: false, find: titles },
  { heading: 'nav.providers', isListedAtFirst: false, find: providers },
  { heading: 'palette.people', isListedAtFirst: false, find: people },
  { heading: 'nav.settings', isListedAtFirst: false, find: settings },
  { heading: 'palette.acts', isListedAtFirst: true, find: acts },
];

async function syncAll(): Promise<void> {
  try {
    const { items } = await ask('GET /providers');
    const enabled = items.filter((provider) => provider.enabled);
    await Promise.all(enabled.map(({ id }) => ask('POST /providers/{id}/sync', { params: { id } })));
    toast(tn('palette.syncing', enabled.length));
  } catch (error) {
    toastError(error);
  }
}
