import fc from 'fast-check';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { attackTypes, type AttackType } from '#core/attack-type.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { requirementKinds, type RequirementKind } from '#core/language/kinds.ts';
import { principles, type Principle } from '#core/dossier/principle.ts';
import { genericPhases, genericRoles, systemDomains, type Releasable } from '#core/dossier/releasable.ts';
import { valuesOf } from './from-schema.ts';

/** Stands in every text of every generated project, and in nothing that Segl itself says. */
export const canary = 'zqxjvkwy';

/** What of a project may be published: projects of one shape have equal public records. */
export interface Shape {
  readonly third: boolean;
  readonly keys: number;
  readonly trusted: boolean;
  readonly steps: readonly Step[];
  readonly later: readonly Step[];
  readonly requirements: readonly RequirementKind[];
  readonly released: readonly Releasable[];
  readonly measure: Principle | null;
  /** Types of the threats that the analyst added. */
  readonly own: readonly AttackType[];
  /** Decides what is required and assumed: the threats that there are follow from it. */
  readonly design: number;
}

/** Everything else of a project. */
export interface Secret {
  /** Distinguishes the names and texts of one project from those of another. */
  readonly salt: number;
  /** Decides every order and choice that nothing public depends on. */
  readonly order: number;
  readonly dossier: Dossier;
}

/** A project in memory: what a vault would hold. */
export interface RandomProject {
  readonly text: string;
  readonly dossier: Dossier;
  /** What is found in it is drawn from this. */
  readonly findings: number;
}

const stepKinds = [
  ...['plain', 'aead', 'mac', 'enc', 'hash', 'penc', 'sign', 'counter', 'challenge', 'identity'],
  'transport',
] as const;
type Step = (typeof stepKinds)[number];

const releasable: fc.Arbitrary<Releasable> = fc.oneof(
  fc.constantFrom(...genericRoles).map((role) => ({ kind: 'entity-role', role }) as const),
  fc.constantFrom(...genericPhases).map((phase) => ({ kind: 'phase-kind', phase }) as const),
  fc.constantFrom(...systemDomains).map((domain) => ({ kind: 'system-domain', domain }) as const),
);

/** What may be published of a random project. */
export const shapes: fc.Arbitrary<Shape> = fc.record({
  third: fc.boolean(),
  keys: fc.integer({ min: 1, max: 3 }),
  trusted: fc.boolean(),
  steps: fc.array(fc.constantFrom(...stepKinds), { minLength: 1, maxLength: 5 }),
  later: fc.array(fc.constantFrom(...stepKinds.slice(0, -1)), { maxLength: 3 }),
  requirements: fc.array(fc.constantFrom(...requirementKinds), { maxLength: 4 }),
  released: fc.array(releasable, { minLength: 1, maxLength: 3 }),
  measure: fc.option(fc.constantFrom(...principles), { nil: null }),
  own: fc.array(fc.constantFrom(...attackTypes), { maxLength: 2 }),
  design: fc.nat(2 ** 30),
});

// Quotes, line breaks and letters of many scripts among them: a text of a project can be anything.
const texts: fc.Arbitrary<string> = fc
  .tuple(fc.nat(1_000_000), fc.constantFrom('', ' Ærlig', ' \u0416\u6f22', ' 42', '\u202e', ' "q"'))
  .map(([number, end]) => `${canary}${number.toString(36)}${end}`);

/** A dossier with a canary in every text, every section of which has entries often. */
const dossiers: fc.Arbitrary<Dossier> = valuesOf(dossierSchema, texts).map((value) =>
  dossierSchema.parse(value),
);

/** Everything else of a random project. */
export const secrets: fc.Arbitrary<Secret> = fc.record({
  salt: fc.nat(2 ** 30),
  order: fc.nat(2 ** 30),
  dossier: dossiers,
});

