// What each changing route leaves in the audit: an area, or why it leaves nothing. Whoever adds a route adds it here.

export interface Walked {
  /** `METHOD /path` as documented. */
  readonly route: string;
  readonly area: string;
  /** What is asked for; `{channel}`, `{target}`, `{rule}`, `{person}`, `{session}`, `{token}`, `{title}`, `{stream}`, `{undo}` are filled in. */
  readonly path?: string;
  readonly body?: unknown;
}

const target = { kind: 'webhook', url: 'http://127.0.0.1:9/x' };
const rule = { name: 'Walk', action: { kind: 'hide' }, when: { name: { contains: ['nobody is called so'] } } };

/** In an order in which each finds what it needs. */
export const AUDITED: readonly Walked[] = [
  { route: 'PATCH /settings', area: 'settings', body: { streaming: { linger_seconds: 7 } } },
  { route: 'PATCH /channels', area: 'lineup', body: { patches: [{ ids: ['{channel}'], set: { name: 'Walked' } }] } },
  { route: 'POST /channels/undo', area: 'lineup', body: { undo_id: '{undo}' } },
  {
    route: 'POST /channels/edit',
    area: 'lineup',
    body: { ids: ['{channel}'], edit: { kind: 'number', first: '4711', step: 1 } },
  },
  {
    route: 'PATCH /channels/{id}/streams',
    area: 'lineup',
    path: '/channels/{channel}/streams',
    body: { pin: '{stream}' },
  },
  { route: 'POST /channels/{id}/guide', area: 'lineup', path: '/channels/{channel}/guide', body: { kind: 'none' } },
  {
    route: 'POST /guide/review',
    area: 'lineup',
    body: { decisions: [{ channel_id: '{channel}', decision: { kind: 'automatic' } }] },
  },
  { route: 'POST /audit/{id}/undo', area: 'lineup', path: '/audit/{entry}/undo' },
  { route: 'DELETE /guide/review/history/{id}', area: 'lineup', path: '/guide/review/history/{entry}' },
  { route: 'POST /review', area: 'lineup', body: { edits: [{ kind: 'lock', channel: '{channel}' }] } },
  { route: 'DELETE /review/history/{id}', area: 'lineup', path: '/review/history/1' },
  { route: 'POST /audit/{id}/undo', area: 'lineup', path: '/audit/{entry}/undo' },
  {
    route: 'PATCH /health/streams/{id}',
    area: 'streams',
    path: '/health/streams/{stream}',
    body: { decision: 'keep' },
  },
  { route: 'POST /titles/review', area: 'titles', body: { decisions: [{ title_id: '{title}', tmdb_id: 5 }] } },
  { route: 'POST /rules', area: 'rules', body: rule },
  { route: 'PATCH /rules/{id}', area: 'rules', path: '/rules/{rule}', body: { enabled: false } },
  { route: 'PUT /rules/patterns', area: 'rules', body: { patterns: [{ name: 'Walk', matches: 'walk' }] } },
  { route: 'DELETE /rules/{id}', area: 'rules', path: '/rules/{rule}' },
  { route: 'PUT /rules.yaml', area: 'rules', path: '/rules.yaml?mode=append', body: { rules: [rule] } },
  { route: 'POST /people', area: 'accounts', body: { name: 'Walker', role: 'member', password: 'walks and walks' } },
  {
    route: 'DELETE /people/{id}/sessions/{session_id}',
    area: 'accounts',
    path: '/people/{person}/sessions/{session}',
  },
  { route: 'DELETE /people/{id}/sessions', area: 'accounts', path: '/people/{person}/sessions' },
  { route: 'PUT /favourites/{id}', area: 'accounts', path: '/favourites/{channel}?person_id={person}' },
  { route: 'PUT /favourites', area: 'accounts', path: '/favourites?person_id={person}', body: { ids: ['{title}'] } },
  { route: 'DELETE /favourites/{id}', area: 'accounts', path: '/favourites/{title}?person_id={person}' },
  { route: 'PATCH /people/{id}', area: 'accounts', path: '/people/{person}', body: { status: 'disabled' } },
  { route: 'POST /tokens', area: 'accounts', body: { person_id: '{person}', name: 'T', scopes: ['read'] } },
  { route: 'DELETE /tokens/{id}', area: 'accounts', path: '/tokens/{token}' },
  { route: 'DELETE /people/{id}', area: 'accounts', path: '/people/{person}' },
  { route: 'POST /me/tokens', area: 'accounts', body: { name: 'Mine', scopes: ['read'] } },
  { route: 'DELETE /me/tokens/{id}', area: 'accounts', path: '/me/tokens/{token}' },
  { route: 'POST /alert-targets', area: 'alert_targets', body: { name: 'Walk', options: target } },
  { route: 'PATCH /alert-targets/{id}', area: 'alert_targets', path: '/alert-targets/{target}', body: { name: 'On' } },
  { route: 'DELETE /alert-targets/{id}', area: 'alert_targets', path: '/alert-targets/{target}' },
  {
    route: 'POST /providers',
    area: 'providers',
    body: { source: 'http://127.0.0.1:9/walk.m3u', name: 'Walk', enabled: false },
  },
  { route: 'PATCH /providers/{id}', area: 'providers', path: '/providers/walk', body: { max_connections: 3 } },
  { route: 'DELETE /providers/{id}', area: 'providers', path: '/providers/walk' },
];

