/** The window's answer to the request to save: `silent` where it did not answer in time. */
export type SaveResponse = 'saved' | 'unsaved' | 'silent';

/** Asks the window to save what was typed last, and waits for it. */
export class SaveRequest {
  readonly #ask: () => void;
  #waiting: ((answer: SaveResponse) => void)[] = [];

  /** `ask` tells the window. */
  constructor(ask: () => void) {
    this.#ask = ask;
  }

  /**
   * Asks, and answers whether the project holds what was typed. The window gets `patience` milliseconds: it may be busy
   * for ever.
   */
  request(patience: number): Promise<SaveResponse> {
    return new Promise((resolve) => {
      const silence = setTimeout(resolve, patience, 'silent');
      this.#waiting.push((answer) => {
        clearTimeout(silence);
        resolve(answer);
      });
      this.#ask();
    });
  }

  /** The window has answered. */
  answer(saved: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const tell of waiting) tell(saved ? 'saved' : 'unsaved');
  }
}
