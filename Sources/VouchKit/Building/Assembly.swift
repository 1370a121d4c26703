import AuditModel
import Bytes
import Diagnostics
import Digests
import DocumentModel
import HTMLRendering
import PDFRendering
import Packaging
import Reporting

/// The second half of a run: from facts to a sealed pack, in the order of making that the pack format has.
struct Assembly {
  let inputs: PackInputs
  let theme: Theme
  let result: Evaluation.Result
  let progress: @Sendable (String) -> Void

  /// A pack that is still in memory.
  struct Product: Sendable {
    let sealed: SealedPack
    /// The facts with their findings and the names of their exhibits.
    let facts: Facts
    let warnings: [Diagnostic]
  }

  /// What a pack will say, in words and figures, before anything of it is drawn.
  struct Composition {
    /// The facts with their findings and the names of their exhibits.
    var facts: Facts
    /// Everything that the facts digest covers.
    let contents: Contents
    let digests: Reporting.Digests
    let exhibits: [Exhibits.Exhibit]
    var documents: [Document]
  }

  func make() throws(Diagnostics) -> Product {
    var composition = try composed()
    let press = try printed(&composition)
    let (product, artifacts) = try assemble(composition, press)
    try RedactionCheck(result.redacted, composition.facts).check(artifacts, composition.documents)
    return product
  }

  /// The facts with their findings and the names of their exhibits, of which nothing is written.
  func concluded() throws(Diagnostics) -> Facts {
    do throws(Diagnostic) { return try evidence().0 } catch { throw Diagnostics(error) }
  }

  /// Errors: narratives that refer to what is not there.
  func composed() throws(Diagnostics) -> Composition {
    let (facts, contents, digests, exhibits) = try conclusions()
    let documents = try self.documents(facts.definition.documents, facts, digests)
    return Composition(
      facts: facts, contents: contents, digests: digests, exhibits: exhibits, documents: documents)
  }

  private func documents(
    _ wanted: [DocumentDefinition], _ facts: Facts, _ digests: Reporting.Digests
  ) throws(Diagnostics) -> [Document] {
    let narratives = inputs.attachments(.narrative).map { ($0.label, $0.bytes) }
    return try Reporting.documents(
      wanted, facts, result.activity, digests: digests,
      narratives: Dictionary(narratives, uniquingKeysWith: { first, _ in first }))
  }

