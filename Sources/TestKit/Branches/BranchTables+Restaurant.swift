// The tables of the dining room: sales and their lines, stock, people, purchases. Two cycles of references, one reference
// to itself, names that need quotes, and tables without any key.

/// All tables of a branch.
enum BranchTables {
    static let all = room + kitchen + plant + oddities

    private static func reference(_ column: String, _ table: String, _ more: String = "") -> String {
        "FOREIGN KEY (`\(column)`) REFERENCES `\(table)` (`id`) \(more)"
    }

    private static let states = ["libre", "ocupada", "por cobrar", "Reservada"]

    static let room: [BranchTable] = [
        BranchTable(
            "usuarios", share: 20,
            [
                .init("id", "INT NOT NULL AUTO_INCREMENT", .serial), .init("nombre", "VARCHAR(60) NOT NULL", .text(60)),
                .init("rol", "ENUM('admin','cajero','mesero','Cocina') NOT NULL", .choice(["admin", "cajero", "mesero", "Cocina"])),
                .init("jefe_id", "INT NULL", .reference("usuarios")), .init("activo", "BIT(1) NOT NULL DEFAULT b'1'", .bits(1)),
                .init("alta", "TIMESTAMP NULL DEFAULT NULL", .stamp),
            ], rules: [reference("jefe_id", "usuarios", "ON DELETE SET NULL")]),
        BranchTable(
            "fondo", share: 15,
            [
                .init("usuario_id", "INT NOT NULL", .row), .init("monto", "DECIMAL(10,2) NOT NULL DEFAULT 0.00", .decimal(8, 2)),
                .init("visto", "DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00'", .moment),
            ], rules: [reference("usuario_id", "usuarios", "ON DELETE CASCADE ON UPDATE CASCADE")]),
        BranchTable(
            "mesas", share: 20,
            [
                .init("id", "SMALLINT NOT NULL AUTO_INCREMENT", .serial),
                .init("estado", "ENUM('libre','ocupada','por cobrar','Reservada')", .choice(states)),
                .init("zona", "CHAR(12)", .text(12)), .init("sillas", "TINYINT UNSIGNED NOT NULL", .whole(0, 255)),
            ]),
        BranchTable(
            "clientes", share: 150,
            [
                .init("id", "BIGINT NOT NULL AUTO_INCREMENT", .serial), .init("nombre", "VARCHAR(80) COLLATE utf8mb4_spanish_ci", .text(80)),
                .init("rfc", "CHAR(13) CHARACTER SET latin1", .latin(13)), .init("nacimiento", "DATE NOT NULL DEFAULT '0000-00-00'", .day),
                .init("notas", "TEXT", .text(400)), .init("saldo", "DECIMAL(12,2) UNSIGNED", .whole(0, 9_999_999)),
            ], rules: ["KEY `por_nombre` (`nombre`)"]),
        BranchTable(
            "ventas", share: 400,
            [
                .init("id", "BIGINT NOT NULL AUTO_INCREMENT", .serial), .init("mesa_id", "SMALLINT", .reference("mesas")),
                .init("cliente_id", "BIGINT", .reference("clientes")), .init("usuario_id", "INT", .reference("usuarios")),
                .init("fecha", "DATETIME(6) NOT NULL", .moment), .init("total", "DECIMAL(10,2) NOT NULL DEFAULT 0.00", .decimal(8, 2)),
                .init("pagada", "BIT(1)", .bits(1)), .init("propina", "FLOAT", .float), .init("comentario", "VARCHAR(120)", .text(120)),
            ], rules: ["KEY `por_fecha` (`fecha`)"]),
        BranchTable(
            "venta_lineas", share: 1000,
            [
                .init("venta_id", "BIGINT NOT NULL", .group(3)), .init("renglon", "SMALLINT UNSIGNED NOT NULL", .member(3)),
                .init("producto_id", "INT NOT NULL", .reference("productos")), .init("cantidad", "DECIMAL(10,3) NOT NULL", .decimal(3, 3)),
                .init("precio", "DECIMAL(10,2) NOT NULL", .decimal(4, 2)),
                .init("importe", "DECIMAL(20,5) GENERATED ALWAYS AS (`cantidad` * `precio`) STORED", .generated),
                .init("nota", "VARCHAR(40)", .text(40)),
            ], rules: [reference("venta_id", "ventas", "ON DELETE CASCADE ON UPDATE CASCADE"), reference("producto_id", "productos")]),
        BranchTable(
            "pagos", share: 300,
            [
                .init("id", "INT UNSIGNED NOT NULL AUTO_INCREMENT", .row), .init("venta_id", "BIGINT", .reference("ventas")),
                .init("forma", "ENUM('efectivo','tarjeta','vale','')", .choice(["efectivo", "tarjeta", "vale", ""])),
                .init("monto", "DECIMAL(10,2)", .decimal(8, 2)), .init("autorizacion", "VARBINARY(32)", .bytes(32)),
            ], rules: [reference("venta_id", "ventas", "ON DELETE SET NULL ON UPDATE CASCADE")]),
        BranchTable(
            "facturas", share: 120,
            [
                .init("id", "INT NOT NULL AUTO_INCREMENT", .serial), .init("folio", "UUID", .uuid), .init("xml", "LONGTEXT", .note),
                .init("emitida", "TIMESTAMP(6) NULL DEFAULT NULL", .stamp), .init("venta_id", "BIGINT", .reference("ventas")),
            ]),
        BranchTable(
            "factura_tickets", share: 120,
            [.init("factura_id", "INT NOT NULL", .group(2)), .init("venta_id", "BIGINT NOT NULL", .member(2))]),
        BranchTable(
            "reservas de mesa", share: 60,
            [
                .init("número", "INT NOT NULL", .row), .init("a nombre de", "VARCHAR(50)", .text(50)), .init("select", "DATETIME", .moment),
                .init("dice \"hola\"", "TINYTEXT", .text(50)), .init("a`b'c", "INT", .whole(-5, 5)),
            ]),
        BranchTable(
            "order", share: 60,
            [
                .init("key", "INT NOT NULL", .row), .init("group", "VARCHAR(30)", .text(30)), .init("desc", "DECIMAL(10,2)", .decimal(8, 2)),
            ]),
        BranchTable(
            "menú del día", share: 40,
            [.init("día", "DATE NOT NULL", .dayKey), .init("descripción", "TEXT", .text(300)), .init("Precio €", "DOUBLE", .double)]),
        BranchTable("mesas_favoritas", share: 30, [.init("id", "INT NOT NULL", .row)]),
        BranchTable("cupones", share: 0, [.init("id", "INT NOT NULL", .row), .init("texto", "VARCHAR(20)", .text(20))]),
        BranchTable(
            "propinas", share: 100, key: .none,
            [.init("caja", "INT", .whole(1, 9)), .init("monto", "DECIMAL(10,2)", .choice(["1.00", "2.50", "10.00"]))]),
        BranchTable(
            "bitácora", share: 100, key: .none,
            [
                .init("caja", "INT", .whole(1, 9)), .init("acción", "VARCHAR(200)", .text(20)), .init("momento", "DATETIME(3)", .moment),
                .init("detalle", "TEXT", .choice(["", "NULL", "null", "nada", "nada "])),
            ], rules: ["KEY `por_caja` (`caja`)"]),
    ]

