import type { MessageKey, Translate } from '#core/messages/catalogue.ts';
import { reference, type ConstructName } from '#core/language/reference.ts';
import { describeThreat } from '#core/method/threats/describe-threat.ts';
import { dossierEntries, textEntries, type SearchTarget } from '#core/search/project-entries.ts';
import type { SearchEntry } from '#core/search/search.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import type { DocumentTexts } from '#renderer/features/palette/document-texts.svelte.ts';
import { passageOf, type Destination } from '#renderer/shared/destination.ts';
import type { OpenProject } from '#renderer/shared/open-project.svelte.ts';

/** Something that the palette does: a command, or going somewhere. */
export interface PaletteCommand {
  readonly name: string;
  readonly title: string;
  /** The keys that do the same, as they are shown; empty without any. */
  readonly keys: string;
  readonly run: () => void;
}

/** What an entry of the palette leads to. */
export type PaletteTarget =
  | SearchTarget
  | { readonly kind: 'command'; readonly command: PaletteCommand }
  | { readonly kind: 'question'; readonly number: number }
  | { readonly kind: 'page'; readonly document: string; readonly page: number }
  | { readonly kind: 'help'; readonly construct: ConstructName };

/** The kinds of entry, in the order in which they are listed, with what each is called. */
export const paletteKinds: Readonly<Record<PaletteTarget['kind'], MessageKey>> = {
  command: 'palette.kind.command',
  declaration: 'palette.kind.declaration',
  line: 'palette.kind.line',
  question: 'palette.kind.question',
  threat: 'palette.kind.threat',
  risk: 'palette.kind.risk',
  statement: 'palette.kind.statement',
  source: 'palette.kind.source',
  page: 'palette.kind.page',
  owner: 'palette.kind.owner',
  effort: 'palette.kind.effort',
  help: 'palette.kind.help',
};

type Entry = SearchEntry<PaletteTarget>;

/** The commands, to be found by what they are called. */
export function commandEntries(commands: readonly PaletteCommand[]): readonly Entry[] {
  return commands.map((command) => ({
    title: command.title,
    text: '',
    target: { kind: 'command', command },
  }));
}

/** Everything that a project says, and what is known of it; not what its documents say. */
export function projectEntries(project: OpenProject, text: Translate): readonly Entry[] {
  const { live } = project.draft;
  const model = live.sound?.model ?? null;
  const threats =
    model === null
      ? []
      : project.threats.map((threat) => {
          const { title, description } = describeThreat(threat, model, text);
          return { id: threat.id, title, text: description };
        });
  return [
    ...textEntries(live.text, live.stale ? null : model),
    ...dossierEntries(project.dossier.current, threats),
    ...project.answers.map(({ number, question }): Entry => ({
      title: describeQuestion(question, text),
      text: '',
      target: { kind: 'question', number },
    })),
  ];
}

/** Every page of the documents that were read. */
export function pageEntries(
  { dossier }: OpenProject,
  texts: DocumentTexts,
  text: Translate,
): readonly Entry[] {
  return dossier.current.sources.flatMap(({ id, title, file }) =>
    (file === null ? [] : texts.pagesOf(file.sha256)).map((words, index): Entry => {
      const page = index + 1;
      return {
        title: text('palette.page', { title, page }),
        text: words,
        target: { kind: 'page', document: id, page },
      };
    }),
  );
}

/** The reference of the language. */
export function helpEntries(text: Translate): readonly Entry[] {
  return reference(text).map(({ name, title, meaning }) => ({
    title,
    text: meaning,
    target: { kind: 'help', construct: name },
  }));
}

/** Where an entry leads to; null for one that is done instead. */
export function destinationOf(
  target: Exclude<PaletteTarget, { kind: 'command' }>,
  words: readonly string[],
): Destination {
  switch (target.kind) {
    case 'declaration':
    case 'line':
      return passageOf(target.span);
    case 'statement':
      return { view: 'scope', statement: target.id === '' ? null : target.id };
    case 'source':
      return { view: 'sources', document: target.id, page: 1, marked: [] };
    case 'page':
      return { view: 'sources', document: target.document, page: target.page, marked: words };
    case 'threat':
      return { view: 'threats', tab: 'catalogue', chosen: target.id };
    case 'risk':
      return { view: 'risk' };
    case 'owner':
      return { view: 'reports', kind: 'public' };
    case 'effort':
      return { view: 'evaluation' };
    case 'question':
      return { view: 'verdicts', question: target.number, filter: 'all' };
    case 'help':
      return { dialog: 'help', construct: target.construct };
  }
}
