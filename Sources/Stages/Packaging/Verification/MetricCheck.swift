import JSON

/// The figure of a decision held against metrics.json, which has to have it with that name, value and size.
enum MetricCheck {
  /// What does not fit, in words; nil where all does, and for a decision without a figure.
  static func problem(_ decision: JSONValue, _ metrics: [JSONValue]) -> String? {
    guard let title = decision["metric"]?.string, let value = decision["value"], value != .null else { return nil }
    let named = metrics.filter { self.title(of: $0) == title }
    if named.isEmpty { return "it rests on a metric '\(title)' that is not there" }
    let size = decision["n"] ?? .null
    let agrees = named.contains { $0["value"] == value && ($0["n"] ?? .null) == size }
    return agrees ? nil : "its value or size of '\(title)' is not the one there"
  }

  /// `selection_rate{attribute=sex, group=female}`, as a decision names a metric with its labels.
  private static func title(of metric: JSONValue) -> String? {
    guard let name = metric["name"]?.string else { return nil }
    let labels = (metric["labels"]?.object?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }
    return labels.isEmpty ? name : name + "{" + labels.joined(separator: ", ") + "}"
  }
}
