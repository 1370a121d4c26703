import ArgumentParser
import VouchKit

/// `vouch query`: the audit-trail search.
struct Query: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Search the records of a source, or of an export directly.",
    usage: """
      vouch query DEFINITION SOURCE [options]
             vouch query --preset PRESET FILE [options]
      """,
    discussion: """
      Categories: compliance is compliance.*; user is auth.*, user.*, workbook.*, data.*, security.auth.*, \
      security.access.* and security.image.*; system is every other type.
      Exit status: 0 done, whether anything was found or not; 2 not searched.
      """)

  @Argument(help: "The definition and the name of a source of it; with --preset, an export.")
  var target: [String]

  @Option(help: "Read the export as this preset says.")
  var preset: String?

  @Option(name: .customLong("where"), help: "A CEL condition on records: record.type == \"auth.failed\".")
  var condition: String?

  @Option(
    help: "From this day of the calendar or this time on (2024-01-01, or RFC 3339); default: the period's beginning.")
  var from: String?

  @Option(help: "Up to this day's end, or this time; default: the period's end.")
  var to: String?

  @Option(help: "Only records of this actor; may be repeated.")
  var user: [String] = []

  @Option(help: "Only records of this type; may be repeated.")
  var type: [String] = []

  @Option(help: "Only this category: compliance, user or system; may be repeated.")
  var category: [Category] = []

  @Option(help: "Only records of this severity; may be repeated.")
  var severity: [String] = []

  @Option(help: "Show so many records, the first in the order of the files; 0 for all. All are counted.")
  var limit = 100

  @Option(help: "table, json, jsonl or csv.")
  var format: Format = .table

  @Option(help: "Chunks that are parsed at a time. Default: the processors of the machine.")
  var jobs: Int?

  @Option(help: ArgumentHelp("The folder of templates, policies and presets.", visibility: .hidden))
  var share: String?

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv
  }

  enum Category: String, ExpressibleByArgument, CaseIterable {
    case compliance, user, system
  }

  func validate() throws {
    if preset == nil, target.count != 2 { throw ValidationError("name a definition and a source of it") }
    if preset != nil, target.count != 1 { throw ValidationError("name one export to read with --preset") }
    if limit < 0 { throw ValidationError("--limit must not be negative") }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs must lie between 1 and 256") }
    for (name, text) in [("--from", from), ("--to", to)] {
      if let text, Moment(text) == nil {
        throw ValidationError("\(name) must be a date such as 2024-04-05 or a time such as 2024-04-05T09:00:00Z")
      }
    }
  }

  func run() async throws {
    let progress = ProgressLine()
    let outcome = try await diagnosing(progress) { () async throws(Diagnostics) in
      try await Vouch.query(options) { progress.show($0) }
    }
    switch format {
    case .table: if let text = QueryTable(outcome).text { try Output.result(text) }
    case .json: try Output.result(outcome.json)
    case .jsonl: if !outcome.rows.isEmpty { try Output.result(outcome.rows.map(\.json).joined(separator: "\n")) }
    case .csv: try Output.result(bytes: outcome.csv)
    }
    Output.note(QueryTable.summary(outcome))
  }

  private var options: QueryOptions {
    let target: QueryOptions.Target =
      preset.map { .export(self.target[0], preset: $0) } ?? .source(self.target[1], definition: self.target[0])
    return QueryOptions(
      target: target, condition: condition, from: from.flatMap { Moment($0) }, until: to.flatMap { Moment($0) },
      users: user,
      types: type, categories: category.compactMap { EventCategory(rawValue: $0.rawValue) }, severities: severity,
      limit: limit, jobs: jobs, share: share)
  }
}
