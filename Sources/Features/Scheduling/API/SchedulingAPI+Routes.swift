// The paths of the canonical interface.

import Host
import Kernel
import Web

extension SchedulingFeature {
    var api: [Route] { orderAPI + planAPI + plantAPI + explainAPI }

    private var orderAPI: [Route] {
        let api = SchedulingAPI(feature: self)
        let path = "/api/v1/scheduling"
        return [
            Route(.get, path + "/orders", .needs(Self.view), summary: "Work orders with their place and time") { try await api.orders($0) },
            Route(.post, path + "/orders", .needs(Self.plan), summary: "A new work order") { try await api.create($0) },
            Route(.get, path + "/orders/{number}", .needs(Self.floor), summary: "One work order") { try await api.show($0) },
            Route(.patch, path + "/orders/{number}", .needs(Self.plan), summary: "Changes fields of a work order") { try await api.edit($0) },
            Route(.delete, path + "/orders/{number}", .needs(Self.plan), summary: "Removes a work order") { try await api.remove($0) },
            Route(.get, path + "/orders/{number}/history", .needs(Self.view), summary: "Who changed what of a work order") {
                try await api.history($0)
            },
            Route(.put, path + "/orders/{number}/place", .needs(Self.move), summary: "Puts a work order on a line, or on none") {
                try await api.place($0)
            },
            Route(.put, path + "/orders/{number}/pin", .needs(Self.move), summary: "Pins a work order where it is") { try await api.pin($0) },
        ]
    }

    private var planAPI: [Route] {
        let api = PlanAPI(feature: self)
        let path = "/api/v1/scheduling"
        return [
            Route(.get, path + "/plan", .needs(Self.floor), summary: "A plan: open orders in the order of their lines") { try await api.show($0) },
            Route(.get, path + "/verify", .needs(Self.view), summary: "Whether a plan keeps everything it has to") { try await api.verify($0) },
            Route(.post, path + "/proposals", .needs(Self.plan), summary: "Lets the engine propose a plan, as a draft") { try await api.propose($0) },
            Route(.get, path + "/drafts", .needs(Self.view), summary: "Plans beside the published one") { _ in try await api.drafts() },
            Route(.post, path + "/drafts", .needs(Self.plan), summary: "A draft that begins as the published plan is") { try await api.create($0) },
            Route(.get, path + "/drafts/{plan}/difference", .needs(Self.view), summary: "What a draft would change") { try await api.difference($0) },
            Route(.post, path + "/drafts/{plan}/publish", .needs(Self.plan), summary: "Makes a draft the published plan") {
                try await api.publish($0)
            },
            Route(.delete, path + "/drafts/{plan}", .needs(Self.plan), summary: "Throws a draft away") { try await api.discard($0) },
            Route(.get, path + "/deeds", .needs(Self.view), summary: "What was done at the desk, newest first") { try await api.deeds($0) },
            Route(.get, path + "/deeds/{deed}", .needs(Self.view), summary: "One deed and its changes") { try await api.deed($0) },
            Route(.post, path + "/deeds/{deed}/undo", .needs(Self.plan), summary: "Takes a deed back") { try await api.undo($0) },
            Route(.post, path + "/undo", .needs(Self.move), summary: "Takes back the asker's latest deed") { try await api.undo($0) },
            Route(.post, path + "/redo", .needs(Self.move), summary: "Does again what the asker took back last") { try await api.redo($0) },
        ]
    }
}
