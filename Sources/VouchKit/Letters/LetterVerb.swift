import Bytes
import Diagnostics
import Digests
import DocumentModel
import Mustache
import PDFRendering
import Packaging

/// The letters that can be written about a pack.
public enum LetterKind: String, Sendable, CaseIterable {
  case cover
  case gateFailure = "gate-failure"
  case findingResponse = "finding-response"
  case adverseAction = "adverse-action"
}

/// A letter, to be read and completed by its sender.
public struct Letter: Sendable {
  public let subject: String
  public let text: String
  let document: Document
}

extension Vouch {
  /// A letter filled from a pack, which must be intact; what no pack can know is marked in it.
  ///
  /// `gate` is the id of the one gate that it is about, `declined` that of the one case; nil for all. `share` is the folder that holds the templates.
  public static func letter(
    _ kind: LetterKind, _ path: String, gate: String? = nil, declined: String? = nil, share: String? = nil
  ) throws(Diagnostics) -> Letter {
    do throws(Diagnostic) {
      let pack = try ComparedPack(path)
      let cases = kind == .adverseAction ? try DeclinedCases.values(pack, only: declined) : [:]
      let values = try LetterValues(pack, gate: gate)
      let folder = if let share { share } else { try ShareFolder.find() }
      let file = "\(folder)/templates/letters/\(kind.rawValue).mustache"
      let template = try FileSource(name: file, path: file).readAll(limit: Limits.template)
      let text = try LetterTemplate.render(
        String(decoding: template, as: UTF8.self), values.values.merging(cases) { own, _ in own },
        name: file)
      return Letter(LetterText(text), pack: pack, values: values, kind: kind)
    } catch {
      throw Diagnostics(error)
    }
  }

  /// The letter as PDF.
  public static func pdf(_ letter: Letter, share: String? = nil) throws(Diagnostics) -> [UInt8] {
    let collector = DiagnosticCollector()
    guard let design = DesignLoader(share: share, collector: collector).load(),
      let theme = ThemeReader(collector: collector).read(design.theme)
    else { throw Diagnostics(collector.all) }
    do throws(Diagnostic) {
      let faces = zip(theme.faces.all, design.faces).map { ($0, $1.bytes) }
      let renderer = try PDFRenderer(
        theme: theme, faces: Dictionary(faces, uniquingKeysWith: { first, _ in first }),
        colourProfile: design.colourProfile.bytes)
      return try renderer.render(letter.document).bytes
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Writes a letter to a path, as PDF where it ends so, else as text.
  public static func write(_ letter: Letter, to path: String, share: String? = nil) throws(Diagnostics) {
    let bytes = path.hasSuffix(".pdf") ? try pdf(letter, share: share) : Array((letter.text + "\n").utf8)
    do throws(Diagnostic) { try FileWriting.replace(path, with: bytes) } catch { throw Diagnostics(error) }
  }
}

/// Fills a letter's template.
private enum LetterTemplate {
  static func render(_ text: String, _ values: [String: Any], name: String) throws(Diagnostic) -> String {
    do {
      return try MustacheTemplate(string: "{{%CONTENT_TYPE:TEXT}}\n" + text).render(values)
    } catch {
      throw Diagnostic(
        "the template '\(name)' cannot be read", at: Location(file: name), hint: "close every section that it opens")
    }
  }
}

/// A filled template by its marks: `Subject:`, `## ` for headings, `- ` for lists, blank lines between paragraphs.
struct LetterText {
  let subject: String
  let blocks: [Block]
  let plain: String

  init(_ text: String) {
    var subject = ""
    var blocks: [Block] = []
    var items: [[Inline]] = []
    var plain: [String] = []
    func close() {
      if !items.isEmpty { blocks.append(.list(items, ordered: false)) }
      items = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("Subject: ") {
        subject = String(line.dropFirst(9))
        plain.append(line)
      } else if line.hasPrefix("## ") {
        close()
        let title = String(line.dropFirst(3))
        blocks.append(.heading(level: 1, text: title, anchor: "section-\(blocks.count + 1)"))
        plain.append(title)
      } else if line.hasPrefix("- ") {
        items.append([.text(String(line.dropFirst(2)))])
        plain.append(line)
      } else {
        close()
        if !line.isEmpty { blocks.append(.paragraph([.text(line)])) }
        if !(line.isEmpty && plain.last?.isEmpty ?? true) { plain.append(line) }
      }
    }
    close()
    while plain.last?.isEmpty == true { plain.removeLast() }
    self.subject = subject
    self.blocks = blocks
    self.plain = plain.joined(separator: "\n")
  }
}

extension Letter {
  fileprivate init(_ text: LetterText, pack: ComparedPack, values: LetterValues, kind: LetterKind) {
    subject = text.subject
    self.text = text.plain
    let day = pack.manifest.asOf.map { "\($0)" } ?? "1980-01-01"
    let decisions = (try? pack.pack.bytes(DecisionsFile.name)).map { SHA256.digest(of: $0).hexadecimal } ?? ""
    document = Document(
      id: kind.rawValue, title: text.subject, subtitle: values.title, facts: [Fact("Pack", values.pack)],
      properties: Document.Properties(
        author: values.values["organization"] as? String ?? "", language: "en-GB", date: "\(day)T00:00:00Z",
        runningHead: values.pack, factsDigest: pack.report.facts?.hexadecimal ?? "", decisionsDigest: decisions),
      blocks: text.blocks)
  }
}
