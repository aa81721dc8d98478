import fc from 'fast-check';

const entities = ['A', 'B', 'S'] as const;
const keys = ['Kab', 'Kas', 'Kbs', 'Kx'] as const;
const elements = ['Na', 'Nb', 'D', 'C', 'X', ...keys, ...entities] as const;

/** Terms over a fixed set of names, as text. */
const term: fc.Arbitrary<string> = fc.letrec<{ term: string; list: string }>((tie) => ({
  list: fc.array(tie('term'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(', ')),
  term: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<string>(...elements),
    fc.constantFrom('pk(P)', 'sk(P)'),
    tie('list').map((list) => `(${list})`),
    tie('list').map((list) => `hash(${list})`),
    fc
      .tuple(fc.constantFrom('enc', 'mac', 'kdf', 'aead'), fc.constantFrom(...keys), tie('list'))
      .map(([primitive, key, list]) => `${primitive}[${key}](${list})`),
    fc
      .tuple(fc.constantFrom(...keys), tie('list'), tie('list'))
      .map(([key, list, associated]) => `aead[${key}](${list} ; ${associated})`),
    tie('list').map((list) => `penc[pk(P)](${list})`),
    tie('list').map((list) => `sign[sk(P)](${list})`),
    fc.constantFrom('dh[sk(E)](pk(F))', 'dh[sk(F)](pk(E))'),
    tie('list').map((list) => `kdf[dh[sk(F)](pk(E))](${list})`),
  ),
})).term;

const quoted = fc.constantFrom('"Design note"', '"a \\"quoted\\" note"', '""');
const sources = fc
  .array(
    fc
      .tuple(
        quoted,
        fc.option(quoted, { nil: '' }),
        fc.constantFrom('', ' page 1', ' page 100000'),
        fc.option(quoted, { nil: '' }),
        fc.constantFrom(' ', '\n', ' // cited\n'),
      )
      .map(
        ([document, section, page, words, before]) =>
          `${before}source ${document} ${section}${page}${words === '' ? '' : ` quote ${words}`}`,
      ),
    { maxLength: 3 },
  )
  .map((clauses) => clauses.join(''));

const comment = fc.constantFrom('', '', '\n', '// a comment\n', '\n//\n// two\n', '// one\n\n// two\n\n');
const pair = fc.constantFrom(['A', 'B'], ['B', 'A'], ['A', 'S'], ['S', 'A'], ['B', 'S'], ['S', 'B']);
const trust = fc.constantFrom(
  ...['', ' over public', ' over authentic', ' over confidential', ' over secure'],
  ' over secure may repeat',
);

const message = fc.tuple(pair, trust, term, sources, comment, fc.constantFrom('', ' // behind')).map(
  ([[sender = '', receiver = ''], over, content, cited, before, behind]) =>
    (index: number) =>
      `${before}message m${String(index)} "no ${String(index)}" ${sender} -> ${receiver}${over}: ${content}${cited}${behind}`,
);

const action = fc
  .tuple(
    fc.constantFrom(
      ...['A skips D', 'B, S skip Na, mac', 'B skips aead, sign', 'A makes E', 'S makes Kx', 'A erases E'],
      ...['A advances C', 'B checks C', 'B installs Kab', 'A, B erase Kab'],
      ...['B accepts D', 'A, B accept Na', 'B skips A', 'channel A, B authentic may repeat'],
    ),
    comment,
  )
  .map(
    ([line, before]) =>
      () =>
        before + line,
  );

const derivation = fc
  .tuple(fc.constantFrom('A derives', 'A, B derive'), fc.constantFrom('T', 'Kd'), term)
  .map(
    ([who, element, content]) =>
      () =>
        `${who} ${element} = ${content}`,
  );

const claims = fc
  .uniqueArray(
    fc.constantFrom(
      ...['authentication A to B: aliveness', 'authentication B to A: weak-agreement refines R1'],
      ...['authentication A to B: agreement on D, Na in run', 'authentication S to B: injective-agreement'],
      ...['forward-secrecy D', 'key-freshness Kab: B', 'key-confirmation Kab: A to B refines R1'],
    ),
    { maxLength: 4 },
  )
  .chain((lines) => fc.tuple(...lines.map((line) => sources.map((cited) => `${line}${cited}\n`))))
  .map((lines) => lines.join(''));

const assumption = fc
  .tuple(
    comment,
    fc.constantFrom(
      ...['compromise S from run', 'compromise A, B', 'leak Kab, sk(P)', 'leak D from run', 'weak hash'],
      ...['forgeable mac from run', 'malleable enc', 'channel A, B secure in run', 'channel A, S public'],
      ...['adversary passive // why', 'untyped'],
    ),
  )
  .map(([before, line]) => `${before}${line}\n`);

const attack = fc
  .tuple(sources, fc.array(assumption, { maxLength: 4 }), comment)
  .map(([cited, lines, closing]) => `attack T1 "an \\"attack\\""${cited} {\n${lines.join('')}${closing}}\n`);

const header = (cited: string): string => `protocol P1 "generated"
entity A "first"
entity B
entity S "server"${cited}
entity A, S may coincide // in the field
key Kab shared by A, B${cited} session
key Kas shared by A, S
key Kbs shared by B, S
key Kx shared by S known to A
key pair P of B known to A
key pair E of A known to B
key pair F of B known to A
key Kd session
data T
nonce Na of A
nonce Nb of B
data D of A low entropy
counter C shared by A, B
constant X
`;

const footer = (
  cited: string,
): string => `requirement R1 confidentiality "a \\"quoted\\" text" owner "an \\"owner\\""${cited}
requirement R2 integrity "owned"${cited} owner "another" // behind
confidentiality D: A, B refines R1${cited}
confidentiality Kab: none
integrity D: A
// the end
`;

/** Texts of models: whole and well named, though an entity may not be able to build what it sends. */
export const modelText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 4, arbitrary: message }, action, derivation), { maxLength: 8 }),
    fc.boolean(),
    claims,
    fc.option(attack, { nil: '' }),
    sources,
  )
  .map(([steps, absent, claimed, attacks, cited]) => {
    const lines = steps.map((make, index) => make(index)).join('\n');
    const phase = `phase run channel public adversary ${absent ? 'absent' : 'present'}${cited} {\n${lines}\n}\n`;
    return `${header(cited)}${phase}${claimed}${attacks}${footer(cited)}`;
  });
