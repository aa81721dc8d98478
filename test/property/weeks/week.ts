import fc from 'fast-check';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Dossier } from '#core/dossier/dossier.ts';
import { mergeContents } from '#core/history/merge/merge-contents.ts';
import type { HistoryState, ProjectContent } from '#core/history/state.ts';
import { openReceived } from '#project/exchange/received-file.ts';
import type { MergeSides } from '#project/exchange/merging.ts';
import { letOpen, letOpenNoMore } from '#project/access/access.ts';
import type { VaultPlatform } from '#vault/files/platform.ts';
import { openVault } from '#vault/opening/open.ts';
import { expectNothingLost } from '../merge-laws.ts';
import { edited, projectEdits, type ProjectEdits } from '../merged-projects.ts';
import { acquainted, usuallyAnswered, type Analyst, type Choose } from '../../support/exchange/analysts.ts';
import { sampleText } from '../../support/models/sample.ts';
import { filledDossier } from '../../support/report/filled-dossier.ts';
import {
  codeOf,
  passphrase,
  quickPlatform,
  sourceWith,
  temporaryFolder,
  valueOf,
} from '../../support/vault-platform.ts';
import { SetClock } from '../../support/year-of-work.ts';

const [minute, hour] = [60_000, 3_600_000];

/** Everything that happens by chance in one week. */
interface Chance {
  /** A whole number below another. */
  readonly below: (number: number) => number;
  readonly edits: () => ProjectEdits;
}

function chanceOf(seed: number): Chance {
  let state = seed;
  const below = (number: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * number);
  };
  const drawn = fc.sample(projectEdits(2), { numRuns: 200, seed });
  let place = 0;
  const edits = (): ProjectEdits => {
    place += 1;
    return drawn[place % drawn.length] ?? { text: [], dossier: [] };
  };
  return { below, edits };
}

/** A sealed file on its way. */
interface Letter {
  readonly bytes: Uint8Array;
  readonly to: Analyst;
}

/** How many merges of a week made a state, followed one, or found nothing new. */
export interface Outcome {
  readonly merges: number;
  readonly states: number;
  readonly thinned: number;
}

/** Some people who work apart for a week from one project, and merge in the evenings. */
export class Week {
  readonly #chance: Chance;
  readonly #clock = new SetClock('2026-03-02T08:00:00.000Z');
  readonly #waiting: Letter[] = [];
  readonly #names: string[] = [];
  #people: readonly Analyst[] = [];
  #removed: Analyst | null = null;
  #merges = 0;
  #work = 0;

  constructor(seed: number) {
    this.#chance = chanceOf(seed);
  }

