import AuditModel
import Bytes
import Diagnostics
import JSON

/// What a letter's template can name, taken from a pack: texts, and lists of such.
struct LetterValues {
  let values: [String: Any]

  /// With `gate`, only that gate is spoken of.
  init(_ pack: LetterSubject, gate: String?, _ envelope: LetterEnvelope) throws(Diagnostic) {
    let all = pack.decisions.filter { gate == nil || $0["gate"]?.string == gate }
    if let gate, all.isEmpty {
      let ids = pack.decisions.compactMap { $0["gate"]?.string }
      throw Diagnostic("the pack has no gate '\(gate)'", hint: suggestionHint(for: gate, in: ids))
    }
    let blocking = all.filter(LetterValues.blocks).map { LetterValues.gate($0, pack) }
    let failing = all.filter { gate != nil || LetterValues.fails($0) }.map { LetterValues.gate($0, pack) }
    let clauses = LetterValues.unique(all.compactMap { $0["clause"]?.string })
    let known: [String: Any] = [
      "title": pack.title, "pack": pack.pack, "organization": pack.organization, "period": pack.period,
      "as_of": pack.asOf, "definition": pack.definition, "vouch": pack.vouch,
      "exports": LetterValues.counted(pack.exports, "export"),
      "date": envelope.date ?? LetterValues.mark("date"),
      "recipient": envelope.recipient ?? LetterValues.mark("recipient"), "signature": LetterValues.signature(pack),
      "pack_sha256": pack.digests.pack, "content_sha256": pack.digests.content, "facts_sha256": pack.digests.facts,
      "files": LetterValues.files(pack), "gates": LetterValues.counted(all.count, "gate"),
      "result": LetterValues.result(all), "has_gates": !all.isEmpty,
      "blocking": blocking, "has_blocking": !blocking.isEmpty, "failing": failing, "has_failing": !failing.isEmpty,
      "clauses": clauses.joined(separator: "; "), "has_clauses": !clauses.isEmpty,
    ]
    values = known.merging(
      [("model", pack.model), ("contact", pack.contact)].compactMap { name, text in text.map { (name, $0) } }
    ) { first, _ in first }
  }

  private static func decision(_ gate: JSONValue) -> Decision? { gate["decision"]?.string.flatMap(Decision.init) }
  private static func fails(_ gate: JSONValue) -> Bool { decision(gate)?.blocks ?? false }
  private static func blocks(_ gate: JSONValue) -> Bool { fails(gate) && gate["severity"]?.string == "error" }

  /// `46 pass, 15 fail`.
  private static func result(_ gates: [JSONValue]) -> String {
    Decision.allCases.compactMap { wanted in
      let count = gates.count { decision($0) == wanted }
      return count == 0 ? nil : "\(count.grouped) \(wanted.words)"
    }.joined(separator: ", ")
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count.grouped) \(noun)\(count == 1 ? "" : "s")"
  }

  /// What only the sender knows.
  private static func mark(_ what: String) -> String { "[to be filled in by the sender: \(what)]" }

  /// Who signs: the preparer, the organisation, and whom to ask.
  private static func signature(_ pack: LetterSubject) -> String {
    let lines = [
      pack.preparedBy ?? mark("name and title"), pack.organization, pack.contact ?? mark("email, telephone"),
    ]
    return lines.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    return texts.filter { seen.insert(Array($0.utf8)).inserted }
  }

  /// Texts that are absent are left out, so that a template can ask for them.
  private static func gate(_ gate: JSONValue, _ pack: LetterSubject) -> [String: Any] {
    var values: [String: Any] = [:]
    for key in [
      "name", "reason", "severity", "clause", "policy", "metric", "value", "limit", "n", "population",
      "exception_count", "exhibit",
    ] {
      if let text = text(gate[key]) { values[key] = text }
    }
    values["decision"] = decision(gate)?.words ?? ""
    values["comparison"] = gate["comparison"]?.string.flatMap(Comparison.init)?.words ?? ""
    if let interval = interval(gate["interval"]) { values["interval"] = interval }
    values["groups"] = groups(of: gate["metric"]?.string, pack.metrics)
    values["response"] = response(gate["response"])
    return values
  }

  /// What management has said to the gate; nil where it has said nothing.
  private static func response(_ response: JSONValue?) -> [String: Any]? {
    guard let response, !response.isNull else { return nil }
    var values: [String: Any] = [:]
    for key in ["cause", "response", "owner", "due", "status"] {
      if let text = text(response[key]) { values[key] = text }
    }
    return values
  }

  /// Metrics of the same name by group, in the order of the groups' bytes.
  private static func groups(of metric: String?, _ metrics: [JSONValue]) -> [[String: Any]] {
    guard let metric else { return [] }
    let members = metrics.filter { $0["name"]?.string == metric && $0["labels"]?.object?.members.isEmpty == false }
    return members.map { (title: title(metric, $0), metric: $0) }.sortedByBytes(of: \.title).map { title, metric in
      var values: [String: Any] = ["name": title, "value": text(metric["value"]) ?? "undefined"]
      if let n = text(metric["n"]) { values["n"] = n }
      if let interval = interval(metric["interval"]) { values["interval"] = interval }
      return values
    }
  }

  /// `rate{attribute=sex, group=female}`.
  private static func title(_ name: String, _ metric: JSONValue) -> String {
    let labels = (metric["labels"]?.object?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }
    return "\(name){\(labels.joined(separator: ", "))}"
  }

  private static func interval(_ interval: JSONValue?) -> String? {
    guard let low = text(interval?["low"]), let high = text(interval?["high"]) else { return nil }
    let level =
      interval?["level"]?.double.flatMap { text(.double((($0 * 1000).rounded()) / 10)) }.map { "\($0) % " } ?? ""
    return "\(level)interval \(low) to \(high)"
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard let value, !value.isNull else { return nil }
    if let text = value.string { return text.isEmpty ? nil : text }
    if let items = value.array { return items.compactMap { text($0) }.joined(separator: " and ") }
    guard let bytes = try? CanonicalJSON.write(value) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Folders with many files are one line.
  private static func files(_ pack: LetterSubject) -> [[String: Any]] {
    let documents = pack.documents.isEmpty ? "the documents" : pack.documents.joined(separator: ", ")
    let folders: [(String, String)] = [
      ("reports", documents), ("matrix", "the control matrix, for a spreadsheet"),
      ("exhibits", "the records behind the decisions"), ("policies", "the policies as they were evaluated"),
      ("definition", "what the pack was built from"), ("interop", "the decisions in other tools' formats"),
    ]
    let single: [([String], String)] = [
      (
        ["decisions.json", "metrics.json", "reconciliation.json", "findings.json"],
        "what every gate, control and criterion came to, every figure, the account of every record, and what else to know"
      ),
      (["manifest.json", "SHA256SUMS"], "every input and every file with its digest"),
      (["index.html"], "the way in"),
    ]
    let counted = folders.compactMap { folder, purpose -> (String, String)? in
      let count = pack.files.count { $0.hasPrefix(folder + "/") }
      return count == 0 ? nil : ("\(folder)/, \(LetterValues.counted(count, "file"))", purpose)
    }
    let named = single.map { names, purpose in (names.filter(pack.files.contains).joined(separator: ", "), purpose) }
    return (counted + named.filter { !$0.0.isEmpty }).map { ["name": $0.0, "purpose": $0.1] }
  }
}
