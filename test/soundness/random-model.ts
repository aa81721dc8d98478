import type { Choices } from './choices.ts';

/** What the generator knows of an entity while it writes: the names that it can use in a message. */
interface Known {
  readonly names: Set<string>;
  readonly advanced: Set<string>;
  /** What it can read in the message that it received last. */
  last: readonly string[];
}

const given: ReadonlyMap<string, readonly string[]> = new Map([
  ['A', ['K', 'D', 'NA', 'C', 'T', 'PW']],
  ['B', ['K', 'E', 'NB', 'C', 'T', 'PW']],
  ['S', ['W']],
]);

/**
 * A random model in Segl's language, of two entities and now and then a third: with counters in derived names, clocks,
 * erasures, phases without adversary, low entropy, public keys, channels and keys that are made, derived, installed and
 * renewed. Not every one is executable; most are.
 */
export class RandomModel {
  readonly #choices: Choices;
  readonly #entities: readonly string[];
  readonly #known = new Map<string, Known>();
  readonly #lines: string[] = [];
  readonly #made = new Set<string>();
  /** Nonces that their maker has checked: they count once. */
  readonly #checked = new Set<string>();
  readonly #derived = new Set<string>();
  #messages = 0;
  /** Entities that have checked the counter since somebody last moved it on: the same number is not checked twice. */
  readonly #upToDate = new Set<string>();

  constructor(choices: Choices) {
    this.#choices = choices;
    this.#entities = choices.chance(20) ? ['A', 'B', 'S'] : ['A', 'B'];
  }

  write(): string {
    for (const name of this.#entities) {
      this.#known.set(name, { names: new Set(given.get(name)), advanced: new Set(), last: [] });
    }
    const quiet = this.#choices.chance(30);
    if (quiet) this.#phase('factory', ' channel secure adversary absent', 2);
    this.#phase('one', '', 4);
    if (this.#choices.chance(40)) this.#phase('two', '', 3);
    return [...this.#head(), ...this.#lines, ...this.#statements()].join('\n');
  }

  #pick(options: readonly string[]): string {
    const [first = '', ...others] = options;
    return this.#choices.one([first, ...others]);
  }

  #head(): readonly string[] {
    return [
      'protocol R',
      ...this.#entities.map((name) => `entity ${name}`),
      'key K shared by A, B long-term',
      'key PW shared by A, B long-term low entropy',
      'key Z of A session',
      'key X shared by A, B session',
      'key Y shared by A, B session',
      'key W of ' + (this.#entities.includes('S') ? 'S' : 'A') + ' long-term',
      'key pair KP of A known to B long-term',
      'key pair KQ of B known to A long-term',
      'nonce NA of A',
      'nonce NB of B',
      'counter C shared by A, B',
      'timestamp T shared by A, B',
      'data D of A',
      'data E of B',
      'constant L',
    ];
  }

  #phase(name: string, more: string, most: number): void {
    this.#lines.push(`phase ${name}${more} {`);
    const count = 1 + this.#choices.number(most);
    for (let index = 0; index < count; index += 1) {
      const sender = this.#pick(this.#entities);
      const receiver = this.#pick(this.#entities.filter((other) => other !== sender));
      this.#before(sender);
      this.#message(sender, receiver, more === '');
      this.#after(receiver);
    }
    this.#lines.push('}');
  }

