// One process for one mutant of the engines: says what is noticed of it.
import { readFileSync } from 'node:fs';
import type { EngineGolden } from './golden.ts';
import { engineNoticed, remarksOnTold, type EngineRemark } from './judgement.ts';
import type { Said } from './said.ts';
import { engineTexts } from './texts.ts';
import { toldOf } from './told.ts';

const [, , goldenFile = ''] = process.argv;
const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as Readonly<Record<string, EngineGolden>>;
const [judged, raw] = [new Map<string, EngineRemark>(), new Map<string, EngineRemark>()];
let crash: string | null = null;

for (const { name, text } of engineTexts()) {
  const usual = golden[name];
  if (usual === undefined) throw new Error(`nothing is known of ${name}: begin anew, without --again`);
  try {
    for (const { what, ...remark } of remarksOnTold(usual, toldOf(text, usual.told))) {
      note(remark.raw ? raw : judged, { ...remark, what: `${name}: ${what}` });
    }
  } catch (error) {
    crash ??= `${name}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function note(found: Map<string, EngineRemark>, remark: EngineRemark): void {
  const known = found.get(remark.kind);
  // What an analyst would see says more than what one attempt alone comes to.
  if (known === undefined || (remark.usual && !known.usual)) found.set(remark.kind, remark);
}

function worst(found: ReadonlyMap<string, EngineRemark>): EngineRemark | null {
  return engineNoticed.flatMap((kind) => found.get(kind) ?? [])[0] ?? null;
}

const said: Said = { crash, judged: worst(judged), raw: worst(raw), all: [...judged.values()] };
process.stdout.write(JSON.stringify(said));
