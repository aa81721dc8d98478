// The house (resources/docs/architecture.md): which layer may import which, in which order the rooms of the core stand,
// and that nothing goes in a circle. Read by dependency-cruiser.

/** Which layers each layer may import, itself included. */
export const layers = {
  core: ['core'],
  contract: ['core', 'contract'],
  vault: ['core', 'contract', 'vault'],
  exchange: ['core', 'contract', 'vault', 'exchange'],
  report: ['core', 'contract', 'report'],
  engine: ['core', 'contract', 'engine'],
  preload: ['core', 'contract', 'preload'],
  project: ['core', 'contract', 'vault', 'exchange', 'report', 'engine', 'project'],
  main: ['core', 'contract', 'vault', 'exchange', 'report', 'engine', 'project', 'main'],
  cli: ['core', 'contract', 'vault', 'exchange', 'report', 'engine', 'project', 'cli'],
};

/** The rooms of the core in their order: each imports only those that stand before it. */
export const rooms = [
  // Small types that everything speaks in: outcomes, groups, tallies, levels of dissemination.
  '[^/]+\\.ts',
  'messages/',
  'parsing/',
  'protocol/',
  'kernel/',
  'terms/',
  'theories/',
  'language/[^/]+\\.ts',
  'language/parse/',
  'language/resolve/',
  'language/print/',
  'language/edit/',
  'language/editor/',
  'semantics/',
  'structure/',
  'claims/',
  'capabilities/',
  'notation/',
  'analysis/record/',
  'analysis/1-execute/',
  'analysis/2-consistency/',
  'analysis/3-translate/',
  'analysis/4-prove/',
  'analysis/5-search/',
  'analysis/6-decide/',
  'analysis/7-explain/',
  'analysis/validate/',
  'analysis/replay/',
  'analysis/pipeline/',
  'analysis/simulate/',
  'evidence/',
  'dossier/',
  'history/[^/]+\\.ts',
  'method/requirements/',
  'method/sources/',
  'method/scope/',
  'method/guidelines/',
  'method/threats/',
  'method/risk/',
  'method/metrics/',
  'method/evaluation/',
  'method/effort/',
  'method/project/',
  'method/comparison/',
  'history/merge/decision/',
  'history/merge/order/',
  'history/merge/text/',
  'history/merge/dossier/',
  'history/merge/[^/]+\\.ts',
  'publication/',
  'views/diagrams/',
  'views/selection/',
  'views/words/',
  'views/attacks/',
  'views/tables/',
  'views/drawings/',
  'search/',
  'report/document/',
  'report/full/',
  'report/metrics/',
  'report/public/',
  'report/[^/]+\\.ts',
  'interchange/',
  'sample/',
];

const roomPath = (room) => `^electron/core/${room}`;

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  severity: 'error',
  from: { path: `^electron/${layer}/` },
  to: { path: '^(electron|renderer|test)/', pathNot: `^electron/(${allowed.join('|')})/` },
}));

const roomRules = rooms.slice(0, -1).map((room, index) => ({
  name: `room-${room.replace(/\W+/g, '-')}`,
  severity: 'error',
  from: { path: roomPath(room) },
  to: {
    path: rooms
      .slice(index + 1)
      .map(roomPath)
      .join('|'),
  },
}));

