import type { CallFailure } from '#contract/failures.ts';
import {
  compareReadContents,
  readContent,
  type ReadContent,
  type StatedContent,
} from '#core/method/comparison/read-contents.ts';
import type { ContentChanges } from '#core/method/comparison/content-change.ts';
import { failure, success, type Result } from '#core/result.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** How many states' contents are asked for at once: few, so that taking them over does not hold the window up. */
const page = 4;

/** How many contents are kept, those that were used last. */
const kept = 24;

/** How long a piece of work may take before others get their turn, in milliseconds. */
const piece = 12;

/** The contents of states, asked for as they are needed, and compared in pieces that do not hold the window up. */
export class StateContents {
  readonly #contents = new Map<string, StatedContent>();
  readonly #read = new Map<string, ReadContent>();
  #begun = 0;

  /** Asks for contents that are not known. What is not kept any more stays unknown. */
  async load(ids: readonly string[]): Promise<Result<null, CallFailure>> {
    const missing = [...new Set(ids)].filter((id) => !this.#contents.has(id));
    for (let first = 0; first < missing.length; first += page) {
      const answer = await call('history.contents', { ids: missing.slice(first, first + page) });
      if (!answer.ok) return failure(answer.error);
      for (const { id, text, dossier } of answer.value.contents)
        this.#keep(this.#contents, id, { text, dossier });
      await this.#rest();
    }
    return success(null);
  }

  /** The content of a state; null where it is not kept any more. */
  async content(id: string): Promise<Result<StatedContent | null, CallFailure>> {
    const loaded = await this.load([id]);
    return loaded.ok ? success(this.#contents.get(id) ?? null) : loaded;
  }

  /** What the later of two states says otherwise; null where one of them is not kept any more. */
  async changes(earlier: string, later: string): Promise<Result<ContentChanges | null, CallFailure>> {
    const loaded = await this.load([earlier, later]);
    if (!loaded.ok) return loaded;
    const [before, after] = [await this.#readOf(earlier), await this.#readOf(later)];
    if (before === null || after === null) return success(null);
    await this.#rest();
    return success(compareReadContents(before, after));
  }

  /** Both contents, read; null where one of them is not kept any more. */
  async pair(
    earlier: string,
    later: string,
  ): Promise<Result<readonly [ReadContent, ReadContent] | null, CallFailure>> {
    const loaded = await this.load([earlier, later]);
    if (!loaded.ok) return loaded;
    const [before, after] = [await this.#readOf(earlier), await this.#readOf(later)];
    return success(before === null || after === null ? null : [before, after]);
  }

  async #readOf(id: string): Promise<ReadContent | null> {
    const known = this.#read.get(id);
    if (known !== undefined) return known;
    const content = this.#contents.get(id);
    if (content === undefined) return null;
    await this.#rest();
    // Most states change one of the two: a text that was read is not read again.
    const alike = [...this.#read.values()].find(({ text }) => text === content.text);
    const read = alike === undefined ? readContent(content) : { ...content, parsed: alike.parsed };
    this.#keep(this.#read, id, read);
    return read;
  }

  #keep<Value>(all: Map<string, Value>, id: string, value: Value): void {
    all.delete(id);
    all.set(id, value);
    const oldest = all.size > kept ? all.keys().next().value : undefined;
    if (oldest !== undefined) all.delete(oldest);
  }

  // Lets everything else that waits have its turn, unless it just had.
  async #rest(): Promise<void> {
    if (performance.now() - this.#begun < piece) return;
    await new Promise((resume) => setTimeout(resume));
    this.#begun = performance.now();
  }
}
