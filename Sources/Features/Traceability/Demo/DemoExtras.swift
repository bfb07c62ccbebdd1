// What people leave in a plant's folders: machines outside the naming, and a copy of a file made by hand. Written once
// and then left alone.

import Kernel

struct DemoExtras {
    /// Folders that say neither line nor mounter.
    static let unnamedFolders = ["Spare mounter", "Training bench"]
    /// The machine with the copied file, and of how many days ago, counted in files.
    static let copyMachine = 3
    static let copyAge = 3

    private let mounters: DemoMounters
    private let plant: DemoPlant

    init(_ mounters: DemoMounters, _ plant: DemoPlant) {
        self.mounters = mounters
        self.plant = plant
    }

    func write(firstDay: CivilDate, lastDay: CivilDate) throws(Problem) {
        for number in Self.unnamedFolders.indices { try writeUnnamed(number, firstDay: firstDay, lastDay: lastDay) }
        try writeCopy(lastDay: lastDay)
    }

    /// A few scans on a working day about a week ago.
    private func writeUnnamed(_ number: Int, firstDay: CivilDate, lastDay: CivilDate) throws(Problem) {
        let folder = mounters.folder + "/" + Self.unnamedFolders[number]
        guard DemoFiles.names(in: folder).isEmpty else { return }
        var day = lastDay.adding(days: -5 - number)
        while day.weekday == 6 { day = day.adding(days: -1) }
        guard day >= firstDay else { return }
        var random = DemoRandom(mounters.seed, .spare, Int64(number), day.daysSinceEpoch)
        var machine = DemoMachine(index: plant.machines + number)
        let format = DemoFormat(machine: 0, of: plant.machines)
        var second = random.within(9 * 3600...14 * 3600)
        var lines: [UInt8] = []
        for place in random.order(DemoPlant.places).prefix(random.within(6...12)) {
            let at = CivilTime(date: day, millisecondOfDay: second * 1000)
            let part = random.pick(plant.catalogue.passives)
            lines += format.line(machine.load(place, part: part, at: at, plant.catalogue, &random))
            second += random.within(20...90)
        }
        try DemoFiles.makeFolder(folder)
        try DemoFiles.append(lines, to: folder + "/" + DemoMounters.fileName(day), format)
    }

    /// Somebody opened a file to look something up and saved it under another name.
    private func writeCopy(lastDay: CivilDate) throws(Problem) {
        let folder = mounters.folder(of: Self.copyMachine % plant.machines)
        let names = DemoFiles.names(in: folder)
        guard !names.contains(where: { $0.hasSuffix(" - copy.csv") }) else { return }
        let past = names.filter { $0 < DemoMounters.fileName(lastDay) }
        guard past.count >= Self.copyAge else { return }
        let name = past[past.count - Self.copyAge]
        try DemoFiles.create(
            try DemoFiles.read(folder + "/" + name), at: folder + "/" + name.dropLast(4) + " - copy.csv")
    }
}
