import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { mutated, type Mutant } from './mutant.ts';
import { mutantsOf } from './mutants.ts';
import { root } from '../support/places.ts';

// Something that is not used any more does not keep a program from running.
const unused = new Set([6133, 6138, 6192, 6196, 6198, 6199]);

/** The compiler, over the sources and whatever they import. */
export class Compiler {
  readonly #service: ts.LanguageService;
  readonly #texts = new Map<string, { readonly version: number; readonly text: string }>();

  /** `paths`: the sources that are to be mutated, from the top folder. */
  constructor(paths: readonly string[]) {
    const configured = join(root, 'electron', 'core', 'tsconfig.json');
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(configured, (path) => ts.sys.readFile(path)).config,
      ts.sys,
      join(root, 'electron', 'core'),
    );
    const files = paths.map((file) => join(root, file));
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => ({ ...options, noEmit: true, composite: false, incremental: false }),
      getScriptFileNames: () => files,
      getScriptVersion: (name) => String(this.#texts.get(name)?.version ?? 0),
      getScriptSnapshot: (name) => {
        const text = this.#texts.get(name)?.text ?? ts.sys.readFile(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
      fileExists: (path) => ts.sys.fileExists(path),
      readFile: (path) => ts.sys.readFile(path),
      readDirectory: (...given) => ts.sys.readDirectory(...given),
      directoryExists: (path) => ts.sys.directoryExists(path),
      getDirectories: (path) => ts.sys.getDirectories(path),
    });
  }

  /** Every mutant of a source, those that do not compile included. */
  mutants(file: string): readonly Mutant[] {
    const program = this.#service.getProgram();
    const source = program?.getSourceFile(join(root, file));
    if (program === undefined || source === undefined) throw new Error(`${file} is no source`);
    return mutantsOf(source, program.getTypeChecker());
  }

  /** Whether the compiler takes a mutant. */
  takes(mutant: Mutant): boolean {
    const path = join(root, mutant.file);
    const text = readFileSync(path, 'utf8');
    this.#put(path, mutated(text, mutant));
    const found = [
      ...this.#service.getSyntacticDiagnostics(path),
      ...this.#service.getSemanticDiagnostics(path),
    ];
    this.#put(path, text);
    return found.every(({ category, code }) => category !== ts.DiagnosticCategory.Error || unused.has(code));
  }

  #put(path: string, text: string): void {
    this.#texts.set(path, { version: (this.#texts.get(path)?.version ?? 0) + 1, text });
  }
}
