// Asks a panel: its login answer and its lists, with the patience that panels need.

import { readAccount } from '../../formats/xtream/account.ts';
import { parseAnswer } from '../../formats/xtream/answer.ts';
import { readElements, type ElementsSummary } from '../../formats/xtream/elements.ts';
import { apiUrl, parsePlaylistAddress, parseXtreamSource, type PanelSource } from '../../formats/xtream/source.ts';
import { AppError } from '../../kernel/errors.ts';
import { MEBIBYTE } from '../../kernel/units.ts';
import type { ProviderAccount } from '../../model/provider-account.ts';
import { openSource, type SourceCaps } from '../../net/source.ts';
import { ownHeaders } from '../probe-source.ts';
import type { ProbeRequest } from '../provider.ts';

/** 150,000 movies with plots are 120 MB. */
const LIST_CAPS: Partial<SourceCaps> = { receivedBytes: 1_024 * MEBIBYTE, decodedBytes: 2_048 * MEBIBYTE };
const ANSWER_CAPS: Partial<SourceCaps> = { receivedBytes: 8 * MEBIBYTE, decodedBytes: 16 * MEBIBYTE };

type Element = Readonly<Record<string, unknown>>;

export type PanelRequest = Pick<ProbeRequest, 'clock' | 'http' | 'settings' | 'signal' | 'source'>;

/**
 * @param source `xtream://…`, or the address of the panel's playlist
 * @throws AppError `provider.invalid` for a source without user, password or host
 */
export function panelOf(source: string): PanelSource {
  const panel = parseXtreamSource(source) ?? parsePlaylistAddress(source);
  if (panel) return panel;
  throw new AppError('provider.invalid', 'The address is to be xtream://USER:PASSWORD@HOST:PORT');
}

/** How the account stands, also when it is not in force. @throws AppError `provider.unauthorised`, as `logIn` */
export async function askAccount(request: PanelRequest): Promise<ProviderAccount> {
  const account = readAccount(await ask(request, {}));
  if (!account) throw new AppError('provider.unauthorised', 'The provider does not accept the login');
  return { ...account, message: withoutLogin(account.message, panelOf(request.source)) };
}

/** Panels repeat the login in what they say, for the customer to keep. */
const withoutLogin = (said: string, { password }: Pick<PanelSource, 'password'>): string =>
  password === '' ? said : said.replaceAll(password, '***');

/**
 * @throws AppError `provider.unauthorised`, `provider.refused` for an account that is not in force,
 * `provider.unavailable` for an answer that is none, `net.*`
 */
export async function logIn(request: PanelRequest): Promise<ProviderAccount> {
  const account = await askAccount(request);
  if (account.status === 'expired' || account.status === 'banned' || account.status === 'disabled') {
    const context = { status: account.status };
    throw new AppError('provider.refused', `The account at the panel is ${account.status}`, { context });
  }
  return account;
}

/** One small answer. @throws AppError `provider.unavailable` for a page or nothing, `net.*` */
export async function ask(request: PanelRequest, parameters: Readonly<Record<string, string>>): Promise<unknown> {
  const bytes: Uint8Array[] = [];
  const chunks = await open(request, apiUrl(panelOf(request.source), parameters), ANSWER_CAPS);
  for await (const chunk of chunks) bytes.push(chunk);
  const text = Buffer.concat(bytes).toString('utf8');
  const answer = parseAnswer(text);
  if (answer !== undefined) return answer;
  const says = text.trim() === '' ? 'nothing' : 'something else';
  throw new AppError('provider.unavailable', `The panel sent ${says} instead of an answer`, { retryable: true });
}

/** Reads a list while it comes. @throws AppError as `readElements` and `openSource` */
export async function readList(
  request: PanelRequest & { readonly onBytes?: (bytes: number) => void },
  parameters: Readonly<Record<string, string>>,
  onElement: (element: Element) => void,
): Promise<ElementsSummary> {
  const chunks = await open(request, apiUrl(panelOf(request.source), parameters), LIST_CAPS, request.onBytes);
  return readElements(chunks, onElement);
}

async function open(
  { http, clock, settings, signal }: PanelRequest,
  source: string,
  caps: Partial<SourceCaps>,
  onBytes?: (bytes: number) => void,
): Promise<AsyncIterable<Uint8Array>> {
  const headers = ownHeaders(settings);
  const opened = await openSource({ source, http, clock, signal, headers, caps, ...(onBytes && { onBytes }) });
  if (opened.unchanged) throw new AppError('provider.unavailable', 'The panel answered a question that was not asked');
  return opened.chunks;
}
