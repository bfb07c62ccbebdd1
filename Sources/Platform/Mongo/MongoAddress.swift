// An address of MongoDB, with the options Gemba wants where it says nothing of them. It may hold a password: nothing of it
// but the hosts and the database goes to anybody.

import CMongo
import Kernel

/// An address the client library has understood.
final class MongoAddress {
    /// Owned.
    let uri: OpaquePointer
    private let hasSecret: Bool

    private static let isReady: Void = gemba_mongoc_silent()

    init(_ url: String, limits: MongoLimits) throws(Problem) {
        _ = Self.isReady
        // A user stands before an @; a password without one is a mistake of somebody who may have written a password.
        hasSecret = url.contains("@") || url.split(separator: ":").count > 2
        var error = bson_error_t()
        guard !url.utf8.contains(0), let uri = mongoc_uri_new_with_error(url, &error) else {
            throw Problem(
                .input, "mongo_url_invalid", hint: "mongodb://USER:PASSWORD@HOST:PORT/DATABASE, with special letters as %XX.",
                cause: hasSecret ? nil : MongoFault.text(of: error))
        }
        self.uri = uri
        func set(_ option: String, seconds: Double) {
            if !mongoc_uri_has_option(uri, option) {
                mongoc_uri_set_option_as_int32(uri, option, Int32(max(1, min(seconds * 1000, 2e9))))
            }
        }
        func set(_ option: String, _ flag: Bool) {
            if !mongoc_uri_has_option(uri, option) { mongoc_uri_set_option_as_bool(uri, option, flag) }
        }
        set("connecttimeoutms", seconds: limits.connectSeconds)
        set("serverselectiontimeoutms", seconds: limits.selectionSeconds)
        set("sockettimeoutms", seconds: limits.socketSeconds)
        set("retrywrites", true)
        set("retryreads", true)
        if mongoc_uri_get_appname(uri) == nil { mongoc_uri_set_appname(uri, "gemba") }
        guard acknowledge(limits) else {
            throw Problem(.input, "mongo_url_invalid", hint: "Gemba relies on acknowledged writes: leave w=0 out of the address.")
        }
    }

    deinit { mongoc_uri_destroy(uri) }

    /// - Returns: false where the address wants writes that nobody acknowledges.
    private func acknowledge(_ limits: MongoLimits) -> Bool {
        // The concern belongs to the address; a copy is changed and given back.
        let has = (mongoc_uri_has_option(uri, "w"), mongoc_uri_has_option(uri, "journal"))
        guard let concern = mongoc_write_concern_copy(mongoc_uri_get_write_concern(uri)) else { return false }
        defer { mongoc_write_concern_destroy(concern) }
        if !has.0 {
            if let count = Int32(limits.acknowledgement) {
                mongoc_write_concern_set_w(concern, count)
            } else if limits.acknowledgement == "majority" {
                mongoc_write_concern_set_w(concern, -3)
            } else {
                mongoc_write_concern_set_wtag(concern, limits.acknowledgement)
            }
        }
        if !has.1 { mongoc_write_concern_set_journal(concern, limits.isJournaled) }
        mongoc_uri_set_write_concern(uri, concern)
        // 0 and -1, which the library would take together with a journal.
        return ![0, -1].contains(mongoc_write_concern_get_w(concern))
    }

    /// `HOST:PORT, HOST:PORT`; of an SRV address the name that stands for them.
    var hosts: String {
        if let name = mongoc_uri_get_srv_hostname(uri) { return String(cString: name) }
        var hosts: [String] = []
        var next = mongoc_uri_get_hosts(uri)
        while let host = next {
            hosts.append(withUnsafeBytes(of: host.pointee.host_and_port) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
            next = UnsafePointer(host.pointee.next)
        }
        return hosts.joined(separator: ", ")
    }

    var database: String? { mongoc_uri_get_database(uri).map { String(cString: $0) } }

    /// What the client library says of the address, where that cannot hold a secret.
    func harmless(_ error: bson_error_t) -> String? { hasSecret ? nil : MongoFault.text(of: error) }
}
