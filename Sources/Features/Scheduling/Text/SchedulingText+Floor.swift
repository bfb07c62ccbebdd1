// The words of the floor: screens, the scan page, the day sheet.

extension SchedulingText {
    static let floor = #"""
        scheduling.board.open
          en Open the board
          es Abrir el tablero
          fr Ouvrir le tableau
        scheduling.column.run
          en Run
          es Producción
          fr Production
        scheduling.column.setup
          en Set-up
          es Preparación
          fr Réglage
        scheduling.day
          en Day sheet
          es Hoja del día
          fr Feuille du jour
        scheduling.day.answer
          en Orders: {n}, lines: {lines}.
          es Órdenes: {n}, líneas: {lines}.
          fr Ordres : {n}, lignes : {lines}.
        scheduling.day.next
          en The next work is on {day}.
          es El próximo trabajo es el {day}.
          fr Le prochain travail est le {day}.
        scheduling.day.none
          en Nothing is planned on this day.
          es No hay nada planificado este día.
          fr Rien n’est prévu ce jour.
        scheduling.day.print
          en Print
          es Imprimir
          fr Imprimer
        scheduling.day.title
          en Day sheet, {day}
          es Hoja del día, {day}
          fr Feuille du jour, {day}
        scheduling.display.all
          en All displays
          es Todas las pantallas
          fr Tous les écrans
        scheduling.display.begins
          en {order} begins {at}
          es {order} empieza {at}
          fr {order} commence {at}
        scheduling.display.choose
          en Each opens a screen for the wall or a phone.
          es Cada una abre una pantalla para la pared o el teléfono.
          fr Chacune ouvre un écran pour le mur ou le téléphone.
        scheduling.display.left
          en {hours} left, until {at}
          es quedan {hours}, hasta {at}
          fr reste {hours}, jusqu’à {at}
        scheduling.display.nothing
          en Nothing is planned here.
          es No hay nada planificado aquí.
          fr Rien n’est prévu ici.
        scheduling.display.nothing-next
          en Nothing comes next.
          es No sigue nada.
          fr Rien ne suit.
        scheduling.display.question
          en Which line’s display?
          es ¿La pantalla de qué línea?
          fr L’écran de quelle ligne ?
        scheduling.display.should
          en Should be running
          es Debería estar en marcha
          fr Devrait être en cours
        scheduling.display.trolleys
          en {n} trolleys
          es {n} carros
          fr {n} chariots
        scheduling.floor
          en Displays
          es Pantallas
          fr Écrans
        scheduling.need.backlog
          en {n} orders have no line yet
          es {n} órdenes aún no tienen línea
          fr {n} ordres n’ont pas encore de ligne
        scheduling.need.backlog-card
          en Orders without a line
          es Órdenes sin línea
          fr Ordres sans ligne
        scheduling.need.late
          en {n} orders will be late
          es {n} órdenes llegarán tarde
          fr {n} ordres seront en retard
        scheduling.need.late-card
          en Late orders
          es Órdenes con retraso
          fr Ordres en retard
        scheduling.need.line-card
          en Lines that stand still
          es Líneas paradas
          fr Lignes à l’arrêt
        scheduling.need.look
          en Look
          es Ver
          fr Voir
        scheduling.need.worst
          en the worst: {order}, {hours}
          es la peor: {order}, {hours}
          fr le pire : {order}, {hours}
        scheduling.scan
          en Scan
          es Escanear
          fr Scanner
        scheduling.scan.again
          en Scan again, or type the number as it stands on the sheet.
          es Escanee otra vez o escriba el número como está en la hoja.
          fr Scannez encore, ou saisissez le numéro comme sur la feuille.
        scheduling.scan.code
          en Scan or type an order’s number
          es Escanee o escriba el número de una orden
          fr Scannez ou saisissez un numéro d’ordre
        scheduling.scan.done
          en {order}: {status}. Ready for the next code.
          es {order}: {status}. Listo para el siguiente código.
          fr {order} : {status}. Prêt pour le code suivant.
        scheduling.scan.find
          en Find
          es Buscar
          fr Chercher
        scheduling.scan.hint
          en The field is ready: the scanner’s code goes straight into it.
          es El campo está listo: el código del escáner entra directamente.
          fr Le champ est prêt : le code du scanner y va directement.
        scheduling.scan.other-line
          en The label says {label}; the plan has it on {line}.
          es La etiqueta dice {label}; el plan la tiene en {line}.
          fr L’étiquette dit {label} ; le plan l’a sur {line}.
        scheduling.scan.question
          en Which order is it?
          es ¿Qué orden es?
          fr Quel ordre est-ce ?
        scheduling.scan.unknown
          en No order has the number “{code}”.
          es Ninguna orden tiene el número «{code}».
          fr Aucun ordre n’a le numéro « {code} ».
        """#
}
