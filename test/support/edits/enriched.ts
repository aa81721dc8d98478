import { checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Model } from '#core/language/model.ts';

/** A model with everything that can be weakened, as far as it can have it. */
export function enriched(text: string): string {
  return additions.reduce((told, add) => {
    const { executable } = checkText(told);
    if (executable === null) return told;
    const more = add(told, executable.model);
    return more !== null && checkText(more).executable !== null ? more : told;
  }, text);
}

const additions: readonly ((text: string, model: Model) => string | null)[] = [
  (text, { requirements }) =>
    requirements.length > 0
      ? null
      : `${text.replace(/^(confidentiality|integrity) (.*)$/mu, '$1 $2 refines PINNED')}
requirement PINNED confidentiality "What is secret stays with those who may have it"
`,
  (text, model) => {
    const [first] = messagesOf(model);
    const data = model.elements.find(
      ({ kind, name }) => kind !== 'constant' && first?.parts.includes(name) === true,
    );
    return first === undefined || data === undefined
      ? null
      : `${text}\nintegrity ${data.name}: ${first.sender}\n`;
  },
  (text, { entities: [one, other] }) =>
    one === undefined || other === undefined
      ? null
      : `${text}\nentity ${one.name}, ${other.name} may coincide\n`,
  (text, model) => {
    const last = messagesOf(model).at(-1);
    return last === undefined
      ? null
      : `${text}\nauthentication ${last.sender} to ${last.receiver}: injective-agreement\n`;
  },
  (text, model) => {
    const last = messagesOf(model).at(-1);
    const data = model.elements.find(({ kind }) => kind === 'data' || kind === 'nonce');
    const pinned = model.requirements[0]?.name;
    if (last === undefined || data === undefined || pinned === undefined) return null;
    return `${text}\nauthentication ${last.sender} to ${last.receiver}: agreement on ${data.name} refines ${pinned}\n`;
  },
  (text, { elements, entities }) => {
    const key = elements.find(({ kind }) => kind === 'symmetric-key');
    const leak = key === undefined ? '' : `  leak ${key.name}\n`;
    return `${text}\nattack pinned {\n  compromise ${entities[0]?.name ?? ''}\n${leak}  weak hash\n  untyped\n}\n`;
  },
  (text) => text.replace(/^data (\w+) (.*)$/mu, 'data $1 $2 low entropy'),
  (text, model) => {
    const message = messagesOf(model).find(({ trust }) => trust === 'public');
    return message === undefined
      ? null
      : text.replace(
          new RegExp(`(message ${message.name} .*)${message.sender} -> ${message.receiver}:`, 'u'),
          `$1${message.sender} -> ${message.receiver} over authentic may repeat:`,
        );
  },
];

function messagesOf({ phases }: Model): readonly {
  readonly name: string;
  readonly sender: string;
  readonly receiver: string;
  readonly trust: string;
  /** What it carries in the clear. */
  readonly parts: readonly string[];
}[] {
  return phases.flatMap(({ steps }) =>
    steps.flatMap((step) => {
      if (step.kind !== 'message') return [];
      const { content } = step;
      const parts = content.kind === 'tuple' ? content.parts : [content];
      return [{ ...step, parts: parts.flatMap((part) => (part.kind === 'name' ? [part.name] : [])) }];
    }),
  );
}
