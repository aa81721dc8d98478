import type { GuessRule } from './guess-rules.ts';
import type { Message } from '#core/protocol/message.ts';

/** Those of some rules that no other one of them implies. */
export function withoutImplied(rules: readonly GuessRule[]): readonly GuessRule[] {
  const distinct = new Map(rules.map((rule) => [canonical(rule), rule] as const));
  const kept: GuessRule[] = [];
  const byNeeds = [...distinct.values()].toSorted((one, other) => sizeOf(one) - sizeOf(other));
  for (const rule of byNeeds) if (!kept.some((general) => implies(general, rule))) kept.push(rule);
  return kept;
}

function sizeOf({ premises }: GuessRule): number {
  return premises.reduce((sum, premise) => sum + written(premise), premises.length);
}

function written(message: Message): number {
  return message.kind === 'apply' ? 1 + message.args.reduce((sum, each) => sum + written(each), 0) : 1;
}

// Written with its variables numbered as they come.
function canonical({ premises, conclusion, differ = [] }: GuessRule): string {
  const numbers = new Map<string, number>();
  const write = (message: Message): string => {
    switch (message.kind) {
      case 'variable': {
        const number = numbers.get(message.name) ?? numbers.size;
        numbers.set(message.name, number);
        return `$${String(number)}`;
      }
      case 'apply':
        return `${message.symbol}(${message.args.map(write).join()})`;
      case 'constant':
      case 'fresh':
        return `${message.kind} ${message.name}`;
    }
  };
  const apart = differ.flatMap(([name, other]): readonly Message[] => [{ kind: 'variable', name }, other]);
  return [...premises, conclusion, ...apart].map(write).join(' & ');
}

type Taken = ReadonlyMap<string, Message>;

// Whether whatever meets the premises of the second meets those of the first, with the same outcome.
function implies(general: GuessRule, special: GuessRule): boolean {
  // What must differ in one may be the same in the other.
  if ((general.differ ?? []).length > 0) return false;
  const start = match(general.conclusion, special.conclusion, new Map());
  if (start === null) return false;
  const meet = (index: number, taken: Taken): boolean => {
    const premise = general.premises[index];
    if (premise === undefined) return true;
    return special.premises.some((each) => {
      const next = match(premise, each, taken);
      return next !== null && meet(index + 1, next);
    });
  };
  return meet(0, start);
}

function match(pattern: Message, message: Message, taken: Taken): Taken | null {
  if (pattern.kind === 'variable') {
    const before = taken.get(pattern.name);
    if (before !== undefined) return JSON.stringify(before) === JSON.stringify(message) ? taken : null;
    return new Map([...taken, [pattern.name, message]]);
  }
  if (pattern.kind !== 'apply' || message.kind !== 'apply') {
    return JSON.stringify(pattern) === JSON.stringify(message) ? taken : null;
  }
  if (pattern.symbol !== message.symbol || pattern.args.length !== message.args.length) return null;
  let next: Taken | null = taken;
  for (const [index, argument] of pattern.args.entries()) {
    const other = message.args[index];
    next = next === null || other === undefined ? null : match(argument, other, next);
  }
  return next;
}
