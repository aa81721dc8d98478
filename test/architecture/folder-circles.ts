import { dirname } from 'node:path/posix';
import type { Source } from './sources.ts';

/**
 * The circles of folders among sources, each as its folders in alphabetical order: folders that import each other,
 * directly or by way of others. Imports of types count like all others.
 */
export function folderCircles(sources: readonly Source[]): readonly (readonly string[])[] {
  const imports = folderImports(sources);
  const reached = new Map([...imports.keys()].map((folder) => [folder, reachedFrom(folder, imports)]));
  const circles = [...reached].map(([folder, others]) =>
    [...others].filter((other) => reached.get(other)?.has(folder) === true).toSorted(),
  );
  const distinct = new Set(circles.filter(({ length }) => length > 0).map((circle) => circle.join(' ')));
  return [...distinct].map((circle) => circle.split(' '));
}

/** The other folders that the files of each folder import. */
function folderImports(sources: readonly Source[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map(sources.map(({ path }) => [dirname(path), new Set<string>()]));
  for (const { path, imports } of sources)
    for (const { target } of imports) {
      const other = dirname(target);
      if (other !== dirname(path) && folders.has(other)) folders.get(dirname(path))?.add(other);
    }
  return folders;
}

/** Every folder that can be reached from one by at least one import; itself only where it lies on a circle. */
function reachedFrom(folder: string, imports: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const other of imports.get(next) ?? []) {
      if (reached.has(other)) continue;
      reached.add(other);
      waiting.push(other);
    }
  return reached;
}
