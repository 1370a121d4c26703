// PDFRendering
