/** What the gateway answered when it refused, or that it did not answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly fields: Record<string, string[]> = {},
    readonly requestId: string | null = null,
  ) {
    super(detail || title);
    this.name = 'ApiError';
  }

  static unreachable(): ApiError {
    return new ApiError(0, 'unreachable', 'The gateway does not answer', 'No connection to the gateway could be made.');
  }

  static from(error: unknown): ApiError {
    if (error instanceof ApiError) {
      return error;
    }
    return new ApiError(0, 'unexpected', 'Something went wrong in this page', error instanceof Error ? error.message : String(error));
  }

  /** What a person can do about it. */
  get remedy(): string {
    if (this.status === 0 && this.code === 'unreachable') {
      return 'Check that the Sallyport process runs and that this address is right, then try again.';
    }
    if (this.status === 403) {
      return 'Your role lacks the permission for this. An administrator can grant it.';
    }
    if (this.status === 404) {
      return 'It may have been deleted since, or the address may be mistyped.';
    }
    if (this.status === 429) {
      return 'Too many attempts. Wait a minute before you try again.';
    }
    if (this.status >= 500) {
      return 'The gateway reported a fault. The request id below finds the entry in its log.';
    }
    return '';
  }
}
