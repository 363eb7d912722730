// How the looking at logos goes, in the words of the API.

export interface LogoSightStatus {
  readonly is_running: boolean;
  /** Logos that the lists name, as far as they are looked at. */
  readonly logo_count: number;
  /** Of this run, else of the last one. */
  readonly seen_count: number;
  readonly broken_count: number;
  readonly absent_count: number;
  readonly artwork_count: number;
}
