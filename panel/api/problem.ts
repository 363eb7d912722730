// What the API answers when something went wrong (RFC 9457), and what no answer at all is.

export interface ProblemBody {
  /** 0 when nothing answered. */
  readonly status: number;
  /** One of the server's codes, `offline`, `stranger` or `updated`. */
  readonly code: string;
  /** For a person; empty where the server said nothing. */
  readonly detail: string;
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;

  constructor({ status, code, detail }: ProblemBody) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
  }
}
