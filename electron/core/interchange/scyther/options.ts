/** The effect of an option inside a model: nothing to its meaning, analysis without types, or something else. */
export type OptionEffect = 'none' | 'untyped' | 'other';

/** The effect of an option's text, which may be several options of the command line. */
export function optionEffect({ text }: { readonly text: string }): OptionEffect {
  const effects = text
    .split(/[\s;]+/u)
    .filter((option) => option !== '')
    .map(effectOf);
  if (effects.includes('other')) return 'other';
  return effects.includes('untyped') ? 'untyped' : 'none';
}

/** Options that bound Scyther's search or say what it prints. */
const harmless =
  /^(?:--max-runs=\d+|-r\d+|--unbounded|--max-attacks=\d+|--all-attacks|--timer=\d+|-T\d+|--prune=[012]|--match=0|-m0|--plain|--xml-output|--dot-output|--no-progress)$/u;

function effectOf(option: string): OptionEffect {
  if (harmless.test(option)) return 'none';
  return /^(?:--match=2|-m2)$/u.test(option) ? 'untyped' : 'other';
}
