// SHA-256 by OpenSSL, in a form whose running state can be kept: a file's consumed prefix is hashed once, its state
// stored beside the cursor, and hashing goes on from there when the file has grown.

import CCrypto

/// A SHA-256 in progress.
public struct RunningDigest: Sendable {
    private var context: SHA256_CTX

    public init() {
        context = SHA256_CTX()
        SHA256_Init(&context)
    }

    /// Takes up a state made by `state`; nil when the bytes are not one (another size means another machine or library).
    public init?(state: [UInt8]) {
        guard state.count == MemoryLayout<SHA256_CTX>.size else { return nil }
        context = state.withUnsafeBytes { $0.loadUnaligned(as: SHA256_CTX.self) }
    }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        SHA256_Update(&context, base, bytes.count)
    }

    public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// The digest of what has been seen so far; hashing may go on.
    public var value: Digest {
        var copy = context
        var out = [UInt8](repeating: 0, count: 32)
        SHA256_Final(&out, &copy)
        return Digest(bytes: out)
    }

    /// The state as bytes, for `init(state:)` on the same kind of machine.
    public var state: [UInt8] { withUnsafeBytes(of: context) { Array($0) } }
}

/// 32 bytes of SHA-256.
public struct Digest: Hashable, Sendable {
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }

    public static func of(_ bytes: [UInt8]) -> Digest {
        var running = RunningDigest()
        running.update(bytes)
        return running.value
    }

    public static func of(_ text: String) -> Digest { of(Array(text.utf8)) }
    public var hex: String { bytes.map { hexPair($0) }.joined() }
}

/// Older digests in hexadecimal, for what a database says of its rows: there it makes them, and here they are made like it.
public enum DatabaseDigest {
    public static func sha1(_ bytes: [UInt8]) -> String {
        var out = [UInt8](repeating: 0, count: 20)
        SHA1(bytes, bytes.count, &out)
        return Digest(bytes: out).hex
    }

    public static func md5(_ bytes: [UInt8]) -> String {
        var out = [UInt8](repeating: 0, count: 16)
        MD5(bytes, bytes.count, &out)
        return Digest(bytes: out).hex
    }
}

func hexPair(_ byte: UInt8) -> String {
    let digits = Array("0123456789abcdef")
    return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
}

/// Cryptographic random bytes and what is made of them.
public enum Entropy {
    public static func bytes(_ count: Int) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: count)
        precondition(RAND_bytes(&out, Int32(count)) == 1, "the system's random source failed")
        return out
    }

    /// A token of `byteCount` random bytes in URL-safe letters.
    public static func token(byteCount: Int = 32) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        return String(decoding: bytes(byteCount * 4 / 3).map { alphabet[Int($0 & 63)] }, as: UTF8.self)
    }
}

/// Password hashing and comparison that does not tell by its duration.
public enum Password {
    /// scrypt (RFC 7914) with N = 2^15, r = 8, p = 1: about 80 ms and 32 MiB. Text form `scrypt$15$8$1$salt$hash`, hex.
    public static func hash(_ password: String) -> String {
        let salt = Entropy.bytes(16)
        return "scrypt$15$8$1$" + salt.map(hexPair).joined() + "$" + derive(password, salt, 15, 8, 1).map(hexPair).joined()
    }

    public static func verify(_ password: String, against stored: String) -> Bool {
        let parts = stored.split(separator: "$").map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let n = Int(parts[1]), let r = Int(parts[2]), let p = Int(parts[3]),
            let salt = unhex(parts[4]), let hash = unhex(parts[5]), n < 20
        else { return false }
        return constantTimeEqual(derive(password, salt, n, r, p), hash)
    }

    public static func constantTimeEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
    }

    private static func derive(_ password: String, _ salt: [UInt8], _ n: Int, _ r: Int, _ p: Int) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 32)
        let ok = EVP_PBE_scrypt(
            password, password.utf8.count, salt, salt.count, 1 << UInt64(n), UInt64(r), UInt64(p), 256 << 20, &out, out.count)
        precondition(ok == 1, "scrypt failed")
        return out
    }
}

func unhex(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count % 2 == 0 else { return nil }
    var out: [UInt8] = []
    for i in stride(from: 0, to: digits.count, by: 2) {
        guard let byte = UInt8(String(decoding: digits[i...i + 1], as: UTF8.self), radix: 16) else { return nil }
        out.append(byte)
    }
    return out
}
