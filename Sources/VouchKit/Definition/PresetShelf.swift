import Bytes
import Diagnostics
import YAML

/// The presets that ship, by name: mappings of well-known systems, each a file of its own.
struct PresetShelf: Sendable {
  /// In the order of their names' bytes; the label is the preset's name.
  let inputs: [Input]

  init(_ inputs: [Input] = []) { self.inputs = inputs.sortedByBytes(of: \.label) }

  var names: [String] { inputs.map(\.label) }

  func input(named name: String) -> Input? { inputs.first { $0.label.utf8.elementsEqual(name.utf8) } }

  /// Nil if there is none of the name, or if it cannot be read, which is reported.
  func file(named name: String, _ collector: DiagnosticCollector) -> YAMLFile? {
    guard let input = input(named: name) else { return nil }
    return collector.catching { () throws(Diagnostic) in
      try YAMLFile.parse(input.bytes, name: "presets/\(name).yaml")
    }
  }
}
