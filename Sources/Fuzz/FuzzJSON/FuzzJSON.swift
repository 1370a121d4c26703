import Bytes
import Diagnostics
import JSON
import Rows

/// Both JSON readers agree on what is a record and on all that it holds, whether or not its keys were met before; and where
/// chunks are cut changes no record.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let value = try? JSONParser.parse(bytes, name: "input", limits: .record)
  let record = value?.object == nil ? nil : value.map { CanonicalJSON.recordPart($0) }
  var reader = JSONRecordReader(paths: [["a"], ["b", "0"], []])
  let padded = bytes + [UInt8](repeating: 0, count: RecordChunk.padding)
  for _ in 0..<2 {
    let read = unsafe padded.withUnsafeBufferPointer { whole in
      unsafe reader.read(UnsafeBufferPointer(rebasing: whole[..<count])) == nil ? content(&reader) : nil
    }
    precondition(record == read, "the readers disagree")
  }
  for form in [JSONForm.lines, .detect(envelope: ["a"])] {
    precondition(records(bytes, form, 1 << 20) == records(bytes, form, 7), "the chunks' size changes the records")
  }
  return 0
}

/// The whole record that was read last, in canonical form.
private func content(_ reader: inout JSONRecordReader) -> [UInt8]? {
  guard case .composite(let bytes) = reader.value(at: 2) else { return nil }
  return unsafe Array(bytes)
}

/// The records of an input, or what is wrong with its frame.
private func records(_ bytes: [UInt8], _ form: JSONForm, _ chunkSize: Int) -> [[UInt8]] {
  var splitter = JSONSplitter(form: form, name: "input", chunkSize: chunkSize)
  var found: [[UInt8]] = []
  do throws(Diagnostic) {
    splitter.append(bytes)
    while let chunk = try splitter.next() { found += chunk.records.map { Array(chunk.bytes[$0.start..<$0.end]) } }
    while let chunk = try splitter.finish() { found += chunk.records.map { Array(chunk.bytes[$0.start..<$0.end]) } }
  } catch {
    found.append(Array(error.message.utf8))
  }
  return found
}
