// A cluster of a test's own: what one node took the others have, also after nodes, or all of them, died.

import TestKit
import Testing

@Suite(.serialized, .enabled(if: GaleraCluster.lacks == nil, "Galera is not installed"), .timeLimit(.minutes(10)))
struct GaleraClusterTests {
    @Test("a node that was killed joins again with what it missed, and a cluster that died begins anew with everything")
    func life() async throws {
        let cluster = try await GaleraCluster(mode: .durable)
        let url = cluster.url()
        #expect(url.hasPrefix("mysql://gemba:") && url.hasSuffix("/gemba") && url.split(separator: ",").count == 3)
        #expect(cluster.url(order: [2]).contains("@127.0.0.1:\(cluster.port(of: 2))/gemba"))
        #expect(cluster.url(order: [3, 1]).contains("@127.0.0.1:\(cluster.port(of: 3)),127.0.0.1:\(cluster.port(of: 1))/gemba"))
        try await cluster.administer("create table kept (n int primary key)", node: 1)
        try await cluster.killNode(2)
        #expect(try await cluster.isRunning(2) == false)
        try await cluster.administer("insert into kept values (1)", node: 3)
        try await cluster.startNode(2)
        try await expect("1", in: cluster)
        try await cluster.stopNode(1)
        try await cluster.administer("insert into kept values (2)", node: 2)
        try await cluster.killAll()
        for node in GaleraCluster.nodes { #expect(try await cluster.isRunning(node) == false) }
        try await cluster.recover()
        try await expect("2", in: cluster)
    }

    private func expect(_ count: String, in cluster: GaleraCluster) async throws {
        for node in GaleraCluster.nodes {
            let found = try await cluster.administer("set wsrep_sync_wait = 1; select count(*) from kept", node: node)
            #expect(found == count, "node \(node)")
        }
    }
}