/** The project of a shape with a secret: as different from others of the shape as a project can be. */
export function projectOf(shape: Shape, secret: Secret): RandomProject {
  return { text: textOf(shape, secret), dossier: dossierOf(shape, secret), findings: secret.order };
}

const unsaid = {
  decision: 'undecided',
  reason: canary,
  title: canary,
  description: canary,
  requirements: [canary],
  citations: [],
  seen: canary,
  own: { adversary: 'insider', breaches: [], targets: [canary], phase: canary, attackModel: null },
} as const;

// What was released and the principle of a measure in force are public; all else of the dossier is not.
function dossierOf({ released, measure, own }: Shape, { order, dossier }: Secret): Dossier {
  const { shuffled, pick } = choices(order);
  const [treatment] = dossier.treatments;
  const items = shuffled([...released, ...released.slice(0, pick(2))]);
  const [entry] = dossier.threats;
  return {
    ...dossier,
    threats: shuffled([
      ...dossier.threats.map((each) => ({ ...each, own: null })),
      ...own.map((attackType, index) => ({
        ...(entry ?? unsaid),
        id: `${canary}-own-${String(index)}`,
        own: { ...(entry?.own ?? unsaid.own), attackType },
      })),
    ]),
    releasedItems: items.map((item, index) => ({
      ...(dossier.releasedItems[0] ?? { approver: canary, organisation: canary, day: '2031-01-01' }),
      id: `${canary}-${String(index)}`,
      item,
    })),
    treatments: [
      ...dossier.treatments.map((each) => ({ ...each, principle: null })),
      ...dossier.treatments.slice(1).map((each) => ({
        ...each,
        status: (['proposed', 'dropped'] as const)[pick(2)] ?? 'proposed',
      })),
      ...(measure === null
        ? []
        : [
            {
              ...(treatment ?? {
                kind: 'manual-procedure',
                title: canary,
                description: canary,
                owner: canary,
                threats: [],
              }),
              id: `${canary}-measure`,
              status: (['decided', 'implemented'] as const)[pick(2)] ?? 'decided',
              principle: measure,
            },
          ]),
    ],
  };
}

