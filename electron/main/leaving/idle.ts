/** Where the time comes from, so that a test can be its own clock. */
export interface IdleSource {
  /** For how many seconds nobody has touched the machine. */
  readonly idleSeconds: () => number;
  /** Calls back again and again; the answer stops it. */
  readonly every: (milliseconds: number, callback: () => void) => () => void;
}

const checkInterval = 5_000;

/**
 * Watches for a machine that its analyst has left. `onIdle` is called once when nobody has touched it for
 * as many seconds as the limit is then, and again only after somebody has come back in between. The answer stops the watch.
 */
export function watchIdle(source: IdleSource, limitSeconds: () => number, onIdle: () => void): () => void {
  let told = false;
  return source.every(checkInterval, () => {
    const idle = source.idleSeconds() >= limitSeconds();
    if (idle && !told) onIdle();
    told = idle;
  });
}

/** How long before the locking it is announced, in seconds; half of the limit, where that is shorter. */
const longestNotice = 60;

/**
 * Watches for a machine that is about to be locked because its analyst has left: `onNear` is told in how many seconds at most,
 * and null when it is not about to be any more. The answer stops the watch.
 */
export function watchNearIdle(
  source: IdleSource,
  limitSeconds: () => number,
  onNear: (seconds: number | null) => void,
): () => void {
  let told: number | null = null;
  return source.every(1_000, () => {
    const limit = limitSeconds();
    const notice = Math.min(longestNotice, limit / 2);
    const near = source.idleSeconds() >= limit - notice ? notice : null;
    if (near !== told) onNear(near);
    told = near;
  });
}
