package import AuditModel
import CSV

/// The worksheet of a sample: one row an item in the order of the ranks, with columns for the tester to fill in.
package enum SampleWorksheet {
  package static func bytes(_ sample: Sample, fields: [String]) -> [UInt8] {
    var writer = CSVWriter(guardsFormulas: true)
    writer.append(
      ["sample", "item", "rank", "source", "file", "line"] + fields + ["tested_on", "result", "tester", "reference"])
    for item in sample.items {
      let origin = item.origin
      writer.append(
        [sample.id, item.id, item.rank, origin.source, origin.file, String(origin.line)] + item.values
          + ["", "", "", ""])
    }
    return writer.bytes
  }
}
