// What an administrator may type as the place of a database, and what is shown of it.

import Kernel
import Store
import TestKit
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("postgres://anna@db/gemba", "db:5432", "anna", "gemba"),
        ("postgresql://anna:p%40ss@10.0.0.7:5433/gemba?sslmode=verify-full", "10.0.0.7:5433", "anna", "gemba"),
        ("mysql://anna:secret@n1,n2:3307,n3/gemba", "n1:3306 n2:3307 n3:3306", "anna", "gemba"),
        ("mariadb://anna@[::1]:3307/gemba", "[::1]:3307", "anna", "gemba"),
        ("postgres://a%3Ab@db/my%20hub", "db:5432", "a:b", "my hub"),
    ])
    func readsHostsUserAndName(_ text: String, _ hosts: String, _ user: String, _ name: String) throws {
        let address = try DatabaseURL(text).server([:])
        #expect(address.hosts.map(\.description).joined(separator: " ") == hosts)
        #expect(address.user == user)
        #expect(address.database == name)
    }

    @Test func takesThePasswordFromWhereItIsKept() throws {
        let folder = try ScratchFolder()
        try folder.write("password", "first line\nsecond\n")
        #expect(try DatabaseURL("postgres://a:p%40ss%3A@db/n").server([:]).password == "p@ss:")
        #expect(try DatabaseURL("postgres://a@db/n?password=env:PW").server(["PW": "x y"]).password == "x y")
        #expect(try DatabaseURL("postgres://a@db/n?password=file:\(folder.path)/password").server([:]).password == "first line")
        #expect(try DatabaseURL("postgres://a@db/n").server(["GEMBA_DATABASE_PASSWORD": "z"]).password == "z")
        #expect(try DatabaseURL("postgres://a@db/n").server([:]).password == nil)
    }

    @Test(arguments: [
        "postgres:db/n", "postgres://db/n", "postgres://a@/n", "postgres://a@db", "postgres://a@db/", "postgres://a@db:0/n", "postgres://a@db:x/n",
        "mysql://a@n1,,n2/n", "postgres://a@db/n?sslmode", "postgres://a%@db/n", "postgres://a@db/n?password=env:NOT_THERE",
        "postgres://a@db/n?password=plain", "postgres://a@db/n?password=file:/does/not/exist",
    ])
    func saysWhatCannotBeRead(_ text: String) throws {
        #expect(throws: Problem.self) { try DatabaseURL(text).server([:]) }
    }

    @Test(arguments: [
        ("postgres://anna:se:cr@et@db/gemba", "postgres://anna:***@db/gemba"),
        ("mysql://anna:pw@n1,n2/g?pool=3", "mysql://anna:***@n1,n2/g?pool=3"),
        ("postgres://anna:p/q?r@db/g", "postgres://anna:***@db/g"),
        ("postgres://anna@db/g?password=plain", "postgres://anna@db/g?password=***"),
        ("postgres://anna@db/g?password=env:PW&pool=3", "postgres://anna@db/g?password=env:PW&pool=3"),
        ("postgres://anna@db/g", "postgres://anna@db/g"),
        ("sqlite:data/a:b@c.sqlite", "sqlite:data/a:b@c.sqlite"),
    ])
    func showsNoPassword(_ text: String, _ shown: String) throws {
        #expect(try DatabaseURL(text).redacted == shown)
    }
}
