import Bytes
import Correspondence
import Diagnostics
import Digests
import DocumentModel
import JSON
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
  /// `gate` is the id of the one gate that it is about; nil for all, `declined` that of the one declined case.
  /// `date` and `recipient` are the letter's own. `share` is the folder that holds the templates.
  public static func letter(
    _ kind: LetterKind, _ path: String, gate: String? = nil, declined: String? = nil, date: Day? = nil,
    recipient: String? = nil, share: String? = nil
  ) throws(Diagnostics) -> Letter {
    do throws(Diagnostic) {
      let pack = try ComparedPack(path)
      let subject = try LetterSubject(pack, share: share)
      let cases = kind == .adverseAction ? try DeclinedCases.read(pack, only: declined) : []
      let folder = if let share { share } else { try ShareFolder.find() }
      let file = "\(folder)/templates/letters/\(kind.rawValue).mustache"
      let template = try FileSource(name: file, path: file).readAll(limit: Limits.template)
      let text = try Correspondence.letter(
        String(decoding: template, as: UTF8.self), name: file, about: subject, gate: gate,
        envelope: LetterEnvelope(date: date.map { "\($0)" }, recipient: recipient), declined: cases)
      return try Letter(text, kind, subject, pack)
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
      let faces = try zip(theme.faces.all, design.faces).map { face, file throws(Diagnostic) in (face, try file.bytes())
      }
      let renderer = try PDFRenderer(
        theme: theme, faces: Dictionary(faces, uniquingKeysWith: { first, _ in first }),
        colourProfile: design.colourProfile.bytes)
      return try renderer.render(letter.document).bytes
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Writes a letter to a path, whose ending says how: `.pdf`, or `.txt` and `.md` for text.
  public static func write(_ letter: Letter, to path: String, share: String? = nil) throws(Diagnostics) {
    let bytes: [UInt8]
    switch path.split(separator: "/").last.flatMap({ $0.split(separator: ".").dropFirst().last })?.lowercased() {
    case "pdf": bytes = try pdf(letter, share: share)
    case "txt", "md": bytes = Array((letter.text + "\n").utf8)
    default:
      throw Diagnostics(
        Diagnostic("'\(path)' has no ending of a letter", hint: "end it in .pdf, or in .txt or .md for plain text"))
    }
    do throws(Diagnostic) { try FileWriting.replace(path, with: bytes) } catch { throw Diagnostics(error) }
  }
}

extension Letter {
  fileprivate init(
    _ text: LetterText, _ kind: LetterKind, _ about: LetterSubject, _ pack: ComparedPack
  ) throws(Diagnostic) {
    subject = text.subject
    self.text = text.plain
    let day = about.asOf.isEmpty ? "1980-01-01" : about.asOf
    let decisions = try pack.pack.digest(of: DecisionsFile.name).hexadecimal
    document = Document(
      id: kind.rawValue, title: text.subject, subtitle: about.organization, facts: text.head,
      properties: Document.Properties(
        author: about.organization, language: "en-GB", date: "\(day)T00:00:00Z", runningHead: about.pack,
        factsDigest: about.digests.facts, decisionsDigest: decisions),
      blocks: text.blocks, form: .letter)
  }
}

extension LetterSubject {
  /// Reads an intact pack.
  fileprivate init(_ pack: ComparedPack, share: String?) throws(Diagnostic) {
    let parameters =
      try pack.pack.json(PackFormat.manifest)["predicate"]?["buildDefinition"]?["externalParameters"]
    let name = parameters?["pack"]?.string ?? ""
    let definition = try LetterSubject.definition(pack, share: share)
    self.init(
      title: definition?.title ?? name, pack: name,
      organization: parameters?["organization"]?.string ?? "", period: pack.manifest.period,
      asOf: pack.manifest.asOf.map { "\($0)" } ?? "", definition: pack.manifest.definition,
      vouch: pack.manifest.version,
      exports: pack.manifest.dependencies.count { $0.name.hasPrefix("source/") }, model: definition?.model?.name,
      preparedBy: definition?.cover.preparedBy, contact: definition?.cover.contact,
      documents: definition?.documents.map(\.name) ?? [],
      digests: Digests(
        pack: pack.report.pack.hexadecimal, content: pack.report.content?.hexadecimal ?? "",
        facts: pack.report.facts?.hexadecimal ?? ""),
      files: pack.pack.names, decisions: pack.gateOrder.compactMap { pack.decisions[$0] },
      metrics: try pack.pack.json(MetricsFile.name)["metrics"]?.array ?? [])
  }

  /// The definition in the pack; nil where this version cannot read it.
  private static func definition(_ pack: ComparedPack, share: String?) throws(Diagnostic) -> PackDefinition? {
    let copy = "definition/" + Paths.name(of: pack.manifest.definition)
    let input = Input(label: copy, bytes: try pack.pack.bytes(copy))
    return DefinitionLoader.definition(
      input, presets: PresetLoader.load(share: share), asOf: nil, DiagnosticCollector())
  }
}
