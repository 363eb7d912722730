// A user of Home Assistant, as Masthead needs to know it.

export interface HomeUser {
  readonly id: string;
  /** Empty for one without a name. */
  readonly name: string;
  readonly isAdmin: boolean;
}
