/// `README.txt`: how anyone checks a pack with common tools, without Vouch.
///
/// It holds no digest of the pack, which would have to be made before it.
package enum PackReadme {
  package static let name = "README.txt"

  /// `root` is the pack's folder, which is also the zip's name without its suffix.
  package static func bytes(root: String, title: String, organization: String) -> [UInt8] {
    Array(text(root: root, title: title, organization: organization).utf8)
  }

  private static func text(root: String, title: String, organization: String) -> String {
    """
    \(title)
    \(organization)

    This folder is an evidence pack: reports, the decisions they speak of, the
    records behind each decision, and the rules that were applied. Begin with
    index.html; manifest.json says what the pack was made from.

    HOW TO CHECK IT

    You need a shell with the usual tools (Linux, macOS with coreutils, or WSL).
    Type these lines in the folder that holds \(root).zip.

    1. Is it the file that you were told about? The pack digest is

         sha256sum \(root).zip
         openssl dgst -sha256 \(root).zip

       Both lines print the same 64 digits. Compare them with those that you
       were given on another way than this file: by telephone, on paper, in a
       signed message.

    2. Is every listed file unchanged?

         unzip -q \(root).zip && cd \(root)
         sha256sum --strict --quiet -c SHA256SUMS && echo unchanged

    3. Is there no file that is not listed? (The line before does not look.)

         (cut -c67- SHA256SUMS; echo SHA256SUMS) | LC_ALL=C sort > ../listed
         find . ! -type d | cut -c3- | LC_ALL=C sort | diff - ../listed && echo complete

    4. Which digests do other papers name? The content digest is that of the list:

         sha256sum SHA256SUMS

       The facts digest is that of the lines of the decisions and their evidence;
       two packs with the same one have come to the same conclusions:

         LC_ALL=C grep -E '^.{66}(decisions|metrics|reconciliation|findings)\\.json$|^.{66}(exhibits|policies|definition)/|^.{66}matrix/.*\\.csv$' SHA256SUMS | sha256sum

    5. Who stands behind it? If \(root).zip.dsse.json lies beside the zip, and
       you have the signer's public key from elsewhere as pub.pem:

         cd ..
         sed 's/.*"payload":"\\([^"]*\\)".*/\\1/' \(root).zip.dsse.json | base64 -d > seal.json
         sed 's/.*"sig":"\\([^"]*\\)".*/\\1/' \(root).zip.dsse.json | base64 -d > seal.sig
         (printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < seal.json)"; cat seal.json) > seal.pae
         openssl pkeyutl -verify -rawin -pubin -inkey pub.pem -in seal.pae -sigfile seal.sig
         grep -o '"sha256":"[0-9a-f]*"},"name":"[^"]*"' seal.json

       The last line prints the content digest and the pack digest that were
       signed: compare them with those of steps 4 and 1. (With several signers,
       the second line takes the last.) A timestamp FILE.tsr and a certificate's
       signature FILE.p7s are checked against the authority's ca.pem:

         openssl ts -verify -data FILE -in FILE.tsr -CAfile ca.pem
         openssl cms -verify -binary -inform DER -in FILE.p7s -content FILE -CAfile ca.pem -purpose any -out /dev/null

       FILE is the zip or its seal. Certificates end: that one signed in its time is
       shown by a timestamp over the signature, FILE.p7s.tsr, and by no other.

    WHAT THAT SHOWS, AND WHAT IT DOES NOT

    These checks find every change that was made to some files and not to the
    list. They cannot find a pack that someone rewrote as a whole, list and all:
    that shows only where the pack digest came to you from elsewhere, or where a
    signature or a timestamp lies beside the zip. And they say nothing about
    exports that were never given to the program: for that, compare
    reconciliation.json with the systems that the exports came from.

    """
  }
}
