/** Where the time comes from, so that a test can be its own clock. */
export interface IdleSource {
  /** For how many seconds nobody has touched the machine. */
  readonly idleSeconds: () => number;
  /** Calls back again and again; the answer stops it. */
  readonly every: (milliseconds: number, callback: () => void) => () => void;
}

const checkInterval = 15_000;

/**
 * Watches for a machine that its analyst has left. `onIdle` is called once when nobody has touched it for
 * `limitSeconds`, and again only after somebody has come back in between. The answer stops the watch.
 */
export function watchIdle(source: IdleSource, limitSeconds: number, onIdle: () => void): () => void {
  let told = false;
  return source.every(checkInterval, () => {
    const idle = source.idleSeconds() >= limitSeconds;
    if (idle && !told) onIdle();
    told = idle;
  });
}
