import type { Format } from './format/format.ts';

/** The language of Segl. */
export const segl: Format = {
  id: 'segl',
  endings: ['.segl'],
  mediaType: 'text/plain',
  reader: { makes: 'model' },
  writer: null,
};
