/** The mark of an answer that did not come in time. */
export const late: unique symbol = Symbol('late');

/**
 * The answer of `promise`, `late` where it takes longer than `limit` milliseconds, or null once `signal` is aborted.
 * Rejects where `promise` does.
 */
export async function within<Answer>(
  promise: Promise<Answer>,
  limit: number,
  signal?: AbortSignal,
): Promise<Answer | typeof late | null> {
  let timer: number | undefined;
  const end = new AbortController();
  try {
    return await Promise.race([
      promise,
      new Promise<typeof late>((resolve) => {
        timer = window.setTimeout(() => {
          resolve(late);
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
