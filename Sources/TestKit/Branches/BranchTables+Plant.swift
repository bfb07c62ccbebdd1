// The tables of the plant, whose keys are of every kind but the plain number, and the oddities: a table for each family of
// types, holding the values that are known to get lost on the way.

extension BranchTables {
    static let plant: [BranchTable] = [
        BranchTable(
            "maquinas", share: 40,
            [.init("clave", "VARCHAR(40) NOT NULL", .name), .init("modelo", "VARCHAR(40)", .text(40)), .init("puesta_en_marcha", "YEAR", .year)]),
        BranchTable(
            "lecturas", share: 500,
            [
                .init("maquina", "VARCHAR(40) COLLATE utf8mb4_spanish_ci NOT NULL", .name), .init("momento", "DATETIME(6) NOT NULL", .momentKey),
                .init("temperatura", "FLOAT", .float), .init("presion", "DOUBLE", .double), .init("crudo", "VARBINARY(16)", .bytes(16)),
            ]),
        BranchTable(
            "contadores", share: 60,
            [
                .init("serie", "BIGINT UNSIGNED NOT NULL", .hugeKey), .init("valor", "BIGINT UNSIGNED", .unsigned),
                .init("anterior", "BIGINT", .whole(.min, .max)),
            ]),
        BranchTable("sensores", share: 50, [.init("id", "BINARY(16) NOT NULL", .bytesKey), .init("valor", "FLOAT NOT NULL", .float)]),
        BranchTable(
            "piezas", share: 200,
            [
                .init("id", "UUID NOT NULL", .uuidKey), .init("origen", "INET6", .address), .init("padre", "UUID", .uuid),
                .init("marcas", "BIT(64)", .bits(64)),
            ]),
        BranchTable(
            "lotes", share: 60,
            [.init("codigo", "VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL", .casePair), .init("texto", "VARCHAR(40)", .text(40))]),
        BranchTable(
            "turnos", share: 40,
            [
                .init("dia", "DATE NOT NULL", .dayKey), .init("turno", "TINYINT NOT NULL", .member(3)),
                .init("gente", "MEDIUMINT", .whole(-8_388_608, 8_388_607)),
            ]),
        BranchTable("calibres", share: 40, [.init("medida", "DECIMAL(20,10) NOT NULL", .decimalKey), .init("nota", "VARCHAR(30)", .text(30))]),
        BranchTable(
            "alarmas", share: 80, key: .none,
            [.init("caja", "INT", .whole(1, 9)), .init("datos", "BLOB", .bytes(40)), .init("nivel", "BIT(3)", .bits(3))]),
        BranchTable("planos", share: 20, [.init("id", "INT NOT NULL", .row), .init("dibujo", "LONGBLOB", .bytes(3000))]),
        BranchTable(
            "ordenes_trabajo", share: 60,
            [.init("id", "INT NOT NULL", .row), .init("entrega_id", "INT", .reference("entregas")), .init("texto", "VARCHAR(40)", .text(40))],
            rules: ["CONSTRAINT `orden_entrega` FOREIGN KEY (`entrega_id`) REFERENCES `entregas` (`id`) ON DELETE CASCADE"]),
        BranchTable(
            "entregas", share: 60,
            [.init("id", "INT NOT NULL", .row), .init("orden_id", "INT", .reference("ordenes_trabajo")), .init("fecha", "DATE", .day)],
            rules: ["CONSTRAINT `entrega_orden` FOREIGN KEY (`orden_id`) REFERENCES `ordenes_trabajo` (`id`) ON DELETE SET NULL"]),
        BranchTable(
            "herramientas", share: 40, key: .unique,
            [.init("numero", "INT NOT NULL", .row), .init("nombre", "VARCHAR(40)", .text(40)), .init("vida", "SMALLINT", .whole(-32_768, 32_767))]),
        BranchTable(
            "etiquetas", share: 60,
            [.init("id", "CHAR(10) NOT NULL", .code("Ñ")), .init("texto", "VARCHAR(60)", .latin(60)), .init("largo", "TEXT", .latin(300))],
            options: "DEFAULT CHARSET=latin1"),
        BranchTable("paradas", share: 60, [.init("id", "INT NOT NULL", .row), .init("duro", "TIME(6)", .time), .init("anio", "YEAR", .year)]),
    ]

