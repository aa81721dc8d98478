import type { Fact } from './clause.ts';
import type { Slice } from './folding.ts';
import type { Kept } from './kept-clause.ts';
import type { Memory } from './run-state.ts';
import type { Signature } from './signature.ts';
import { publicSorts } from './simplification.ts';
import type {
  Certificate,
  CertifiedClause,
  CertifiedFact,
  CertifiedTerm,
  FreshView,
  LabelView,
  View,
} from '#core/kernel/proof/certificate.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';
import { messagesOf, type Protocol, type Role, type RoleStep } from '#core/protocol/protocol.ts';
import type { TermNode } from '#core/theories/term-node.ts';

/** What some queries were proved from. */
export interface Proof {
  readonly signature: Signature;
  readonly clauses: readonly Kept[];
  readonly memory: Memory;
}

/** Writes proofs down for others to check: of queries of the protocol that `slice` was cut from. */
export class Certifier {
  readonly #protocol: Protocol;
  readonly #slice: Slice;
  readonly #proof: Proof;
  readonly #writer: ClauseWriter;
  // What all queries have in common is written when the first asks for it.
  #common: Pick<Certificate, 'view' | 'clauses'> | null = null;

  constructor(protocol: Protocol, slice: Slice, proof: Proof) {
    this.#protocol = protocol;
    this.#slice = slice;
    this.#proof = proof;
    this.#writer = new ClauseWriter(proof.signature);
  }

  /** The certificate of one query, whose goals come to these clauses. */
  certificate(query: string, goals: readonly Kept[]): Certificate {
    const { signature, clauses, memory } = this.#proof;
    const write = (kept: Kept): CertifiedClause => this.#writer.write(kept);
    this.#common ??= {
      view: viewOf(this.#protocol, this.#slice, signature, memory),
      clauses: [...alwaysKnown(signature), ...notesOfKnown(signature), ...clauses.map(write)],
    };
    return { ...this.#common, queries: [query], goals: new Map([[query, goals.map(write)]]) };
  }
}

// What simplification leaves out of clauses, since the adversary has it whatever happens.
function alwaysKnown({ epochs, protocol, constants, sorts }: Signature): readonly CertifiedClause[] {
  const has = (epoch: number, term: CertifiedTerm, ofSorts: readonly Sort[]): CertifiedClause => ({
    sorts: ofSorts,
    hypotheses: [],
    conclusion: { predicate: 'attacker', epoch, args: [term] },
    differ: [],
    selected: null,
  });
  const open = [...constants.values()].filter(({ name }) => !protocol.secrets.has(name));
  const own = [...sorts].map((sort) => adversaryConstant(sort));
  return Array.from({ length: epochs }, (_, epoch) => [
    ...publicSorts(protocol).map((sort) => has(epoch, { kind: 'variable', number: 0 }, [sort])),
    ...[...open, ...own].map((constant) => has(epoch, { kind: 'constant', constant }, [])),
  ]).flat();
}

// What it leaves out as well: notes of what the adversary has, which has no use for them.
function notesOfKnown({ epochs, protocol }: Signature): readonly CertifiedClause[] {
  const notes = [...protocol.theory.symbols].filter(([, { note }]) => note === true);
  return Array.from({ length: epochs }, (_, epoch) => {
    const has = (term: CertifiedTerm): CertifiedFact => ({ predicate: 'attacker', epoch, args: [term] });
    return notes.map(([symbol, { arity }]): CertifiedClause => {
      const args = Array.from({ length: arity }, (__, number): CertifiedTerm => ({
        kind: 'variable',
        number,
      }));
      return {
        sorts: args.map(() => anySort),
        hypotheses: args.slice(0, 1).map(has),
        conclusion: has({ kind: 'apply', symbol, args }),
        differ: [],
        selected: null,
      };
    });
  }).flat();
}

function viewOf(protocol: Protocol, slice: Slice, signature: Signature, memory: Memory): View {
  const made = new Map(slice.protocol.roles.flatMap(valuesOf).map((value) => [value.name, value] as const));
  return {
    epochs: signature.epochs,
    lastPhase: slice.protocol.phases - 1,
    dishonest: signature.dishonest,
    roles: slice.roles,
    fresh: new Map(
      protocol.roles.flatMap((role) =>
        valuesOf(role).map((value): [string, FreshView] => {
          const name = slice.fresh.get(value.name) ?? value.name;
          // What a run of the dishonest agent makes, the adversary makes in its stead.
          const seen = isDishonest(role, signature) ? null : name;
          return [value.name, { name: seen, kept: keptOf(role, memory, made.get(name) ?? value) }];
        }),
      ),
    ),
    labels: new Map(
      protocol.roles.flatMap(({ steps }) =>
        steps.flatMap((step): readonly [string, LabelView][] => {
          if (step.kind !== 'send' && step.kind !== 'receive') return [];
          const label = slice.labels.get(step.label) ?? step.label;
          const parts = memory === 'slim' ? signature.splitting(label) : null;
          return [[step.label, { label, parts, sender: memory !== 'slim' }]];
        }),
      ),
    ),
  };
}

function isDishonest({ parameters, self }: Role, { dishonest }: Signature): boolean {
  return parameters.some(({ name, sort }) => name === self && dishonest.includes(sort));
}

// Of what tells a value of one run from that of another: the run, its agents, then what was bound.
function keptOf({ parameters }: Role, memory: Memory, { numbers, bound }: MadeValue): readonly number[] {
  const first = parameters.length + 1;
  const common = Array.from({ length: first }, (_, index) => index);
  const others = memory === 'full' ? Array.from({ length: bound }, (_, index) => index) : numbers;
  return [...common, ...others.map((place) => first + place)];
}

/** A value that runs make, with how much was bound before it first occurs, and at which places of that numbers are. */
interface MadeValue {
  readonly name: string;
  readonly numbers: readonly number[];
  readonly bound: number;
}

function valuesOf(role: Role): readonly MadeValue[] {
  const known = new Set(role.parameters.map(({ name }) => name));
  const values = new Map<string, MadeValue>();
  const numbers: number[] = [];
  let bound = 0;
  const visit = (message: Message, step: RoleStep): void => {
    if (message.kind === 'apply') for (const part of message.args) visit(part, step);
    if (message.kind === 'fresh' && !values.has(message.name))
      values.set(message.name, { name: message.name, numbers: [...numbers], bound });
    if (message.kind !== 'variable' || known.has(message.name)) return;
    known.add(message.name);
    if (step.kind !== 'receive' && step.kind !== 'number') return;
    if (step.kind === 'number') numbers.push(bound);
    bound += 1;
  };
  for (const step of role.steps) {
    for (const message of messagesOf(step)) visit(message, step);
    if (step.kind === 'compute') known.add(step.variable);
  }
  return [...values.values()];
}

/** Writes clauses of one abstraction. */
class ClauseWriter {
  readonly #signature: Signature;
  readonly #terms = new Map<number, CertifiedTerm>();

