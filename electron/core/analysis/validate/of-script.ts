import type { Element, MessageStep } from '#core/language/model.ts';
import type { Theory } from '#core/protocol/theory.ts';
import type { Begun, EntityScript, Line } from '#core/semantics/script.ts';
import type { Value } from '#core/semantics/value.ts';
import type { Act, Form, Leaving, Moment, Way } from './form.ts';
import { raised, shared, tuple, type Known, type Term } from './term.ts';

/** Brings values of the interpreter to the form in which they are compared. */
export class ValueReader {
  readonly #theory: Theory;
  readonly #terms = new Map<Value, Term>();

  constructor(theory: Theory) {
    this.#theory = theory;
  }

  read(value: Value): Term {
    const term = this.#terms.get(value) ?? this.#termOf(value);
    this.#terms.set(value, term);
    return term;
  }

  #termOf(value: Value): Term {
    switch (value.kind) {
      case 'unknown':
        return { kind: 'unknown', name: value.name, sort: value.sort };
      case 'atom': {
        const { name, sort, guessable, element, whose } = value;
        if (value.origin === 'before') return shared(element, whose.split(', '), sort);
        return { kind: 'made', name, sort, guessable };
      }
      case 'agent':
      case 'constant':
        return { kind: value.kind, name: value.name };
      case 'number':
        return { kind: 'number', name: String(value.count) };
      case 'none':
        return { kind: 'none' };
      case 'tuple':
        return { kind: 'apply', symbol: tuple, args: value.parts.map((part) => this.read(part)) };
      case 'power': {
        const base = value.base === null ? null : this.read(value.base);
        return (
          raised(
            base,
            value.exponents.map((each) => this.read(each)),
          ) ?? { kind: 'none' }
        );
      }
      case 'apply': {
        const { primitive, key, content, associated } = value;
        const args = [...(key === null ? [] : [key]), content].map((each) => this.read(each));
        const takesMore = (this.#theory.symbols.get(primitive)?.arity ?? 0) > args.length;
        return {
          kind: 'apply',
          symbol: primitive,
          args: takesMore ? [...args, this.read(associated)] : args,
        };
      }
    }
  }
}

/** A script in the same form, with what its runs begin with and leave. */
export interface ScriptForm extends Form {
  /** By the names under which the run has it. */
  readonly begins: ReadonlyMap<string, Term>;
  readonly leaves: readonly Leaving[];
  /** How many acts there are in so many lines. */
  readonly actsIn: (lines: number) => number;
  /** Whether something is learnt after so many lines, before the next act. */
  readonly learnsAfter: (lines: number) => boolean;
}

/** What a script says, in the same form. */
export function formOfScript(
  script: EntityScript,
  elements: readonly Element[],
  reader: ValueReader,
): ScriptForm {
  const acts: Act[] = [];
  const knowns: Known[] = [];
  const last = new Map<string, string>();
  const shown = new Map<string, readonly Term[]>();
  let known: Known = new Map();
  const note = (act: Act): void => {
    acts.push(act);
    knowns.push(known);
  };
  const holderOf = (element: string | null): readonly Term[] => {
    const others = elements.find(({ name }) => name === element)?.holders ?? [];
    return [...new Set([script.role, ...others])].map((name) => ({ kind: 'agent', name }));
  };
  const take = (line: Line): void => {
    const value = reader.read(line.value);
    switch (line.kind) {
      case 'receive':
      case 'send':
        note({ kind: line.kind, label: line.step.name, message: value, way: wayOf(line.step) });
        return;
      case 'learn':
        known = new Map([...known, [nameOf(reader.read(line.unknown)), value]]);
        return;
      case 'number': {
        const { counter, rule } = line;
        if (rule === 'own') last.set(nameOf(value), counter);
        else {
          const memories =
            rule === 'advances' ? [`counted ${counter}`, `accepted ${counter}`] : [`accepted ${counter}`];
          note({ kind: 'count', rule, counter, memories, holder: holderOf(counter), value });
        }
        return;
      }
      case 'clock': {
        const { clock, rule } = line;
        const before = shown.get(clock) ?? [];
        shown.set(clock, [...before, value]);
        note({
          kind: 'clock',
          moves: rule === 'moves',
          clock,
          value,
          differs: rule === 'moves' ? before : [],
        });
        return;
      }
      case 'once':
        note({ kind: 'once', memories: [line.element], holder: holderOf(null), value });
        return;
      case 'make':
      case 'install':
      case 'accept':
      case 'erase':
        return;
    }
  };
  // How many acts there are in so many lines.
  const counts = [0];
  for (const line of script.lines) {
    take(line);
    counts.push(acts.length);
  }
  const named = (all: readonly Begun[]): ReadonlyMap<string, Term> =>
    new Map(
      all.map(({ as, name, value }) => [
        as === 'kept' || as === 'open' ? `part ${name}` : name,
        reader.read(value),
      ]),
    );
  knowns.push(known);
  return {
    moments: acts.map((act, index): Moment => ({ act, known: knowns[index + 1] ?? known })),
    stuck: script.complete ? null : 'nothing that it receives lets it go on',
    numbers: new Map(),
    begun: new Set(
      script.begins.map(({ value }) => nameOf(reader.read(value))).filter((name) => name !== ''),
    ),
    last,
    begins: named(script.begins),
    leaves: script.leaves.map(({ after, holds }) => ({ after: counts[after] ?? 0, holds: named(holds) })),
    actsIn: (lines) => counts[lines] ?? acts.length,
    learnsAfter: (lines) =>
      script.lines.some(
        ({ kind }, index) => kind === 'learn' && index >= lines && counts[index] === counts[lines],
      ),
  };
}

function nameOf(term: Term): string {
  return term.kind === 'unknown' ? term.name : '';
}

function wayOf({ trust, sender, receiver, repeats }: MessageStep): Way {
  if (trust === 'public') return { trust };
  return {
    trust,
    from: { kind: 'agent', name: sender },
    to: { kind: 'agent', name: receiver },
    once: trust !== 'confidential' && !repeats,
  };
}
