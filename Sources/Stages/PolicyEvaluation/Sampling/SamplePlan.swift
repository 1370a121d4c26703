import Diagnostics
import Digests
import YAML

/// How a sample is drawn: its size and why, the seed, and the population's digest that was published before the seed.
struct SamplePlan: Sendable {
  let id: String?
  let size: Int
  let basis: String?
  let seed: String
  let digest: String?

  /// How many items are drawn at most.
  static let sizeLimit = 100_000

  static func read(_ gate: YAMLMapping) -> SamplePlan? {
    guard let map = gate.mapping("sample", what: "sample") else { return nil }
    defer { map.finish() }
    let id = map.optionalString("id")
    let size = map.int("size")
    let basis = map.optionalString("basis")
    let seed = map.string("seed")
    let digest = map.optionalString("population_sha256")
    if let digest, Digest(hexadecimal: digest) == nil {
      map.error("'\(digest)' is no SHA-256", atKey: "population_sha256", hint: "write 64 lowercase hexadecimal digits")
    }
    if let seed, seed.utf8.contains(0x0A) { map.error("the seed has a line break", atKey: "seed") }
    guard let size, let seed else { return nil }
    guard (1...sizeLimit).contains(size) else {
      map.error("a sample has 1 to \(sizeLimit) items", atKey: "size")
      return nil
    }
    return SamplePlan(id: id, size: size, basis: basis, seed: seed, digest: digest)
  }
}
