/// Any number of clean audit events in one file, for measuring: written as fast as the disk takes them.
struct EventStream {
  let count: Int
  let seed: UInt64

  private static let types: [(type: String, action: String, resource: String, weight: Int)] = [
    ("workbook.updated", "workbook_saved", "workbook", 44), ("data.modified", "rows_changed", "dataset", 24),
    ("auth.login", "login", "session", 9), ("auth.mfa", "mfa_verified", "session", 9),
    ("auth.logout", "logout", "session", 8), ("workbook.created", "workbook_created", "workbook", 3),
    ("auth.failed", "login_failed", "session", 1), ("compliance.test.run", "compliance_test_executed", "workbook", 1),
    ("config.changed", "setting_changed", "config", 1),
  ]

  /// Writes `events.jsonl` into the folder; the times fill the quarter in order.
  func write(to folder: OutputFolder, quarter: Quarter) throws(WriteFailure) {
    let file = try OutputFile(folder: folder, name: "events.jsonl")
    var random = SplitMix64(seed: seed, purpose: "stream")
    let staff = Staff(quarter: quarter).people.filter { $0.joined == nil && $0.left == nil }
    let people = staff.map(EventStream.members)
    let choices = EventStream.types.flatMap { Array(repeating: EventStream.members($0), count: $0.weight) }
    let first = quarter.start.at(0)
    let span = quarter.end.at(0) - first
    var buffer: [UInt8] = []
    buffer.reserveCapacity(1 << 20)
    for number in 0..<count {
      let draw = random.next()
      let person = people[Int(draw % UInt64(people.count))]
      let choice = choices[Int((draw >> 32) % UInt64(choices.count))]
      buffer += #"{"event_id":"evt_"#.utf8
      EventStream.append(number + 1, width: 9, to: &buffer)
      buffer += #"","timestamp":""#.utf8
      EventStream.append(first.adding(seconds: number * span / count), to: &buffer)
      buffer += choice.head
      buffer += person.head
      buffer += choice.middle
      EventStream.append(Int(draw >> 40) % 10_000, width: 4, to: &buffer)
      buffer += choice.tail
      EventStream.append(Int(draw >> 20) % 1000, width: 3, to: &buffer)
      buffer += person.tail
      if buffer.count > 1 << 20 {
        try file.append(buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try file.append(buffer)
  }

  private static func members(_ choice: (type: String, action: String, resource: String, weight: Int)) -> (
    head: [UInt8], middle: [UInt8], tail: [UInt8]
  ) {
    (
      Array(#"","event_type":"\#(choice.type)","user_id":""#.utf8),
      Array(#","resource_type":"\#(choice.resource)","resource_id":"\#(choice.resource)_"#.utf8),
      Array(
        #"","action":"\#(choice.action)","details":{"sheet":"Concentrations","rows_changed":1"#
          .utf8
      )
    )
  }

  private static func members(_ person: Person) -> (head: [UInt8], tail: [UInt8]) {
    (
      Array(#"\#(person.id)","user_email":"\#(person.email)","tenant_id":"\#(person.tenant)""#.utf8),
      Array(
        (#"},"ip_address":"\#(person.ip)","user_agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/121.0"}"#
          + "\n").utf8)
    )
  }

  private static func append(_ value: Int, width: Int, to bytes: inout [UInt8]) {
    var power = 1
    for _ in 1..<width { power *= 10 }
    while power > 0 {
      bytes.append(0x30 + UInt8(value / power % 10))
      power /= 10
    }
  }

  private static func append(_ time: Moment, to bytes: inout [UInt8]) {
    let (year, month, day) = time.day.components
    let second = time.seconds - time.day.number * 86_400
    append(year, width: 4, to: &bytes)
    for (separator, value) in [
      (0x2D, month), (0x2D, day), (0x54, second / 3600), (0x3A, second / 60 % 60), (0x3A, second % 60),
    ] as [(UInt8, Int)] {
      bytes.append(separator)
      append(value, width: 2, to: &bytes)
    }
    bytes.append(0x5A)
  }
}
