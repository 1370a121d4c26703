import Diagnostics
import JSON
import Packaging
import Reporting

/// What a pack says of itself, read without judging it.
public struct Inspection: Sendable {
  /// Lines for a reader.
  public let text: String
  /// Metrics, decisions and provenance as canonical JSON.
  public let json: String
}

extension Vouch {
  /// Reads metrics, decisions and provenance out of a pack. It does not verify; a pack that cannot be read is a
  /// diagnostic.
  public static func inspect(_ path: String) throws(Diagnostics) -> Inspection {
    do throws(Diagnostic) {
      let pack = try OpenedPack(path)
      let files = (
        decisions: try pack.json(DecisionsFile.name), metrics: try pack.json(MetricsFile.name),
        manifest: try pack.json(PackFormat.manifest)
      )
      let json = try CanonicalJSON.write(
        .object(
          JSONObject([
            ("decisions", files.decisions), ("metrics", files.metrics["metrics"] ?? .null),
            ("provenance", files.manifest["predicate"] ?? .null),
          ])))
      return Inspection(
        text: InspectionText.lines(files.decisions, files.metrics, files.manifest).joined(separator: "\n"),
        json: String(decoding: json, as: UTF8.self))
    } catch {
      throw Diagnostics(error)
    }
  }
}

/// A pack's own words about itself, for a terminal.
private enum InspectionText {
  static func lines(_ decisions: JSONValue, _ metrics: JSONValue, _ manifest: JSONValue) -> [String] {
    provenance(manifest) + ["", "Decisions"] + self.decisions(decisions) + ["", "Metrics"] + self.metrics(metrics)
  }

  private static func provenance(_ manifest: JSONValue) -> [String] {
    let predicate = manifest["predicate"]
    let parameters = predicate?["buildDefinition"]?["externalParameters"]
    let version = predicate?["runDetails"]?["builder"]?["version"]?["vouch"]?.string ?? "unknown"
    let inputs = (predicate?["buildDefinition"]?["resolvedDependencies"]?.array ?? []).count {
      $0["name"]?.string?.hasPrefix("source/") ?? false
    }
    return [
      "Pack          \(shown(parameters?["pack"]))", "Organisation  \(shown(parameters?["organization"]))",
      "As of         \(shown(parameters?["as_of"]))",
      "Made by       vouch \(Diagnostic.safe(version)) from \(inputs.grouped) \(inputs == 1 ? "export" : "exports")",
    ]
  }

  private static func decisions(_ file: JSONValue) -> [String] {
    let rows = (file["decisions"]?.array ?? []).map { decision in
      (shown(decision["decision"]), shown(decision["name"]), shown(decision["reason"]))
    }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count) + "  \($0.1): \($0.2)" }
  }

  private static func metrics(_ file: JSONValue) -> [String] {
    (file["metrics"]?.array ?? []).map { metric in
      let labels = (metric["labels"]?.object?.members ?? []).map { "\($0.key)=\(shown($0.value))" }
      let name = shown(metric["name"]) + (labels.isEmpty ? "" : "{\(labels.joined(separator: ", "))}")
      let unit = metric["unit"]?.string.map { " " + Diagnostic.safe($0) } ?? ""
      return "  \(name) = \(shown(metric["value"]))\(unit)"
    }
  }

  /// A JSON value in one line, safe for a terminal.
  private static func shown(_ value: JSONValue?) -> String {
    switch value {
    case .string(let text): Diagnostic.safe(text)
    case .int(let number): number.grouped
    case .double(let number): NumberWords.value(number)
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object, nil: "-"
    }
  }
}
