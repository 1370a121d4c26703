import Bytes
import Diagnostics
import Gzip
import Testing

@Suite("Gzip") struct GzipTests {
  /// `printf 'hello\nhello\n' | gzip -n -9`, by GNU gzip; the system's byte is 3 there.
  private let hello: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xE7, 0xCA, 0x00, 0x93,
    0x00, 0x77, 0x0C, 0xC7, 0x2F, 0x0C, 0x00, 0x00, 0x00,
  ]

  /// An input that hands out at most so many bytes at a time.
  private struct Dripping: ByteSource {
    let name = "a.gz"
    let bytes: [UInt8]
    let step: Int

    func open() -> any ByteReader { Reader(inner: MemorySource(name: name, bytes: bytes).open(), step: step) }

    struct Reader: ByteReader {
      var inner: any ByteReader
      let step: Int
      mutating func read(into buffer: inout [UInt8], limit: Int) throws(Diagnostic) -> Int {
        try inner.read(into: &buffer, limit: min(limit, step))
      }
    }
  }

  /// What comes out, and what is thrown then.
  private func inflate(
    _ bytes: [UInt8], step: Int = 1 << 20, limits: GzipLimits = .standard
  ) -> (bytes: [UInt8], failure: Diagnostic?) {
    var output: [UInt8] = []
    do {
      var reader = try GzipSource(Dripping(bytes: bytes, step: step), limits: limits).open()
      while try reader.read(into: &output, limit: 7000) > 0 {}
      #expect(try reader.read(into: &output, limit: 7000) == 0)
    } catch { return (output, error) }
    return (output, nil)
  }

  private let text = Array((0..<20_000).map { "line \($0 % 97)\n" }.joined().utf8)

  @Test func `what another program compressed is read`() {
    #expect(inflate(hello).bytes == Array("hello\nhello\n".utf8))
    #expect(inflate(hello, step: 1).bytes == Array("hello\nhello\n".utf8))
  }

  @Test func `compressing gives the same bytes as gzip -n, the system's byte apart`() {
    var ours = Gzip.compress(Array("hello\nhello\n".utf8))
    #expect(ours[9] == 255)
    ours[9] = 3
    #expect(ours == hello)
  }

  @Test(arguments: [1, 1000, 1 << 20]) func `members one after the other are one text`(step: Int) {
    let parts = [text, [], Array("end".utf8)]
    let found = inflate(parts.flatMap { Gzip.compress($0) }, step: step)
    #expect(found.bytes == parts.flatMap { $0 } && found.failure == nil)
  }

  @Test func `a file that is cut off anywhere is a diagnostic`() {
    for length in 1..<hello.count {
      let found = inflate(Array(hello.prefix(length)))
      #expect(found.failure?.message == "gzip file is cut off", "\(length) bytes")
    }
    let long = Gzip.compress(text)
    #expect(inflate(Array(long.dropLast(long.count / 2))).failure?.message == "gzip file is cut off")
    #expect(inflate(hello + hello.prefix(5)).failure?.message == "gzip file is cut off")
  }

  @Test func `a lying checksum, length or header is a diagnostic`() {
    func changed(_ index: Int) -> [UInt8] {
      var bytes = hello
      bytes[index < 0 ? bytes.count + index : index] ^= 1
      return bytes
    }
    #expect(inflate(changed(-8)).failure?.message == "gzip data is damaged: incorrect data check")
    #expect(inflate(changed(-4)).failure?.message == "gzip data is damaged: incorrect length check")
    #expect(inflate(changed(1)).failure?.message == "gzip data is damaged: incorrect header check")
    #expect(inflate(changed(2)).failure?.message == "gzip data is damaged: unknown compression method")
    #expect(inflate(changed(12)).failure != nil)
  }

  @Test(
    arguments: [
      ([], "file is empty, which no gzip file is"), (Array("a,b\n".utf8), "file is not gzip"),
    ] as [([UInt8], String)]) func `what is no gzip is named`(bytes: [UInt8], message: String)
  {
    let failure = inflate(bytes).failure
    #expect(failure?.message == message && failure?.location?.file == "a.gz")
  }

  @Test(arguments: [[0], Array("garbage".utf8)] as [[UInt8]]) func `bytes behind the end are a diagnostic`(
    tail: [UInt8]
  ) {
    let found = inflate(hello + tail)
    #expect(found.failure?.message == "gzip file goes on after its end with other bytes")
    #expect(found.bytes == Array("hello\nhello\n".utf8))
  }

  @Test func `a file that expands too far is stopped`() {
    let bomb = Gzip.compress([UInt8](repeating: 0, count: 1 << 20))
    let byRatio = inflate(bomb, limits: GzipLimits(ratio: 100, ratioFloor: 100_000))
    #expect(byRatio.failure?.message == "gzip file expands to more than 100 times its size")
    #expect(byRatio.bytes.count < 200_000)
    let bySize = inflate(bomb, limits: GzipLimits(expanded: 500_000))
    #expect(bySize.failure?.message == "gzip file expands to more than 500000 bytes")
    #expect(bySize.bytes.count < 600_000)
    #expect(inflate(bomb).bytes.count == 1 << 20)
  }
}
