import { app } from 'electron';
import { filesAmong, type HandedFile } from '#main/arriving/files-among.ts';

/** The files that the system hands over, from the start on: they wait until somebody takes them. */
export class HandedFiles {
  #waiting: readonly HandedFile[] = [];
  #take: ((files: readonly HandedFile[]) => void) | null = null;

  /** Make it before Electron is ready: macOS tells of a double click before that. */
  constructor() {
    this.#hand(filesAmong(process.argv.slice(1), process.cwd()));
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#hand(filesAmong([path], process.cwd()));
    });
    app.on('second-instance', (_event, args, folder) => {
      this.#hand(filesAmong(args.slice(1), folder));
    });
  }

  /** Has what waits, and whatever comes from now on, taken by `take`. */
  deliver(take: (files: readonly HandedFile[]) => void): void {
    this.#take = take;
    this.#hand([]);
  }

  #hand(files: readonly HandedFile[]): void {
    this.#waiting = [...this.#waiting, ...files];
    if (this.#take === null || this.#waiting.length === 0) return;
    const handed = this.#waiting;
    this.#waiting = [];
    this.#take(handed);
  }
}
