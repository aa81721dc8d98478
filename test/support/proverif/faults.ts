import { parse } from './parse.ts';
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
import { SyntaxFault } from './tokens.ts';

/**
 * What ProVerif would object to in a model, or what would make one of its queries say nothing: names that nothing
 * declares, or that are declared twice or hidden; wrong numbers and types of arguments; destructors without rules or
 * with rules that are none; patterns below what is no data constructor; phases that go back; queries and restrictions
 * with variables that have no type, or about events that no process has. Empty where nothing is wrong.
 */
export function faultsOf(text: string): readonly string[] {
  let model: Model;
  try {
    model = parse(text);
  } catch (problem) {
    if (problem instanceof SyntaxFault) return [problem.message];
    throw problem;
  }
  return new Checker(model).faults();
}

type Global =
  | { readonly kind: 'name'; readonly type: string }
  | {
      readonly kind: 'constructor' | 'destructor';
      readonly args: readonly string[];
      readonly type: string;
      readonly data: boolean;
    }
  | { readonly kind: 'table' | 'event'; readonly args: readonly string[] }
  | { readonly kind: 'process'; readonly body: Process };

// What is there before anything is declared (manual, "Types" and "Language reference"), or has a meaning in queries.
const predefined = new Set(
  'any_type attacker bitstring bool channel false is_cst is_nat mess nat not sid subterm time true'.split(
    ' ',
  ),
);

/** The settings that exports use, with their values. */
const settings: ReadonlyMap<string, readonly string[]> = new Map([
  ['ignoreTypes', ['true', 'false', 'all', 'none', 'attacker']],
]);

const optionsOf = {
  free: ['private'],
  const: ['data', 'private'],
  constructor: ['data', 'private'],
  destructor: ['private'],
};

type Locals = ReadonlyMap<string, string>;

class Checker {
  readonly #model: Model;
  readonly #globals = new Map<string, Global>();
  readonly #faults = new Set<string>();
  readonly #types = new Set(['bitstring', 'channel', 'bool', 'nat']);
  readonly #happening = new Set<string>();
  #lastPhase = 0;

  constructor(model: Model) {
    this.#model = model;
  }

  faults(): readonly string[] {
    this.#reach(this.#model.main, new Set());
    for (const declaration of this.#model.declarations) this.#declare(declaration);
    this.#process(this.#model.main, new Map(), 0);
    return [...this.#faults];
  }

  #fault(what: string): void {
    this.#faults.add(what);
  }

  // Events that can happen and phases that are entered, in all that the main process leads to.
  #reach(process: Process, inside: ReadonlySet<string>): void {
    switch (process.kind) {
      case 'nil':
        return;
      case 'parallel':
        for (const part of process.parts) this.#reach(part, inside);
        return;
      case 'repeat':
        this.#reach(process.body, inside);
        return;
      case 'named': {
        const { name } = process;
        const named = this.#model.declarations.find((each) => each.kind === 'let' && each.name === name);
        if (named?.kind === 'let' && !inside.has(name)) {
          this.#reach(named.process, new Set([...inside, name]));
        }
        return;
      }
      case 'event':
        this.#happening.add(process.name);
        break;
      case 'phase':
        this.#lastPhase = Math.max(this.#lastPhase, process.number);
        break;
      case 'new':
      case 'in':
      case 'out':
      case 'if':
      case 'let':
      case 'insert':
      case 'get':
        break;
    }
    this.#reach(process.then, inside);
  }

  #global(name: string, global: Global): void {
    if (predefined.has(name)) this.#fault(`reserved ${name}`);
    if (this.#globals.has(name) || this.#types.has(name)) this.#fault(`twice ${name}`);
    this.#globals.set(name, global);
  }

  #knownTypes(types: readonly string[]): void {
    for (const type of types) if (!this.#types.has(type)) this.#fault(`type ${type}`);
  }

