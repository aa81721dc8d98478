import { parentPort, workerData } from 'node:worker_threads';
import { encryptPdf } from '#report/encrypt.ts';
import { transferredOrderSchema, renderOrderSchema, type RenderedFiles } from '#report/orders.ts';
import { renderPdf } from '#report/render.ts';

// One order, then the thread ends: nothing of a project stays behind in it. An exception ends it early, and whoever
// ordered makes a failure of that.
const files = await execute(workerData);
parentPort?.postMessage(
  files,
  files.map(({ bytes }) => bytes.buffer),
);

async function execute(raw: unknown): Promise<RenderedFiles> {
  const handedOver = transferredOrderSchema.parse(raw);
  const order = renderOrderSchema.parse(JSON.parse(new TextDecoder().decode(handedOver.order)));
  handedOver.order.fill(0);
  if (order.kind === 'protect') {
    const { qpdfFile, passphrase } = order;
    const { pdf } = handedOver;
    if (pdf === null) throw new Error('there is nothing to protect');
    const bytes = await encryptPdf(pdf, passphrase, { qpdfFile });
    pdf.fill(0);
    return [{ bytes, pages: null }];
  }
  const made: RenderedFiles = [];
  // One after the other: the fonts of a renderer are shared.
  for (const document of order.documents) made.push(await renderPdf(document, order));
  return made;
}
