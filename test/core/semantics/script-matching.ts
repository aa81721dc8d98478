import type { Course } from '#core/semantics/course.ts';
import type { Scripted } from '#core/semantics/script-lines.ts';
import type { Setting } from '#core/semantics/script-run.ts';
import { childrenOf, Findings } from '#core/semantics/unknowns.ts';
import { formatValue, type Value, type Values } from '#core/semantics/value.ts';

/** What a run did that is not as the script says; null where nothing is. */
export function faultOfRun(
  { begins }: Setting,
  scripted: Scripted,
  run: Course,
  matching: Matching,
): string | null {
  const pairs = begins.flatMap(({ as, name, value }): (readonly [Value, Value])[] => {
    const held = as === 'held' ? run.begun.holdings.named(name) : null;
    return held === null ? [] : [[value, held]];
  });
  for (const line of scripted.lines) {
    if (line.kind !== 'receive' && line.kind !== 'send') continue;
    const message = run.events.find(({ step }) => step === line.step)?.message;
    if (!message) return `${line.step.name} is missing`;
    pairs.push([line.value, message]);
  }
  const wrong = pairs.find(([general, special]) => !matching.match(general, special));
  if (wrong === undefined) return null;
  return `${formatValue(wrong[1])} is not an instance of ${formatValue(wrong[0])}`;
}

/** Finds the values for which general values become special ones. */
export class Matching {
  readonly #findings: Findings;
  /** True where all that is known is the same in both; otherwise it may be renamed. */
  readonly #sameNames: boolean;
  readonly #known = new Map<Value, Value>();
  readonly #powers: (readonly [Value, Value])[] = [];

  constructor(findings: Findings, sameNames: boolean) {
    this.#findings = findings;
    this.#sameNames = sameNames;
  }

  match(general: Value, special: Value): boolean {
    const own = this.#findings.applied(general);
    switch (own.kind) {
      case 'unknown':
        return this.#bind(own, special);
      case 'atom':
      case 'agent':
      case 'number':
        return this.#sameNames ? own === special : this.#bind(own, special);
      case 'constant':
        return formatValue(own) === formatValue(special);
      case 'none':
        return special.kind === 'none';
      // The order of exponents says nothing.
      case 'power':
        return this.#powers.push([own, special]) > 0;
      case 'tuple':
      case 'apply': {
        const [ours, theirs] = [childrenOf(own), childrenOf(special)];
        const isAlike =
          own.kind === 'tuple' || (special.kind === 'apply' && own.primitive === special.primitive);
        return (
          isAlike &&
          own.kind === special.kind &&
          ours.length === theirs.length &&
          ours.every((part, index) => this.match(part, theirs[index] ?? part))
        );
      }
    }
  }

  /** The first power that is another with everything that is known, in words; null where there is none. */
  otherPower(values: Values): string | null {
    const matched = new Findings(values, this.#known);
    const other = this.#powers.find(([general, special]) => matched.applied(general) !== special);
    return other === undefined ? null : `${formatValue(other[1])} is not ${formatValue(other[0])}`;
  }

  #bind(own: Value, special: Value): boolean {
    const before = this.#known.get(own);
    this.#known.set(own, before ?? special);
    return before === undefined || before === special;
  }
}
