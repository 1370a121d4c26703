/// What a record has at each distinct path, while it is walked: a fixed number of places that are written once a record.
@safe struct FoundValues: ~Copyable {
  private let places: UnsafeMutablePointer<Value>
  private let count: Int

  /// A text in the reader's own buffer is kept by its place there, since that may still move.
  @safe enum Value {
    case absent, null, bool(Bool), int(Int64), double(Double)
    /// A text that stands in the record as it is.
    case standing(UnsafeBufferPointer<UInt8>)
    /// An array or an object at an index of the record's structure.
    case structure(Int)
    case string(start: Int, length: Int)
    case composite(start: Int, length: Int)

    init(_ scalar: JSONStructure.Scalar) {
      switch scalar {
      case .null: self = .null
      case .bool(let value): self = .bool(value)
      case .int(let value): self = .int(value)
      case .double(let value): self = .double(value)
      }
    }
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