/** Routes that change nothing that is decided, each with what they do instead. */
export const UNAUDITED: Readonly<Record<string, string>> = {
  'POST /alert-targets/{id}/test': 'sends a test',
  'DELETE /alerts/{id}': 'puts away what happened',
  'PATCH /alerts/{id}': 'hushes what happened',
  'POST /backup': 'reads',
  'POST /backup/import': 'audited section by section, as what it replaces',
  'POST /channels/edit/preview': 'reads',
  'PUT /channels/{id}/logo': 'audited as other decisions of the lineup; not walked, as it fetches a picture first',
  'PUT /channels/{id}/logo/file': 'audited as the logo that it chooses; its picture is a file',
  'POST /connect/jellyfin': 'changes Jellyfin',
  'POST /demo': 'audited as the provider that it adds or enables',
  'POST /files/run': 'writes what the settings say',
  'POST /guide/listings': 'reads',
  'POST /health/streams/{id}/check': 'looks',
  'POST /health/upgrades': 'looks',
  'POST /jobs': 'runs what other routes run',
  'DELETE /jobs/{id}': 'breaks off what runs',
  'POST /knowledge/refresh': 'fetches',
  'PUT /log/level': 'of this run',
  'POST /login': 'a login, listed with the sessions',
  'POST /login/refresh': 'a login, listed with the sessions',
  'POST /logout': 'a login, listed with the sessions',
  'PUT /me/channel-views': 'audited as the person that it changes',
  'PUT /me/history': 'audited as the person that it changes',
  'PUT /me/password': 'audited as the person that it changes',
  'DELETE /me/sessions/{session_id}': "a person's own",
  'POST /providers/categories': 'reads',
  'POST /providers/test': 'reads',
  'POST /providers/{id}/confirm-list': 'fetches',
  'POST /providers/{id}/sync': 'fetches',
  'DELETE /providers/{id}/sync': 'ends what fetches',
  'PUT /resume/{id}': "a person's own; a program says it of others with every minute that they watch",
  'DELETE /resume/{id}': "a person's own; what an admin forgets of others is audited",
  'PUT /rules/order': 'audited as the rules that it moves',
  'POST /rules/preview': 'reads',
  'POST /rules/text/preview': 'reads',
  'DELETE /sessions/{channel_id}': 'of what is on air, in its history',
  'POST /sessions/{channel_id}/move': 'of what is on air, in its history',
  'DELETE /sessions/{channel_id}/viewers/{viewer_id}': 'of what is on air, in its history',
  'POST /setup': 'once, before there is anybody',
  'DELETE /viewing': "a person's own; what an admin forgets of others is audited",
};
