// What the main routes answer, as an example in their description. A test holds each against the route's schema.

const instant = 1_795_706_324_000;
const decided = { changed: 2, undo_id: '8e03978e-40d5-43dd-bc93-6894a57f9324' };

const channel = {
  id: 'c1a2b3c4d5e6',
  number: '1',
  name: 'News',
  group: 'UK',
  logo_url: '/logo/c1a2b3c4d5e6',
  enabled: true,
  present: true,
  is_radio: false,
  guide: { source: 'http://tv.example/guide.xml', xmltv_id: 'news.uk', name: 'News', by: 'id', score: 100 },
  guide_fills: [],
  guide_shift_minutes: 0,
  market: 'uk',
  feed: '',
  shift_hours: 0,
  resolution: 'hd',
  catchup_days: 3,
  stream_count: 2,
  family: 'f0000000001a',
  decided: ['name'],
  state: 'alive',
  health: 97,
  quality: 560,
  verdict: 'as-said',
  favourite: false,
};

const job = {
  id: '7',
  kind: 'sync',
  subject: 'my-provider',
  state: 'running',
  progress: { phase: 'matching', done: 1_200, total: 5_000 },
  started_at: instant,
  finished_at: null,
  error: null,
};

const watched = { watched_seconds: 5_400, bytes: 2_700_000_000, viewings: 3, failovers: 1, stalls: 1 };

/** By `METHOD /path` as documented, of what it answers when all is well. */
export const ANSWER_EXAMPLES: Readonly<Record<string, unknown>> = {
  'POST /login': { token: 'eyJhbGciOiJIUzI1NiJ9.…', expires_at: instant, refresh_token: '3fede4db1ab6e5e98d.…' },
  'GET /channels': { items: [channel], next: null, total: 1 },
  'PATCH /channels': decided,
  'POST /channels/edit': decided,
  'POST /channels/edit/preview': {
    changed: 2,
    samples: [{ id: 'c1a2b3c4d5e6', before: 'News FHD', after: 'News' }],
  },
  'POST /audit/{id}/undo': decided,
  'POST /review': {
    changed: 1,
    decisions: [
      { id: 4, at: instant, kind: 'merge', channels: ['c1a2b3c4d5e6', 'c6e5d4c3b2a1'], called: ['News', 'News UK'] },
    ],
  },
  'GET /streams': {
    items: [
      {
        id: 's1a2b3c4d5e6',
        provider_id: 'my-provider',
        kind: 'live',
        name: 'UK: News FHD',
        group: 'UK',
        url: 'http://tv.example/live/***/***/1.ts',
        logo_url: '',
        tvg_id: 'news.uk',
        number: '',
        catchup_days: 3,
        is_protected: false,
        position: 0,
        state: 'alive',
        health: 97,
        quality: 560,
        verdict: 'as-said',
      },
    ],
    next: null,
    total: 1,
  },
  'GET /titles': {
    items: [
      {
        id: 't1a2b3c4d5e6',
        kind: 'movie',
        name: 'The Sea',
        year: 2010,
        tmdb_id: 603,
        group: 'Films',
        has_poster: true,
        rating: 7,
        added_at: instant,
        favourite: false,
      },
    ],
    next: 'eyJ…',
    total: 240,
  },
  'GET /viewing': {
    items: [
      {
        id: '7355201033953280',
        kind: 'live',
        item_id: 'c1a2b3c4d5e6',
        name: 'News',
        past_at: null,
        person: { id: 'u350782d15bdc', name: 'Ann' },
        address: '192.168.1.20',
        country: null,
        client: 'VLC/3.0.21 LibVLC/3.0.21',
        via: 'm3u',
        started_at: instant,
        ended_at: instant + 5_400_000,
        provider_id: 'my-provider',
        watched_seconds: 5_400,
        bytes: 2_700_000_000,
        failovers: 1,
        stalls: 1,
        streams: [{ id: 's1a2b3c4d5e6', name: 'UK: News FHD', provider_id: 'my-provider', seconds: 5_400 }],
      },
    ],
    next: null,
    total: 1,
  },
  'GET /statistics': {
    items: [{ key: 'c1a2b3c4d5e6', name: 'News', ...watched, peak_viewers: 2 }],
    totals: { ...watched, peak_viewers: 2, peak_at: instant },
  },
  'POST /jobs': job,
  'GET /jobs/{id}': job,
};
