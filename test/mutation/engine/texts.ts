import { corpus, type CorpusText } from '../corpus.ts';

/** The protocols of the library that every way of answering is soon done with. */
const small = new Set([
  ...['andrew-secure-rpc', 'andrew-secure-rpc-mended', 'diffie-hellman', 'iso-9798-2-one-pass'],
  ...['iso-9798-2-two-pass', 'iso-9798-2-three-pass', 'iso-9798-3-three-pass', 'key-transport'],
  ...['metering-command', 'metering-command-unchecked', 'metering-firmware', 'metering-joining-key-known'],
  ...['metering-key-renewal-replayable', 'needham-schroeder-public-key', 'woo-lam', 'woo-lam-mended'],
]);

/** Texts of other kinds that take longer than what they show is worth. */
const long = new Set([
  ...['certified-insider', 'asked-about-another-phase', 'derived-key-erased', 'what-is-held 1'],
  ...['derived-key-carried-on', 'derived-in-a-quiet-phase', 'key-installed-twice'],
  ...['key-installed-by-two-runs', 'identity-of-elements 1', 'erased-by-the-agent 1'],
  ...['quiet-phase 1', 'unknown-public-half 1', 'sample'],
]);

/** Random texts of which every second one asks for more than the plain adversary, and which are soon done with. */
const random = new Set(
  [3, 9, 12, 13, 16, 25, 33, 36, 39, 43, 49, 50, 52, 53, 61].map((number) => `random ${number}`),
);

/** The texts that mutants of the engines are judged by: they are answered in every way, so that they are the small ones. */
export function engineTexts(): readonly CorpusText[] {
  return corpus().filter(({ name, kind }, index) => {
    switch (kind) {
      case 'library':
        return small.has(name);
      case 'random':
        return random.has(name);
      case 'translated':
        return !long.has(name);
      case 'example':
        return index % 3 === 0 && !long.has(name);
      case 'other':
        return false;
    }
  });
}
