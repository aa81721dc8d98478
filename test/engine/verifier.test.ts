import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activeRecordSchema, type VerificationNews } from '#contract/verdict-schema.ts';
import { Verifier, type Verification, type VerificationOutcome } from '#engine/verifier.ts';
import { builtFile } from '../support/fresh-bundles.ts';
import { root } from '../support/places.ts';

const example = readFileSync(join(root, 'resources', 'sample', 'ams.segl'), 'utf8');
const realWorker = pathToFileURL(builtFile('engine'));
const bounds = { clauses: 100_000, seconds: 120 };

const replayable = `
protocol P
entity A
entity B
key K shared by A, B
data D of A
phase p channel public adversary present {
  message m1 A -> B: aead[K](D)
}
confidentiality D: A, B
integrity D: A
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segl-verifier-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A verifier whose worker does something else; `post` is there for it, and two questions with an answer. */
function workerThat(name: string, does: string): Verifier {
  const path = join(folder, `${name.replaceAll(/[^a-z]/g, '-')}.mjs`);
  const asked = (key: string): object => ({
    attack: null,
    key,
    statement: 'confidentiality D',
    kind: 'secrecy',
    element: 'D',
    entity: 'A',
    originator: null,
    on: [],
    phase: null,
    honest: ['A'],
  });
  const questions = [asked('one'), asked('two')];
  const assumes = [{ kind: 'delivered-once', names: ['m1'], without: null }];
  const proved = {
    question: questions[0],
    answer: 'holds',
    reason: null,
    attackTypes: [],
    trace: null,
    assumes,
    evidence: { state: 'unchecked', reasons: [] },
  };
  const checked = { ...proved, evidence: { state: 'checked', reasons: [] } };
  writeFileSync(
    path,
    `import { parentPort, workerData } from 'node:worker_threads';
     const post = (message) => parentPort.postMessage(message);
     const questions = ${JSON.stringify(questions)};
     const proved = ${JSON.stringify(proved)};
     const checked = ${JSON.stringify(checked)};
     ${does}\n`,
  );
  return new Verifier(pathToFileURL(path));
}

/** What a worker says that answers the first question, and has its proof looked at. */
const told = `post({ kind: 'asked', questions });
  post({ kind: 'answered', question: 0, verdict: proved });
  post({ kind: 'checked', question: 0, verdict: checked });`;

/** What a worker says of a question that holds without counting deliveries. */
const withoutDelivery =
  "assumption: 'delivered-once', without: { answer: 'holds', reason: null, attackTypes: [], trace: null }";

/** What a worker says of the file of a proof. */
const identity = `{ clauses: 1, terms: 2, sha256: '${'0'.repeat(64)}' }`;

const silent = (): void => undefined;

function verificationOf(outcome: VerificationOutcome): Verification {
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value;
}

function answersOf({ record }: Verification): readonly (readonly [string, string | null])[] {
  return record.verdicts.map(({ answer, reason }) => [answer, reason]);
}

describe('the verifier', () => {
  test('tells every answer once as it comes, and gives them together at the end', async () => {
    const news: VerificationNews[] = [];
    const done = verificationOf(
      await new Verifier(realWorker).verify(replayable, bounds, (each) => news.push(each)),
    );
    expect(done.end).toBe('finished');
    expect(
      done.record.verdicts.map(({ question, answer }) => [question.kind, question.entity, answer]),
    ).toEqual([
      ['secrecy', 'A', 'holds'],
      ['secrecy', 'B', 'holds'],
      ['agreement', 'B', 'holds'],
      ['injective-agreement', 'B', 'violated'],
    ]);
    expect(done.record.verdicts[3]).toMatchObject({ attackTypes: ['replay'] });
    expect(news[0]).toMatchObject({ kind: 'asked' });
    const told = news.flatMap((each) => (each.kind === 'answered' ? [each] : []));
    expect(told.map(({ question }) => question).toSorted()).toEqual([0, 1, 2, 3]);
    // What holds is told before its proof is looked at, and says so; then once more.
    const checked = news.flatMap((each) => (each.kind === 'checked' ? [each] : []));
    expect(checked.map(({ question }) => question).toSorted()).toEqual([0, 1, 2]);
    for (const { question, verdict } of told) {
      const evidence = verdict.answer === 'holds' ? { state: 'unchecked', reasons: [], proof: null } : null;
      expect({ ...done.record.verdicts[question], evidence }).toEqual(verdict);
    }
    for (const { question, verdict } of checked) {
      const evidence = { state: 'checked', reasons: [], proof: null };
      expect(verdict.evidence).toEqual(evidence);
      expect({ ...done.record.verdicts[question], evidence }).toEqual(verdict);
    }
    // At last each accepted proof has what identifies its file.
    const identified = news.flatMap((each) => (each.kind === 'identified' ? [each] : []));
    expect(identified.flatMap(({ questions }) => questions).toSorted()).toEqual([0, 1, 2]);
    for (const { questions, proof } of identified)
      for (const question of questions) {
        expect(done.record.verdicts[question]?.evidence).toEqual({ state: 'checked', reasons: [], proof });
      }
    expect(activeRecordSchema.parse(done.record)).toEqual(done.record);
    expect(news.some(({ kind }) => kind === 'working')).toBe(true);
  });

  test('tells at last what changes without an assumption, and keeps it with the verdict', async () => {
    const once = replayable.replace('channel public', 'channel secure').replace('aead[K](D)', 'D');
    const news: VerificationNews[] = [];
    const done = verificationOf(
      await new Verifier(realWorker).verify(once, bounds, (each) => news.push(each)),
    );
    const injective = done.record.verdicts.findIndex(
      ({ question }) => question.kind === 'injective-agreement',
    );
    const compared = news.filter((each) => each.kind === 'compared');
    expect(compared).toMatchObject([
      { question: injective, assumption: 'delivered-once', without: { answer: 'violated' } },
    ]);
    expect(news.slice(-1)).toEqual(compared);
    expect(done.record.verdicts[injective]).toMatchObject({ answer: 'holds' });
    const assumed = done.record.verdicts[injective]?.assumes.find(({ kind }) => kind === 'delivered-once');
    expect(assumed).toMatchObject({
      names: ['m1'],
      without: { answer: 'violated', attackTypes: ['replay'] },
    });
    expect(activeRecordSchema.parse(done.record)).toEqual(done.record);
  });

  test('tells what the work took: the same clauses each time, and not more than the time that passed', async () => {
    const start = performance.now();
    const first = verificationOf(await new Verifier(realWorker).verify(replayable, bounds, silent));
    const elapsed = (performance.now() - start) / 1000;
    const again = verificationOf(await new Verifier(realWorker).verify(replayable, bounds, silent));
    expect(first.record.cost?.clauses).toBeGreaterThan(4);
    expect(again.record.cost?.clauses).toBe(first.record.cost?.clauses);
    expect(first.record.cost?.seconds).toBeGreaterThan(0);
    expect(first.record.cost?.seconds).toBeLessThanOrEqual(elapsed + 0.001);
    expect(activeRecordSchema.parse(first.record)).toEqual(first.record);
  });

  test.each([
    ['counts before it dies', '7n', 7],
    ['counts nonsense', '-1n', Number.MAX_SAFE_INTEGER],
  ])('keeps a count that can be kept when the worker %s', async (name, count, clauses) => {
    const does = `new BigUint64Array(workerData.clauses)[0] = ${count}; post({ kind: 'asked', questions });`;
    const { record } = verificationOf(await workerThat(name, does).verify('', bounds, silent));
    expect(record.cost?.clauses).toBe(clauses);
    expect(activeRecordSchema.parse(record)).toEqual(record);
  });

  test('keeps what is checked when it is cancelled, leaves the rest open, and can go on with another text', async () => {
    const verifier = new Verifier(realWorker);
    const running = verifier.verify(example, bounds, ({ kind }) => {
      if (kind === 'checked') verifier.cancel();
    });
    const done = verificationOf(await running);
    expect(done.end).toBe('cancelled');
    expect(done.record.verdicts.length).toBeGreaterThan(40);
    const open = done.record.verdicts.filter(({ answer }) => answer === 'undecided');
    expect(open.length).toBeGreaterThan(0);
    expect(open.length).toBeLessThan(done.record.verdicts.length);
    expect(new Set(open.map(({ reason }) => reason))).toEqual(new Set(['cancelled']));
    expect(verificationOf(await verifier.verify(replayable, bounds, silent)).end).toBe('finished');
  });

  test('ends a worker that does not hear', async () => {
    const does = told;
    const verifier = workerThat('deaf', `${does} for (;;) {}`);
    const running = verifier.verify('', bounds, ({ kind }) => {
      if (kind === 'checked') verifier.cancel();
    });
    const done = verificationOf(await running);
    expect(done.end).toBe('cancelled');
    expect(answersOf(done)).toEqual([
      ['holds', null],
      ['undecided', 'cancelled'],
    ]);
  });

  test('leaves open what is answered and not checked', async () => {
    const does =
      "post({ kind: 'asked', questions }); post({ kind: 'answered', question: 0, verdict: proved });";
    const verifier = workerThat('unchecked', `${does} for (;;) {}`);
    const running = verifier.verify('', bounds, ({ kind }) => {
      if (kind === 'answered') verifier.cancel();
    });
    expect(answersOf(verificationOf(await running))).toEqual(Array(2).fill(['undecided', 'cancelled']));
  });

  test('leaves open what is not answered in time', async () => {
    const hasty = { clauses: 100_000, seconds: 1 };
    const verifier = workerThat('endless', "post({ kind: 'asked', questions }); for (;;) {}");
    const done = verificationOf(await verifier.verify('', hasty, silent));
    expect(answersOf(done)).toEqual(Array(2).fill(['undecided', 'time']));
  });

  test('proves nothing within a limit that is too narrow', async () => {
    const narrow = { clauses: 1, seconds: 120 };
    const done = verificationOf(await new Verifier(realWorker).verify(example, narrow, silent));
    expect(done.record.verdicts.filter(({ answer }) => answer === 'holds')).toEqual([]);
    expect(done.record.verdicts.some(({ reason }) => reason === 'limit')).toBe(true);
  });

  test.each([
    ['throws', 'throw new Error("secret")'],
    ['ends', ''],
    ['exits', 'process.exit(0)'],
  ])('never lets a question hold that was not proved: the worker %s', async (name, does) => {
    const first = told;
    const done = verificationOf(await workerThat(name, `${first} ${does}`).verify('', bounds, silent));
    expect(done.end).toBe('failed');
    expect(answersOf(done)).toEqual([
      ['holds', null],
      ['undecided', 'failed'],
    ]);
  });

  // What no honest worker says comes before what one would say: all of that is worth nothing then.
  test.each([
    ['says it has finished', "post({ kind: 'finished' })"],
    ['answers what was not asked', "post({ kind: 'answered', question: 2, verdict: { ...proved } })"],
    ['answers another question', "post({ kind: 'answered', question: 1, verdict: proved })"],
    ['answers twice', "post({ kind: 'answered', question: 0, verdict: proved })"],
    [
      'answers what holds without evidence',
      "post({ kind: 'answered', question: 1, verdict: { ...proved, question: questions[1], evidence: null } })",
    ],
    [
      'answers what holds with evidence at once',
      "post({ kind: 'answered', question: 1, verdict: { ...checked, question: questions[1] } })",
    ],
    ['has a proof looked at twice', "post({ kind: 'checked', question: 0, verdict: checked })"],
    [
      'has the proof of another question looked at',
      "post({ kind: 'checked', question: 1, verdict: checked })",
    ],
    [
      'identifies the proof of what it has not answered',
      `post({ kind: 'identified', questions: [1], proof: ${identity} })`,
    ],
    [
      'identifies a proof twice',
      `post({ kind: 'identified', questions: [0], proof: ${identity} });
       post({ kind: 'identified', questions: [0], proof: ${identity} })`,
    ],
    ['asks again', "post({ kind: 'asked', questions })"],
    ['works on nothing', "post({ kind: 'working', questions: [7] })"],
    ['gives no trace', "post({ kind: 'answered', question: 1, verdict: { ...proved, answer: 'violated' } })"],
    ['compares what it has not answered', `post({ kind: 'compared', question: 1, ${withoutDelivery} })`],
    [
      'compares by what is not assumed',
      `post({ kind: 'compared', question: 0, ${withoutDelivery.replace('delivered-once', 'holders-honest')} })`,
    ],
    [
      'compares twice',
      `post({ kind: 'compared', question: 0, ${withoutDelivery} });
       post({ kind: 'compared', question: 0, ${withoutDelivery} })`,
    ],
    ['talks nonsense', "post('holds')"],
  ])('believes nothing more of a worker that %s', async (name, does) => {
    const first = told;
    const rest = `post({ kind: 'answered', question: 1, verdict: { ...proved, question: questions[1] } });
      post({ kind: 'checked', question: 1, verdict: { ...checked, question: questions[1] } });
      post({ kind: 'finished' });`;
    const honest = await workerThat(`honest-${name}`, `${first} ${rest}`).verify('', bounds, silent);
    expect(verificationOf(honest).end).toBe('finished');
    const done = verificationOf(
      await workerThat(name, `${first} ${does}; ${rest}`).verify('', bounds, silent),
    );
    expect(done.end).toBe('failed');
    expect(answersOf(done)).toEqual([
      ['holds', null],
      ['undecided', 'failed'],
    ]);
  });

  test('never lets a question hold that was not proved: the worker dies before it says the next thing', async () => {
    const whole = verificationOf(await new Verifier(realWorker).verify(replayable, bounds, silent));
    const rightly = new Map(whole.record.verdicts.map(({ question, answer }) => [question.key, answer]));
    let said = 1;
    for (let died = true; died; said += 1) {
      const dying = workerThat(
        `mortal-${'i'.repeat(said)}`,
        `const say = parentPort.postMessage.bind(parentPort);
         let said = 0;
         parentPort.postMessage = (message) => {
           said += 1;
           if (said > ${said}) process.exit(1);
           say(message);
         };
         await import(${JSON.stringify(realWorker.href)});`,
      );
      const outcome = await dying.verify(replayable, bounds, silent);
      died = !outcome.ok || outcome.value.end === 'failed';
      if (!outcome.ok) continue;
      for (const { question, answer, reason } of outcome.value.record.verdicts) {
        expect(answer).toBe(reason === 'failed' ? 'undecided' : rightly.get(question.key));
      }
    }
    // It was asked, worked on, answered and finished.
    expect(said).toBeGreaterThan(6);
  });

  test.each([
    ['crashes at once', 'throw new Error("secret")', 'analysis-failed'],
    ['answers before it asks', "post({ kind: 'answered', question: 0, verdict: proved })", 'analysis-failed'],
    ['refuses the text', "post({ kind: 'refused' })", 'model-refused'],
    ['is no JavaScript', '}{', 'analysis-failed'],
  ])('gives no record when the worker %s', async (name, does, code) => {
    expect(await workerThat(name, does).verify('', bounds, silent)).toEqual({ ok: false, error: { code } });
  });

  test('gives no record of a text with errors, nor of one that it left before it knew the questions', async () => {
    const verifier = new Verifier(realWorker);
    const refused = await verifier.verify('entity', bounds, silent);
    expect(refused).toEqual({ ok: false, error: { code: 'model-refused' } });
    const left = verifier.verify(example, bounds, silent);
    verifier.stop();
    expect(await left).toEqual({ ok: false, error: { code: 'analysis-cancelled' } });
  });

  test('leaves the older text when a newer one comes', async () => {
    const verifier = new Verifier(realWorker);
    const older = verifier.verify(example, bounds, silent);
    const newer = verifier.verify(replayable, bounds, silent);
    expect(await older).toEqual({ ok: false, error: { code: 'analysis-cancelled' } });
    expect(verificationOf(await newer).end).toBe('finished');
  });
});
