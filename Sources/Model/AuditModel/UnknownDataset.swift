import Diagnostics

/// A name that stands where a dataset's kind belongs and is none, in the words of a diagnostic.
public struct UnknownDataset: Sendable {
  public let message: String
  public let hint: String?

  /// `kinds` are the datasets that there are; `sources` the exports of the definition, which are often taken for them.
  public init(_ name: String, kinds: [String], sources: [SourceName]) {
    if let source = sources.first(where: { $0.name == name }) {
      message = "'\(name)' is a source of kind \(source.kind), not a dataset"
      hint = "write \(source.kind): a dataset is the records of a kind, from all of its sources"
    } else {
      message = "unknown dataset '\(name)'"
      hint = suggestionHint(for: name, in: kinds) ?? "declare its kind in the definition"
    }
  }
}

/// A source of a definition, and the kind of its records.
public struct SourceName: Hashable, Sendable {
  public let name: String
  public let kind: String

  public init(name: String, kind: String) {
    self.name = name
    self.kind = kind
  }
}
