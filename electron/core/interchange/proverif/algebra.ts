import { rewritesDisagree, splitsExponents } from '#core/interchange/proverif/determinism.ts';
import type { Findings } from '#core/interchange/proverif/diagnosis.ts';
import type { Occurrences } from '#core/interchange/proverif/occurrences.ts';
import {
  call,
  forall,
  Scope,
  types,
  variablesOf,
  type TermWriter,
} from '#core/interchange/proverif/terms.ts';
import { adversaryConstant, anySort, type Message } from '#core/protocol/message.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import {
  generator,
  type Deduction,
  type FunctionSymbol,
  type Rewrite,
  type Theory,
} from '#core/protocol/theory.ts';

/** Declares sorts, constants, symbols, equations, destructors and the deductions of the first phase. */
export function algebraDeclarations(
  protocol: Protocol,
  occurrences: Occurrences,
  writer: TermWriter,
  findings: Findings,
): readonly string[] {
  const { names } = writer;
  const lines: string[] = [];
  for (const sort of occurrences.sorts) {
    const inside = writer.naturals.has(sort) ? 'nat' : 'bitstring';
    lines.push(`fun ${names.atom(sort)}(${inside}): bitstring [data].`);
  }
  for (const name of occurrences.constants) {
    if (writer.isNumber(name)) continue;
    const secret = protocol.secrets.has(name) ? ' [private]' : '';
    lines.push(`const ${names.of('constant', name)}: bitstring${secret}.`);
  }
  const { symbols, deductions } = protocol.theory;
  const destructors = rewritesBySymbol(protocol.theory);
  for (const symbol of symbols.values()) {
    const own = destructors.get(symbol.name) ?? [];
    if (own.length === 0) lines.push(...constructor(names.of('symbol', symbol.name), symbol, writer));
    else if (occurrences.stuck.has(symbol.name)) {
      lines.push(...constructor(names.beside('symbol', symbol.name, 'stuck'), symbol, writer));
    }
    if (symbol.exponential) lines.push(...equation(symbol, own, writer, findings));
  }
  for (const [name, own] of destructors) {
    if (new Set(own.map(({ args }) => args.length)).size > 1) findings.obstruct('symbol-arity', name);
    if (rewritesDisagree(own)) findings.obstruct('ambiguous-rewrites', name);
    if (own.some(({ args }) => splitsExponents(args, new Set(), protocol.theory))) {
      findings.obstruct('ambiguous-exponents', name);
    }
    lines.push(destructor(name, own, writer));
    const symbol = symbols.get(name);
    if (symbol !== undefined && occurrences.stuck.has(name)) lines.push(totalDestructor(symbol, own, writer));
  }
  for (const deduction of deductions) {
    if (splitsExponents(deduction.premises, new Set(), protocol.theory)) {
      findings.obstruct('ambiguous-exponents', deduction.name);
    }
    lines.push(...deductionRule(deduction, writer, findings));
  }
  return lines;
}

// A destructor need not be among the symbols: one that stays in no message has its rewrites alone.
function rewritesBySymbol({ rewrites }: Theory): ReadonlyMap<string, readonly Rewrite[]> {
  const found = new Map<string, Rewrite[]>();
  for (const rewrite of rewrites) {
    const own = found.get(rewrite.symbol) ?? [];
    found.set(rewrite.symbol, own);
    own.push(rewrite);
  }
  return found;
}

/** Declares the destructor that tells whether an event's agents are honest, where an event needs it. */
export function trustDeclarations(protocol: Protocol, writer: TermWriter): readonly string[] {
  const { honest, dishonest, trust } = writer.names.own;
  const pool = writer.names.locals();
  const value = pool.take('x', 'x');
  const others = pool.take('others', 'others');
  const rules = protocol.agentSorts.flatMap((sort) => {
    const adversary = writer.write(adversaryConstant(sort), new Scope(pool));
    return [
      `${forall([others])}${trust}(${adversary}, ${others}) = ${dishonest}`,
      `${forall([value, others])}${trust}(${writer.atom(sort, value)}, ${others}) = ${others}`,
    ];
  });
  rules.push(`${forall([value, others])}${trust}(${value}, ${others}) = ${dishonest}`);
  return [
    `const ${honest}: bitstring.`,
    `const ${dishonest}: bitstring.`,
    `fun ${trust}(${types(2)}): bitstring\nreduc ${rules.join('\notherwise ')} [private].`,
  ];
}

/** True when the deduction is written as a destructor that only the process of its phase computes. */
export function isLater(deduction: Deduction): boolean {
  return deduction.fromPhase > 0;
}

