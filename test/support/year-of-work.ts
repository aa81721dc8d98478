import type { Dossier } from '#core/dossier/dossier.ts';
import type { AnalysisRecord } from '#core/analysis/record/record.ts';
import type { Vault } from '#vault/vault.ts';
import { valueOf } from './vault-platform.ts';

/** A clock that stands until it is set forward. */
export class SetClock {
  #now: number;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  readonly now = (): Date => new Date(this.#now);

  readonly elapsed = (): number => this.#now;

  /** Sets it forward by so many milliseconds. */
  forward(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** What somebody who works on a project has at hand. */
export interface Work {
  readonly text: string;
  readonly dossier: Dossier;
  readonly record: AnalysisRecord;
}

// A generator of numbers that is the same everywhere.
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** So many changes after one another are made in one place. */
const changesInPlace = 5;

/**
 * Saves one change after another, as somebody does who works on a model: words of a line, a new line, one fewer, some changes
 * in one place and then in another, and every fourth time an entry of the dossier; each text with its analysis.
 */
export class Worker {
  readonly #pick = numbers(7);
  #lines: readonly string[];
  #dossier: Dossier;
  readonly #record: AnalysisRecord;
  #saves = 0;
  #place = 0;

  constructor({ text, dossier, record }: Work) {
    this.#lines = text.split('\n');
    this.#dossier = dossier;
    this.#record = record;
  }

  /** What the project says after the last change. */
  get work(): Work {
    return { text: this.#lines.join('\n'), dossier: this.#dossier, record: this.#record };
  }

  save(vault: Vault): void {
    this.#saves += 1;
    if (this.#saves % 4 === 0) {
      this.#dossier = this.#changedDossier();
      valueOf(vault.dossier.save(this.#dossier));
      return;
    }
    this.#lines = this.#changedLines();
    const inputHash = String(this.#saves).padStart(64, '0');
    valueOf(vault.texts.saveAnalysed(this.#lines.join('\n'), { ...this.#record, inputHash }));
  }

  #changedLines(): readonly string[] {
    if (this.#saves % changesInPlace === 0) this.#place = this.#pick(this.#lines.length);
    const at = Math.min(this.#place + this.#pick(3), this.#lines.length - 1);
    const remark = `// remark ${String(this.#saves)} on ${['a key', 'an element', 'a message'][this.#pick(3)] ?? ''}`;
    const line = this.#lines[at] ?? '';
    const isRemark = line.startsWith('// remark');
    if (isRemark) return this.#lines.toSpliced(at, 1);
    return this.#pick(3) === 0
      ? this.#lines.toSpliced(at, 0, remark)
      : this.#lines.with(at, `${line.split(' // remark')[0] ?? ''} ${remark}`);
  }

  #changedDossier(): Dossier {
    const { threats } = this.#dossier;
    const at = this.#pick(threats.length);
    const threat = threats[at];
    if (threat === undefined) throw new Error('the dossier has threats');
    const changed = { ...threat, reason: `Looked at in round ${String(this.#saves)}` };
    return { ...this.#dossier, threats: threats.with(at, changed) };
  }
}