  constructor(signature: Signature) {
    this.#signature = signature;
  }

  write({ clause, selected }: Kept): CertifiedClause {
    const { hypotheses, conclusion, differ } = clause;
    const sorts: Sort[] = Array.from({ length: clause.variables }, () => anySort);
    const visit = (cell: TermNode): void => {
      if (cell.ground) return;
      if (cell.symbol < 0) sorts[cell.variable] = this.#signature.bank.sortName(cell.sort);
      else cell.args.forEach(visit);
    };
    for (const { args } of [...hypotheses, conclusion]) args.forEach(visit);
    for (const { left, right } of differ) [left, right].forEach(visit);
    return {
      sorts,
      hypotheses: hypotheses.map((fact) => this.#fact(fact)),
      conclusion: this.#fact(conclusion),
      differ: differ.map(({ left, right }) => [this.#term(left), this.#term(right)]),
      selected: selected < 0 ? null : selected,
    };
  }

  #fact({ predicate, args: cells }: Fact): CertifiedFact {
    const args = cells.map((cell) => this.#term(cell));
    const kind = this.#signature.predicates.kind(predicate);
    switch (kind.kind) {
      case 'attacker':
        return { predicate: kind.kind, epoch: kind.phase, args };
      case 'channel': {
        // The public channel has no ends.
        const isPublic = this.#signature.channels.get(kind.label)?.trust === 'public';
        return {
          predicate: kind.kind,
          label: kind.label,
          part: kind.part,
          args: isPublic ? args.slice(2) : args,
        };
      }
      case 'event':
        return { predicate: kind.kind, event: kind.event, args };
      case 'accepted':
        return { predicate: kind.kind, memory: kind.counter, args };
    }
  }

  #term(cell: TermNode): CertifiedTerm {
    const known = this.#terms.get(cell.id);
    if (known !== undefined) return known;
    const made = this.#make(cell);
    this.#terms.set(cell.id, made);
    return made;
  }

  #make(cell: TermNode): CertifiedTerm {
    if (cell.symbol < 0) return { kind: 'variable', number: cell.variable };
    const { kind, name, constant } = this.#signature.bank.describe(cell);
    const args = cell.args.map((part) => this.#term(part));
    switch (kind) {
      case 'function':
        return { kind: 'apply', symbol: name, args };
      case 'fresh':
        return { kind, name, args };
      case 'constant':
        if (constant === null) throw new RangeError('a constant is one');
        return { kind, constant };
      case 'run': {
        const [session] = args;
        if (session === undefined) throw new RangeError('a run of a role has a session');
        return { kind, role: name, session };
      }
    }
  }
}
