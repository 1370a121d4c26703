/// What a record has at each distinct path, while it is walked: a fixed number of places that are written once a record.
@safe struct FoundValues: ~Copyable {
  private let places: UnsafeMutablePointer<Value>
  private let count: Int

  /// A text in the reader's own buffer is kept by its place there, since that may still move.
  @safe enum Value {
    case absent, null, bool(Bool), int(Int64), double(Double)
    case taped(UnsafeBufferPointer<UInt8>)
    /// An array or an object at an index of the tape.
    case tapedComposite(Int)
    case string(start: Int, length: Int)
    case composite(start: Int, length: Int)
  }

  init(count: Int) {
    self.count = count
    unsafe places = .allocate(capacity: count)
    unsafe places.initialize(repeating: .absent, count: count)
  }

  deinit { unsafe places.deallocate() }

  func forget() { unsafe places.update(repeating: .absent, count: count) }

  subscript(path: Int) -> Value {
    get {
      precondition(path >= 0 && path < count, "paths are numbered below their count")
      return unsafe places[path]
    }
    nonmutating set {
      precondition(path >= 0 && path < count, "paths are numbered below their count")
      unsafe places[path] = newValue
    }
  }
}
