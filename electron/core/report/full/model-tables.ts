import type { ChannelLink, Step } from '#core/language/model.ts';
import type { ElementKind } from '#core/language/kinds.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { cell, type Block } from '#core/report/document/document.ts';
import type { ProjectState } from '#core/method/project/project-state.ts';
import { mono, paragraph, table, describeSources } from '#core/report/document/tables.ts';

/** The model as tables: entities, cryptographic elements, phases with their channels, and messages. */
export function modelChapter(state: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: translate('report.full.model') },
    paragraph(translate('report.full.model.text', { protocol: state.model.label })),
    ...entities(state, translate),
    ...elements(state, translate),
    ...phases(state, translate),
    ...messages(state, translate),
  ];
}

function entities({ model }: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: translate('report.full.entities') },
    table(
      ['report.column.name', 'report.column.label', 'report.column.source'],
      ['content', 'share', 'share'],
      model.entities.map(({ name, label, sources }) => [
        mono(name),
        cell(label),
        cell(describeSources(sources, translate)),
      ]),
      translate,
    ),
    ...model.coincide.map((pair) =>
      paragraph(translate('report.full.coincide', { entities: pair.join(', ') })),
    ),
  ];
}

function elements({ model }: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: translate('report.full.elements') },
    table(
      [
        'report.column.name',
        'report.column.label',
        'report.column.kind',
        'report.column.holders',
        'report.column.lifetime',
        'report.column.source',
      ],
      [{ points: 76 }, 'share', { points: 60 }, { points: 62 }, { points: 62 }, { points: 110 }],
      model.elements.map((element) => [
        mono(element.name),
        cell(element.label),
        cell(translate(`report.kind.${element.kind}`)),
        cell([...element.holders, ...element.knownTo].join(', ')),
        cell(
          [
            ...(isKey(element.kind) ? [translate(`report.lifetime.${element.lifetime}`)] : []),
            ...(element.entropy === 'low' && !isCounted(element.kind)
              ? [translate('report.entropy.low')]
              : []),
          ].join(', '),
        ),
        cell(describeSources(element.sources, translate)),
      ]),
      translate,
    ),
  ];
}

function isKey(kind: ElementKind): boolean {
  return kind === 'symmetric-key' || kind === 'key-pair';
}

// Whoever knows the protocol knows what comes next: that needs no saying.
function isCounted(kind: ElementKind): boolean {
  return kind === 'counter' || kind === 'timestamp';
}

function phases({ model }: ProjectState, translate: Translate): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: translate('report.full.phases') },
    table(
      [
        'report.column.name',
        'report.column.label',
        'report.column.adversary',
        'report.column.channels',
        'report.column.messages',
      ],
      ['content', 'share', { points: 70 }, { points: 190 }, { points: 54 }],
      model.phases.map(({ name, label, adversaryPresent, trust, repeats, links, steps }) => [
        mono(name),
        cell(label),
        cell(translate(adversaryPresent ? 'report.adversary.present' : 'report.adversary.absent')),
        cell(
          [
            trustText({ trust, repeats }, translate),
            ...links.map((link) =>
              translate('report.full.link', {
                ends: link.ends.join(', '),
                trust: trustText(link, translate),
              }),
            ),
          ].join('; '),
        ),
        cell(String(steps.filter(isMessage).length), { align: 'right' }),
      ]),
      translate,
    ),
  ];
}

function trustText({ trust, repeats }: Pick<ChannelLink, 'trust' | 'repeats'>, translate: Translate): string {
  const word = translate(`report.trust.${trust}`);
  return repeats ? `${word}, ${translate('report.may-repeat')}` : word;
}

function isMessage({ kind }: Step): boolean {
  return kind === 'message';
}

function messages({ model, record }: ProjectState, translate: Translate): readonly Block[] {
  const labels = new Map(model.phases.map((phase) => [phase.name, phase.label]));
  const steps = new Map(
    model.phases.flatMap((phase) =>
      phase.steps.flatMap((step) => (step.kind === 'message' ? [[step.name, step] as const] : [])),
    ),
  );
  return [
    { kind: 'heading', level: 2, text: translate('report.full.messages') },
    table(
      [
        'report.column.ordinal',
        'report.column.message',
        'report.column.phase',
        'report.column.route',
        'report.column.channel',
        'report.column.content',
      ],
      [{ points: 20 }, { points: 100 }, { points: 54 }, { points: 56 }, { points: 92 }, 'share'],
      record.messages.map((message, index) => {
        const cited = describeSources(steps.get(message.name)?.sources ?? [], translate);
        const label = message.label === message.name ? message.name : `${message.label} (${message.name})`;
        return [
          cell(String(index + 1), { align: 'right' }),
          cell(cited === '' ? label : `${label}. ${cited}`),
          cell(labels.get(message.phase) ?? message.phase),
          cell(`${message.sender} → ${message.receiver}`),
          cell(channelText(message, steps.get(message.name)?.repeats === true, translate), {
            tone: message.overheard ? 'warning' : 'plain',
          }),
          mono(message.content),
        ];
      }),
      translate,
    ),
  ];
}

function channelText(
  message: ProjectState['record']['messages'][number],
  repeats: boolean,
  translate: Translate,
): string {
  const trust = trustText({ trust: message.trust, repeats }, translate);
  return message.overheard ? `▲ ${trust}; ${translate('report.overheard')}` : trust;
}
