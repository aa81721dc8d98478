import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerOpenDialogs, type Launched } from './launch.ts';

/** Adds a file with this content to the project's sources, as the view of the sources lets the analyst do. */
export async function addFile(launched: Launched, name: string, content: Buffer | string): Promise<void> {
  const path = join(launched.folder, name);
  await writeFile(path, content);
  await answerOpenDialogs(launched.app, path);
  await launched.page.getByRole('button', { name: 'Add file…' }).first().click();
}
