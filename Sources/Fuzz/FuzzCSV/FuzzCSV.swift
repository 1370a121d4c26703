import Bytes
import CSV
import Diagnostics
import Rows

/// Every record of a CSV text is read or refused, and where chunks are cut changes none.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  precondition(records(bytes, 1 << 20) == records(bytes, 7), "the chunks' size changes the records")
  return 0
}

/// The fields of each record, or why it is refused.
private func records(_ bytes: [UInt8], _ chunkSize: Int) -> [[[UInt8]]] {
  var splitter = CSVSplitter(name: "input", chunkSize: chunkSize)
  var found: [[[UInt8]]] = []
  do throws(Diagnostic) {
    splitter.append(bytes)
    while let chunk = try splitter.next() { found += fields(chunk) }
    while let chunk = try splitter.finish() { found += fields(chunk) }
  } catch {
    found.append([Array(error.message.utf8)])
  }
  return found
}

private func fields(_ chunk: RecordChunk) -> [[[UInt8]]] {
  var reader = CSVRecordReader()
  var found: [[[UInt8]]] = []
  for record in chunk.records {
    unsafe chunk.bytes.withUnsafeBufferPointer { whole in
      if let reason = unsafe reader.read(UnsafeBufferPointer(rebasing: whole[record.start..<record.end])) {
        found.append([Array(reason.utf8)])
      } else {
        found.append((0..<reader.fieldCount).map { unsafe Array(reader.field($0)) })
      }
    }
  }
  return found
}
