import type { Format, ModelFindings } from '#core/interchange/format/format.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { openThreatModel } from './open-threat-model.ts';

/** A model with its threats as an Open Threat Model (version 0.2.0), which tools of threat modelling read. */
export const otm: Format = {
  id: 'otm',
  endings: ['.otm', '.otm.json'],
  mediaType: 'application/json',
  reader: null,
  writer: { takes: 'model', write },
};

function write(findings: ModelFindings, translate: Translate): string {
  return `${JSON.stringify(openThreatModel(findings, translate), null, 2)}\n`;
}
