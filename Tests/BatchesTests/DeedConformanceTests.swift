// What people do to batches, and taking it back, told once and tried on every home: the hub's own tables, and the team's
// collections on a MongoDB alone and on a replica set. Nothing is orphaned and nothing is wiped.

import Foundation
import Host
import Kernel
import Mongo
import Store
import TestKit
import Testing

@testable import Batches

@Suite struct DeedConformanceTests {
    static let by = Author.terminal

    /// Batches that old programs left, two members of the crew, and somebody who is not in it.
    static func place(_ kind: BatchKindOfHome) async throws -> BatchPlace {
        let place = try await BatchPlace(kind, masks: false)
        for name in ["Anchor", "Bolt"] { try await place.actions.add(CrewMember(name: name, role: "annotator"), by: by) }
        if let bench = place.bench {
            try await bench.insert([
                [
                    "id": "batch_9", "assignee": "Anchor", "status": "FS", "comments": "dark",
                    "metadata": ["assigned_at": "soon", "colour": "red", "total_masks": 12.0], "mongo_uploaded": true,
                    "file_info": ["file_count": 2, "last_file_upload": "2025-01-01T00:00:00.000Z", "has_files": true, "seen_by": 5],
                    "legacy": [1, "x"],
                ],
                ["id": "batch_000019F", "assignee": "", "metadata": .null, "status": "S"],
                ["id": "batch_T000044", "assignee": "Ghost", "metadata": ["assigned_at": "2025-10-14", "review_status": "aprobado"]],
                ["id": "batch_20250909T0034", "tasks": ["segmentar"]],
            ])
            try await place.actions.refresh()
        } else {
            for (id, fields) in [
                ("batch_9", [(BatchField.assignee, JSON("Anchor")), (.status, "In"), (.comments, "dark"), (.totalMasks, 12)]),
                ("batch_000019F", [(.status, "S")]),
                ("batch_T000044", [(.assignee, "Ghost"), (.assignedAt, "2025-10-14"), (.review, "aprobado")]),
                ("batch_20250909T0034", [(.tasks, ["segmentar"])]),
            ] as [(String, [(BatchField, JSON)])] {
                var batch = Batch(id: id)
                for (field, value) in fields { try batch.set(field, value) }
                _ = try await place.actions.create(batch, by: by)
            }
        }
        return place
    }

    /// All that is where batches live, so that two moments can be held beside each other.
    /// - Parameter isExact: to the last member, not only in what it means: an update writes `null` where there was nothing, and
    ///   `In` where an old program wrote `FS`.
    static func picture(_ place: BatchPlace, isExact: Bool = true) async throws -> [String] {
        guard let bench = place.bench else { return try await place.rows().values.map { "\($0)" }.sorted() }
        return try await bench.all().map { document in
            if !isExact, let batch = BatchDocument.batch(document) {
                let known = Set(BatchField.allCases.map(BatchDocument.path)).union(["metadata", "id", "mongo_uploaded"])
                let others =
                    document.members.filter { !known.contains($0.0) }
                    + (document["metadata"]?.document?.members ?? []).filter { !known.contains("metadata." + $0.0) }
                return "\(batch.content.text) \(others.map { "\($0.0): \($0.1)" }.sorted())"
            }
            return
                "\(document.members.filter { $0.0 != "metadata" }.map { "\($0.0): \($0.1)" }.sorted()) \((document["metadata"]?.document?.members ?? []).map { "\($0.0): \($0.1)" }.sorted())"
        }.sorted()
    }

