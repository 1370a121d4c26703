import Bytes
import Diagnostics
import JSON
import Rows

/// Both JSON readers agree on what is a record, and where chunks are cut changes no record.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let isRecord = (try? JSONParser.parse(bytes, name: "input", limits: .record))?.object != nil
  var reader = JSONRecordReader(paths: [["a"], ["b", "0"], []])
  let padded = bytes + [UInt8](repeating: 0, count: RecordChunk.padding)
  let reason = unsafe padded.withUnsafeBufferPointer { whole in
    unsafe reader.read(UnsafeBufferPointer(rebasing: whole[..<bytes.count]))
  }
  precondition(isRecord == (reason == nil), "the readers disagree")
  for form in [JSONForm.lines, .detect(envelope: ["a"])] {
    precondition(records(bytes, form, 1 << 20) == records(bytes, form, 7), "the chunks' size changes the records")
  }
  return 0
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
