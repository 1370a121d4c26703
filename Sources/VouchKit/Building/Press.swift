import AuditModel
import Diagnostics
import Digests
import DocumentModel
import HTMLRendering
import PDFRendering
import Packaging
import Reporting

/// Renders the documents of a pack, and knows afterwards on which page each heading stands.
struct Press {
  let html: HTMLRenderer
  let pdf: PDFRenderer
  private(set) var artifacts: [Artifact] = []
  private(set) var byproducts: [Provenance.Byproduct] = []
  private(set) var warnings: [Diagnostic] = []
  /// In the order of rendering, and within a document in that of its headings.
  private(set) var places: [ReportPlace] = []

  init(html: HTMLRenderer, pdf: PDFRenderer) {
    self.html = html
    self.pdf = pdf
  }

  /// Renders a document in each of its formats.
  mutating func render(_ document: Document, _ formats: [DocumentDefinition.Format]) throws(Diagnostic) {
    guard let model = Digest(hexadecimal: try DocumentDigest.of(document)) else { return }
    var pages: [String: Int] = [:]
    for format in formats {
      let name = PackNames.report(document, format)
      byproducts.append(Provenance.Byproduct(.model, of: name, model))
      switch format {
      case .html: artifacts.append(Artifact(name, try html.render(document)))
      case .pdf:
        let rendered = try pdf.render(document)
        pages = rendered.pages
        keep(rendered, name)
      }
    }
    places += Press.places(of: document, formats, pages)
  }

  private mutating func keep(_ rendered: RenderedPDF, _ name: String) {
    artifacts.append(Artifact(name, rendered.bytes))
    warnings += rendered.warnings
    for (layer, digest) in [(Provenance.Layer.glyphs, rendered.glyphsDigest), (.pages, rendered.pagesDigest)] {
      if let digest = Digest(hexadecimal: digest) {
        byproducts.append(Provenance.Byproduct(layer, of: name, digest))
      }
    }
  }

  /// Where the headings of a document would stand, which is drawn for that and not kept.
  func places(of document: Document, _ formats: [DocumentDefinition.Format]) throws(Diagnostic) -> [ReportPlace] {
    Press.places(of: document, formats, formats.contains(.pdf) ? try pdf.render(document).pages : [:])
  }

  /// A page of the web is what a link leads to; where there is none, the PDF.
  private static func places(
    of document: Document, _ formats: [DocumentDefinition.Format], _ pages: [String: Int]
  ) -> [ReportPlace] {
    let format: DocumentDefinition.Format = formats.contains(.html) ? .html : .pdf
    return document.blocks.compactMap { block in
      guard case .heading(_, _, let anchor) = block else { return nil }
      return ReportPlace(
        report: document.title, file: PackNames.report(document, format), anchor: anchor, page: pages[anchor])
    }
  }
}