    /// The hub's copy says what is there.
    static func copies(_ place: BatchPlace, _ step: String) async throws {
        guard let bench = place.bench else { return }
        let rows = try await place.rows()
        let there = Dictionary(try await bench.all().compactMap { BatchDocument.batch($0).map { ($0.id, $0) } }) { first, _ in first }
        #expect(rows.keys.sorted() == there.keys.sorted(), "\(step)")
        for (id, batch) in there where rows[id] != batch { Issue.record("\(step): \(id): \(rows[id].map { "\($0)" } ?? "none") is not \(batch)") }
        // Nobody else has done anything.
        let known = try await deeds(place)
        #expect(!known.contains { $0.kind == .outside || $0.state == .pending }, "\(step)")
        try await place.actions.refresh()
        #expect(try await place.rows() == rows, "\(step): reading it anew")
        let after = try await deeds(place)
        #expect(after.count == known.count, "\(step): \(after.first.map { "\($0)" } ?? "")")
    }

    static func deeds(_ place: BatchPlace) async throws -> [BatchDeed] {
        let home = try await place.actions.home()
        return try await place.database.read { try DeedTable(tx: $0, home: home.scope.home).page(limit: 1000) }
    }

    static func last(_ place: BatchPlace) async throws -> BatchDeed { try #require(try await deeds(place).first) }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var act: @Sendable (BatchesActions) async throws -> Void
        /// What must be so afterwards.
        var check: @Sendable ([String: Batch], [CrewMember]) -> Bool
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "edit") {
            _ = try await $0.edit("batch_9", [(.comments, "light"), (.status, "S"), (.tasks, ["a", "b"])], by: by)
        } check: { rows, _ in
            rows["batch_9"]?.comments == "light" && rows["batch_9"]?.status == .done && rows["batch_9"]?.tasks == ["a", "b"]
                && rows["batch_9"]?.assignee == "Anchor"
        },
        Case(name: "edit of what has no metadata") {
            _ = try await $0.edit("batch_000019F", [(.priority, "alta"), (.dueDate, "2026-01-02")], by: by)
        } check: { rows, _ in
            rows["batch_000019F"]?.priority == "alta" && rows["batch_000019F"]?.dueDate == "2026-01-02" && rows["batch_000019F"]?.status == .done
        },
        Case(name: "review") {
            _ = try await $0.edit("batch_20250909T0034", [(.review, "approved")], by: by)
        } check: { rows, _ in
            rows["batch_20250909T0034"]?.review == .approved && rows["batch_20250909T0034"]?.reviewedAt != nil
        },
        Case(name: "assign, some of them twice") {
            let result = try await $0.assign(["batch_9", "batch_000019F", "batch_9", "batch_nowhere"], to: "Bolt", by: by)
            #expect(result.missing == ["batch_nowhere"])
        } check: { rows, _ in
            rows["batch_9"]?.assignee == "Bolt" && rows["batch_000019F"]?.assignee == "Bolt" && rows["batch_000019F"]?.assignedAt != nil
        },
        Case(name: "assign to nobody") {
            _ = try await $0.assign(["batch_9", "batch_T000044"], to: nil, by: by)
        } check: { rows, _ in
            rows["batch_9"]?.assignee == nil && rows["batch_T000044"]?.assignee == nil && rows["batch_T000044"]?.assignedAt == nil
        },
        Case(name: "create") {
            _ = try await $0.create(Batch(id: " batch_77 "), by: by)
        } check: { rows, _ in
            rows["batch_77"] != nil && rows.count == 5
        },
        Case(name: "delete") {
            _ = try await $0.delete(["batch_9"], by: by)
        } check: { rows, _ in
            rows["batch_9"] == nil && rows.count == 3
        },
        Case(name: "delete several") {
            _ = try await $0.delete(["batch_T000044", "batch_000019F", "batch_nowhere"], by: by)
        } check: { rows, _ in
            rows.count == 2
        },
        Case(name: "rename") {
            _ = try await $0.rename("batch_9", to: "batch_10", by: by)
        } check: { rows, _ in
            rows["batch_9"] == nil && rows["batch_10"]?.comments == "dark" && rows["batch_10"]?.assignee == "Anchor" && rows.count == 4
        },
        Case(name: "add, with duplicates and what is there") {
            let upload = try await $0.upload(
                try BatchesActions.read([
                    ["id": "batch_100", "comments": "first"], ["id": "batch_9", "comments": "new"], ["id": "batch_100", "comments": "second"],
                ]), .add, by: by)
            #expect(upload.created == ["batch_100"] && upload.existing == ["batch_9"] && upload.duplicates == ["batch_100"])
        } check: { rows, _ in
            rows["batch_100"]?.comments == "first" && rows["batch_9"]?.comments == "dark" && rows.count == 5
        },
        Case(name: "replace, with duplicates") {
            let list = try BatchesActions.read([
                ["id": "batch_9", "comments": "new"], ["batch_id": "batch_200", "metadata": ["priority": "alta"]],
                ["id": "batch_9", "comments": "other"], ["id": "batch_000019F"],
            ])
            let preview = try await $0.preview(list, .replace)
            let upload = try await $0.upload(list, .replace, by: by)
            #expect(
                preview.created == upload.created && preview.updated == upload.updated && preview.deleted == upload.deleted
                    && preview.same == upload.same)
            #expect(upload.created == ["batch_200"] && upload.updated == ["batch_9"] && upload.same == 1 && upload.duplicates == ["batch_9"])
            #expect(upload.deleted == ["batch_T000044", "batch_20250909T0034"])
        } check: { rows, _ in
            rows["batch_9"]?.comments == "new" && rows["batch_9"]?.assignee == "Anchor" && rows["batch_200"]?.priority == "alta" && rows.count == 3
        },
        Case(name: "delete by a filter") {
            var filter = BatchFilter()
            filter.assignee = .unknown
            let found = try await $0.matching(filter).map(\.id)
            let result = try await $0.delete(filter, note: [:], by: by)
            #expect(found == ["batch_T000044"] && result?.done == 1)
        } check: { rows, _ in
            rows.count == 3 && rows["batch_T000044"] == nil
        },
        Case(name: "delete by a pattern") {
            _ = try await $0.delete(BatchFilter(), pattern: "^batch_(9|.*F)$", note: [:], by: by)
        } check: { rows, _ in
            rows.count == 2
        },
        Case(name: "pasted ids") {
            let made = try await $0.quickCreate("000050F, t000051;batch_9\n 000050F", by: by)
            #expect(made.created == ["batch_000050F", "batch_t000051"] && made.skipped == ["batch_9"])
        } check: { rows, _ in
            rows.count == 6
        },
        Case(name: "crew: another name") {
            let moved = try await $0.change("Anchor", to: CrewMember(name: "Capstan", role: "lead"), by: by)
            #expect(moved == 1)
        } check: { rows, crew in
            rows["batch_9"]?.assignee == "Capstan" && crew.contains { $0.name == "Capstan" && $0.role == "lead" && !$0.createdAt.isEmpty }
                && !crew.contains { $0.name == "Anchor" }
        },
        Case(name: "crew: another role") {
            let moved = try await $0.change("Anchor", to: CrewMember(name: "Anchor", role: "lead"), by: by)
            #expect(moved == 0)
        } check: { rows, crew in
            rows["batch_9"]?.assignee == "Anchor" && crew.contains { $0.name == "Anchor" && $0.role == "lead" }
        },
        Case(name: "crew: removed, with an heir") {
            let moved = try await $0.remove("Anchor", heir: "Bolt", by: by)
            #expect(moved == 1)
        } check: { rows, crew in
            rows["batch_9"]?.assignee == "Bolt" && crew.map(\.name) == ["Bolt"]
        },
        Case(name: "crew: removed, to nobody") {
            let moved = try await $0.remove("Anchor", heir: nil, by: by)
            #expect(moved == 1)
        } check: { rows, crew in
            rows["batch_9"]?.assignee == nil && crew.map(\.name) == ["Bolt"]
        },
    ]

    @Test(arguments: BatchKindOfHome.all, cases.indices.map { $0 })
    func `a deed does what it says, and taken back everything is as it was`(_ kind: BatchKindOfHome, _ index: Int) async throws {
        let wanted = Self.cases[index]
        let place = try await Self.place(kind)
        var before = try await Self.picture(place)
        let (meaning, rowsBefore, crewBefore) = (
            try await Self.picture(place, isExact: false), try await place.rows(), try await place.actions.crew()
        )
        try await wanted.act(place.actions)
        #expect(wanted.check(try await place.rows(), try await place.actions.crew()), "\(wanted.name)")
        #expect(try await Self.picture(place) != before || wanted.name.hasPrefix("crew"), "\(wanted.name)")
        try await Self.copies(place, wanted.name)
        let deed = try await Self.last(place)
        #expect(deed.state != .pending && deed.done > 0 || wanted.name.hasPrefix("crew"), "\(wanted.name): \(deed)")
        let result = try await place.actions.undo(deed.id, by: Self.by)
        #expect(result.states.allSatisfy { $0 == .done }, "\(wanted.name): \(result)")
        let isExact = wanted.name.hasPrefix("delete") || wanted.name == "rename"
        let after = try await Self.picture(place, isExact: isExact)
        if !isExact { before = meaning }
        if after != before { Issue.record("\(wanted.name): \(Set(after).symmetricDifference(before).sorted())") }
        #expect(try await place.rows() == rowsBefore, "\(wanted.name)")
        #expect(try await place.actions.crew() == crewBefore, "\(wanted.name)")
        try await Self.copies(place, "\(wanted.name), taken back")
        await #expect(throws: Problem.self) { _ = try await place.actions.undo(deed.id, by: Self.by) }
        await place.bench?.drop()
    }

    @Test(arguments: BatchKindOfHome.all)
    func `a batch's history goes on under another id, and is nobody else's`(_ kind: BatchKindOfHome) async throws {
        let (place, by) = (try await Self.place(kind), Self.by)
        let actions = place.actions
        func history(_ id: String) async throws -> [String] {
            let home = try await actions.home()
            return try await place.database.read { try DeedTable(tx: $0, home: home.scope.home).history(id, limit: 100) }.map {
                "\($0.change.batch) \($0.change.kind.rawValue)"
            }
        }
        _ = try await actions.create(Batch(id: "batch_50"), by: by)
        _ = try await actions.edit("batch_50", [(.comments, "x")], by: by)
        _ = try await actions.rename("batch_50", to: "batch_51", by: by)
        let first = ["batch_50 rename", "batch_50 update", "batch_50 create"]
        #expect(try await history("batch_51") == first)
        _ = try await actions.create(Batch(id: "batch_50"), by: by)
        #expect(try await history("batch_50") == ["batch_50 create"])
        _ = try await actions.edit("batch_51", [(.comments, "y")], by: by)
        _ = try await actions.rename("batch_51", to: "batch_52", by: by)
        #expect(try await history("batch_52") == ["batch_51 rename", "batch_51 update"] + first)
        _ = try await actions.undo(try await Self.last(place).id, by: by)
        #expect(try await history("batch_51") == ["batch_52 rename", "batch_51 rename", "batch_51 update"] + first)
        _ = try await actions.rename("batch_50", to: "batch_53", by: by)
        _ = try await actions.rename("batch_51", to: "batch_50", by: by)
        #expect(try await history("batch_50") == ["batch_51 rename", "batch_52 rename", "batch_51 rename", "batch_51 update"] + first)
        #expect(try await history("batch_53") == ["batch_50 rename", "batch_50 create"])
        // A rename that was refused is none.
        await #expect(throws: Problem.self) { _ = try await actions.rename("batch_9", to: "batch_53", by: by) }
        #expect(try await history("batch_53").count == 2)
        await place.bench?.drop()
    }

    @Test(arguments: BatchKindOfHome.all)
    func `what cannot be is refused, and changes nothing`(_ kind: BatchKindOfHome) async throws {
        let place = try await Self.place(kind)
        let (before, actions) = (try await Self.picture(place), place.actions)
        func refused(_ code: String, _ act: () async throws -> Void) async throws {
            do {
                try await act()
                Issue.record("\(code) was not refused")
            } catch let problem as Problem { #expect(problem.code == code) }
        }
        try await refused("batch_filter_empty") { _ = try await actions.delete(BatchFilter(), note: [:], by: Self.by) }
        try await refused("batch_filter_empty") { _ = try await actions.delete(BatchFilter(), pattern: "", note: [:], by: Self.by) }
        try await refused("batch_pattern_invalid") { _ = try await actions.delete(BatchFilter(), pattern: "(", note: [:], by: Self.by) }
        try await refused("batch_exists") { _ = try await actions.create(Batch(id: "batch_9"), by: Self.by) }
        try await refused("batch_id_invalid") { _ = try await actions.create(Batch(id: "batch 9"), by: Self.by) }
        try await refused("batch_exists") { _ = try await actions.rename("batch_9", to: "batch_T000044", by: Self.by) }
        try await refused("batch_unknown") { _ = try await actions.rename("batch_8", to: "batch_80", by: Self.by) }
        try await refused("batch_unknown") { _ = try await actions.edit("batch_8", [(.comments, "x")], by: Self.by) }
        try await refused("batch_unknown") { _ = try await actions.delete(["batch_8"], by: Self.by) }
        try await refused("batch_value_invalid") { _ = try await actions.edit("batch_9", [(.assignedAt, "soon")], by: Self.by) }
        try await refused("crew_unknown") { _ = try await actions.assign(["batch_9"], to: "Ghost", by: Self.by) }
        try await refused("crew_exists") { try await actions.add(CrewMember(name: "Bolt"), by: Self.by) }
        try await refused("crew_exists") { _ = try await actions.change("Anchor", to: CrewMember(name: "Bolt"), by: Self.by) }
        try await refused("crew_unknown") { _ = try await actions.remove("Ghost", heir: nil, by: Self.by) }
        try await refused("crew_unknown") { _ = try await actions.remove("Anchor", heir: "Ghost", by: Self.by) }
        try await refused("crew_heir_self") { _ = try await actions.remove("Anchor", heir: "Anchor", by: Self.by) }
        #expect(try await Self.picture(place) == before)
        #expect(try await actions.crew().map(\.name) == ["Anchor", "Bolt"])
        #expect(try await actions.strangers().map { "\($0.name) \($0.batches)" } == ["Ghost 1"])
        await place.bench?.drop()
    }

    @Test(arguments: BatchKindOfHome.all)
    func `an overtaken change is left and said`(_ kind: BatchKindOfHome) async throws {
        let place = try await Self.place(kind)
        _ = try await place.actions.edit(["batch_9", "batch_T000044"], [(.comments, "first")], kind: .edit, by: Self.by)
        let deed = try await Self.last(place)
        _ = try await place.actions.edit("batch_9", [(.comments, "second")], by: Self.by)
        let result = try await place.actions.undo(deed.id, by: Self.by)
        #expect(result.states.sorted { $0.rawValue < $1.rawValue } == [.done, .overtaken])
        #expect(try await place.rows()["batch_9"]?.comments == "second")
        #expect(try await place.rows()["batch_T000044"]?.comments == "")
        // A new batch that was changed since is not deleted by taking its creation back.
        _ = try await place.actions.create(Batch(id: "batch_500"), by: Self.by)
        let made = try await Self.last(place)
        _ = try await place.actions.edit("batch_500", [(.comments, "mine")], by: Self.by)
        #expect(try await place.actions.undo(made.id, by: Self.by).states == [.overtaken])
        #expect(try await place.rows()["batch_500"]?.comments == "mine")
        // Two people, one of whom has seen an older state.
        await #expect(throws: Problem.self) {
            _ = try await place.actions.edit("batch_9", [(.comments, "third")], seen: [(.comments, "first")], by: Self.by)
        }
        try await Self.copies(place, "overtaken")
        await place.bench?.drop()
    }
}
