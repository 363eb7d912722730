// How the account at a provider stands, as the provider says.

export const ACCOUNT_STATUSES = ['active', 'trial', 'expired', 'banned', 'disabled', 'unknown'] as const;

export interface ProviderAccount {
  readonly status: (typeof ACCOUNT_STATUSES)[number];
  /** Epoch milliseconds; null for never. */
  readonly expiresAt: number | null;
  readonly isTrial: boolean;
  /** Connections at once; null for any number. */
  readonly maxConnections: number | null;
  /** Of everybody who uses the account, us included. */
  readonly activeConnections: number;
  readonly createdAt: number | null;
  /** What the provider wants its customers to know. */
  readonly message: string;
  /** IANA zone in which it writes its times. */
  readonly timeZone: string;
  /** `ts`, `m3u8`, `rtmp`. */
  readonly outputs: readonly string[];
}