    static let oddities: [BranchTable] = [
        BranchTable(
            "nulos", share: 100,
            [
                .init("id", "INT NOT NULL", .row), .init("a", "VARCHAR(10)", .choice(["NULL", "null", "", " ", "\\N", "0", "1", "1.0", "01"])),
                .init("b", "TEXT", .choice(["NULL", "", "1", "1.0", "1.00"])), .init("c", "VARBINARY(8)", .choice(["NULL", "", "1"])),
                .init("d", "INT", .whole(0, 1)), .init("e", "VARCHAR(10)", .choice(["NULL", "", "1", "1.0"])),
            ]),
        BranchTable(
            "numeros", share: 100,
            [
                .init("id", "INT NOT NULL", .row), .init("t", "TINYINT", .whole(-128, 127)), .init("tu", "TINYINT UNSIGNED", .whole(0, 255)),
                .init("s", "SMALLINT", .whole(-32_768, 32_767)), .init("m", "MEDIUMINT UNSIGNED", .whole(0, 16_777_215)),
                .init("i", "INT", .whole(-2_147_483_648, 2_147_483_647)), .init("iu", "INT UNSIGNED", .whole(0, 4_294_967_295)),
                .init("b", "BIGINT", .whole(.min, .max)), .init("bu", "BIGINT UNSIGNED NOT NULL", .unsigned),
                .init("z", "INT(8) UNSIGNED ZEROFILL", .whole(0, 9999)), .init("bool", "TINYINT(1)", .whole(0, 1)),
                .init("bits", "BIT(64)", .bits(64)),
                .init("d", "DECIMAL(65,30)", .decimal(35, 30)), .init("e", "DECIMAL(10,0)", .decimal(10, 0)),
            ]),
        BranchTable(
            "reales", share: 100,
            [
                .init("id", "INT NOT NULL", .row), .init("f", "FLOAT", .float), .init("g", "FLOAT NOT NULL", .float), .init("d", "DOUBLE", .double),
                .init("e", "DOUBLE NOT NULL", .double), .init("h", "DOUBLE(14,4)", .decimal(8, 4)),
            ]),
        BranchTable(
            "fechas", share: 100,
            [
                .init("id", "INT NOT NULL", .row), .init("d", "DATE", .day), .init("t", "TIME(6)", .time), .init("t0", "TIME", .time),
                .init("m", "DATETIME(6)", .moment), .init("m0", "DATETIME", .moment), .init("s", "TIMESTAMP(6) NULL DEFAULT NULL", .stamp),
                .init("s0", "TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP", .stamp), .init("y", "YEAR", .year),
            ]),
        BranchTable(
            "textos", share: 100,
            [
                .init("id", "INT NOT NULL", .row), .init("c", "CHAR(20)", .text(20)), .init("v", "VARCHAR(100)", .text(100)),
                .init("vb", "VARCHAR(100) COLLATE utf8mb4_bin", .text(100)),
                .init("ve", "VARCHAR(100) COLLATE utf8mb4_spanish_ci NOT NULL", .text(100)),
                .init("np", "VARCHAR(100) COLLATE utf8mb4_nopad_bin", .text(100)), .init("t", "TINYTEXT", .text(40)), .init("x", "TEXT", .text(500)),
                .init("l", "LONGTEXT", .note),
            ]),
        BranchTable(
            "binarios", share: 60,
            [
                .init("id", "INT NOT NULL", .row), .init("f", "BINARY(8)", .fixedBytes(8)), .init("v", "VARBINARY(60) NOT NULL", .bytes(60)),
                .init("t", "TINYBLOB", .bytes(255)), .init("b", "BLOB", .bytes(700)), .init("m", "MEDIUMBLOB", .bytes(300)),
            ]),
        BranchTable(
            "opciones", share: 60,
            [
                .init("id", "INT NOT NULL", .row), .init("e", "ENUM('a','B','c''d','ñ',' e')", .choice(["a", "B", "c'd", "ñ", " e", "unknown"])),
                .init("s", "SET('uno','dos','Tres','cuatro') NOT NULL", .several(["uno", "dos", "Tres", "cuatro"])), .init("j", "JSON", .json),
            ]),
        BranchTable(
            "calculados", share: 60,
            [
                .init("id", "INT NOT NULL", .row), .init("a", "INT", .whole(-1000, 1000)), .init("b", "VARCHAR(40)", .text(40)),
                .init("v", "BIGINT GENERATED ALWAYS AS (`a` * 3) VIRTUAL", .generated),
                .init("s", "VARCHAR(60) GENERATED ALWAYS AS (CONCAT(`b`, '/', `a`)) STORED", .generated),
                .init("z", "INT NOT NULL DEFAULT 7", .whole(1, 9)),
            ]),
        BranchTable(
            "ocultos", share: 60,
            [
                .init("id", "INT NOT NULL", .row), .init("secreto", "VARCHAR(20) INVISIBLE", .text(20)), .init("a", "INT NOT NULL", .whole(-9, 9)),
                .init("cambio", "TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)", .stamp),
            ]),
        BranchTable(
            "repetidos", share: 80, key: .none,
            [
                .init("caja", "INT", .whole(1, 4)), .init("texto", "VARCHAR(10)", .choice(["NULL", "", "a", "A", "a ", "1", "1.0"])),
                .init("real", "FLOAT", .choice(["0.1", "1", "1e10"])), .init("doble", "BIGINT GENERATED ALWAYS AS (`caja` * 2) VIRTUAL", .generated),
            ]),
        BranchTable(
            "antiguos", share: 40, [.init("id", "INT NOT NULL", .row), .init("texto", "VARCHAR(60)", .latin(60))], options: "DEFAULT CHARSET=utf8mb3"),
    ]
}
