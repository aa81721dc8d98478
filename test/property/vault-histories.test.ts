import fc from 'fast-check';
import { expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { relation } from '#core/history/graph.ts';
import type { ForeignHistory } from '#vault/history/foreign-history.ts';
import { History } from '#vault/history/history.ts';
import { migrate } from '#vault/migrations/migrate.ts';
import type { RecoveryLog } from '#vault/recovery/recovery-log.ts';
import { AuditLog } from '#vault/store/audit-log.ts';
import { keepText } from '#vault/store/model-texts.ts';
import { Store } from '#vault/store/store.ts';
import { runs } from '../support/random.ts';
import { quickPlatform, valueOf } from '../support/vault-platform.ts';
import { SetClock } from '../support/year-of-work.ts';

const numRuns = Math.min(runs(400), 10_000);
const project = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const [minute, hour] = [60_000, 3_600_000];

/** A copy of a project in memory, without a file and without a log of what is not in it yet. */
class Copy {
  readonly store: Store;
  readonly history: History;
  readonly audit: AuditLog;

  constructor(clock: SetClock, begun: ForeignHistory | null) {
    const connection = new Database(':memory:');
    valueOf(migrate(connection));
    const log = { append: () => undefined, takeBack: () => undefined } as unknown as RecoveryLog;
    this.store = new Store(
      connection,
      log,
      { ...quickPlatform, clock },
      {
        changed: () => undefined,
        refusal: () => null,
      },
    );
    this.history = new History(this.store);
    this.audit = new AuditLog(this.store);
    valueOf(
      this.store.change(({ content, audit, now, say }) => {
        const named = { id: project, name: 'AMS', classification: 'open', createdAt: now };
        content.project.insert(named);
        if (begun !== null) return;
        say({
          text: content.revisions.put('base', now).sequence,
          dossier: content.dossier.put(emptyDossier),
        });
        audit('created');
      }),
    );
  }

  say(text: string): void {
    valueOf(this.store.change((change) => keepText(change, text)));
  }

  get text(): string {
    return this.store.content.revisions.latest()?.text ?? '';
  }

  get head(): string {
    return this.history.head.id;
  }

  /** Everything that is there; the content of some states is left out. */
  handedOn(isLeftOut: (place: number) => boolean): ForeignHistory {
    const states = this.history.states().map((state, place) => {
      const isGone = state.id !== this.head && isLeftOut(place);
      return { ...state, content: isGone ? null : valueOf(this.history.content(state.id)) };
    });
    const ledger = valueOf(this.store.content.ledger.entries());
    return { project, head: this.head, states, ledger, audit: this.audit.all(), documents: [] };
  }

  take(foreign: ForeignHistory): void {
    const graph = new Map(foreign.states.map(({ id, parents }) => [id, parents]));
    for (const { id, parents } of this.history.states())
      graph.set(id, [...new Set([...parents, ...(graph.get(id) ?? [])])]);
    const theirs = foreign.states.find(({ id }) => id === foreign.head)?.content?.text ?? '';
    switch (relation(graph, this.head, foreign.head)) {
      case 'behind':
        valueOf(this.history.follow(foreign));
        break;
      case 'apart': {
        // Every word of both, each once, in one order.
        const text = [...new Set([...this.text.split(' '), ...theirs.split(' ')])].toSorted().join(' ');
        const content = { text, dossier: emptyDossier };
        valueOf(this.history.merge({ parents: [this.head, foreign.head], content, foreign }));
        break;
      }
      case 'same':
      case 'ahead':
        valueOf(this.history.unite(foreign));
    }
  }
}

const wordsOf = (copy: Copy): readonly string[] => copy.text.split(' ');

/** What somebody called a state; null where the name was taken away. */
interface Naming {
  readonly state: string;
  readonly name: string | null;
}

const step = fc.record({
  who: fc.boolean(),
  does: fc.constantFrom('say', 'say', 'say', 'name', 'restore', 'thin', 'take', 'both'),
  number: fc.nat({ max: 1_000 }),
});

test('two copies of a project that take over from each other come to the same, whatever was done and thinned', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 18 }), (steps) => {
      const clock = new SetClock('2026-03-02T08:00:00.000Z');
      const one = new Copy(clock, null);
      const other = new Copy(
        clock,
        one.handedOn(() => false),
      );
      valueOf(
        other.store.change((change) => {
          const { states, audit } = one.handedOn(() => false);
          const [first] = states;
          if (first === undefined) throw new Error('there is a state');
          const { content } = change;
          const text = content.revisions.put('base', change.now).sequence;
          content.states.add(first, { text, dossier: content.dossier.put(emptyDossier) });
          content.states.markBase(first.id);
          content.events.unite(audit);
          change.goOnFrom(first.id);
        }),
      );
      valueOf(one.history.protect(one.head));
      // What somebody called a state, and nobody who knew it called otherwise.
      const namings = new Set<Naming>();
      const heard = new Map([one, other].map((copy) => [copy, new Set<Naming>()]));
      const heardBy = (copy: Copy): Set<Naming> => heard.get(copy) ?? new Set();
      const takeFrom = (self: Copy, there: ForeignHistory, known: ReadonlySet<Naming>): void => {
        self.take(there);
        for (const naming of known) heardBy(self).add(naming);
      };
      // What somebody gave up by restoring a state without it.
      const givenUp = new Set<string>();
      for (const [place, { who, does, number }] of steps.entries()) {
        const [self, peer] = who ? [one, other] : [other, one];
        clock.forward((1 + (number % 300)) * minute);
        const states = self.history.states();
        if (does === 'say') self.say(`${self.text} w${String(place)}`);
        if (does === 'name') {
          const { id: state, name: before } = states[number % states.length] ?? self.history.head;
          const name = before !== null && number % 5 === 0 ? null : `n${String(place)}`;
          valueOf(self.history.name(state, name));
          for (const naming of heardBy(self)) if (naming.state === state) namings.delete(naming);
          const naming = { state, name };
          namings.add(naming);
          heardBy(self).add(naming);
        }
        if (does === 'restore') {
          const said = wordsOf(self);
          valueOf(self.history.restore(states[number % states.length]?.id ?? ''));
          for (const word of said) if (!wordsOf(self).includes(word)) givenUp.add(word);
        }
        if (does === 'thin') {
          clock.forward((number % 60) * hour);
          valueOf(self.history.thin());
        }
        // Whoever hands on keeps what was handed on.
        if (does === 'take' || does === 'both') {
          const [there, here] = [
            peer.handedOn((each) => (each + number) % 3 === 0),
            self.handedOn(() => false),
          ];
          valueOf(peer.history.protect(peer.head));
          valueOf(self.history.protect(self.head));
          const known = new Set(heardBy(self));
          takeFrom(self, there, new Set(heardBy(peer)));
          if (does === 'both') takeFrom(peer, here, known);
        }
      }
      const before = [one, other].flatMap(wordsOf).filter((word) => !givenUp.has(word));
      one.take(other.handedOn(() => false));
      other.take(one.handedOn(() => false));
      expect(other.head).toBe(one.head);
      expect(other.text).toBe(one.text);
      // Symmetric, and nothing of what either said is lost.
      expect(before.filter((word) => !wordsOf(one).includes(word))).toEqual([]);
      one.take(other.handedOn(() => false));
      const view = (copy: Copy): unknown =>
        copy.history.states().map(({ id, name, author }) => [id, name, author]);
      const [mine, theirs] = [view(one), view(other)];
      expect((mine as unknown[]).toSorted()).toEqual((theirs as unknown[]).toSorted());
      // Again changes nothing.
      for (let again = 0; again < 2; again += 1) {
        one.take(other.handedOn(() => again === 0));
        other.take(one.handedOn(() => again === 0));
      }
      expect([view(one), view(other)]).toEqual([mine, theirs]);
      const kept = new Map(one.history.states().map(({ id, name }) => [id, name?.split(' / ') ?? []]));
      const given = [...namings].filter(({ name }) => name !== null);
      expect(given.filter(({ state, name }) => kept.get(state)?.includes(name ?? '') !== true)).toEqual([]);
      expect([...one.audit.verify(), ...other.audit.verify()]).toEqual([]);
    }),
    { numRuns },
  );
});
