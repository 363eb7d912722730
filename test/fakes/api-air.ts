import type { ApiPorts } from '../../src/http/api/ports.ts';

/** What has happened in the rooms of the API's tests. */
export function airHistory(channelId: string): ApiPorts['history'] {
  const failed = {
    channel_id: channelId,
    channel_name: 'News',
    stream_id: 's00000000001',
    stream_name: 'News HD',
    provider_id: 'mine',
    reason: 'upstream.stalled',
    message: 'The provider stopped sending',
  };
  return {
    edition: 1,
    happenings: [{ ...failed, id: 1, kind: 'failed', at: 5, first_at: 3, gap_ms: null, count: 2 }],
    failedStreams: [{ ...failed, failure_count: 2, failed_at: 5 }],
  };
}
