import type { BrowserWindow } from 'electron';
import type { Engine } from '#engine/engine.ts';
import type { ProofExplainer } from '#engine/proof-explainer.ts';
import type { Verifier } from '#engine/verifier.ts';
import type { SaveRequest } from '#main/leaving/save-request.ts';
import { freeMemory } from '#main/security/freed-memory.ts';
import { replacePage } from '#main/window/window.ts';
import type { PdfThreads } from '#report/pdf-threads.ts';
import type { SealedDesk } from '#project/exchange/sealed-desk.ts';
import type { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { ProjectSession } from '#project/session/project-session.ts';

/** How long the window gets to save what was typed last, in milliseconds, before the keys go. */
const savingTime = 3_000;

/** Everything that holds something of an open project. */
export interface Lockables {
  readonly session: ProjectSession;
  readonly keyring: KeyringSession;
  readonly desk: SealedDesk;
  readonly engine: Engine;
  readonly verifier: Verifier;
  readonly explainer: ProofExplainer;
  readonly pdfThreads: PdfThreads;
  readonly handOver: SaveRequest;
  readonly window: BrowserWindow;
}

/** Takes the open project out of memory: its keys, and every text. */
export class Locking {
  readonly #parts: Lockables;

  constructor(parts: Lockables) {
    this.#parts = parts;
  }

  /** Keys and every text of the main process leave memory together; the page stays. `hurried`: the machine falls asleep. */
  leave(hurried = false): void {
    const { engine, verifier, explainer, pdfThreads, session, keyring, desk } = this.#parts;
    engine.cancel();
    verifier.stop();
    explainer.stop();
    pdfThreads.stop();
    session.lock(hurried);
    // After the project: what its file is by now is noted in the keyring.
    keyring.lock();
    desk.clear();
    // Nothing may come after this before the machine sleeps.
    if (hurried) freeMemory();
  }

  /** Locks. The page goes after the answer to whoever asked for it: that goes with the page. */
  lock(): void {
    this.leave();
    setImmediate(() => void this.#replacePage(false));
  }

  /** Has the window save what was typed last, and locks. */
  async lockSoon(): Promise<void> {
    const { session, handOver } = this.#parts;
    const { project } = session;
    const handedOver = await handOver.request(savingTime);
    // Locked meanwhile, by the analyst or because the machine falls asleep.
    if (session.project !== project) return;
    if (handedOver !== 'saved') session.noteLoss();
    this.lock();
  }

  /** Locks before it returns. */
  lockNow(): void {
    this.leave(true);
    void this.#replacePage(true);
  }

  // Whatever the page and its calls held is let go of when they are gone.
  async #replacePage(atOnce: boolean): Promise<void> {
    await replacePage(this.#parts.window, atOnce);
    freeMemory();
  }
}
