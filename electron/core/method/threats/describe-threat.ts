import { attackTypes } from '#core/attack-type.ts';
import type { Model } from '#core/language/model.ts';
import type { MessageKey, MessageValues, Translate } from '#core/messages/catalogue.ts';
import { typesOf } from './verdict-index.ts';
import type { Threat } from './threat.ts';

/** The words of a threat. */
export interface ThreatWords {
  readonly title: string;
  readonly description: string;
}

/** Whether a title names everything that it is about, or the first few and how many more. */
export type NamesInTitle = 'first' | 'all';

/**
 * A title and a description of a threat in the reader's language, with the names of the model and what they stand for.
 * The analyst's own words go before the generated ones.
 */
export function describeThreat(
  threat: Threat,
  model: Model,
  translate: Translate,
  names: NamesInTitle = 'first',
): ThreatWords {
  const { entry } = threat;
  const generated = describeGenerated(threat, model, translate, names);
  return {
    title: entry === null || entry.title === '' ? generated.title : entry.title,
    description: entry === null || entry.description === '' ? generated.description : entry.description,
  };
}

/** The answer to a threat in a word or two. A requirement that holds is a threat that is ruled out. */
export function describeThreatAnswer({ answer }: Threat, translate: Translate): string {
  return translate(`threats.answer.${answer ?? 'none'}`);
}

/** Why a threat is neither shown nor ruled out, a sentence for each reason; none for any other answer. */
export function describeDoubts(threat: Threat, translate: Translate): readonly string[] {
  const others = threat.evidence.flatMap((each) =>
    each.kind === 'verdict' && each.verdict.answer === 'violated' && each.says === 'undecided'
      ? [each.verdict]
      : [],
  );
  const types = attackTypes.filter((type) => others.some((verdict) => typesOf(verdict).includes(type)));
  const values: MessageValues = {
    count: threat.open,
    types: types.map((type) => translate(`report.attack-type.${type}`)).join(', '),
  };
  return threat.doubts.map((doubt) => translate(`threats.doubt.${doubt}`, values));
}

/** The words that are generated, whatever the analyst wrote. */
export function describeGenerated(
  threat: Threat,
  model: Model,
  translate: Translate,
  names: NamesInTitle = 'first',
): ThreatWords {
  const { form } = threat;
  const values = (named: (name: string) => string, most: number): MessageValues => {
    const { elements, messages, entities } = threat.subject;
    const list = (those: readonly string[]): string => listOf(those.map(named), most, translate);
    return {
      id: threat.id,
      type: translate(`report.attack-type.${threat.attackType}`),
      about: threat.about,
      elements: list(elements),
      elementCount: elements.length,
      messages: list(messages),
      messageCount: messages.length,
      entities: list(entities),
      from: named(entities[0] ?? ''),
      to: named(entities[1] ?? ''),
    };
  };
  const labels = labelsOf(model);
  return {
    title: translate(
      `threats.title.${form}`,
      values((name) => name, names === 'all' ? Infinity : 4),
    ),
    description: translate(
      `threats.description.${form}`,
      values((name) => {
        const label = labels.get(name);
        return label === undefined || label === name ? name : `${name} (${label})`;
      }, 40),
    ),
  };
}

/** Names with commas between them; of many, the first and how many more. */
function listOf(names: readonly string[], most: number, translate: Translate): string {
  if (names.length <= most + 1) return names.join(', ');
  const key: MessageKey = 'threats.and-more';
  return translate(key, { names: names.slice(0, most).join(', '), count: names.length - most });
}

function labelsOf(model: Model): ReadonlyMap<string, string> {
  const messages = model.phases.flatMap(({ steps }) => steps).filter((step) => step.kind === 'message');
  const named = [...model.entities, ...model.elements, ...model.phases, ...model.attacks, ...messages];
  return new Map(named.map(({ name, label }) => [name, label]));
}
