import CEL

/// Every expression is refused or computed, with the check and without it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCEL(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let record = CELValue.map(CELMap([("a", .int(1)), ("b", .string("x")), ("c", .list([.double(2)]))]))
  let environment = CELEnvironment(variables: [.init("record", .dyn)])
  for checked in [true, false] {
    if let program = try? CELProgram(text, environment, checked: checked) {
      _ = (try? program.evaluate(["record": record])).map { CELText.json($0) }
    }
  }
  return 0
}
