export { writePdf } from './pdf.thread';
export { PDF_TYPE, type PdfPaper } from './pdf.paper';