export const forbidden = [
  { name: 'circle-of-files', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'circle-of-folders',
    scope: 'folder',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  { name: 'unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ...layerRules,
  ...roomRules,
  {
    name: 'core-outside-its-rooms',
    severity: 'error',
    from: {},
    to: { path: '^electron/core/.*\\.ts$', pathNot: rooms.map(roomPath).join('|') },
  },
  {
    // What it accepts counts as an attack, so that it shares nothing with what proposes attacks and proves.
    name: 'kernel-shares-nothing',
    severity: 'error',
    from: { path: '^electron/core/kernel/' },
    to: { path: '.', pathNot: '^electron/core/(kernel|protocol)/' },
  },
  {
    // Who judges evidence runs nothing that could have made it.
    name: 'evidence-without-engines',
    severity: 'error',
    from: { path: '^electron/(core/evidence|cli/evidence)/' },
    to: { path: '^electron/core/analysis/(4-prove|5-search|7-explain)/', reachable: true },
  },
  {
    // The second execution of the language: what it says of a model counts only as long as it is its own.
    name: 'semantics-on-the-language-alone',
    severity: 'error',
    from: { path: '^electron/core/semantics/' },
    to: { path: '.', pathNot: '^electron/core/(semantics/|language/[^/]+\\.ts$)' },
  },
  {
    name: 'semantics-for-those-who-judge',
    severity: 'error',
    from: {
      path: '^(electron|renderer)/',
      pathNot: '^electron/core/(semantics|analysis/(replay|validate))/',
    },
    to: { path: '^electron/core/semantics/' },
  },
  {
    // What it compares are two accounts of one model: it counts only as long as it has nothing of the translation, and of
    // the second execution no more than its values, its scripts, what they tell and what its honest run comes to; what is
    // asked it has to know.
    name: 'validation-of-its-own',
    severity: 'error',
    from: { path: '^electron/core/analysis/validate/' },
    to: {
      path: '.',
      pathNot:
        '^electron/core/(analysis/validate/|analysis/record/question\\.ts$|protocol/|language/[^/]+\\.ts$|semantics/(script|symbolic|told|value|reached)\\.ts$)',
    },
  },
  {
    // The equality of terms, for the prover and the search alike.
    name: 'theories-on-the-protocol-alone',
    severity: 'error',
    from: { path: '^electron/core/theories/' },
    to: { path: '.', pathNot: '^electron/core/(theories|protocol)/' },
  },
  {
    name: 'protocol-alone',
    severity: 'error',
    from: { path: '^electron/core/protocol/' },
    to: { path: '.', pathNot: '^electron/core/protocol/' },
  },
  {
    // The words of the catalogue, of documents and of the closed lists hold nothing of any project.
    name: 'public-report-from-the-record-alone',
    severity: 'error',
    from: { path: '^electron/core/report/public/' },
    to: {
      path: '.',
      pathNot:
        '^electron/core/(report/(public|document)/|messages/(plain-text|texts)|publication/public-record|dossier/(principle|releasable))',
    },
  },
  {
    name: 'public-record-holds-closed-lists',
    severity: 'error',
    from: { path: '^electron/core/publication/public-record' },
    to: { path: '.', pathNot: '^electron/core/dossier/(principle|releasable)' },
  },
  {
    name: 'core-is-pure',
    severity: 'error',
    from: { path: '^electron/(core|contract|preload)/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-few-packages',
    severity: 'error',
    from: { path: '^electron/core/' },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional'],
      pathNot: 'node_modules/(intl-messageformat|@dagrejs/dagre)/',
    },
  },
  {
    name: 'electron-in-main-and-preload',
    severity: 'error',
    from: { path: '^(electron|renderer)/', pathNot: '^electron/(main|preload|setup)/' },
    to: { path: 'node_modules/electron/' },
  },
  {
    name: 'window-uses-core-and-types-of-the-contract',
    severity: 'error',
    from: { path: '^renderer/' },
    to: { path: '^(electron|test)/', pathNot: '^electron/(core|contract)/' },
  },
  {
    name: 'window-types-of-the-contract-only',
    severity: 'error',
    from: { path: '^renderer/' },
    to: { path: '^electron/contract/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'window-has-no-node',
    severity: 'error',
    from: { path: '^renderer/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'feature-in-its-own-folder',
    severity: 'error',
    from: { path: '^renderer/features/([^/]+)/' },
    to: { path: '^renderer/', pathNot: '^renderer/(features/$1|shared)/' },
  },
  {
    name: 'shared-below-features',
    severity: 'error',
    from: { path: '^renderer/shared/' },
    to: { path: '^renderer/', pathNot: '^renderer/shared/' },
  },
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(electron/setup|resources|out)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.svelte', '.json'],
    },
  },
};
