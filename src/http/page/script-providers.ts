// Providers on the page: how each is, what to do with it, and adding one.

export const PROVIDERS_SCRIPT = `import { ask, el, field, form, plural } from './dom.js';

const LOOK = { fresh: 'good', syncing: 'busy', stale: 'bad', new: '', disabled: '' };

const counted = (count, one, many = one) => (count > 0 ? plural(count, one, many) : null);

function when(at) {
  const minutes = Math.round((Date.now() - at) / 60000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return minutes + ' min ago';
  return minutes < 48 * 60 ? Math.round(minutes / 60) + ' h ago' : Math.round(minutes / 1440) + ' days ago';
}

function progressOf(sync) {
  const { bytes, entries, programmes } = sync.progress;
  const parts = [sync.phase, counted(entries, 'entry', 'entries'), counted(programmes, 'programme', 'programmes'), counted(Math.round(bytes / 1e6), 'MB')];
  return [el('div', { class: 'soft' }, parts.filter(Boolean).join(', ')), el('progress', { 'aria-label': 'Sync under way' })];
}

function resultOf(sync) {
  const { live, radio, movie, series, skipped } = sync.counts;
  const counts = [counted(live, 'live'), counted(radio, 'radio'), counted(movie, 'movie', 'movies'), counted(series, 'episode', 'episodes'), counted(skipped, 'skipped')];
  const programmes = sync.guides.reduce((sum, guide) => sum + guide.programme_count, 0);
  const parts = [...counts, counted(programmes, 'programme', 'programmes'), sync.last_success_at ? 'synced ' + when(sync.last_success_at) : null];
  return el('div', { class: 'soft' }, parts.filter(Boolean).join(', ') || 'Not synced yet');
}

function faultsOf(sync) {
  const faults = [sync.error, ...sync.guides.map((guide) => guide.error)].filter(Boolean);
  return faults.map((fault) => el('div', { class: 'bad-text' }, fault.message));
}

export function providerRow(provider, refresh) {
  const { sync } = provider;
  const state = sync ? sync.state : 'new';
  const path = '/providers/' + provider.id;
  const failed = el('div', { class: 'bad-text', role: 'alert', hidden: true });
  const act = (method, to) => async () => {
    try {
      await ask(method, to);
    } catch (error) {
      failed.textContent = error.message;
      failed.hidden = false;
      return;
    }
    refresh();
  };
  const remove = () => {
    if (confirm('Remove ' + provider.name + ' and its streams?')) act('DELETE', path)();
  };
  return el(
    'div',
    { class: 'row' },
    el(
      'div',
      { class: 'what' },
      el('div', {}, el('b', {}, provider.name), el('span', { class: 'chip ' + LOOK[state] }, state)),
      sync ? (state === 'syncing' ? progressOf(sync) : resultOf(sync)) : null,
      sync ? faultsOf(sync) : null,
      failed,
    ),
    el(
      'div',
      { class: 'actions' },
      el('button', { class: 'quiet', type: 'button', onclick: act('POST', path + '/sync'), disabled: state === 'syncing' || !provider.enabled }, 'Sync now'),
      el('button', { class: 'quiet', type: 'button', onclick: remove, 'aria-label': 'Remove ' + provider.name }, 'Remove'),
    ),
  );
}

export function addProvider(refresh) {
  return el(
    'div',
    { class: 'row' },
    form(
      [
        field('Address of a playlist', { name: 'source', type: 'text', inputmode: 'url', placeholder: 'http://…/playlist.m3u', required: true, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off' }, 'wide'),
        field('Connections', { name: 'max_connections', type: 'number', min: 1, max: 1000, placeholder: 'no limit' }, 'narrow'),
      ],
      'Add provider',
      async ({ source, max_connections }, node) => {
        await ask('POST', '/providers', { source: source.trim(), max_connections: max_connections ? Number(max_connections) : null });
        node.reset();
        refresh();
      },
    ),
  );
}
`;