function textOf(shape: Shape, { salt, order }: Secret): string {
  const { shuffled, pick } = choices(order);
  const { pick: decide } = choices(shape.design);
  const either = (text: string): string => (decide(2) === 0 ? '' : text);
  const name = (what: string): string => `${canary}${salt.toString(36)}_${what}`;
  let told = 0;
  const label = (): string => `"${canary} ${salt.toString(36)} ${String((told += 1))}"`;
  const maybe = (text: string): string => (pick(2) === 0 ? '' : text);
  const source = (): string => maybe(` source ${label()}${maybe(` ${label()}`)}`);
  const entities = shuffled(['x', 'y', ...(shape.third ? ['z'] : [])].map(name));
  const [a = '', b = ''] = entities;
  const all = entities.join(', ');
  const keys = Array.from({ length: shape.keys }, (_, index) => name(`k${String(index)}`));
  const [d = '', c = '', n = '', p = '', s = '', x = ''] = ['d', 'c', 'n', 'p', 's', 'q'].map(name);
  const key = (): string => keys[decide(keys.length)] ?? '';
  const declarations = [
    ...entities.map((entity) => `entity ${entity} ${label()}${source()}`),
    ...keys.map(
      (each) => `key ${each}${maybe(` ${label()}`)} shared by ${all}${either(' session')}${source()}`,
    ),
    `key ${s} shared by ${a}, ${b} session`,
    `key pair ${p} of ${b} known to ${a}`,
    `counter ${c} shared by ${all}${source()}`,
    `nonce ${n} of ${a}`,
    `data ${d}${maybe(` ${label()}`)} of ${a}${either(' low entropy')}${source()}`,
    `constant ${x}`,
  ];
  let count = 0;
  const message = (from: string, to: string, content: string): string =>
    `message ${name(`m${String((count += 1))}`)}${maybe(` ${label()}`)} ${from} -> ${to}: ${content}`;
  const lines: Readonly<Record<Step, () => readonly string[]>> = {
    plain: () => [message(a, b, `${d}, ${x}`)],
    // Which keys carry keys and which do not is public.
    aead: () => [message(a, b, `aead[${keys[0]}](${d})`)],
    mac: () => [message(a, b, `mac[${key()}](${x})`)],
    enc: () => [message(a, b, `enc[${keys[0]}](${d})`)],
    hash: () => [message(a, b, `hash(${shuffled([d, x]).join(', ')})`)],
    penc: () => [message(a, b, `penc[pk(${p})](${d})`)],
    sign: () => [message(b, a, `sign[sk(${p})](${x})`)],
    counter: () => [`${a} advances ${c}`, message(a, b, `mac[${key()}](${c}), ${c}`), `${b} checks ${c}`],
    challenge: () => [message(a, b, n), message(b, a, `mac[${key()}](${n})`)],
    identity: () => [message(a, b, `mac[${key()}](${shuffled([a, b]).join(', ')})`)],
    transport: () => [message(a, b, `aead[${keys[0]}](${s})`)],
  };
  const phase = (what: string, absent: boolean, steps: readonly Step[]): string =>
    [
      `phase ${name(what)} ${label()} channel ${absent ? 'secure' : (['public', 'authentic'][decide(2)] ?? '')} adversary ${absent ? 'absent' : 'present'} {`,
      ...(what === 'f' ? [`${a} makes ${s}`] : []),
      ...steps.flatMap((step) => [maybe(`// ${canary} ${String(pick(1_000))}`), ...lines[step]()]),
      '}',
    ].join('\n');
  const stated = shuffled(shape.requirements).map(
    (kind, index) =>
      `requirement ${name(`r${String(index)}`)} ${kind} ${label()}${maybe(` owner ${label()}`)}${source()}`,
  );
  // What a row or claim refines, and where it is from, is nothing that is counted.
  const traced = (): string =>
    `${shape.requirements.length === 0 ? '' : maybe(` refines ${name('r0')}`)}${source()}`;
  // Who claims something of another must receive something in the phase.
  const answered = [shape.steps, shape.later].every(
    (steps) => steps.length === 0 || steps.some((step) => step !== 'sign'),
  );
  return [
    `// ${canary}`,
    `protocol ${name('protocol')} ${label()}`,
    ...shuffled(declarations),
    phase('f', shape.trusted, shape.steps),
    ...(shape.later.length === 0 ? [] : [phase('g', false, shape.later)]),
    ...stated,
    ...shuffled([
      either(`confidentiality ${d}: ${all}${traced()}`),
      either(`confidentiality ${s}: ${decide(2) === 0 ? 'none' : b}${traced()}`),
      either(`integrity ${d}: ${decide(2) === 0 ? a : b}${traced()}`),
      either(
        answered
          ? `authentication ${a} to ${b}: ${decide(2) === 0 ? 'aliveness' : 'agreement'}${traced()}`
          : '',
      ),
      either(`forward-secrecy ${d}${traced()}`),
    ]),
    either(`attack ${name('t')} ${label()} {\n${decide(2) === 0 ? `leak ${key()}` : `compromise ${b}`}\n}`),
    '',
  ].join('\n');
}

/** Choices that follow from a number: the same number makes the same ones. */
export function choices(seed: number): {
  readonly pick: (below: number) => number;
  readonly shuffled: <Value>(values: readonly Value[]) => readonly Value[];
} {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const pick = (below: number): number => {
    // Marsaglia's xorshift.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
  const shuffled = <Value>(values: readonly Value[]): readonly Value[] =>
    values
      .map((value) => ({ value, place: pick(2 ** 30) }))
      .toSorted((left, right) => left.place - right.place)
      .map(({ value }) => value);
  return { pick, shuffled };
}
