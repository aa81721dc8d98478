import type { ChannelOutput } from '#contract/channels.ts';
import type { CallFailure } from '#contract/failures.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';
import { call } from '#renderer/shared/session.svelte.ts';

/** The state of the public record: what would be published now, what owners said, what was released so far. */
export type ReleaseState = ChannelOutput<'release.state'>;

/** How long after a change what would be published is asked for anew, in milliseconds. */
const pause = 300;

/** The state of the release as the main process knows it, asked anew after every change. */
export class ReleaseView {
  readonly #project: OpenProject;
  #asked = 0;
  // What the last question was about.
  #text: string | null = null;
  #dossier: Dossier | null = null;
  current = $state.raw<ReleaseState | null>(null);
  /** Why there is none, or null. */
  problem = $state.raw<CallFailure | null>(null);
  busy = $state(false);

  constructor(project: OpenProject) {
    this.#project = project;
  }

  /** Saves the project and asks, after a pause; the answer gives the waiting up. */
  loadSoon(text: string, dossier: Dossier): () => void {
    const known = this.#text === text && this.#dossier === dossier;
    if (known) return () => undefined;
    const waiting = setTimeout(() => {
      this.#text = text;
      this.#dossier = dossier;
      void this.load();
    }, pause);
    return () => {
      clearTimeout(waiting);
    };
  }

  /** Saves the project and asks. A later question makes an earlier answer void. */
  async load(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.busy = true;
    const saved = await this.#project.save();
    const answer = saved ? await call('release.state', {}) : null;
    if (asked !== this.#asked) return;
    this.busy = false;
    if (answer === null) return;
    if (answer.ok) {
      this.current = answer.value;
      this.problem = null;
    } else {
      this.current = null;
      this.problem = answer.error;
    }
  }
}
