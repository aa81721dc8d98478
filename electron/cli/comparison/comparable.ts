import { readModel, type Refusal } from '#cli/models/model-file.ts';
import { verifyText } from '#cli/models/verify-file.ts';
import type { VerifyLimits } from '#cli/models/time-limit.ts';
import { withProject } from '#cli/projects/open-project.ts';
import type { OpeningOptions } from '#cli/projects/opening-options.ts';
import { withOpeningKeys, type OpeningKeys } from '#cli/projects/opening-keys.ts';
import { newestContent } from '#cli/projects/project-content.ts';
import { contentOfState } from '#cli/projects/state-content.ts';
import { refusalOf } from '#cli/projects/refusal.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import type { ProjectContent } from '#core/history/state.ts';
import type { ComparableContent } from '#core/method/comparison/compare-contents.ts';
import { failure, success, type Result } from '#core/result.ts';
import { isContainer } from '#vault/container/container.ts';
import { realPath } from '#vault/opening/exclusive-opening.ts';

/** Something to be compared: a model's file, or a project's file and what its state is called; null for the newest. */
interface Named {
  readonly given: string;
  readonly file: string;
  readonly isProject: boolean;
  readonly state: string | null;
}

/** A refused file. */
export interface RefusedFile {
  readonly file: string;
  readonly refusal: Refusal;
}

/** How contents are read and analysed. */
export interface ComparableOptions extends VerifyLimits, OpeningOptions {}

/**
 * The contents of files, in order, each with the answers about its text. Those that are projects are opened with what stands on
 * standard input, in order, one that is named twice once. Nothing is analysed before all of them are read.
 */
export async function readComparables(
  files: readonly string[],
  options: ComparableOptions,
): Promise<Result<readonly ComparableContent[], RefusedFile>> {
  const named = files.map(namedBy);
  const contents = await readContents(named, options);
  if (!contents.ok) return contents;
  const compared: ComparableContent[] = [];
  for (const [place, content] of contents.value.entries()) {
    const verified = verifyText(content.text, options);
    if (!verified.ok) return failure({ file: files[place] ?? '', refusal: verified.error });
    compared.push({ ...content, verdicts: verified.value.verdicts });
  }
  return success(compared);
}

// What an argument of the command line means: a file as it stands there, or a project's file with a state behind an @.
function namedBy(given: string): Named {
  if (isContainerAt(given)) return { given, file: given, isProject: true, state: null };
  for (let at = given.lastIndexOf('@'); at > 0; at = given.lastIndexOf('@', at - 1)) {
    const file = given.slice(0, at);
    if (isContainerAt(file)) return { given, file, isProject: true, state: given.slice(at + 1) };
  }
  return { given, file: given, isProject: false, state: null };
}

function isContainerAt(file: string): boolean {
  return isContainer(realPath(file));
}

async function readContents(
  named: readonly Named[],
  options: OpeningOptions,
): Promise<Result<readonly ProjectContent[], RefusedFile>> {
  const projects = named.flatMap(({ file, isProject }) => (isProject ? [file] : []));
  if (projects.length === 0) return readEach(named, readNamedModel);
  // A model that is refused is told in its own words, with the place.
  const read = await withOpeningKeys(projects, options, async (keys) =>
    success(await readEach(named, (each) => (each.isProject ? readState(each, keys) : readNamedModel(each)))),
  );
  if (read.ok) return read.value;
  return failure({ file: read.error.file ?? projects[0] ?? '', refusal: refusalOf(read.error) });
}

async function readEach(
  named: readonly Named[],
  read: (each: Named) => Result<ProjectContent, Refusal> | Promise<Result<ProjectContent, Refusal>>,
): Promise<Result<readonly ProjectContent[], RefusedFile>> {
  const contents: ProjectContent[] = [];
  for (const each of named) {
    const content = await read(each);
    if (!content.ok) return failure({ file: each.given, refusal: content.error });
    contents.push(content.value);
  }
  return success(contents);
}

function readNamedModel({ file }: Named): Result<ProjectContent, Refusal> {
  const read = readModel(file);
  return read.ok ? success({ text: read.value, dossier: emptyDossier }) : read;
}

async function readState(
  { file, state }: Named,
  keys: OpeningKeys,
): Promise<Result<ProjectContent, Refusal>> {
  const read = await withProject(file, keys, (opened) =>
    state === null ? newestContent(opened) : contentOfState(opened, state),
  );
  return read.ok ? read : failure(refusalOf(read.error));
}
