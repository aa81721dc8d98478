import type {
  Comparison,
  Correspondence,
  Declaration,
  Fact,
  Model,
  Pattern,
  Process,
  Rule,
  Term,
  Typed,
} from './syntax.ts';
import { SyntaxFault, tokensOf, type Token } from './tokens.ts';

/** Reads a model by the manual's grammar of the typed language, as far as exports use it. Throws a syntax fault. */
export function parse(text: string): Model {
  return new Parser(tokensOf(text)).model();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  model(): Model {
    const declarations: Declaration[] = [];
    while (!this.#accept('process')) declarations.push(this.#declaration());
    const main = this.#process();
    if (this.#next.kind !== 'end') this.#fail('the end');
    return { declarations, main };
  }

  get #next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new SyntaxFault('nothing follows', 0);
    return token;
  }

  #fail(expected: string): never {
    throw new SyntaxFault(`${expected} expected before ${this.#next.text}`, this.#next.line);
  }

  #is(text: string): boolean {
    return this.#next.text === text && this.#next.kind !== 'end';
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) this.#fail(text);
  }

  #identifier(): string {
    if (this.#next.kind !== 'identifier') this.#fail('a name');
    const { text } = this.#next;
    this.#at += 1;
    return text;
  }

  #number(): number {
    if (this.#next.kind !== 'number') this.#fail('a number');
    const { text } = this.#next;
    this.#at += 1;
    return Number(text);
  }

  // `channel` is a keyword and a type.
  #type(): string {
    return this.#accept('channel') ? 'channel' : this.#identifier();
  }

  #list<Item>(item: () => Item): readonly Item[] {
    const items = [item()];
    while (this.#accept(',')) items.push(item());
    return items;
  }

  #inside<Item>(item: () => Item): readonly Item[] {
    this.#expect('(');
    if (this.#accept(')')) return [];
    const items = this.#list(item);
    this.#expect(')');
    return items;
  }

  #typed(): Typed {
    const name = this.#identifier();
    this.#expect(':');
    return { name, type: this.#type() };
  }

  #options(): readonly string[] {
    if (!this.#accept('[')) return [];
    const options = this.#list(() => this.#identifier());
    this.#expect(']');
    return options;
  }

  #declaration(): Declaration {
    const { line, text } = this.#next;
    this.#at += 1;
    switch (text) {
      case 'set': {
        const setting = this.#identifier();
        this.#expect('=');
        const value = this.#identifier();
        this.#expect('.');
        return { kind: 'set', setting, value, line };
      }
      case 'free':
      case 'const': {
        const { name, type } = this.#typed();
        const options = this.#options();
        this.#expect('.');
        return { kind: text, name, type, options, line };
      }
      case 'fun':
        return this.#function(line);
      case 'reduc': {
        const rules = this.#rules(';');
        const options = this.#options();
        this.#expect('.');
        return { kind: 'destructor', name: rules[0]?.name ?? '', args: null, rules, options, line };
      }
      case 'equation': {
        const variables = this.#forall();
        const left = this.#term();
        this.#expect('=');
        const right = this.#term();
        this.#expect('.');
        return { kind: 'equation', variables, left, right, line };
      }
      case 'table':
      case 'event': {
        const name = this.#identifier();
        const args = this.#inside(() => this.#type());
        this.#expect('.');
        return { kind: text, name, args, line };
      }
      case 'query':
      case 'restriction':
        return { kind: text, asked: this.#correspondence(), line };
      case 'let': {
        const name = this.#identifier();
        this.#expect('=');
        const process = this.#process();
        this.#expect('.');
        return { kind: 'let', name, process, line };
      }
      default:
        this.#at -= 1;
        return this.#fail('a declaration');
    }
  }

  #function(line: number): Declaration {
    const name = this.#identifier();
    const args = this.#inside(() => this.#type());
    this.#expect(':');
    const type = this.#type();
    if (this.#accept('reduc')) {
      const rules = this.#rules('otherwise');
      const options = this.#options();
      this.#expect('.');
      return { kind: 'destructor', name, args, rules, options, line };
    }
    const options = this.#options();
    this.#expect('.');
    return { kind: 'constructor', name, args, type, options, line };
  }

  #forall(): readonly Typed[] {
    if (!this.#accept('forall')) return [];
    const variables = this.#list(() => this.#typed());
    this.#expect(';');
    return variables;
  }

  #rules(between: string): readonly Rule[] {
    const rules = [this.#rule()];
    while (this.#accept(between)) rules.push(this.#rule());
    return rules;
  }

  #rule(): Rule {
    const variables = this.#forall();
    const name = this.#identifier();
    const args = this.#inside(() => this.#term());
    this.#expect('=');
    return { variables, name, args, result: this.#term() };
  }

  #correspondence(): Correspondence {
    const variables = this.#list(() => this.#typed());
    this.#expect(';');
    const hypotheses = this.#facts();
    this.#expect('==>');
    const conclusions: (readonly Fact[])[] = [];
    do {
      // What binds more closely is said by parentheses.
      const isEnclosed = this.#is('(');
      const conclusion = this.#conclusion();
      if (conclusion.length > 1 && !isEnclosed && (conclusions.length > 0 || this.#is('||'))) this.#fail('.');
      conclusions.push(conclusion);
    } while (this.#accept('||'));
    this.#expect('.');
    return { variables, hypotheses, conclusions };
  }

  // Where there are several, each with more than one fact has parentheses around it.
  #conclusion(): readonly Fact[] {
    const [first, second] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
    if (first?.text !== '(' || second === undefined) return this.#facts();
    this.#expect('(');
    const facts = this.#facts();
    this.#expect(')');
    return facts;
  }

  #facts(): readonly Fact[] {
    const facts = [this.#fact()];
    while (this.#accept('&&')) facts.push(this.#fact());
    return facts;
  }

  #fact(): Fact {
    const injective = this.#accept('inj');
    if (injective) this.#expect('-');
    if (this.#accept('event')) {
      this.#expect('(');
      const name = this.#identifier();
      const args = this.#is('(') ? this.#inside(() => this.#term()) : [];
      this.#expect(')');
      return { kind: 'event', injective, name, args, at: this.#accept('@') ? this.#identifier() : null };
    }
    if (injective) this.#fail('event');
    if (this.#accept('attacker')) {
      this.#expect('(');
      const term = this.#term();
      this.#expect(')');
      return { kind: 'attacker', term, phase: this.#accept('phase') ? this.#number() : null };
    }
    if (this.#accept('true')) return { kind: 'truth', value: true };
    if (this.#accept('false')) return { kind: 'truth', value: false };
    return { kind: 'compare', compared: this.#comparison() };
  }

  #comparison(): Comparison {
    const left = this.#term();
    const ordered = ['<', '<=', '>', '>='].some((sign) => this.#accept(sign));
    if (!ordered && !this.#accept('=') && !this.#accept('<>')) this.#fail('a comparison');
    return { left, ordered, right: this.#term() };
  }

  #term(): Term {
    if (this.#is('(')) {
      const parts = this.#inside(() => this.#term());
      const [single] = parts;
      return parts.length === 1 && single !== undefined ? single : { kind: 'tuple', parts };
    }
    if (this.#next.kind === 'number') {
      this.#at += 1;
      return { kind: 'number' };
    }
    const name = this.#identifier();
    return this.#is('(')
      ? { kind: 'call', name, args: this.#inside(() => this.#term()) }
      : { kind: 'name', name };
  }

  #pattern(): Pattern {
    if (this.#accept('=')) return { kind: 'equal', term: this.#term() };
    if (this.#is('(')) return { kind: 'tuple', parts: this.#inside(() => this.#pattern()) };
    const name = this.#identifier();
    if (this.#is('(')) return { kind: 'call', name, args: this.#inside(() => this.#pattern()) };
    this.#expect(':');
    return { kind: 'bind', bound: { name, type: this.#type() } };
  }

  #process(): Process {
    const first = this.#tokens[this.#at];
    const parts = [this.#sequence()];
    // Without parentheses it is not seen at once what belongs to which part.
    if (this.#is('|') && first?.text !== '(') this.#fail('( at the start of a part');
    while (this.#accept('|')) {
      if (!this.#is('(')) this.#fail('(');
      parts.push(this.#sequence());
    }
    const [single] = parts;
    return parts.length === 1 && single !== undefined ? single : { kind: 'parallel', parts };
  }

  // What may follow after a semicolon, or nothing.
  #rest(): Process {
    return this.#accept(';') ? this.#sequence() : { kind: 'nil' };
  }

  #must(word: string): Process {
    this.#expect(word);
    return this.#sequence();
  }

  #sequence(): Process {
    if (this.#next.kind === 'number' && this.#accept('0')) return { kind: 'nil' };
    if (this.#accept('!')) return { kind: 'repeat', body: this.#sequence() };
    if (this.#accept('(')) {
      const inner = this.#process();
      this.#expect(')');
      return inner;
    }
    if (this.#accept('new')) {
      const made = this.#typed();
      return { kind: 'new', made, then: this.#must(';') };
    }
    if (this.#accept('in')) {
      this.#expect('(');
      const channel = this.#term();
      this.#expect(',');
      // More than one pattern is a tuple of them.
      const parts = this.#list(() => this.#pattern());
      this.#expect(')');
      const [single] = parts;
      const pattern: Pattern = parts.length === 1 && single !== undefined ? single : { kind: 'tuple', parts };
      return { kind: 'in', channel, pattern, then: this.#rest() };
    }
    if (this.#accept('out')) {
      this.#expect('(');
      const channel = this.#term();
      this.#expect(',');
      const message = this.#term();
      this.#expect(')');
      return { kind: 'out', channel, message, then: this.#rest() };
    }
    if (this.#accept('if')) return this.#condition();
    if (this.#accept('let')) {
      const pattern = this.#pattern();
      this.#expect('=');
      const value = this.#term();
      return { kind: 'let', pattern, value, then: this.#must('in') };
    }
    if (this.#accept('event')) {
      const name = this.#identifier();
      const args = this.#inside(() => this.#term());
      return { kind: 'event', name, args, then: this.#rest() };
    }
    if (this.#accept('insert')) {
      const table = this.#identifier();
      const args = this.#inside(() => this.#term());
      return { kind: 'insert', table, args, then: this.#rest() };
    }
    if (this.#accept('get')) {
      const table = this.#identifier();
      const patterns = this.#inside(() => this.#pattern());
      return { kind: 'get', table, patterns, then: this.#must('in') };
    }
    if (this.#accept('phase')) {
      const number = this.#number();
      return { kind: 'phase', number, then: this.#rest() };
    }
    return { kind: 'named', name: this.#identifier() };
  }

  #condition(): Process {
    const compared = this.#comparison();
    return { kind: 'if', compared, then: this.#must('then') };
  }
}
