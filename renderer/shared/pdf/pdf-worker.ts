// What the PDF library reads files with, in a thread of its own: a document made to keep it busy for ever keeps
// nobody else, and is ended with its thread.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
