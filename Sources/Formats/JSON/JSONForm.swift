/// How an export holds its records.
package enum JSONForm: Hashable, Sendable {
  /// One record a line (JSONL).
  case lines
  /// The elements of an array: that of the member at a path of names, or the text itself where the path is empty.
  case array(at: [String])
  /// An array where the text begins with one; where it is one object that has the path, the array there; objects that are
  /// spread over lines where the first line is a bracket alone; else lines.
  case detect(envelope: [String])
}