  // Natural numbers are all there: nothing makes another.
  #makes(name: string, type: string): void {
    if (type === 'nat') this.#fault(`makes a number ${name}`);
  }

  #options(kind: keyof typeof optionsOf, options: readonly string[]): void {
    for (const option of options) if (!optionsOf[kind].includes(option)) this.#fault(`option ${option}`);
  }

  #declare(declaration: Declaration): void {
    switch (declaration.kind) {
      case 'set':
        if (settings.get(declaration.setting)?.includes(declaration.value) !== true) {
          this.#fault(`setting ${declaration.setting}`);
        }
        return;
      case 'free':
      case 'const':
        this.#knownTypes([declaration.type]);
        this.#makes(declaration.name, declaration.type);
        this.#options(declaration.kind, declaration.options);
        this.#global(declaration.name, { kind: 'name', type: declaration.type });
        return;
      case 'constructor': {
        const { name, args, type, options } = declaration;
        this.#knownTypes([...args, type]);
        this.#makes(name, type);
        this.#options('constructor', options);
        // What is taken apart by anybody cannot be made by nobody.
        if (options.includes('data') && options.includes('private')) this.#fault(`private data ${name}`);
        this.#global(name, { kind: 'constructor', args, type, data: options.includes('data') });
        return;
      }
      case 'destructor':
        this.#destructor(declaration);
        return;
      case 'equation': {
        const locals = this.#variables(declaration.variables);
        const [left, right] = [declaration.left, declaration.right].map((term) =>
          this.#constructed(term, locals),
        );
        if (left !== right) this.#fault('types of an equation');
        return;
      }
      case 'table':
      case 'event':
        this.#knownTypes(declaration.args);
        this.#global(declaration.name, { kind: declaration.kind, args: declaration.args });
        return;
      case 'query':
        this.#correspondence(declaration.asked);
        return;
      case 'restriction':
        this.#correspondence(declaration.asked);
        if ([...declaration.asked.hypotheses, ...declaration.asked.conclusions.flat()].some(isInjective)) {
          this.#fault('injective restriction');
        }
        if (declaration.asked.variables.some(({ type }) => type === 'time')) {
          this.#fault('time in a restriction');
        }
        return;
      case 'let':
        this.#process(declaration.process, new Map(), 0);
        this.#global(declaration.name, { kind: 'process', body: declaration.process });
        return;
    }
  }

  #variables(variables: readonly Typed[]): Locals {
    let locals: Locals = new Map();
    for (const variable of variables) locals = this.#bind(variable, locals);
    return locals;
  }

  #bind({ name, type }: Typed, locals: Locals): Locals {
    this.#knownTypes([type]);
    if (predefined.has(name)) this.#fault(`reserved ${name}`);
    if (locals.has(name) || this.#globals.has(name)) this.#fault(`hides ${name}`);
    return new Map([...locals, [name, type]]);
  }

  #destructor({ name, args, rules, options }: Extract<Declaration, { kind: 'destructor' }>): void {
    const signatures = rules.map((rule) => this.#rule(name, rule));
    this.#options('destructor', options);
    const [first] = signatures;
    if (first === undefined) this.#fault(`no rules ${name}`);
    const types = args ?? first?.args ?? [];
    for (const signature of signatures) {
      if (signature.args.join() !== types.join()) this.#fault(`arity ${name}`);
      if (signature.type !== first?.type) this.#fault(`result ${name}`);
    }
    this.#global(name, { kind: 'destructor', args: types, type: first?.type ?? 'bitstring', data: false });
  }

  #rule(name: string, rule: Rule): { readonly args: readonly string[]; readonly type: string } {
    if (rule.name !== name) this.#fault(`rule of ${rule.name} for ${name}`);
    const locals = this.#variables(rule.variables);
    const found = new Set(rule.args.flatMap(namesIn));
    for (const variable of [...namesIn(rule.result), ...locals.keys()]) {
      if (locals.has(variable) && !found.has(variable)) this.#fault(`free ${variable} in ${name}`);
    }
    const args = rule.args.map((argument) => this.#constructed(argument, locals));
    return { args, type: this.#constructed(rule.result, locals) };
  }

  // A term without destructors.
  #constructed(term: Term, locals: Locals): string {
    for (const called of callsIn(term)) {
      if (this.#globals.get(called)?.kind === 'destructor') this.#fault(`destructor ${called} in a rule`);
    }
    return this.#term(term, locals);
  }

  #term(term: Term, locals: Locals): string {
    switch (term.kind) {
      case 'name': {
        const local = locals.get(term.name);
        if (local !== undefined) return local;
        const global = this.#globals.get(term.name);
        if (global?.kind === 'name') return global.type;
        this.#fault(`undeclared ${term.name}`);
        return 'bitstring';
      }
      case 'number':
        return 'nat';
      case 'tuple':
        for (const part of term.parts) this.#term(part, locals);
        return 'bitstring';
      case 'call': {
        const types = term.args.map((argument) => this.#term(argument, locals));
        const global = this.#globals.get(term.name);
        if (global?.kind !== 'constructor' && global?.kind !== 'destructor') {
          this.#fault(`undeclared ${term.name}`);
          return 'bitstring';
        }
        this.#fits(term.name, global.args, types);
        return global.type;
      }
    }
  }

  #fits(name: string, declared: readonly string[], used: readonly string[]): void {
    if (declared.length !== used.length) this.#fault(`arity ${name}`);
    else if (declared.join() !== used.join()) this.#fault(`types ${name}`);
  }

  #use(kind: 'table' | 'event', name: string, types: readonly string[]): void {
    const global = this.#globals.get(name);
    if (global?.kind !== kind) this.#fault(`undeclared ${name}`);
    else this.#fits(name, global.args, types);
  }

  // The type of a pattern and what it binds beside what was bound before; no part refers to another's variables.
  #pattern(pattern: Pattern, before: Locals, bound: Locals): readonly [string, Locals] {
    switch (pattern.kind) {
      case 'equal':
        return [this.#term(pattern.term, before), bound];
      case 'bind':
        return [pattern.bound.type, this.#bind(pattern.bound, bound)];
      case 'tuple':
        return ['bitstring', this.#patterns(pattern.parts, before, bound)[1]];
      case 'call': {
        const [types, after] = this.#patterns(pattern.args, before, bound);
        const global = this.#globals.get(pattern.name);
        if (global?.kind !== 'constructor') {
          this.#fault(`undeclared ${pattern.name}`);
          return ['bitstring', after];
        }
        if (!global.data) this.#fault(`pattern ${pattern.name}`);
        this.#fits(pattern.name, global.args, types);
        return [global.type, after];
      }
    }
  }

  #patterns(
    patterns: readonly Pattern[],
    before: Locals,
    bound: Locals,
  ): readonly [readonly string[], Locals] {
    let after = bound;
    const types = patterns.map((pattern) => {
      const [type, more] = this.#pattern(pattern, before, after);
      after = more;
      return type;
    });
    return [types, after];
  }

  #onChannel(channel: Term, locals: Locals): void {
    if (this.#term(channel, locals) !== 'channel') this.#fault('channel expected');
  }

  #process(process: Process, locals: Locals, phase: number): void {
    switch (process.kind) {
      case 'nil':
        return;
      case 'parallel':
        for (const part of process.parts) this.#process(part, locals, phase);
        return;
      case 'repeat':
        this.#process(process.body, locals, phase);
        return;
      case 'named':
        if (this.#globals.get(process.name)?.kind !== 'process') this.#fault(`undeclared ${process.name}`);
        return;
      case 'new':
        this.#makes(process.made.name, process.made.type);
        this.#process(process.then, this.#bind(process.made, locals), phase);
        return;
      case 'in': {
        this.#onChannel(process.channel, locals);
        const [type, after] = this.#pattern(process.pattern, locals, locals);
        if (!['bitstring', 'nat'].includes(type)) this.#fault('type of an input');
        this.#process(process.then, after, phase);
        return;
      }
      case 'out':
        this.#onChannel(process.channel, locals);
        if (this.#term(process.message, locals) !== 'bitstring') this.#fault('type of an output');
        this.#process(process.then, locals, phase);
        return;
      case 'if':
        if (this.#compared(process.compared, locals) === 'time') this.#fault('time in a process');
        this.#process(process.then, locals, phase);
        return;
      case 'let': {
        const type = this.#term(process.value, locals);
        const [expected, after] = this.#pattern(process.pattern, locals, locals);
        if (type !== expected) this.#fault('types of an assignment');
        this.#process(process.then, after, phase);
        return;
      }
      case 'event':
      case 'insert': {
        const types = process.args.map((argument) => this.#term(argument, locals));
        if (process.kind === 'event') this.#use('event', process.name, types);
        else this.#use('table', process.table, types);
        this.#process(process.then, locals, phase);
        return;
      }
      case 'get': {
        const [types, after] = this.#patterns(process.patterns, locals, locals);
        this.#use('table', process.table, types);
        this.#process(process.then, after, phase);
        return;
      }
      case 'phase':
        if (process.number <= phase) this.#fault(`phase ${process.number} after ${phase}`);
        this.#process(process.then, locals, process.number);
        return;
    }
  }

  // The type of what is compared.
  #compared({ left, ordered, right }: Comparison, locals: Locals): string {
    const [one, other] = [this.#term(left, locals), this.#term(right, locals)];
    if (one !== other) this.#fault('types of a comparison');
    if (ordered && !['nat', 'time'].includes(one)) this.#fault('order of a comparison');
    return one;
  }

  #correspondence({ variables, hypotheses, conclusions }: Correspondence): void {
    this.#types.add('time');
    const locals = this.#variables(variables);
    this.#types.delete('time');
    const concluded = conclusions.flat();
    const facts = [...hypotheses, ...concluded];
    const used = new Set(facts.flatMap(namesOf));
    for (const { name } of variables) if (!used.has(name)) this.#fault(`unused ${name}`);
    for (const fact of facts) this.#fact(fact, locals);
    if (!hypotheses.some(({ kind }) => kind === 'event')) this.#fault('no event');
    for (const fact of hypotheses) {
      if (fact.kind === 'compare' || fact.kind === 'truth') this.#fault('hypothesis');
      if (fact.kind === 'event' && !this.#happening.has(fact.name))
        this.#fault(`true of nothing ${fact.name}`);
    }
    for (const fact of concluded) {
      if (fact.kind === 'event' && !this.#happening.has(fact.name)) this.#fault(`never happens ${fact.name}`);
    }
    if (concluded.some(isInjective) && !hypotheses.some(isInjective)) this.#fault('injective');
    // ProVerif 2.05 stops with an internal error when it finds an attack on such a query.
    if (concluded.some(isInjective) && variables.some(({ type }) => type === 'time')) {
      this.#fault('time in an injective query');
    }
  }

  #fact(fact: Fact, locals: Locals): void {
    const types = termsOf(fact).map((term) => this.#constructed(term, locals));
    switch (fact.kind) {
      case 'event':
        if (fact.at !== null && locals.get(fact.at) !== 'time') this.#fault(`no time ${fact.at}`);
        this.#use('event', fact.name, types);
        return;
      case 'attacker':
        if (fact.phase !== null && fact.phase > this.#lastPhase)
          this.#fault(`phase ${fact.phase} never comes`);
        // Without a number it would be another phase than the last for whoever reads it.
        if (fact.phase === null && this.#lastPhase > 0) this.#fault('phase of a query');
        return;
      case 'compare':
        this.#compared(fact.compared, locals);
        return;
      case 'truth':
        return;
    }
  }
}

function isInjective(fact: Fact): boolean {
  return fact.kind === 'event' && fact.injective;
}

function termsOf(fact: Fact): readonly Term[] {
  switch (fact.kind) {
    case 'event':
      return fact.args;
    case 'attacker':
      return [fact.term];
    case 'compare':
      return [fact.compared.left, fact.compared.right];
    case 'truth':
      return [];
  }
}

function namesOf(fact: Fact): readonly string[] {
  const times = fact.kind === 'event' && fact.at !== null ? [fact.at] : [];
  return [...times, ...termsOf(fact).flatMap(namesIn)];
}

function namesIn(term: Term): readonly string[] {
  if (term.kind === 'number') return [];
  if (term.kind === 'name') return [term.name];
  return (term.kind === 'call' ? term.args : term.parts).flatMap(namesIn);
}

function callsIn(term: Term): readonly string[] {
  if (term.kind === 'name' || term.kind === 'number') return [];
  return [
    ...(term.kind === 'call' ? [term.name] : []),
    ...(term.kind === 'call' ? term.args : term.parts).flatMap(callsIn),
  ];
}
