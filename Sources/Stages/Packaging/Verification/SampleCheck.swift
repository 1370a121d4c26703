import Digests
import JSON

/// The sample of a decision held against itself and the exhibits: anyone can rank its items again.
///
/// That no item of a lower rank was passed over shows in the population exhibit, whose digest is held here.
enum SampleCheck {
  /// What does not fit, in words; nil where all does, and for a decision without a sample.
  static func problem(_ decision: JSONValue, isExhibit: (Digest) -> Bool) -> String? {
    guard let sample = decision["sample"], !sample.isNull else { return nil }
    guard let seed = sample["seed"]?.string, let text = sample["population_sha256"]?.string,
      let digest = Digest(hexadecimal: text), let size = sample["size"]?.int,
      let items = sample["items"]?.array?.compactMap(\.string)
    else { return "it lacks a seed, the population's digest, its size or its items" }
    guard isExhibit(digest) else { return "no exhibit has the digest of its population" }
    guard size == items.count, let population = decision["population"]?.int, size <= population else {
      return "it does not have as many items as it says, or more than the population"
    }
    let ranks = items.map { SHA256.digest(of: Array("vouch-sample/1\n\(seed)\n\(text)\n\($0)".utf8)) }
    let isRanked = zip(ranks, ranks.dropFirst()).allSatisfy { $0 < $1 }
    return isRanked ? nil : "its items are not in the order of their ranks, or one stands twice"
  }
}
