import { power, publicHalf } from '#core/analysis/3-translate/algebra.ts';
import { noAssociatedData } from '#core/analysis/3-translate/composition.ts';
import type { CertifiedClause, CertifiedTerm } from '#core/kernel/proof/certificate.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { anySort, isAdversaryConstant, type Constant, type Sort } from '#core/protocol/message.ts';
import { generator } from '#core/protocol/theory.ts';
import { isPrimitiveName, theory as primitives } from '#core/terms/theory.ts';

/** How many characters a term is written with; what is left then is an ellipsis. */
const mostCharacters = 400;

const letters = ['X', 'Y', 'Z', 'U', 'V', 'W'];

/**
 * Writes the terms of one clause in the notation of the language. Agents go by their entities, the dishonest one of an entity
 * with an asterisk; what a run makes bears the run's number and its agents; what may be anything is a letter.
 */
export class ClauseTerms {
  readonly #protocol: Protocol;
  readonly #entities: ReadonlyMap<Sort, string>;
  readonly #sorts: readonly Sort[];
  readonly #names = new Map<number, string>();
  readonly #counts = new Map<string, number>();
  #anything = 0;
  readonly #runs = new Map<string, number>();
  #left = 0;

  constructor(protocol: Protocol, { sorts }: CertifiedClause) {
    this.#protocol = protocol;
    this.#sorts = sorts;
    this.#entities = new Map(
      protocol.roles.flatMap(({ parameters }) => parameters.map(({ name, sort }) => [sort, name])),
    );
  }

  /** A term by itself, without the parentheses of a tuple. */
  write(term: CertifiedTerm): string {
    this.#left = mostCharacters;
    return this.#format(term, true);
  }

  /** The agent that a pair says to be no dishonest one, so that it is honest; null for any other pair. */
  honestOf([left, right]: readonly [CertifiedTerm, CertifiedTerm]): string | null {
    const [variable, other] = left.kind === 'variable' ? [left, right] : [right, left];
    if (variable.kind !== 'variable' || other.kind !== 'constant') return null;
    const isAgent = this.#protocol.agentSorts.includes(this.#sortOf(variable.number));
    return isAgent && isAdversaryConstant(other.constant) ? this.#nameOf(variable.number) : null;
  }

  #format(term: CertifiedTerm, top: boolean): string {
    if (this.#left <= 0) return '…';
    const written = this.#written(term, top);
    this.#left -= term.kind === 'apply' ? 4 : written.length;
    return written;
  }

  #written(term: CertifiedTerm, top: boolean): string {
    switch (term.kind) {
      case 'variable':
        return this.#nameOf(term.number);
      case 'constant':
        return this.#constant(term.constant);
      case 'run':
        return `${term.role}'${this.#runOf(term)}`;
      case 'fresh': {
        const [run, ...others] = term.args;
        const number = run?.kind === 'run' ? String(this.#runOf(run)) : '';
        const agents = others.filter((each) => this.#isAgent(each)).map((each) => this.#format(each, false));
        return `${term.name}'${number}${agents.length === 0 ? '' : `{${agents.join(', ')}}`}`;
      }
      case 'apply':
        return this.#applied(term.symbol, term.args, top);
    }
  }

  // As traces have it, see `format` in trace-record-of.ts.
  #applied(name: string, args: readonly CertifiedTerm[], top: boolean): string {
    const inside = (term: CertifiedTerm): string => this.#format(term, true);
    const list = (): string => args.map((each) => this.#format(each, false)).join(', ');
    const symbol = this.#protocol.theory.symbols.get(name);
    if (symbol?.transparent === true) return top ? list() : `(${list()})`;
    const [key, content, associated] = args;
    if (key === undefined) return name;
    if (symbol?.lowEntropy === true) return this.#format(key, top);
    if (name === power && content !== undefined) {
      const isPublic = key.kind === 'constant' && key.constant.name === generator.name;
      return isPublic ? `pk(${inside(content)})` : `${name}[${inside(content)}](${inside(key)})`;
    }
    if (content === undefined || name === publicHalf) return `${name}(${inside(key)})`;
    if (!isPrimitiveName(name) || primitives[name].key === 'none') return `${name}(${list()})`;
    const bare =
      associated === undefined ||
      (associated.kind === 'constant' && associated.constant.name === noAssociatedData.name);
    const start = `${name}[${inside(key)}](${inside(content)}`;
    return bare ? `${start})` : `${start} ; ${inside(associated)})`;
  }

  #constant(constant: Constant): string {
    const { name, origin } = constant;
    if (origin === undefined) return name;
    const entity = this.#entities.get(origin.sort) ?? origin.sort;
    if (origin.kind === 'honest') return origin.number === 0 ? entity : `${entity}${origin.number + 1}`;
    return origin.sort === anySort ? '?' : `${entity}*`;
  }

  #isAgent(term: CertifiedTerm): boolean {
    const { agentSorts } = this.#protocol;
    if (term.kind === 'variable') return agentSorts.includes(this.#sortOf(term.number));
    return term.kind === 'constant' && agentSorts.includes(term.constant.origin?.sort ?? '');
  }

  #sortOf(variable: number): Sort {
    return this.#sorts[variable] ?? anySort;
  }

  #nameOf(variable: number): string {
    const known = this.#names.get(variable);
    if (known !== undefined) return known;
    const name = this.#newName(this.#sortOf(variable));
    this.#names.set(variable, name);
    return name;
  }

  // The first of an entity goes by its name alone.
  #newName(sort: Sort): string {
    const { agentSorts, numberSorts } = this.#protocol;
    if (numberSorts.includes(sort)) {
      const sign = sort === 'timestamp' ? '@' : '#';
      return `${sign}${this.#count(sign)}`;
    }
    const entity = this.#entities.get(sort);
    if (agentSorts.includes(sort) && entity !== undefined) {
      const count = this.#count(entity);
      return count === 1 ? entity : `${entity}${count}`;
    }
    this.#anything += 1;
    return letters[this.#anything - 1] ?? `X${this.#anything}`;
  }

  #runOf({ role, session }: Extract<CertifiedTerm, { kind: 'run' }>): number {
    const key = `${role} ${JSON.stringify(session)}`;
    const number = this.#runs.get(key) ?? this.#runs.size + 1;
    this.#runs.set(key, number);
    return number;
  }

  #count(name: string): number {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count;
  }
}
