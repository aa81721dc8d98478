import { memoryName } from './names.ts';
import type { QuietNumbers } from './quiet-numbers.ts';
import type { StepTaker } from './script.ts';
import type { Element } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';

/**
 * How one entity counts and reads clocks in one phase. Which number it is, is the world's choice; that a counter moves on
 * past all that its holder has used and accepted, and a clock past what it has shown, is a step of its own.
 */
export class NumberSteps {
  readonly #quiet: QuietNumbers;
  readonly #entity: string;
  /** What clocks have shown to the entity in this part of it. */
  readonly #shown = new Map<string, readonly Message[]>();

  constructor(quiet: QuietNumbers, entity: string) {
    this.#quiet = quiet;
    this.#entity = entity;
  }

  /** The number that a counter or clock of the entity comes to. */
  number(element: Element, use: 'advances' | 'shows', script: StepTaker): Message {
    const { name, kind } = element;
    const value = script.variable(name, kind);
    const anew = use === 'advances';
    const step = { kind: 'number', variable: value.name, of: name, anew } as const;
    if (kind === 'timestamp') {
      script.add(step);
      this.#show(element, value, anew, script);
    } else if (anew) {
      // Which number it will be is no secret before: all that the run makes can be told apart by it.
      script.addFirst(step);
      this.#count(element, value, 'advances', script);
    } else {
      script.add(step);
    }
    return value;
  }

  /** Goes on only if a number may be taken over. */
  accept(element: Element, value: Message, script: StepTaker): void {
    if (element.kind === 'timestamp') this.#show(element, value, false, script);
    else this.#count(element, value, 'accepts', script);
  }

  /** Uses up a value that the entity has made. */
  useUp({ name }: Element, value: Message, script: StepTaker): void {
    script.add({
      kind: 'accept',
      rule: 'once',
      memory: memoryName({ element: name, use: 'used', entity: this.#entity }),
      above: [],
      passed: [],
      holder: [{ kind: 'variable', name: this.#entity }],
      value,
    });
  }

  #count(element: Element, value: Message, use: 'advances' | 'accepts', script: StepTaker): void {
    const { name, holders } = element;
    const accepted = memoryName({ element: name, use: 'accepted', entity: this.#entity });
    const sharing = [...new Set([this.#entity, ...holders])];
    script.add({
      kind: 'accept',
      rule: 'increasing',
      memory:
        use === 'accepts' ? accepted : memoryName({ element: name, use: 'counted', entity: this.#entity }),
      above: use === 'accepts' ? [] : [accepted],
      passed: this.#quiet.passed(element, this.#entity, use),
      holder: sharing.map((each) => ({ kind: 'variable', name: each })),
      value,
    });
  }

  #show(element: Element, value: Message, moves: boolean, script: StepTaker): void {
    const { name } = element;
    const earlier = this.#shown.get(name) ?? [];
    this.#shown.set(name, [...earlier, value]);
    if (moves) for (const left of earlier) script.add({ kind: 'differ', left, right: value });
    const passed = this.#quiet.passed(element, this.#entity, 'accepts');
    script.add({ kind: 'clock', clock: name, moves, passed, value });
  }
}
