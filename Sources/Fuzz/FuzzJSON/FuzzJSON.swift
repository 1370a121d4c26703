import Bytes
import Diagnostics
import JSON
import Rows

/// Both JSON readers agree on what is a record and on all that it holds, whether or not its keys were met before, and
/// whatever stands beside it; and where chunks are cut changes no record.
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
  holdNeighbours(bytes)
  for form in [JSONForm.lines, .detect(envelope: ["a"])] {
    precondition(records(bytes, form, 1 << 20) == records(bytes, form, 7), "the chunks' size changes the records")
  }
  return 0
}

/// Every line of the input is the record among the others that it is alone.
private func holdNeighbours(_ bytes: [UInt8]) {
  var splitter = JSONSplitter(form: .lines, name: "input", chunkSize: 1 << 20)
  splitter.append(bytes)
  while let chunk = try? splitter.finish() {
    var reader = JSONRecordReader(paths: [["a"], []])
    var lonely = JSONRecordReader(paths: [["a"], []])
    unsafe chunk.bytes.withUnsafeBufferPointer { whole in
      unsafe reader.begin(whole, chunk.records)
      for record in chunk.records where record.excess == nil {
        let text = unsafe UnsafeBufferPointer(rebasing: whole[record.start..<record.end])
        let together = unsafe reader.read(text) == nil ? content(&reader, 1) : nil
        let alone = unsafe lonely.read(text) == nil ? content(&lonely, 1) : nil
        precondition(together == alone, "a neighbour changes a record")
      }
    }
  }
}

/// The whole record that was read last, in canonical form.
private func content(_ reader: inout JSONRecordReader, _ path: Int = 2) -> [UInt8]? {
  guard case .composite(let bytes) = reader.value(at: path) else { return nil }
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
