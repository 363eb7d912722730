// What the API is told of the database of channels, of logos and of guides, in memory.

import { AppError } from '../../src/kernel/errors.ts';
import type { ApiPorts } from '../../src/http/api/ports.ts';
import type { ChannelRow } from '../../src/lineup/query.ts';

export function knowledgeOf(): ApiPorts['knowledge'] {
  const counts = { channel_count: 2, name_count: 3, skipped_count: 0 };
  const times = { fetched_at: 1, checked_at: 2, next_at: 3 };
  const status = { state: 'ready' as const, ...times, ...counts, error: null };
  return { status, refresh: () => Promise.resolve(), cancel: () => undefined };
}

export const logoStatus: ApiPorts['logos']['status'] = {
  is_running: false,
  logo_count: 5,
  seen_count: 3,
  broken_count: 1,
  absent_count: 1,
  artwork_count: 2,
};

const guideChannel = { source: 'x', xmltv_id: 'news.x', name: 'News', programme_count: 3 };

export function guidesOf(channel: ChannelRow): ApiPorts['guides'] {
  const found = { by: 'likeness', score: 91, shift_minutes: 0, on_now: 'Now', is_refused: false } as const;
  const candidate = { ...guideChannel, ...found, reasons: [{ text: 'All words are the same', weight: 2.5 }] };
  return {
    search: () => Promise.resolve({ items: [guideChannel], total: 1 }),
    explain: () => Promise.resolve({ choice: 'automatic', is_missing: false, refused: [], candidates: [candidate] }),
    preview: (decisions) => decisions.length,
    review: () => {
      const guide = { source: 'x', xmltv_id: 'news.x', name: 'News', by: 'likeness', score: 78 } as const;
      const asked = { kind: 'unsure', score: 78, near: null } as const;
      const item = { ...asked, channel: { ...channel, guide }, candidates: [candidate] };
      return Promise.resolve({ items: [item], next: null, total: 1 });
    },
    decide: (decisions) =>
      decisions.some(({ decision }) => decision.kind === 'lock')
        ? Promise.reject(new AppError('request.invalid', 'The channel has no guide that could be kept.'))
        : Promise.resolve({ changed: 1, undo_id: 'c5a3b6f0-5a0e-4b57-9d0c-3a3d7f2f4b10' }),
  };
}

/** Of a name that is another channel's. */
export const otherNumber = {
  kept_apart: ['Their numbers differ', 'They are in different languages'],
  locked: false,
} as const;
