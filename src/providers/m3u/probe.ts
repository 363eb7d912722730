// Looks at what should be a playlist, and whether the same address is a panel's: that says more than its list.

import { readAccount } from '../../formats/xtream/account.ts';
import { parseAnswer } from '../../formats/xtream/answer.ts';
import { apiUrl, parsePlaylistAddress } from '../../formats/xtream/source.ts';
import type { ProviderAccount } from '../../model/provider-account.ts';
import { headOf, headOfPlaylist } from '../probe-source.ts';
import type { ProbeReport, ProbeRequest } from '../provider.ts';

export async function probePlaylist(request: ProbeRequest): Promise<ProbeReport> {
  const panel = parsePlaylistAddress(request.source);
  const startMs = request.clock.monotonicMs();
  const account = panel && (await accountAt(request, apiUrl(panel)));
  if (panel && account) {
    // Its list is not asked for: panels count how often that is done.
    const better = { kind: 'xtream' };
    return { account, latencyMs: request.clock.monotonicMs() - startMs, better };
  }
  const { latencyMs } = await headOfPlaylist(request);
  return { account: null, latencyMs, better: null };
}

async function accountAt(request: ProbeRequest, source: string): Promise<ProviderAccount | undefined> {
  try {
    const { text } = await headOf({ ...request, source });
    return readAccount(parseAnswer(text));
  } catch {
    request.signal.throwIfAborted();
    return undefined;
  }
}
