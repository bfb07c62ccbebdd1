// Explanations asked for, reliefs done, and rush orders answered.

import Dispatch
import Host
import Kernel
import Store

extension SchedulingActions {
    /// - Parameter limit: of late orders; the latest come first.
    package func explanations(_ plan: String, limit: Int) async throws -> (found: [Explanation], late: Int) {
        let (desk, now, zone) = (try await desk(plan), clock.now(), zone)
        return await Self.apart {
            let explainer = Explainer(desk, now: now, zone: zone)
            let late = explainer.lateOrders
            return (late.prefix(limit).compactMap(explainer.explanation), late.count)
        }
    }

    /// Nil for an order that is not late.
    package func explanation(_ number: String, _ plan: String) async throws -> Explanation? {
        let (desk, now, zone) = (try await desk(plan, numbers: [number]), clock.now(), zone)
        _ = try desk.order(number)
        return await Self.apart { Explainer(desk, now: now, zone: zone).explanation(number) }
    }

    package func rush(_ order: WorkOrder, _ plan: String) async throws -> (answer: RushAnswer, desk: Desk) {
        let (desk, now, zone) = (try await desk(plan), clock.now(), zone)
        let result: Result<RushAnswer, Problem> = await Self.apart {
            do throws(Problem) { return .success(try RushAnswer(order, desk, now: now, zone: zone)) } catch { return .failure(error) }
        }
        return (try result.get(), desk)
    }

    /// Does what a relief says: a change of the plan in a draft of its own, a fact of the plant on the desk, as a deed.
    /// - Returns: the draft, where it is one.
    package func relieve(_ number: String, _ change: Relief.Change, draftName: String, by author: Author) async throws -> (draft: String?, Outcome) {
        let now = clock.now()
        let note = JSON.object([("order", .string(number)), ("relief", change.json)])
        guard change.isOfPlan else {
            let kind: DeskDeed.Kind =
                switch change {
                case .kit: .edit
                case .overtime, .longer: .day
                default: .trolley
                }
            var numbers = [number]
            if case .kit(let other, _) = change { numbers.append(other) }
            return (nil, try await perform(kind, note: note, numbers: numbers, by: author) { try change.apply(number, to: &$0, now: now) })
        }
        let draft = try await createDraft(draftName, by: author)
        let kind: DeskDeed.Kind = change == .unpin ? .pin : .place
        let outcome = try await perform(kind, on: draft.id, note: note, numbers: [number], by: author) { try change.apply(number, to: &$0, now: now) }
        return (draft.id, outcome)
    }

    /// Long reckoning on a thread of its own: others are served meanwhile.
    static func apart<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async { continuation.resume(returning: work()) }
        }
    }
}