// ProVerif has no data constructor that is private: the adversary gets projections instead.
function constructor(name: string, symbol: FunctionSymbol, writer: TermWriter): readonly string[] {
  if (symbol.arity === 0) return [`const ${name}: bitstring${symbol.private ? ' [private]' : ''}.`];
  const type = `fun ${name}(${types(symbol.arity)}): bitstring`;
  if (!symbol.private) return [`${type}${symbol.transparent ? ' [data]' : ''}.`];
  const lines = [`${type} [private].`];
  if (!symbol.transparent) return lines;
  const scope = writer.scope();
  const args = Array.from({ length: symbol.arity }, () => scope.bind('x', anySort));
  args.forEach((argument, index) => {
    const part = writer.names.beside('symbol', symbol.name, `part_${index + 1}`);
    lines.push(`reduc ${forall(args)}${part}(${call(name, args)}) = ${argument}.`);
  });
  return lines;
}

function equation(
  symbol: FunctionSymbol,
  rewrites: readonly Rewrite[],
  writer: TermWriter,
  findings: Findings,
): readonly string[] {
  const base = writer.sortOf(generator.name);
  const plain = symbol.arity === 2 && symbol.sort === anySort && base === anySort;
  if (!plain || symbol.transparent || rewrites.length > 0) {
    findings.obstruct('exponential-form', symbol.name);
    return [];
  }
  const scope = writer.scope();
  const [x, y] = [scope.bind('x', anySort), scope.bind('y', anySort)];
  const name = writer.names.of('symbol', symbol.name);
  const start = writer.write(generator, scope);
  const power = (first: string, second: string): string => call(name, [call(name, [start, first]), second]);
  return [`equation ${forall([x, y])}${power(x, y)} = ${power(y, x)}.`];
}

// What a destructor gives anybody can compute, whatever the symbol is.
function destructor(symbol: string, rewrites: readonly Rewrite[], writer: TermWriter): string {
  const name = writer.names.of('symbol', symbol);
  const rules = rewrites.map(({ args, result }) => rule(name, args, result, writer));
  return `reduc ${rules.join(';\n  ')}.`;
}

// The destructor that leaves the application where nothing rewrites it.
function totalDestructor(symbol: FunctionSymbol, rewrites: readonly Rewrite[], writer: TermWriter): string {
  const name = writer.names.beside('symbol', symbol.name, 'or_stuck');
  const rules = rewrites.map(({ args, result }) => rule(name, args, result, writer));
  const scope = writer.scope();
  const args = Array.from({ length: symbol.arity }, () => scope.bind('x', anySort));
  rules.push(`${forall(args)}${call(name, args)} = ${writer.apply(symbol.name, args)}`);
  return `fun ${name}(${types(symbol.arity)}): bitstring\nreduc ${rules.join('\notherwise ')} [private].`;
}

function deductionRule(deduction: Deduction, writer: TermWriter, findings: Findings): readonly string[] {
  const { premises, conclusion, name, differ = [] } = deduction;
  const known = new Set(variablesOf(premises));
  if (variablesOf([conclusion]).some((variable) => !known.has(variable))) {
    findings.obstruct('deduction-free-variable', name);
    return [];
  }
  if (premises.length === 0) return [];
  const own = writer.names.of('deduction', name);
  const text = rule(own, premises, conclusion, writer);
  const suffix = isLater(deduction) ? ' [private]' : '';
  if (differ.length === 0) return [`reduc ${text}${suffix}.`];
  // Where what must differ is the same, an earlier rule gives nothing but what was put in.
  const same = differ.flatMap(([variable, other]) => {
    const put = premises.map((premise) => withVariable(premise, variable, other));
    const [first] = put;
    return first === undefined ? [] : [rule(own, put, first, writer)];
  });
  return [
    `fun ${own}(${types(premises.length)}): bitstring\nreduc ${[...same, text].join('\notherwise ')}${suffix}.`,
  ];
}

function withVariable(message: Message, name: string, value: Message): Message {
  if (message.kind === 'variable') return message.name === name ? value : message;
  if (message.kind !== 'apply') return message;
  return { ...message, args: message.args.map((argument) => withVariable(argument, name, value)) };
}

function rule(name: string, args: readonly Message[], result: Message, writer: TermWriter): string {
  const scope = writer.scope();
  const variables = variablesOf(args).map((variable) => scope.bind(variable, anySort));
  const written = args.map((argument) => writer.write(argument, scope));
  return `${forall(variables)}${call(name, written)} = ${writer.write(result, scope)}`;
}
