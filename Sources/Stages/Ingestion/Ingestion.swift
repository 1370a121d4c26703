package import AuditModel
import Bytes
package import Diagnostics
import Digests
package import Rows

/// Reads the exports of one source: records go to the folds of a pass, and every record is accounted for.
///
/// The coordinator reads, hashes and cuts the files into chunks; chunks are parsed side by side, admitted in file order,
/// absorbed side by side, and merged in file order. No result depends on the number of jobs or the size of a chunk.
package enum Ingestion {
  /// What a source came to.
  package struct Outcome: Sendable {
    package let reconciliation: SourceReconciliation
    /// The pass with the source's records in it, and nothing else: passes of several sources merge in their order.
    package let pass: Pass
    package let redacted: RedactionLedger
  }

  /// Errors: a file that cannot be read, that is empty, or whose frame is broken (a truncated document, a damaged gzip
  /// stream, a CSV header without a required column). Broken records are rejections, not errors.
  package static func run(_ plan: SourcePlan, pass: Pass, settings: IngestionSettings) async throws(Diagnostics)
    -> Outcome
  {
    var run: SourceRun
    do throws(Diagnostic) { run = try SourceRun(plan: plan, pass: pass, settings: settings) } catch {
      throw Diagnostics(error)
    }
    var problems: [Diagnostic] = []
    for (index, file) in plan.files.enumerated() {
      do throws(Diagnostic) {
        try await run.read(file, index: index)
      } catch {
        problems.append(error)
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return Outcome(reconciliation: try run.reconciliation(), pass: run.pass, redacted: run.redacted)
  }
}

/// One source while it is read.
private struct SourceRun {
  let plan: SourcePlan
  let prototype: Pass
  let settings: IngestionSettings
  let layout: RecordLayout
  var pass: Pass
  var admission: Admission
  var files: [FileReconciliation] = []
  var unused: [String] = []
  let redactor: Redactor?
  var redacted = RedactionLedger()

  init(plan: SourcePlan, pass: Pass, settings: IngestionSettings) throws(Diagnostic) {
    self.plan = plan
    self.settings = settings
    prototype = pass
    redactor = Redactor(settings, plan.definition)
    self.pass = pass
    // What is hidden is counted, of whatever record.
    let demand = redactor == nil ? pass.demand : pass.demand.everywhere
    layout = try RecordLayout(
      plan.definition, demand: demand, zones: settings.zones, calendar: settings.calendar,
      withholdsValues: redactor != nil)
    admission = Admission(plan.definition, bounds: settings.bounds)
  }

  mutating func read(_ file: any ByteSource, index: Int) async throws(Diagnostic) {
    let hashed = HashedSource(file)
    var reader = try ExportReader(hashed, plan.definition, layout, chunkSize: settings.chunkSize)
    try await stream(&reader, file: (index, file.name))
    let (digest, bytes) = hashed.result
    if bytes == 0 || reader.isBlank {
      throw Diagnostic(
        "export is empty: it \(bytes == 0 ? "has no byte" : "holds no record and no empty list")",
        at: Location(file: file.name),
        hint: "export it again; a system without records writes a header or an empty list")
    }
    var counts = admission.endFile()
    counts.containers += reader.containers
    unused += reader.parsing.unused.filter { !unused.contains($0) }
    files.append(FileReconciliation(path: file.name, sha256: digest.hexadecimal, bytes: bytes, counts: counts))
  }

  /// What a worker hands back, with the chunk's place in the file.
  private enum Step: Sendable {
    case parsed(Int, ParsedChunk)
    case absorbed(Int, Pass, RedactionLedger)
  }

  /// Keeps at most `jobs` chunks in work beside the one that is being cut, and few waiting for one before them.
  private mutating func stream(_ reader: inout ExportReader, file: (index: Int, name: String)) async throws(Diagnostic)
  {
    let (layout, seeds, prototype, jobs) = (layout, settings.seeds, prototype, settings.jobs)
    let redactor = redactor
    let format = reader.parsing
    var failure: Diagnostic?
    var waiting = Reorder<ParsedChunk>()
    var closed = Reorder<Pass>()
    await withTaskGroup(of: Step.self) { group in
      var sent = 0
      var outstanding = 0
      var atEnd = false
      while !atEnd || outstanding > 0 {
        while !atEnd, outstanding < jobs + 1, sent - closed.next < 4 * (jobs + 1) {
          do throws(Diagnostic) {
            guard let chunk = try reader.next() else {
              atEnd = true
              break
            }
            let number = sent
            group.addTask { .parsed(number, format.parse(chunk, layout: layout, seeds: seeds)) }
            sent += 1
            outstanding += 1
          } catch {
            failure = error
            atEnd = true
          }
        }
        guard let step = await group.next() else { break }
        outstanding -= 1
        switch step {
        case .parsed(let number, let chunk):
          waiting.put(chunk, at: number)
          while let (number, parsed) = waiting.take() {
            let chunk = admission.admitting(parsed, source: plan.definition, position: plan.position, file: file)
            group.addTask {
              let (pass, ledger) = SourceRun.absorb(chunk, prototype, redactor)
              return .absorbed(number, pass, ledger)
            }
            outstanding += 1
          }
        case .absorbed(let number, let part, let ledger):
          redacted.merge(ledger)
          closed.put(part, at: number)
          while let (_, part) = closed.take() { pass.merge(part) }
        }
      }
    }
    if let failure { throw failure }
  }

  private static func absorb(
    _ chunk: ParsedChunk, _ prototype: Pass, _ redactor: Redactor?
  ) -> (Pass, RedactionLedger) {
    var pass = prototype
    let (chunk, ledger) = redactor.map { $0.redacted(chunk) } ?? (chunk, RedactionLedger())
    for batch in chunk.batches { pass.absorb(batch, chunk.symbols) }
    pass.close(chunk.symbols)
    return (pass, ledger)
  }

  /// Of a source with hidden fields a rejected record's length is shown, and none of its text.
  private var rejections: [Rejection] {
    guard redactor != nil else { return admission.rejections }
    return admission.rejections.map { rejection in
      Rejection(
        origin: rejection.origin, reason: rejection.reason,
        excerpt: "withheld: begins with \(rejection.excerpt.utf8.count) bytes of text")
    }
  }

  /// The account of the source; that it balances is held here, for it can fail only by a fault of this stage.
  func reconciliation() throws(Diagnostics) -> SourceReconciliation {
    for file in files where !file.counts.balances {
      throw Diagnostics(
        Diagnostic(
          "records do not add up: \(file.counts.read) read", at: Location(file: file.path),
          hint: "this is a fault of the program; nothing was written"))
    }
    try holdTolerance()
    let span = admission.span
    return SourceReconciliation(
      name: plan.definition.name, kind: plan.definition.kind.name, files: files,
      expected: plan.definition.extraction?.expectedRecords, first: span?.first, last: span?.last,
      largestGap: span?.gap, largestGapStart: span?.gapStart, rejections: rejections, unusedColumns: unused,
      sequence: admission.sequenceAccount, chain: admission.chainAccount)
  }

  /// A diagnostic at the first rejected record, with its reason.
  private func rejected(_ message: String) -> Diagnostic {
    let first = admission.rejections.first
    return Diagnostic(
      message, at: first.map { Location(file: $0.origin.file, line: $0.origin.line) },
      hint: first.map { "the first one: \($0.reason)" })
  }

  /// More rejected records than the definition tolerates stop the build.
  private func holdTolerance() throws(Diagnostics) {
    guard let tolerated = plan.definition.mapping.toleratedRejections else { return }
    let counts = files.reduce(into: RecordCounts()) { $0.add($1.counts) }
    guard counts.rejected > 0, Double(counts.rejected) / Double(counts.read) > tolerated else { return }
    throw Diagnostics(
      rejected(
        "\(counts.rejected.grouped) of \(counts.read.grouped) records of '\(plan.definition.name)' are rejected, more than is tolerated"
      ))
  }
}

/// Gives back in order what arrives in any order.
private struct Reorder<Element> {
  private var early: [Int: Element] = [:]
  /// How many have been given back.
  private(set) var next = 0

  mutating func put(_ element: Element, at number: Int) { early[number] = element }

  mutating func take() -> (number: Int, element: Element)? {
    guard let element = early.removeValue(forKey: next) else { return nil }
    defer { next += 1 }
    return (next, element)
  }
}
