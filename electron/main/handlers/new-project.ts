import type { Translate } from '#core/messages/catalogue.ts';

/** The name of a file for a project of this name, without its ending: nothing that any file system objects to. */
export function fileNameOf(projectName: string): string {
  return (
    projectName
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .slice(0, 80) || 'Segl'
  );
}

/** A model without errors to go on from: two entities and a phase, with what each part is for. */
export function emptyModel(projectName: string, text: Translate): string {
  const label = (words: string): string => `"${words.replaceAll(/["\\\p{Cc}]/gu, '')}"`;
  return `protocol Protocol ${label(projectName)}

// ${text('interface.create.empty.entities')}
entity A ${label(text('interface.create.empty.one'))}
entity B ${label(text('interface.create.empty.other'))}

// ${text('interface.create.empty.elements')}
// key K shared by A, B long-term
// data D of A

phase operations ${label(text('interface.create.empty.phase'))} channel public adversary present {
  // ${text('interface.create.empty.messages')}
  // message m1 A -> B: mac[K](D)
}

// ${text('interface.create.empty.requirements')}
// confidentiality D: A, B
`;
}

/** The wish for a new project, from the page that was left to the one that comes. */
export class NewProjectWish {
  #isThere = false;

  /** Notes the wish. */
  note(): void {
    this.#isThere = true;
  }

  /** True where it was noted since this was asked last. */
  take(): boolean {
    const wished = this.#isThere;
    this.#isThere = false;
    return wished;
  }
}