    static let kitchen: [BranchTable] = [
        BranchTable(
            "categorias", share: 20,
            [
                .init("id", "INT NOT NULL AUTO_INCREMENT", .serial), .init("nombre", "VARCHAR(40)", .text(40)),
                .init("principal_id", "INT", .reference("productos")),
            ], rules: [reference("principal_id", "productos", "ON DELETE SET NULL")]),
        BranchTable(
            "productos", share: 100,
            [
                .init("id", "INT NOT NULL AUTO_INCREMENT", .serial), .init("categoria_id", "INT", .reference("categorias")),
                .init("nombre", "VARCHAR(60)", .text(60)), .init("codigo", "CHAR(13)", .text(13)),
                .init("precio", "DECIMAL(10,2) NOT NULL", .decimal(4, 2)), .init("existencia", "DECIMAL(14,3) NOT NULL", .decimal(6, 3)),
                .init("con_iva", "DECIMAL(14,4) GENERATED ALWAYS AS (`precio` * 1.16) VIRTUAL", .generated), .init("foto", "BLOB", .bytes(300)),
            ], rules: [reference("categoria_id", "categorias", "ON DELETE SET NULL")]),
        BranchTable(
            "insumos", share: 80,
            [
                .init("id", "INT NOT NULL AUTO_INCREMENT", .serial), .init("nombre", "VARCHAR(60) COLLATE utf8mb4_bin", .text(60)),
                .init("existencia", "DECIMAL(65,30) NOT NULL", .decimal(35, 30)), .init("minimo", "DOUBLE", .double),
                .init("unidad", "SET('kg','l','pz','caja')", .several(["kg", "l", "pz", "caja"])),
            ]),
        BranchTable(
            "recetas", share: 200,
            [
                .init("producto_id", "INT NOT NULL", .group(4)), .init("paso", "TINYINT UNSIGNED NOT NULL", .member(4)),
                .init("insumo_id", "INT", .reference("insumos")), .init("cantidad", "FLOAT", .float), .init("texto", "MEDIUMTEXT", .text(200)),
            ]),
        BranchTable(
            "proveedores", share: 30,
            [
                .init("id", "MEDIUMINT NOT NULL AUTO_INCREMENT", .serial), .init("nombre", "VARCHAR(60)", .text(60)), .init("datos", "JSON", .json),
                .init("red", "INET6", .address),
            ]),
        BranchTable(
            "compras", share: 100,
            [
                .init("id", "INT NOT NULL AUTO_INCREMENT", .serial), .init("proveedor_id", "MEDIUMINT", .reference("proveedores")),
                .init("fecha", "DATE", .day), .init("total", "DECIMAL(10,2)", .decimal(8, 2)), .init("recibo", "MEDIUMBLOB", .bytes(200)),
            ], rules: [reference("proveedor_id", "proveedores", "ON DELETE SET NULL ON UPDATE CASCADE")]),
        BranchTable(
            "movimientos_insumos", share: 300, key: .none,
            [
                .init("caja", "INT NOT NULL", .whole(1, 9)), .init("insumo_id", "INT", .reference("insumos")), .init("delta", "DOUBLE", .double),
                .init("hora", "TIME(6)", .time), .init("nota", "VARCHAR(30)", .text(30)),
            ]),
        BranchTable(
            "cortes", share: 40,
            [
                .init("id", "INT NOT NULL AUTO_INCREMENT", .serial),
                .init("turno", "ENUM('mañana','tarde','noche')", .choice(["mañana", "tarde", "noche"])),
                .init("abierto", "DATETIME NOT NULL", .moment), .init("cerrado", "DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00'", .moment),
            ]),
        BranchTable(
            "promociones", share: 30,
            [
                .init("id", "INT NOT NULL AUTO_INCREMENT", .serial),
                .init("dias", "SET('lu','ma','mi','ju','vi','sá','do')", .several(["lu", "ma", "mi", "ju", "vi", "sá", "do"])),
                .init("desde", "TIME(6)", .time), .init("hasta", "TIME", .time), .init("leyenda", "VARCHAR(100)", .text(100)),
            ]),
        BranchTable(
            "configuracion", share: 30,
            [.init("clave", "VARCHAR(40) NOT NULL", .code("opción.")), .init("valor", "TEXT", .text(100))]),
    ]
}
