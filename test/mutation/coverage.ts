import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../support/places.ts';

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

interface Covered {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly Range[] }[];
}

/** Which places of sources were come to by a process that ran with NODE_V8_COVERAGE. */
export class Coverage {
  readonly #ranges: ReadonlyMap<string, readonly Range[]>;

  constructor(folder: string) {
    const scripts = readdirSync(folder).flatMap((file) => {
      const read = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        readonly result: readonly Covered[];
      };
      return read.result;
    });
    this.#ranges = new Map(
      scripts.map(({ url, functions }) => [url, functions.flatMap(({ ranges }) => ranges)]),
    );
  }

  /** Whether a place of a source, given as a path from the top folder, was come to: the smallest range around it counts. */
  reaches(file: string, place: number): boolean {
    const around = (this.#ranges.get(pathToFileURL(join(root, file)).href) ?? []).filter(
      ({ startOffset, endOffset }) => startOffset <= place && place < endOffset,
    );
    const [smallest] = around.toSorted(
      (one, other) => one.endOffset - one.startOffset - (other.endOffset - other.startOffset),
    );
    return smallest !== undefined && smallest.count > 0;
  }
}
