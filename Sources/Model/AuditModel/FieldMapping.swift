/// A field of the schema and where a record holds it.
public struct FieldMapping: Hashable, Sendable {
  public let field: String
  public let origin: Origin
  /// What a record without a value has here, as a CSV cell would write it.
  public let fallback: String?
  /// How the export writes the field's times; nil for the way of the source.
  public let time: TimeFormat?

  /// Where a value comes from.
  public enum Origin: Hashable, Sendable {
    /// The first of the paths at which the record has a value.
    case paths([[String]])
    /// A CEL expression over the record as the export has it, named `record`.
    case expression(String)
    /// The same for every record, as a CSV cell would write it.
    case constant(String)
  }

  public init(field: String, origin: Origin, fallback: String? = nil, time: TimeFormat? = nil) {
    self.field = field
    self.origin = origin
    self.fallback = fallback
    self.time = time
  }

  public init(field: String, path: [String]) { self.init(field: field, origin: .paths([path])) }
}
