import JSON

/// Where two JSON values differ.
enum JSONDifference {
  /// Reports the path and both values of each difference, up to `limit` of them. Elements of the lists `decisions`,
  /// `metrics` and `sources` are named by their gate or name.
  static func collect(
    _ a: JSONValue, _ b: JSONValue, at path: String, limit: Int, _ report: (String, String, String) -> Void
  ) {
    var left = limit
    walk(a, b, path, &left, report)
  }

  private static func walk(
    _ a: JSONValue, _ b: JSONValue, _ path: String, _ left: inout Int, _ report: (String, String, String) -> Void
  ) {
    guard left > 0, a != b else { return }
    if let x = a.object, let y = b.object {
      var keys = x.keys
      keys += y.keys.filter { x[$0] == nil }
      for key in keys { walk(x[key] ?? .null, y[key] ?? .null, path.isEmpty ? key : "\(path).\(key)", &left, report) }
    } else if let x = a.array, let y = b.array {
      for index in 0..<max(x.count, y.count) {
        let (first, second) = (index < x.count ? x[index] : .null, index < y.count ? y[index] : .null)
        let label = (first["gate"] ?? first["name"] ?? second["gate"] ?? second["name"])?.string ?? String(index)
        walk(first, second, "\(path)[\(label)]", &left, report)
      }
    } else {
      left -= 1
      report(path, shown(a), shown(b))
    }
  }

  private static func shown(_ value: JSONValue) -> String {
    switch value {
    case .null: "absent"
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): String(number)
    case .double(let number): number.description
    case .string(let text): text
    case .array(let items): "a list of \(items.count)"
    case .object(let object): "an object of \(object.members.count)"
    }
  }
}