  #of(entity: string): Known {
    const known = this.#known.get(entity);
    if (known === undefined) throw new RangeError('every entity is known');
    return known;
  }

  #before(entity: string): void {
    const { names, advanced } = this.#of(entity);
    if (entity !== 'S' && this.#choices.chance(30)) {
      const name = this.#pick(['C', 'C', 'T']);
      this.#lines.push(`${entity} advances ${name}`);
      advanced.add(name);
      // Whoever was not told the new number is out of step; clocks move together.
      if (name === 'C') this.#upToDate.clear();
      // Who only was told the time has an old one.
      if (name === 'T') this.#known.get('S')?.names.delete('T');
      if (name === 'C')
        for (const other of this.#entities) if (other !== entity) this.#of(other).names.delete('C');
    }
    if (this.#choices.chance(25) && entity === 'A' && !this.#made.has('Z')) {
      this.#made.add('Z');
      this.#lines.push('A makes Z');
      names.add('Z');
    }
    if (this.#choices.chance(35)) this.#derive(entity);
  }

  #derive(entity: string): void {
    const { names } = this.#of(entity);
    const name = this.#pick(['X', 'Y']);
    const keys = ['K', 'Z', 'PW', name === 'X' ? 'K' : 'X'].filter((key) => names.has(key));
    if (this.#derived.has(name) || keys.length === 0) return;
    const inside = ['C', 'T', 'NA', 'NB', 'L'].filter((each) => each === 'L' || names.has(each));
    const key = this.#pick(keys);
    const content = this.#pick(inside);
    this.#derived.add(name);
    const others = this.#entities.filter((other) => {
      const held = this.#of(other).names;
      return (
        other === entity ||
        (this.#choices.chance(70) && held.has(key) && (content === 'L' || held.has(content)))
      );
    });
    this.#lines.push(
      `${others.join(', ')} ${others.length > 1 ? 'derive' : 'derives'} ${name} = kdf[${key}](${content})`,
    );
    for (const other of others) this.#of(other).names.add(name);
  }

  #message(sender: string, receiver: string, open: boolean): void {
    this.#messages += 1;
    this.#of(receiver).last = [];
    const parts = Array.from({ length: 1 + this.#choices.number(2) }, () => this.#part(sender, receiver));
    const over =
      open && this.#choices.chance(20) ? ` over ${this.#pick(['authentic', 'confidential', 'secure'])}` : '';
    this.#lines.push(
      `message m${String(this.#messages)} ${sender} -> ${receiver}${over}: ${parts.join(', ')}`,
    );
  }

  #part(sender: string, receiver: string): string {
    const { names } = this.#of(sender);
    const usable = [...names];
    const inner = this.#choices.chance(40)
      ? `${this.#pick(usable)}, ${this.#pick([...usable, ...this.#entities])}`
      : this.#pick(usable);
    const keys = ['K', 'K', 'X', 'Y', 'Z', 'PW', 'W'].filter((key) => names.has(key));
    const learned = inner.split(', ').filter((name) => !this.#entities.includes(name));
    const learn = (): void => {
      const known = this.#of(receiver);
      known.last = [...known.last, ...learned];
      for (const name of learned) known.names.add(name);
    };
    const key = this.#pick(keys.length > 0 ? keys : ['']);
    const reads = this.#of(receiver).names.has(key);
    switch (this.#choices.number(7)) {
      case 0:
        learn();
        return inner;
      case 1:
      case 2: {
        if (key === '') break;
        if (reads) learn();
        const beside = this.#choices.chance(30) ? ` ; ${sender}, ${receiver}` : '';
        return `aead[${key}](${inner}${beside})`;
      }
      case 3:
        if (key === '') break;
        if (reads) learn();
        return `enc[${key}](${inner})`;
      case 4:
        if (key === '') break;
        learn();
        return `${inner}, mac[${key}](${inner})`;
      case 5:
        if (sender === 'S' || receiver === 'S') break;
        learn();
        return `penc[pk(${receiver === 'A' ? 'KP' : 'KQ'})](${inner})`;
      default:
        if (sender === 'S') break;
        learn();
        return `sign[sk(${sender === 'A' ? 'KP' : 'KQ'})](${inner})`;
    }
    learn();
    return inner;
  }

  #after(entity: string): void {
    const { names, last } = this.#of(entity);
    if (this.#choices.chance(6)) {
      const what = this.#pick(['mac', 'sign', 'aead', 'enc', 'A', 'B', ...last.filter((n) => n !== 'L')]);
      this.#lines.push(`${entity} skips ${what}`);
    }
    if (this.#choices.chance(15)) {
      const what = last.filter((n) => ['D', 'E', 'NA', 'NB', 'C', 'T'].includes(n));
      if (what.length > 0) this.#lines.push(`${entity} accepts ${this.#pick(what)}`);
    }
    if (this.#choices.chance(60)) {
      const name = this.#pick(['C', 'T', 'NA', 'NB']);
      const again =
        name === 'C' ? this.#upToDate.has(entity) : name.startsWith('N') && this.#checked.has(name);
      if (last.includes(name) && !again) {
        if (name === 'C') this.#upToDate.add(entity);
        this.#checked.add(name);
        this.#lines.push(`${entity} checks ${name}`);
      }
    }
    if (this.#choices.chance(15)) {
      const name = this.#pick(['X', 'Z', 'K']);
      if (names.has(name)) this.#lines.push(`${entity} installs ${name}`);
    }
    if (this.#choices.chance(12)) {
      const name = this.#pick(['K', 'X', 'Z', 'NA']);
      if (names.delete(name)) this.#lines.push(`${entity} erases ${name}`);
    }
  }

  #statements(): readonly string[] {
    const secret = ['D', 'E', 'K', 'X', 'Z', 'PW'].filter(() => this.#choices.chance(50));
    return [
      ...secret.map((name) => `confidentiality ${name}: A, B`),
      'integrity D: A',
      'integrity E: B',
      ...(this.#of('B').names.has('D') && this.#choices.chance(50)
        ? ['authentication A to B: injective-agreement on D']
        : []),
      ...(this.#choices.chance(30) ? ['forward-secrecy D'] : []),
    ];
  }
}
