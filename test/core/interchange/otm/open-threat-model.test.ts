import { expect, test } from 'vitest';
import { z } from 'zod';
import { analyseRun, checkText } from '#core/analysis/pipeline/analyse.ts';
import { writerOf } from '#core/interchange/formats.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { libraryText } from '../../../support/models/catalogued.ts';
import { sampleText } from '../../../support/models/sample.ts';

// The specification, version 0.2.0, as far as Segl uses it: nothing else may be there.
const attributes = z.record(z.string(), z.unknown());
const rating = z.number().min(0).max(100);
const threatAt = z.strictObject({ threat: z.string(), state: z.string(), mitigations: z.array(z.never()) });
const specification = z.strictObject({
  otmVersion: z.literal('0.2.0'),
  project: z.strictObject({
    name: z.string(),
    id: z.string(),
    description: z.string().nullable(),
    tags: z.array(z.string()),
    attributes,
  }),
  representations: z.array(
    z.strictObject({ name: z.string(), id: z.string(), type: z.literal('threat-model') }),
  ),
  trustZones: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      risk: z.strictObject({ trustRating: rating }),
    }),
  ),
  assets: z.array(
    z.strictObject({
      name: z.string(),
      id: z.string(),
      description: z.string(),
      risk: z.strictObject({
        confidentiality: rating,
        integrity: rating,
        availability: rating,
        comment: z.string(),
      }),
      attributes,
    }),
  ),
  components: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      parent: z.strictObject({ trustZone: z.string() }),
      assets: z.strictObject({ processed: z.array(z.string()), stored: z.array(z.string()) }),
      threats: z.array(threatAt),
      attributes,
    }),
  ),
  dataflows: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      bidirectional: z.boolean(),
      source: z.string(),
      destination: z.string(),
      assets: z.array(z.string()),
      threats: z.array(threatAt),
      tags: z.array(z.string()),
      attributes,
    }),
  ),
  threats: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string().min(1),
      description: z.string(),
      categories: z.array(z.string()),
      risk: z.strictObject({ likelihood: rating.nullable(), impact: rating, impactComment: z.string() }),
      attributes,
    }),
  ),
  mitigations: z.array(z.never()),
});

function written(text: string, locale: 'en' | 'nb' = 'en'): z.output<typeof specification> {
  const { executable } = checkText(text);
  const writer = writerOf('otm');
  if (executable === null || writer?.takes !== 'model') throw new Error('it is written');
  const record = analyseRun(executable.model, executable.run);
  const file = writer.write({ executed: executable, record, name: 'm.segl' }, createTranslate(locale));
  return specification.parse(JSON.parse(file));
}

test.each<readonly [string, string]>([
  ['the example', sampleText],
  ...['needham-schroeder-public-key', 'otway-rees', 'password-login', 'signed-diffie-hellman'].map(
    (name) => [name, libraryText(name)] as const,
  ),
])(
  'is as the specification says, every identifier once, and everything that is named is there: %s',
  (_name, text) => {
    const model = written(text);
    const all = [model.trustZones, model.assets, model.components, model.dataflows, model.threats].flat();
    const ids = new Set(all.map(({ id }) => id));
    expect(ids.size).toBe(all.length);
    const assets = new Set(model.assets.map(({ id }) => id));
    const components = new Set(model.components.map(({ id }) => id));
    const threats = new Set(model.threats.map(({ id }) => id));
    for (const component of model.components) {
      expect(model.trustZones.map(({ id }) => id)).toContain(component.parent.trustZone);
      for (const asset of [...component.assets.stored, ...component.assets.processed])
        expect(assets).toContain(asset);
      for (const { threat } of component.threats) expect(threats).toContain(threat);
    }
    for (const flow of model.dataflows) {
      expect(components).toContain(flow.source);
      expect(components).toContain(flow.destination);
      for (const asset of flow.assets) expect(assets).toContain(asset);
      for (const { threat } of flow.threats) expect(threats).toContain(threat);
    }
  },
);

test('has the entities, messages, elements and threats of the model', () => {
  const model = written(sampleText);
  expect(model.project.tags).toEqual(['STRENGT FORTROLIG']);
  expect([model.components.length, model.dataflows.length, model.assets.length]).toEqual([4, 28, 19]);
  const o3 = model.dataflows.find(({ id }) => id === 'message-o3');
  expect(o3).toMatchObject({
    source: 'entity-MET',
    destination: 'entity-CON',
    tags: ['Operations', 'public'],
  });
  expect(o3?.assets).toContain('element-READING');
  expect(model.assets.find(({ id }) => id === 'element-READING')?.risk).toMatchObject({
    confidentiality: 100,
    integrity: 100,
    availability: 0,
  });
  expect(model.assets.find(({ id }) => id === 'element-C_ship')?.risk).toMatchObject({
    confidentiality: 0,
    integrity: 0,
  });
  expect(model.threats.map(({ name }) => name)).toContain('Compromise of K_mh');
  expect(written(sampleText, 'nb').threats[0]?.categories).toContain('konfidensialitet');
});