  /** Lets a week pass, everybody come together at its end, and sees that everybody has the same. */
  async pass(): Promise<Outcome> {
    const { below } = this.#chance;
    await this.#begin(below(3) === 0 ? ['Anne', 'Berit'] : ['Anne', 'Berit', 'Carla']);
    for (let day = 0; day < 5; day += 1) {
      for (const who of this.#people) this.#workADay(who);
      await this.#evening();
      if (day === 2 && this.#people.length === 3) await this.#part();
      await this.#night(day);
    }
    await this.#comeTogether();
    const [anne] = this.#people;
    if (anne === undefined) throw new Error('somebody');
    const { vault } = anne;
    const thinned = vault.audit.all().filter(({ kind }) => kind === 'thinned').length;
    return { merges: this.#merges, states: vault.history.states().length, thinned };
  }

  async #begin(names: readonly string[]): Promise<void> {
    // Nobody's clock is quite right.
    const platformOf = (): VaultPlatform => {
      const skew = (this.#chance.below(11) - 5) * minute;
      const { now, elapsed } = this.#clock;
      const clock = { elapsed, now: () => new Date(now().getTime() + skew) };
      return { ...quickPlatform, clock, files: { ...quickPlatform.files, sync: () => undefined } };
    };
    this.#people = await acquainted(names, platformOf);
    const [anne, ...others] = this.#people;
    if (anne === undefined) throw new Error('somebody begins');
    await anne.create(sampleText);
    anne.state(() => filledDossier);
    for (const who of this.#people) {
      valueOf(await letOpen(anne.project, anne.keyring, who.fingerprint));
      who.onMerged = (sides, merged) => {
        this.#checkMerge(who, sides, merged);
      };
    }
    const bytes = await anne.share(others, { history: this.#history() });
    for (const other of others) await other.receive(bytes);
  }

  #history(): 'none' | 'named' | 'all' {
    return (['none', 'named', 'all'] as const)[this.#chance.below(3)] ?? 'all';
  }

  #workADay(who: Analyst): void {
    const { below, edits } = this.#chance;
    for (let count = 2 + below(8); count > 0; count -= 1) {
      this.#clock.forward((1 + below(40)) * minute);
      this.#work += 1;
      const mark = `${who.name}${String(this.#work)}`;
      const { text, dossier } = edited({ text: who.text, dossier: who.dossier }, edits());
      who.say(`constant ${mark}\n${text}`);
      const hours = { activity: 'modelling', day: '2026-03-02', minutes: 60, note: who.name } as const;
      who.state(() => ({ ...dossier, effort: [...dossier.effort, { id: mark, ...hours }] }));
      if (below(6) === 0) this.#addDocument(who, mark);
      if (below(8) === 0) {
        this.#names.push(mark);
        valueOf(who.vault.history.name(who.vault.history.head.id, mark));
      }
      if (below(12) === 0) {
        const states = who.vault.history.states();
        valueOf(who.vault.history.restore(states[below(states.length)]?.id ?? ''));
      }
    }
  }

  #addDocument(who: Analyst, mark: string): void {
    const file = valueOf(who.vault.documents.add('note.txt', Buffer.from(`a note of ${mark}`)));
    const source = { ...sourceWith(file), id: mark, title: mark };
    who.state((dossier) => ({ ...dossier, sources: [...dossier.sources, source] }));
  }

  // Files are sent, some come late, and some come out of their order.
  async #evening(): Promise<void> {
    const { below } = this.#chance;
    for (let count = 1 + below(4); count > 0; count -= 1) {
      this.#clock.forward(minute);
      const from = this.#people[below(this.#people.length)];
      if (from === undefined) continue;
      const others = this.#people.filter((other) => other !== from);
      const bytes = await from.share(others, { history: this.#history(), documents: below(2) === 0 });
      for (const to of others) this.#waiting.push({ bytes, to });
      while (this.#waiting.length > 0 && below(3) > 0) {
        const [letter] = this.#waiting.splice(below(this.#waiting.length), 1);
        if (letter !== undefined) await this.#merge(letter.to, letter.bytes);
      }
    }
  }

  async #merge(who: Analyst, bytes: Uint8Array): Promise<HistoryState> {
    this.#clock.forward(minute);
    this.#merges += 1;
    // What both had before is nobody's work: whoever chose that would lose both on purpose.
    const choose: Choose = (offered) => {
      const works = offered.filter((answer) => answer !== 'base');
      return works[this.#chance.below(works.length)] ?? 'mine';
    };
    return who.merge(bytes, choose, usuallyAnswered);
  }

  async #night(day: number): Promise<void> {
    this.#clock.forward((day === 3 ? 64 : 14) * hour);
    // What is opened is thinned before.
    for (const who of this.#people) {
      who.close();
      expect((await who.open()).rollback).toBe('same');
    }
  }

  // Carla belongs to the project no more: neither the file nor what is sealed from now on opens for her.
  async #part(): Promise<void> {
    const [anne, berit, carla] = this.#people;
    if (anne === undefined || berit === undefined || carla === undefined) throw new Error('three people');
    for (const who of [berit, carla]) await this.#merge(who, await anne.share([berit, carla]));
    const slot = anne.vault.recipients.list().find(({ card }) => card?.name === 'Carla')?.slot ?? '';
    const before = this.#copyOf(anne);
    valueOf(await letOpenNoMore(anne.project, anne.keyring, { slot, passphrase }));
    this.#people = [anne, berit];
    this.#removed = carla;
    this.#waiting.splice(0);
    // The copy from before opens as ever.
    valueOf(valueOf(await openVault(before, carla.key, quickPlatform)).close());
  }

  #copyOf({ path }: Analyst): string {
    const copy = join(temporaryFolder(), 'AMS.segl');
    copyFileSync(path, copy);
    return copy;
  }

  async #checkRemoved(bytes: Uint8Array): Promise<void> {
    const [anne, berit] = this.#people;
    const carla = this.#removed;
    if (carla === null || anne === undefined || berit === undefined) return;
    expect(codeOf(await openReceived('a.sealed', bytes, carla.keyring))).toBe('sealed-not-for-you');
    expect(anne.vault.seal().ok).toBe(true);
    const copy = this.#copyOf(anne);
    expect(codeOf(await openVault(copy, carla.key, quickPlatform))).toBe('vault-identity-unknown');
    expect(readFileSync(copy).length).toBeGreaterThan(0);
    valueOf(valueOf(await openVault(copy, berit.key, quickPlatform)).close());
  }

