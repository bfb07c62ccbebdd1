// What each batch's fields must be, found by reading every document, every file and every piece anew and comparing all
// with all. Shares nothing with the product but the bytes on the server.

import Foundation
import Kernel
import Mongo

/// What a sync should have found.
public struct MaskTruth: Sendable, Equatable {
    public struct Fields: Sendable, Hashable {
        public var count = 0
        /// ISO 8601 with milliseconds; nil without files.
        public var last: String?
    }
    /// By the batch's `_id`, as text; nothing of those whose number several have.
    public var fields: [String: Fields] = [:]
    public var batches = 0
    public var files = 0
    public var incomplete: [String] = []
    public var unmatched: [String] = []
    /// Numbers on whole files that no batch has.
    public var unknown: Set<String> = []
    /// Ids that come to the same number, their `_id`s, and the whole files of these numbers.
    public var clashing: Set<String> = []
    public var kept: Set<String> = []
    public var ambiguous: [String] = []
    public var withMasks: Int { fields.values.count { $0.count > 0 } }
}

public struct MaskOracle: Sendable {
    let bench: MaskBench
    public init(_ bench: MaskBench) { self.bench = bench }

    public func truth() async throws -> MaskTruth {
        let (documents, files, bytes) = try await bench.pool.run { [bench] session in
            var documents: [(id: String, batch: String)] = []
            try bench.batches(session).find([:]) { view in
                let document = view.document
                if let id = document["id"]?.string, !id.isEmpty { documents.append((document["_id"].map { "\($0)" } ?? "", id)) }
            }
            var files: [(id: String, name: String, length: Int64, at: Int64)] = []
            try bench.files(session).find([:]) { view in
                let document = view.document
                files.append(
                    (
                        document["_id"].map { "\($0)" } ?? "", document["filename"]?.string ?? "", document["length"]?.int ?? 0,
                        document["uploadDate"]?.date ?? 0
                    ))
            }
            var bytes: [String: Int64] = [:]
            try bench.chunks(session).find([:]) { view in
                let document = view.document
                guard case .binary(let data)? = document["data"] else { return }
                bytes[document["files_id"].map { "\($0)" } ?? "", default: 0] += Int64(data.count)
            }
            return (documents, files, bytes)
        }
        return Self.truth(
            documents, files: files.map { ($0.name, $0.at, bytes[$0.id, default: 0] == $0.length) })
    }

    /// The same of values.
    public static func truth(_ batches: [(id: String, batch: String)], files: [(name: String, at: Int64, isWhole: Bool)]) -> MaskTruth {
        var truth = MaskTruth()
        (truth.files, truth.batches) = (files.count, batches.count)
        var owners: [String: [Int]] = [:]
        for (place, batch) in batches.enumerated() {
            if let number = MaskNameOracle.number(batch.batch) { owners[number, default: []].append(place) }
        }
        for places in owners.values where places.count > 1 {
            truth.clashing.formUnion(places.map { batches[$0].batch })
            truth.kept.formUnion(places.map { batches[$0].id })
        }
        var times: [Int: [Int64]] = [:]
        for file in files {
            guard file.isWhole else {
                truth.incomplete.append(file.name)
                continue
            }
            guard let number = MaskNameOracle.number(file.name) else {
                truth.unmatched.append(file.name)
                continue
            }
            switch owners[number] ?? [] {
            case let places where places.count > 1: truth.ambiguous.append(file.name)
            case let places where places.count == 1: times[places[0], default: []].append(file.at)
            default: truth.unknown.insert("batch_" + number)
            }
        }
        for (place, batch) in batches.enumerated() where !truth.kept.contains(batch.id) {
            let all = times[place] ?? []
            truth.fields[batch.id] = MaskTruth.Fields(count: all.count, last: all.max().map(text))
        }
        return truth
    }

    /// `2025-10-15T01:28:43.196Z`
    public static func text(_ milliseconds: Int64) -> String {
        var seconds = time_t((Double(milliseconds) / 1000).rounded(.down))
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let numbers: [any CVarArg] = [
            Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday), Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec),
            Int(milliseconds) - Int(seconds) * 1000,
        ]
        return String(format: "%04ld-%02ld-%02ldT%02ld:%02ld:%02ld.%03ldZ", arguments: numbers)
    }

    /// What a document says of its files, in words; nil where it says what it must.
    public static func complaint(_ document: BSONDocument, _ fields: MaskTruth.Fields) -> String? {
        let (uploaded, info) = (document["mongo_uploaded"], document["file_info"])
        let isRight: Bool
        if fields.count == 0 {
            let members = info?.document
            isRight =
                (uploaded == nil || uploaded == .null || uploaded == false) && (info == nil || info == .null || members != nil)
                && (members?["file_count"]?.int ?? 0) == 0 && (members?["last_file_upload"] ?? .null) == .null
                && (members?["has_files"] ?? false) != true
        } else {
            isRight =
                uploaded == true && info?.document?["file_count"]?.int == Int64(fields.count)
                && info?.document?["last_file_upload"]?.string == fields.last && info?.document?["has_files"] == true
        }
        guard !isRight else { return nil }
        return "\(document["id"]?.string ?? "?"): \(uploaded.map { "\($0)" } ?? "nothing"), \(info.map { "\($0)" } ?? "nothing") instead of \(fields)"
    }

    /// Every batch whose fields are not what they must be.
    public func differences() async throws -> [String] {
        let truth = try await truth()
        return try await bench.all().compactMap { document in
            guard let fields = truth.fields[document["_id"].map { "\($0)" } ?? ""] else { return nil }
            return Self.complaint(document, fields)
        }
    }
}
