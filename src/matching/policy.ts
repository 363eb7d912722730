// Which variants of a channel are channels of their own: a person's choice.

/** Which kinds of variants are channels of their own. */
export interface SeparationPolicy {
  /** Feeds of another coast. */
  readonly feeds: boolean;
  /** `+1` and other time shifts. */
  readonly shifts: boolean;
  /** SD, HD and UHD. */
  readonly qualities: boolean;
  /** `Nova Plus`, `Nova Extra`, `Nova+` beside `Nova`. */
  readonly plus: boolean;
  /** `Nova Kids`, `Nova Junior` beside `Nova`. */
  readonly kids: boolean;
}

export const DEFAULT_POLICY: SeparationPolicy = { feeds: true, shifts: true, qualities: false, plus: true, kids: true };
