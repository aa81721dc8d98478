/** The mark of an answer that did not come in time. */
export const timedOut: unique symbol = Symbol('timedOut');

/**
 * The answer of `promise`, `timedOut` where it takes longer than `limit` milliseconds, or null once `signal` is aborted.
 * Rejects where `promise` does.
 */
export async function withTimeout<Answer>(
  promise: Promise<Answer>,
  limit: number,
  signal?: AbortSignal,
): Promise<Answer | typeof timedOut | null> {
  let timer: number | undefined;
  const end = new AbortController();
  try {
    return await Promise.race([
      promise,
      new Promise<typeof timedOut>((resolve) => {
        timer = window.setTimeout(() => {
          resolve(timedOut);
        }, limit);
      }),
      new Promise<null>((resolve) => {
        if (signal?.aborted === true) resolve(null);
        signal?.addEventListener(
          'abort',
          () => {
            resolve(null);
          },
          { signal: end.signal },
        );
      }),
    ]);
  } finally {
    window.clearTimeout(timer);
    end.abort();
  }
}