  /// Renders every document; those that name pages of others are composed anew when these pages are known.
  private func printed(_ composition: inout Composition) throws(Diagnostics) -> Press {
    let html = try inputs.design.renderer(theme)
    do throws(Diagnostic) {
      var press = try self.press(html)
      let wanted = composition.facts.definition.documents
      for (wanted, document) in zip(wanted, composition.documents) where !Reporting.namesPages(wanted) {
        progress("rendering \(document.title)")
        try press.render(document, wanted.formats)
      }
      composition.facts = composition.facts.telling(press.places)
      for (number, wanted) in wanted.enumerated() where Reporting.namesPages(wanted) {
        progress("rendering \(wanted.name)")
        composition.documents[number] = try settled(wanted, composition, press)
        try press.render(composition.documents[number], wanted.formats)
      }
      return press
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Drawings of a document that names its own pages, after which its places have to have settled.
  private static let mostDrawings = 4

  /// A document composed with the pages that it names. Its own are known once it is drawn, and naming them may move them:
  /// it is drawn until none moves.
  private func settled(
    _ wanted: DocumentDefinition, _ composition: Composition, _ press: Press
  ) throws(Diagnostic) -> Document {
    var own: [ReportPlace] = []
    var document = try composed(wanted, composition, [])
    guard Reporting.namesOwnPages(wanted) else { return document }
    for _ in 0..<Assembly.mostDrawings {
      let places = try press.places(of: document, wanted.formats)
      if places == own { break }
      own = places
      document = try composed(wanted, composition, own)
    }
    return document
  }

  /// One document; `places` are its own headings', beside those that the facts have.
  private func composed(
    _ wanted: DocumentDefinition, _ composition: Composition, _ places: [ReportPlace]
  ) throws(Diagnostic) -> Document {
    let facts = composition.facts.telling(composition.facts.material.places + places)
    do throws(Diagnostics) {
      return try documents([wanted], facts, composition.digests)[0]
    } catch {
      throw error.all[0]
    }
  }

  /// Gathers everything and seals it; with the artifacts as they went in.
  private func assemble(
    _ composition: Composition, _ press: Press
  ) throws(Diagnostics) -> (Product, [Artifact]) {
    let (facts, contents) = (composition.facts, composition.contents)
    do throws(Diagnostic) {
      let definition = facts.definition
      let readme = Artifact(
        PackReadme.name,
        PackReadme.bytes(root: definition.pack, title: definition.title, organization: definition.organization))
      let workbook = MatrixFiles.isWanted(definition) ? [try MatrixFiles.workbook(facts)] : []
      let interop = try Interop.files(facts, contents, version: Vouch.version) + workbook
      let index = try press.html.renderIndex(
        Reporting.index(
          facts, digests: composition.digests,
          files: (contents.artifacts + interop).map { file in
            let exhibit = composition.exhibits.first { $0.name == file.name }
            return Reporting.PackFile(name: file.name, size: file.bytes.count, title: exhibit?.title)
          }))
      let checks = inputs.design.templates.filter { $0.label == PackNames.check }.map { Artifact($0.label, $0.bytes) }
      let all = try contents.adding(press.artifacts + interop + [Artifact("index.html", index), readme] + checks)
      progress("sealing")
      let sealed = try Sealing.seal(
        all, root: definition.pack,
        provenance: ProvenanceRecord(inputs: inputs, facts: facts).provenance(byproducts: press.byproducts))
      return (Product(sealed: sealed, facts: facts, warnings: press.warnings), all.artifacts)
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Everything that the facts digest covers.
  private func conclusions() throws(Diagnostics) -> (Facts, Contents, Reporting.Digests, [Exhibits.Exhibit]) {
    do throws(Diagnostic) {
      let (facts, evidence, exhibits) = try self.evidence()
      let decisions = try DecisionsFile.bytes(facts)
      let matrix = MatrixFiles.isWanted(facts.definition) ? [MatrixFiles.csv(facts)] : []
      let contents = try Contents(evidence + [Artifact(DecisionsFile.name, decisions)] + matrix + copies(facts))
      let digests = Reporting.Digests(
        facts: contents.factsDigest.hexadecimal, decisions: SHA256.digest(of: decisions).hexadecimal)
      return (facts, contents, digests, exhibits)
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Exhibits and the files that hold figures; and the facts as reports are to have them.
  private func evidence() throws(Diagnostic) -> (Facts, [Artifact], [Exhibits.Exhibit]) {
    let (exhibits, decisions) = Exhibits.make(result.facts.decisions, result.facts.reconciliation)
    let ofModel = ModelExhibits.make(result.facts.model)
    let facts = result.facts.with(
      decisions: decisions,
      findings: Findings.make(result.facts.reconciliation, exhibits: exhibits) + result.facts.findings
    ).with(
      material: result.facts.material.with(
        exhibits: (exhibits + ofModel).map { ExhibitEntry(name: $0.name, title: $0.title) }))
    let artifacts =
      (exhibits + ofModel).map { Artifact($0.name, $0.bytes) } + [
        Artifact(MetricsFile.name, try MetricsFile.bytes(facts.metrics)),
        Artifact(ReconciliationFile.name, try ReconciliationFile.bytes(facts.reconciliation)),
        Artifact(FindingsFile.name, try FindingsFile.bytes(facts.findings)),
      ] + (try periods(facts))
    return (facts, artifacts, exhibits + ofModel)
  }

  /// The figures of the dashboard, where a report has one: the next period's pack draws its trend from them.
  private func periods(_ facts: Facts) throws(Diagnostic) -> [Artifact] {
    guard let figures = Reporting.figures(of: facts) else { return [] }
    return [Artifact(PeriodsFile.name, try PeriodsFile.bytes(facts.material.earlier + [figures]))]
  }

  /// Exact copies of what was evaluated, and the schemas of the datasets.
  private func copies(_ facts: Facts) throws(Diagnostic) -> [Artifact] {
    var artifacts = [Artifact(PackNames.definition(inputs.definition), inputs.definition.bytes)]
    for input in [inputs.supplements.waivers, inputs.supplements.responses].compactMap({ $0 }) {
      artifacts.append(Artifact(PackNames.definition(input), input.bytes))
    }
    for (index, policy) in inputs.policies.enumerated() {
      artifacts.append(Artifact(PackNames.policy(policy, at: index), policy.bytes))
    }
    artifacts += inputs.attachments.map { Artifact($0.copy, $0.input.bytes) }
    var kinds: Set<String> = []
    for source in facts.definition.sources where kinds.insert(source.kind.name).inserted {
      artifacts.append(Artifact(SchemaFile.name(source.kind), try SchemaFile.bytes(source.kind)))
    }
    return artifacts
  }

  private func press(_ html: HTMLRenderer) throws(Diagnostic) -> Press {
    let faces = try zip(theme.faces.all, inputs.design.faces).map { face, file throws(Diagnostic) in
      (face, try file.bytes())
    }
    let pdf = try PDFRenderer(
      theme: theme, faces: Dictionary(faces, uniquingKeysWith: { first, _ in first }),
      colourProfile: inputs.design.colourProfile.bytes)
    return Press(html: html, pdf: pdf)
  }
}

extension Facts {
  /// The same facts with where the headings of the reports stand.
  fileprivate func telling(_ places: [ReportPlace]) -> Facts { with(material: material.with(places: places)) }
}

/// Where things lie in a pack.
enum PackNames {
  /// The page that checks a pack in a browser; it is copied as it is.
  static let check = "verify.html"

  static func definition(_ input: Input) -> String { "definition/" + Paths.name(of: input.label) }

  /// `policies/01-soc2.yaml`: numbered in the order of the definition.
  static func policy(_ input: Input, at index: Int) -> String {
    let number = index < 9 ? "0\(index + 1)" : "\(index + 1)"
    return "policies/\(number)-\(Paths.name(of: input.label))"
  }

  static func report(_ document: Document, _ format: DocumentDefinition.Format) -> String {
    "reports/\(document.id).\(format.rawValue)"
  }
}
