import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryProtocol } from '#contract/library-calls.ts';
import { parse } from '#core/notation/notation.ts';

const ending = '.segl';

/** The protocols of the library in a folder, by name. Throws as node:fs does. */
export async function readLibrary(folder: string): Promise<readonly LibraryProtocol[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(ending)).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      const name = file.slice(0, -ending.length);
      return { name, title: titleOf(text) ?? name, about: aboutOf(text), text };
    }),
  );
}

/** The text of one protocol of the library; null where it has none of this name. Throws as node:fs does. */
export async function libraryText(folder: string, name: string): Promise<string | null> {
  const protocols = await readLibrary(folder);
  return protocols.find((each) => each.name === name)?.text ?? null;
}

function titleOf(text: string): string | null {
  const protocol = parse(text).tree.statements.find((statement) => statement.kind === 'protocol');
  return protocol?.label?.text ?? null;
}

function aboutOf(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines
    .slice(0, Math.max(0, end))
    .map((line) => line.replace(/^\/\/\s?/u, ''))
    .join(' ')
    .trim();
}