  async #comeTogether(): Promise<void> {
    const [anne, ...others] = this.#people;
    if (anne === undefined) throw new Error('somebody');
    for (const who of others) await this.#merge(anne, await who.share([anne]));
    const bytes = await anne.share(others);
    await this.#checkRemoved(bytes);
    for (const who of others) await this.#merge(who, bytes);
    for (const who of others) this.#expectSame(anne, who);
    // Whoever merges again, and whatever, has nothing to merge.
    for (const from of this.#people) {
      const again = await from.share(this.#people.filter((other) => other !== from));
      for (const to of this.#people) {
        if (to === from) continue;
        const states = to.vault.history.states().length;
        const head = to.vault.history.head.id;
        expect((await this.#merge(to, again)).id).toBe(head);
        // What the other has kept of the past is taken over, once.
        await this.#merge(to, again);
        const known = to.vault.history.states();
        expect(known.length).toBeGreaterThanOrEqual(states);
        expect(known.at(-1)?.id).toBe(head);
      }
    }
    for (const who of others) this.#expectSame(anne, who);
    for (const { vault } of this.#people) expect(vault.audit.verify()).toEqual([]);
    this.#expectNamesKept();
  }

  #expectSame(one: Analyst, other: Analyst): void {
    expect(other.vault.history.head.id).toBe(one.vault.history.head.id);
    expect([other.text, other.dossier]).toEqual([one.text, one.dossier]);
    for (const { file } of one.dossier.sources) {
      if (file === null) continue;
      expect(valueOf(other.vault.documents.read(file.sha256))).toEqual(
        valueOf(one.vault.documents.read(file.sha256)),
      );
    }
  }

  #expectNamesKept(): void {
    for (const { vault } of this.#people) {
      const names = vault.history.states().flatMap(({ name }) => name ?? []);
      const known = this.#names.filter((name) => !name.startsWith('Carla'));
      expect(known.filter((name) => !names.includes(name))).toEqual([]);
    }
  }

  #checkMerge(who: Analyst, { base, mine, theirs }: MergeSides, merged: HistoryState): void {
    const content = valueOf(who.vault.history.content(merged.id));
    if (content === null) throw new Error('the project is in a state that is there');
    if (merged.cause !== 'merged' || content.text === mine.text || content.text === theirs.text) return;
    const plan = mergeContents(base, mine, theirs);
    expectNothingLost(plan, content);
    const places = JSON.stringify(plan.places);
    const lost = [mine, theirs].flatMap((side) =>
      missing(side, content).filter((id) => !places.includes(id)),
    );
    expect(lost).toEqual([]);
  }
}

// Entries of one side that are not in the outcome.
function missing(side: ProjectContent, { dossier }: ProjectContent): readonly string[] {
  const ids = ({ effort, sources, threats }: Dossier): readonly string[] =>
    [...effort, ...sources, ...threats].map(({ id }) => id);
  const left = new Set(ids(dossier));
  return ids(side.dossier).filter((id) => !left.has(id));
}
