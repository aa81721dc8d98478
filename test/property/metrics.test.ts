import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseModel, checkText } from '#core/analysis/pipeline/analyse.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { confirmationOf, evaluate } from '#core/method/evaluation/evaluation.ts';
import { measureProject } from '#core/method/evaluation/measure-project.ts';
import { proposeEvaluation } from '#core/method/evaluation/proposal.ts';
import { criterionStatuses } from '#core/dossier/criterion.ts';
import { hierarchyLevels } from '#core/structure/hierarchy-levels.ts';
import { totalOperations } from '#core/method/metrics/operations.ts';
import { threatMetrics, threatTotal } from '#core/method/metrics/threat-metrics.ts';
import { threatCatalogue } from '#core/method/threats/catalogue.ts';
import { measure } from '#core/method/metrics/protocol-metrics.ts';
import { modelText } from './models.ts';
import { runs } from '../support/random.ts';

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

test('the counts of a model add up', () => {
  let measuredModels = 0;
  fc.assert(
    fc.property(modelText, (text) => {
      const { executable } = checkText(text);
      if (executable === null) return;
      measuredModels += 1;
      const { model, run } = executable;
      const record = analyseModel(model, run, '0'.repeat(64));
      const metrics = measure(model, record, null);
      const { tableOne, complexity, requirements, keyHierarchy } = metrics;
      expect(sum(complexity.phases.map(({ messages }) => messages))).toBe(tableOne.messages);
      expect(sum(complexity.channels.map(({ messages }) => messages))).toBe(tableOne.messages);
      expect(sum(complexity.entities.map(({ sends }) => sends))).toBe(tableOne.messages);
      expect(sum(complexity.entities.map(({ receives }) => receives))).toBe(tableOne.messages);
      expect(complexity.messages).toHaveLength(tableOne.messages);
      const elements = model.elements.filter(({ kind }) => kind !== 'constant').length;
      for (const { held, made, derived, received, without } of complexity.entities) {
        expect(held + made + derived + received + without).toBe(elements);
      }
      // As many operations as primitives are written with an argument in messages and derivations.
      const written = text.match(/\b(?:enc|mac|kdf|aead|penc|sign|dh)\[|\bhash\(/gu)?.length ?? 0;
      expect(sum(complexity.phases.map(({ operations }) => totalOperations(operations)))).toBe(written);
      const cells = Object.values(requirements.cells.confidentiality);
      expect(sum(cells)).toBe(elements * (model.entities.length + 1));
      expect(sum(Object.values(requirements.cells.integrity))).toBe(elements * model.entities.length);
      expect(sum(requirements.kinds.map(({ stated }) => stated))).toBe(model.requirements.length);
      expect(keyHierarchy.keys).toHaveLength(tableOne.symmetricKeys + tableOne.keyPairs);
      expect(keyHierarchy.levels).toBe(record.metrics.keyHierarchyLevels);
      for (const { status, met, missing } of proposeEvaluation(model, metrics)) {
        expect(status === 'open').toBe(met.length === 0);
        if (status !== 'done') expect(missing.length).toBeGreaterThan(0);
      }
      const threats = threatCatalogue(executable, record, null, []);
      const { metrics: project, proposals } = measureProject({
        model,
        record,
        analysis: null,
        threats,
        risks: [],
        dossier: emptyDossier,
      });
      expect({ ...project, threats: null, risks: null }).toEqual(metrics);
      const { counts, types } = project.threats ?? threatMetrics([]);
      expect(sum(types.map((each) => threatTotal(each.counts)))).toBe(threatTotal(counts));
      // Her word on what she sees is about what she sees, whatever it is.
      for (const status of criterionStatuses) {
        const words = proposals.map((proposal) => confirmationOf(proposal, status, 'Because'));
        for (const each of evaluate(proposals, words)) {
          expect(each).toMatchObject({ status, outdated: false, unreasoned: false });
          expect(each.confirmationStatus).toBe(each.proposal.status === status ? 'confirmed' : 'overruled');
        }
      }
    }),
    { numRuns: runs(1000) },
  );
  expect(measuredModels).toBeGreaterThan(5);
});

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const order = fc.record({ upper: fc.constantFrom(...names), lower: fc.constantFrom(...names) });

test('levels fall from above to below, and circles share one', () => {
  fc.assert(
    fc.property(fc.array(order, { maxLength: 12 }), (edges) => {
      const levels = hierarchyLevels(names, edges);
      const level = (name: string): number => levels.get(name) ?? 0;
      const reaches = (from: string, to: string): boolean => {
        const found = new Set([from]);
        for (const each of found) for (const { upper, lower } of edges) if (upper === each) found.add(lower);
        return found.has(to);
      };
      for (const { upper, lower } of edges) {
        if (reaches(lower, upper)) expect(level(upper)).toBe(level(lower));
        else expect(level(upper)).toBeLessThan(level(lower));
      }
      // No level is left out: each but the first stands right under one.
      for (const name of names) {
        const circle = names.filter((other) => reaches(name, other) && reaches(other, name));
        const over = edges.filter(
          ({ upper, lower }) =>
            circle.some((each) => each === lower) && !circle.some((each) => each === upper),
        );
        expect(level(name)).toBe(1 + Math.max(0, ...over.map(({ upper }) => level(upper))));
      }
    }),
  );
});
