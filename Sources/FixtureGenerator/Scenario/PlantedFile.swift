/// `planted.json`: what a reader of the fixture should find, written by the one who put it there.
enum PlantedFile {
  static func text(of fixture: Fixture, _ scenario: Scenario) -> String {
    let quarter = scenario.quarter
    let sources = fixture.sources.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let document = JSONText.object([
      ("quarter", .string("\(quarter.year)q\(quarter.number)")), ("seed", .int(Int(clamping: scenario.seed))),
      ("period", .object([("start", .string(quarter.start.text)), ("end", .string(quarter.lastDay.text))])),
      ("as_of", .string(quarter.asOf.text)), ("definitions", definitions),
      ("faults", .array(fixture.plantings.map { fault($0, fixture) })),
      (
        "no_faults",
        .array(
          fixture.innocents.map {
            .object([("source", .string($0.source)), ("ids", .texts($0.ids)), ("why", .string($0.why))])
          })
      ),
      ("sources", .array(sources.map(source))),
    ])
    return document.readable() + "\n"
  }

  private static let definitions = JSONText.object([
    ("read", .string("records after exploding; the header of a table is none")),
    ("parsed", .string("read less rejected")),
    (
      "classes",
      .string("of rejected, duplicate, outside the period, filtered and used the first that applies counts")
    ),
    (
      "duplicate",
      .string("the second or later record with a unique key, in file order over the source's files in byte order")
    ),
    (
      "out_of_order",
      .string("parsed records whose time is earlier than that of the parsed record before, within a file")
    ),
    ("first, last, largest_gap_seconds", .string("over the used records in the order of time")),
    ("line", .string("where the record begins, from 1, the header included")),
  ])

  private static func fault(_ planting: Planting, _ fixture: Fixture) -> JSONText {
    guard let source = fixture.sources.first(where: { $0.name == planting.source }) else {
      preconditionFailure("\(planting.source) is no source")
    }
    var members: [(String, JSONText)] = [
      ("fault", .string(planting.fault.rawValue)), ("dataset", .string(source.kind)),
      ("source", .string(source.name)),
    ]
    if let at = planting.at { members.append(("at", .string(at))) }
    members += [
      ("exceptions", .int(planting.ids.isEmpty ? 1 : planting.ids.count)), ("report", .string(planting.report)),
    ]
    if let alsoSeen = planting.alsoSeen { members.append(("also_seen", .string(alsoSeen))) }
    members.append(("records", .array(planting.ids.map { place(of: $0, in: source) })))
    return .object(members)
  }

  /// Where a record stands first.
  private static func place(of id: String, in source: Source) -> JSONText {
    for file in source.files {
      guard let position = file.entries.firstIndex(where: { $0.id == id }) else { continue }
      return .object([
        ("id", .string(id)), ("file", .string(file.path)), ("line", .int(file.lines[position])),
      ])
    }
    preconditionFailure("\(id) is not in \(source.name)")
  }

  private static func source(_ source: Source) -> JSONText {
    let tallies = Tally.files(of: source)
    let files = zip(source.files, tallies).map { file, tally in
      JSONText.object([("path", .string(file.path))] + tally.members(withLines: true))
    }
    var members: [(String, JSONText)] = [("name", .string(source.name)), ("kind", .string(source.kind))]
    members += Tally.total(tallies).members(withLines: false)
    return .object(members + [("files", .array(files))])
  }
}
