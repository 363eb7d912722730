// Tries a source out before it is added: which kind it is, whether it answers, how the account stands, what there is to choose.

import type { Clock } from '../kernel/clock.ts';
import { AppError, toAppError, type ErrorCode } from '../kernel/errors.ts';
import { redactText } from '../kernel/redact.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/units.ts';
import { providerSettings, type ProviderSettings, type ProviderSettingsInput } from '../model/provider.ts';
import type { HttpClient } from '../net/client.ts';
import type { CategoryLists, ProbeReport, ProbeRequest, ProviderKind } from './provider.ts';

/** A person waits for it. */
const TEST_MS = 20 * SECOND_MS;
/** Panels count their movies for this answer. */
const CATEGORIES_MS = MINUTE_MS;

export type TriedSource = Pick<
  ProviderSettingsInput,
  'backup_sources' | 'headers' | 'options' | 'source' | 'user_agent'
> & { readonly kind?: string | undefined };

export interface TestReport {
  readonly kind: string;
  readonly title: string;
  /** The kind that reads the same source better; the source itself stays as it was typed. */
  readonly betterKind: string | null;
  readonly account: ProbeReport['account'];
  readonly hasCategories: boolean;
  readonly latencyMs: number | null;
  /** Why it cannot be read; null when it can. */
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
}

export interface Probes {
  readonly kinds: readonly Pick<ProviderKind, 'categories' | 'kind' | 'lists' | 'title'>[];
  /** @throws AppError `provider.invalid` when no kind reads the source */
  test(tried: TriedSource): Promise<TestReport>;
  /**
   * Empty lists for a kind without categories.
   * @param places where the source is to be had, best first; without, as it says itself
   * @throws AppError `provider.*`, `net.*`
   */
  categories(tried: TriedSource, places?: readonly string[]): Promise<CategoryLists>;
}

export interface ProbesOptions {
  readonly kinds: readonly ProviderKind[];
  readonly http: HttpClient;
  readonly clock: Clock;
}

export function createProbes(options: ProbesOptions): Probes {
  return {
    kinds: options.kinds,
    async test(tried) {
      const kind = kindOf(options.kinds, tried);
      const { kind: name, title } = kind;
      const known = { kind: name, title, betterKind: null, account: null, latencyMs: null, error: null };
      const hasCategories = kind.categories !== undefined;
      try {
        const report = await within(TEST_MS, (signal) => kind.probe(requestOf(options, kind, tried, signal)));
        const betterKind = report.better?.kind ?? null;
        return { ...known, ...report, betterKind, hasCategories, error: faultOf(report) };
      } catch (error) {
        const { code, message } = toAppError(error);
        return { ...known, hasCategories, error: { code, message: redactText(message) } };
      }
    },
    async categories(tried, places) {
      const kind = kindOf(options.kinds, tried);
      if (!kind.categories) return { live: [], movies: [], series: [] };
      return within(CATEGORIES_MS, (signal) => categoriesAt(kind, requestOf(options, kind, tried, signal), places));
    },
  };
}

/** At the first place that answers. @throws why the first one did not */
async function categoriesAt(kind: ProviderKind, request: ProbeRequest, known?: readonly string[]) {
  const { settings, source, signal } = request;
  const places = known ?? [source, ...(kind.alternatives?.(settings, source) ?? [])];
  let fault: unknown;
  for (const place of places) {
    try {
      return await kind.categories!({ ...request, source: place });
    } catch (error) {
      fault ??= error;
      signal.throwIfAborted();
    }
  }
  throw fault;
}

/** An account that is not in force answers, and yet nothing can be had of it. */
function faultOf({ account }: ProbeReport): TestReport['error'] {
  if (!account || !['expired', 'banned', 'disabled'].includes(account.status)) return null;
  return { code: 'provider.refused', message: `The account is ${account.status}` };
}

function kindOf(kinds: readonly ProviderKind[], { kind, source }: TriedSource): ProviderKind {
  const found = kinds.find((one) => (kind === undefined ? one.recognises(source) : one.kind === kind));
  if (found) return found;
  const known = kinds.map(({ title }) => title).join(', ');
  throw new AppError('provider.invalid', `This source is of no known kind (${known}).`);
}

function requestOf(
  { http, clock }: ProbesOptions,
  kind: ProviderKind,
  tried: TriedSource,
  signal: AbortSignal,
): ProbeRequest {
  const settings: ProviderSettings = providerSettings.parse({ ...tried, id: 'tried', kind: kind.kind, name: 'Tried' });
  return { settings, source: tried.source, http, clock, signal };
}

async function within<Result>(limitMs: number, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted) throw new AppError('net.timeout', 'The provider did not answer in time', { retryable: true });
    throw error;
  }
}
