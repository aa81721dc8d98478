import type { Choices } from './choices.ts';

/** What the generator knows of an entity while it writes: the names that it can use in a term. */
type Names = Set<string>;

const given: ReadonlyMap<string, readonly string[]> = new Map([
  ['A', ['PW', 'PIN', 'K', 'D', 'NA', 'Z']],
  ['B', ['PW', 'PIN', 'K', 'E', 'NB', 'W']],
]);

/** Names of values, some of them under keys, that both ends of a message may use. */
const keys = ['PW', 'PW', 'PW', 'PIN', 'K', 'Z', 'W'] as const;

/**
 * A random model in Segl's language around a password: two entities that send each other values under it, under keys made
 * from it, and under what was sent under it; hashes, codes, signatures and ciphers within each other. Nearly all are executable.
 */
export class RandomGuessing {
  readonly #choices: Choices;
  readonly #known = new Map<string, Names>();
  readonly #lines: string[] = [];
  /** Private halves stand for the pairs that were made, or were there. */
  readonly #made = new Set<string>();

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  write(): string {
    for (const [entity, names] of given) this.#known.set(entity, new Set(names));
    const count = 1 + this.#choices.number(3);
    let sender = this.#choices.one(['A', 'B']);
    for (let index = 1; index <= count; index += 1) {
      const receiver = sender === 'A' ? 'B' : 'A';
      this.#message(index, sender, receiver);
      if (!this.#choices.chance(25)) sender = receiver;
    }
    const made = ['Z', 'W', 'X', 'Y'].filter((name) => this.#made.has(name));
    return [
      'protocol G',
      'entity A',
      'entity B',
      'key PW shared by A, B long-term low entropy',
      'key PIN shared by A, B long-term low entropy',
      'key K shared by A, B long-term',
      'key Z of A session',
      'key W of B session',
      'key pair KP of A known to B long-term',
      'key pair X of A session',
      'key pair Y of B session',
      'nonce NA of A',
      'nonce NB of B',
      'data D of A',
      'data E of B',
      'constant L',
      'phase one {',
      ...made.map((name) => `${name === 'Z' || name === 'X' ? 'A' : 'B'} makes ${name}`),
      ...this.#lines,
      '}',
      ...['PW', 'PIN', 'D', 'E', ...made.filter((name) => name === 'Z' || name === 'W')].map(
        (name) => `confidentiality ${name}: A, B`,
      ),
    ].join('\n');
  }

  #names(entity: string): Names {
    const names = this.#known.get(entity);
    if (names === undefined) throw new RangeError('every entity is known');
    return names;
  }

  #pick(options: readonly string[]): string {
    const [first = 'L', ...others] = options;
    return this.#use(this.#choices.one([first, ...others]));
  }

  #use(name: string): string {
    if (['Z', 'W', 'X', 'Y'].includes(name)) this.#made.add(name);
    return name;
  }

  #message(index: number, sender: string, receiver: string): void {
    const parts = Array.from({ length: 1 + this.#choices.number(2) }, () => this.#term(sender, 2));
    this.#lines.push(
      `message m${String(index)} ${sender} -> ${receiver}: ${parts.map(({ text }) => text).join(', ')}`,
    );
    // What comes later in a message may be the key to what came before.
    for (const { learn } of [...parts, ...parts]) learn(receiver);
  }

  #key(sender: string): string {
    const names = this.#names(sender);
    const key = this.#pick(keys.filter((each) => names.has(each)));
    if (!this.#choices.chance(25)) return key;
    return `kdf[${key}](${this.#pick(['L', ...names])})`;
  }

  // A term that the sender can make, and what a receiver has of it.
  #term(sender: string, depth: number): Written {
    const atom = (): Written => {
      const name = this.#pick(['L', ...this.#names(sender)]);
      return {
        text: name,
        learn: (receiver) => {
          if (name !== 'L') this.#names(receiver).add(name);
        },
      };
    };
    const half = sender === 'A' ? 'X' : 'Y';
    switch (depth === 0 ? 0 : this.#choices.number(9)) {
      case 1:
      case 2:
      case 3:
        return this.#locked('enc', sender, depth);
      case 4:
        return this.#locked('aead', sender, depth);
      case 5:
        return { text: `hash(${this.#inside(sender, depth).text})`, learn: nothing };
      case 6:
        return { text: `mac[${this.#key(sender)}](${this.#inside(sender, depth).text})`, learn: nothing };
      case 7:
        return this.#choices.chance(50)
          ? { text: `pk(${this.#use(half)})`, learn: nothing }
          : { text: `kdf[${this.#key(sender)}](${atom().text})`, learn: nothing };
      case 8: {
        if (sender !== 'A') return atom();
        const { text, learn } = this.#inside(sender, depth);
        return { text: `sign[sk(KP)](${text})`, learn };
      }
      default:
        return atom();
    }
  }

  #inside(sender: string, depth: number): Written {
    const parts = Array.from({ length: 1 + this.#choices.number(2) }, () => this.#term(sender, depth - 1));
    return {
      text: parts.map(({ text }) => text).join(', '),
      learn: (receiver) => {
        for (const { learn } of parts) learn(receiver);
      },
    };
  }

  #locked(primitive: string, sender: string, depth: number): Written {
    const key = this.#key(sender);
    const { text, learn } = this.#inside(sender, depth);
    const needed = key.split(/[^A-Z]+/u).filter((name) => name !== '' && name !== 'L');
    return {
      text: `${primitive}[${key}](${text})`,
      learn: (receiver) => {
        const names = this.#names(receiver);
        if (needed.every((name) => names.has(name))) learn(receiver);
      },
    };
  }
}

/** A term as it is written, and what happens when somebody gets it. */
interface Written {
  readonly text: string;
  readonly learn: (receiver: string) => void;
}

const nothing = (): void => undefined;
