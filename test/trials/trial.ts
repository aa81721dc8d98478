import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Something added to the house: new files, and changes of files that are there. Paths are from the top folder. */
export interface Addition {
  readonly files: Readonly<Record<string, string>>;
  /** A passage, word for word, and what it becomes. It must stand in its file once. */
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** Texts by language, catalogue and key. */
  readonly messages: Readonly<
    Record<'en' | 'nb', Readonly<Record<string, Readonly<Record<string, string>>>>>
  >;
}

/** The sources of the core with an addition, in a folder of their own. Call {@link Trial.end} when done. */
export class Trial {
  readonly #folder = mkdtempSync(join(tmpdir(), 'segl-trial-'));
  /** The files outside resources that the addition makes or changes. */
  readonly touched: readonly string[];

  constructor({ files, changes, messages }: Addition) {
    for (const name of ['electron/core', 'electron/tsconfig.strict.json', 'resources', 'package.json']) {
      cpSync(join(root, name), join(this.#folder, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(this.#folder, 'node_modules'));
    for (const [path, text] of Object.entries(files)) this.#write(path, text);
    for (const { file, from, to } of changes) {
      const parts = this.#read(file).split(from);
      if (parts.length !== 2) throw new Error(`${file} has "${from}" ${String(parts.length - 1)} times`);
      this.#write(file, parts.join(to));
    }
    for (const [language, catalogues] of Object.entries(messages)) {
      for (const [name, texts] of Object.entries(catalogues)) {
        const path = `resources/messages/${language}/${name}.json`;
        const known = JSON.parse(this.#read(path)) as object;
        this.#write(path, JSON.stringify({ ...known, ...texts }));
      }
    }
    this.touched = [...new Set([...Object.keys(files), ...changes.map(({ file }) => file)])];
  }

  /** What the compiler says of the core with the addition; nothing where all is well. */
  compile(): string {
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const project = join(this.#folder, 'electron', 'core');
    try {
      execFileSync(process.execPath, [compiler, '--noEmit', '-p', project], { encoding: 'utf8' });
      return '';
    } catch (failure) {
      return failure instanceof Error && 'stdout' in failure ? String(failure.stdout) : String(failure);
    }
  }

  /** What a program that imports the core as `#core/…` prints as JSON. */
  run(program: string): unknown {
    this.#write('electron/core/trial.ts', program);
    const flags = ['--experimental-strip-types', '--no-warnings'];
    const printed = execFileSync(process.execPath, [...flags, join(this.#folder, 'electron/core/trial.ts')], {
      encoding: 'utf8',
    });
    return JSON.parse(printed);
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #read(path: string): string {
    return readFileSync(join(this.#folder, path), 'utf8');
  }

  #write(path: string, text: string): void {
    mkdirSync(join(this.#folder, dirname(path)), { recursive: true });
    writeFileSync(join(this.#folder, path), text);
  }
}

/** A program that verifies a model and prints each question with its answer. */
export function verifying(text: string): string {
  return `import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import { parse, print } from '#core/notation/notation.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import { describeAttackModel } from '#core/views/words/describe-attack-model.ts';
const text = ${JSON.stringify(text)};
const { executable, diagnostics } = checkText(text);
const options = { clauses: 20_000, cancelled: () => false, progress: () => undefined };
const english = createTranslate('en');
const verdicts = executable === null ? [] : verifyModel(executable.model, executable.run, options);
console.log(JSON.stringify({
  diagnostics: diagnostics.map(({ code }) => code),
  printed: print(parse(text).tree),
  answers: verdicts.map(({ question, answer }) => [question.attack, describeQuestion(question, english), answer]),
  attacks: executable?.model.attacks.flatMap((attack) => describeAttackModel(attack, executable.model.phases, english)),
}));
`;
}
