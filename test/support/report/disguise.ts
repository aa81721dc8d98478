import { analysed } from './documents.ts';

/**
 * The same model under other names: every name and every quoted text is replaced by one with the canary `ZQX`.
 */
export function disguised(text: string): string {
  const { model } = analysed(text);
  const declared = [
    model.name,
    ...model.entities.map(({ name }) => name),
    ...model.elements.map(({ name }) => name),
    ...model.phases.map(({ name }) => name),
    ...model.requirements.map(({ name }) => name),
    ...model.phases.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'message' ? [step.name] : [])),
    ),
  ];
  const names = new Map([...new Set(declared)].map((name, index) => [name, `ZQX_${index}`]));
  let quoted = 0;
  return text
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/u, ''))
    .join('\n')
    .replaceAll(/"[^"\n]*"|[A-Za-z][\w-]*/gu, (token) => {
      if (!token.startsWith('"')) return names.get(token) ?? token;
      quoted += 1;
      return `"ZQX label ${quoted}"`;
    });
}
