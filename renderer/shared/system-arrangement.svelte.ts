import type { Point } from '#core/views/diagrams/scene.ts';
import { furthest, type Positions } from '#core/views/diagrams/system/system.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** Where boxes of the system view were put by hand, kept in the project's file. */
export class SystemArrangement {
  #positions = $state.raw<Positions>({});
  #problem = $state(false);
  #loaded = false;

  /** The upper left corners of the boxes that were put somewhere, by the names of their entities. */
  get positions(): Positions {
    return this.#positions;
  }

  /** True where the last of it could not be kept: it stays as long as the project is open. */
  get problem(): boolean {
    return this.#problem;
  }

  /** Reads what the project holds, the first time that somebody looks. */
  async load(): Promise<void> {
    if (this.#loaded) return;
    this.#loaded = true;
    const found = await call('drawing.positions', {});
    if (found.ok) this.#positions = found.value.positions;
  }

  /** Puts a box somewhere for now, while it is dragged; the others stay where they are. */
  show(name: string, at: Point, others: Positions): void {
    const within = (value: number): number => Math.min(furthest, Math.max(0, value));
    this.#positions = { ...others, [name]: { x: within(at.x), y: within(at.y) } };
  }

  /** Has the project keep it, without names that are gone. */
  async keep(names: readonly string[]): Promise<void> {
    const kept = Object.entries(this.#positions).filter(([name]) => names.includes(name));
    this.#positions = Object.fromEntries(kept);
    const done = await call('drawing.arrange', { positions: this.#positions });
    this.#problem = !done.ok;
  }

  /** Forgets where boxes were put: they are arranged anew. */
  async clear(): Promise<void> {
    this.#positions = {};
    await this.keep([]);
  }
}
