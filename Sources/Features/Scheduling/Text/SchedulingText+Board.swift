// The words of the board: its lines, its backlog, its history.

extension SchedulingText {
    static let board = #"""
        scheduling.board.and-more
          en and {n} more
          es y {n} más
          fr et {n} de plus
        scheduling.board.answer.late
          en {n} of {all} orders will be late.
          es {n} de {all} órdenes llegarán tarde.
          fr {n} ordres sur {all} seront en retard.
        scheduling.board.answer.on-time
          en All {n} orders ship on time.
          es Las {n} órdenes salen a tiempo.
          fr Les {n} ordres partent à temps.
        scheduling.board.answer.placed-on-time
          en What is planned ships on time.
          es Lo planificado sale a tiempo.
          fr Ce qui est planifié part à temps.
        scheduling.board.answer.unplaced
          en {n} are on no line yet.
          es {n} aún no están en ninguna línea.
          fr {n} ne sont encore sur aucune ligne.
        scheduling.board.answer.worst
          en The worst is {order}: {time}.
          es La peor es {order}: {time}.
          fr Le pire est {order} : {time}.
        scheduling.board.backlog.count
          en {n} orders, the first to ship at the top
          es {n} órdenes, primero la que sale antes
          fr {n} ordres, le premier à partir en haut
        scheduling.board.backlog.empty
          en Every open order is on a line.
          es Todas las órdenes abiertas están en una línea.
          fr Chaque ordre ouvert est sur une ligne.
        scheduling.board.backlog.find
          en Number, customer, assembly
          es Número, cliente, ensamble
          fr Numéro, client, assemblage
        scheduling.board.backlog.look
          en Find
          es Buscar
          fr Chercher
        scheduling.board.backlog.more
          en and {n} more: search for them
          es y {n} más: búsquelas
          fr et {n} de plus : cherchez-les
        scheduling.board.backlog.none
          en No such order waits here.
          es Aquí no espera ninguna orden así.
          fr Aucun ordre de ce genre n’attend ici.
        scheduling.board.backlog
          en On no line
          es Sin línea
          fr Sans ligne
        scheduling.board.back
          en Earlier
          es Antes
          fr Plus tôt
        scheduling.board.better
          en better
          es mejor
          fr mieux
        scheduling.board.breach.predecessor
          en Begins before the order it waits for has ended
          es Empieza antes de que termine la orden que espera
          fr Commence avant la fin de l’ordre attendu
        scheduling.board.breach.trolleys
          en More trolleys than there are
          es Más carros de los que hay
          fr Plus de chariots qu’il n’y en a
        scheduling.board.card.end
          en Last order ends
          es Fin de la última orden
          fr Fin du dernier ordre
        scheduling.board.card.lateness.note
          en working hours × weight
          es horas de trabajo × peso
          fr heures de travail × poids
        scheduling.board.card.lateness
          en Lateness, weighted
          es Retraso ponderado
          fr Retard pondéré
        scheduling.board.card.latest
          en the latest is {order}
          es la más tardía es {order}
          fr le plus en retard : {order}
        scheduling.board.card.late
          en Late
          es Tarde
          fr En retard
        scheduling.board.card.none-late
          en nobody waits
          es nadie espera
          fr personne n’attend
        scheduling.board.card.open
          en Open orders
          es Órdenes abiertas
          fr Ordres ouverts
        scheduling.board.card.running
          en {n} running
          es {n} en marcha
          fr {n} en cours
        scheduling.board.card.short
          en {n} too few, {when}
          es faltan {n}, {when}
          fr il en manque {n}, {when}
        scheduling.board.card.timeless
          en {n} more find no time on their line
          es {n} más no encuentran tiempo en su línea
          fr {n} de plus sans temps sur leur ligne
        scheduling.board.card.trolleys
          en Trolleys at the peak
          es Carros en el pico
          fr Chariots au maximum
        scheduling.board.card.unplaced.note
          en waiting for a place
          es esperando un lugar
          fr en attente d’une place
        scheduling.board.card.unplaced
          en On no line
          es Sin línea
          fr Sans ligne
        scheduling.board.changes.answer
          en Each change with who made it; any of them can be taken back as long as nobody has changed the same since.
          es Cada cambio y quién lo hizo; cualquiera puede deshacerse mientras nadie haya cambiado lo mismo después.
          fr Chaque modification et son auteur ; toutes peuvent être annulées tant que personne n’a modifié la même chose depuis.
        scheduling.board.changes.empty.step
          en Moves, edits, imports and published plans will be listed here.
          es Aquí aparecerán movimientos, cambios, importaciones y planes publicados.
          fr Déplacements, modifications, imports et plans publiés apparaîtront ici.
        scheduling.board.changes.empty
          en Nothing was changed yet
          es Aún no se ha cambiado nada
          fr Rien n’a encore été modifié
        scheduling.board.changes.more
          en The first {n} are shown.
          es Se muestran los primeros {n}.
          fr Les {n} premiers sont affichés.
        scheduling.board.changes.nothing
          en No row was changed.
          es No cambió ninguna fila.
          fr Aucune ligne n’a changé.
        scheduling.board.changes.question
          en Who changed what?
          es ¿Quién cambió qué?
          fr Qui a changé quoi ?
        scheduling.board.changes.undo.sentence
          en This is taken back: {what}. What came after stays.
          es Se deshace esto: {what}. Lo posterior se queda.
          fr Ceci est annulé : {what}. Ce qui a suivi reste.
        scheduling.board.changes.undo.title
          en Take back change {n}
          es Deshacer el cambio {n}
          fr Annuler la modification {n}
        scheduling.board.changes.undone
          en Change {n} was taken back.
          es Se deshizo el cambio {n}.
          fr La modification {n} a été annulée.
        scheduling.board.colour
          en Colour
          es Color
          fr Couleur
        scheduling.board.column.deed
          en Change
          es Cambio
          fr Modification
        scheduling.board.column.figure
          en Figure
          es Cifra
          fr Chiffre
        scheduling.board.column.name
          en Name
          es Nombre
          fr Nom
        scheduling.board.column.plan
          en Plan
          es Plan
          fr Plan
        scheduling.board.column.state
          en State
          es Estado
          fr État
        scheduling.board.column.when
          en When
          es Cuándo
          fr Quand
        scheduling.board.column.who
          en Who
          es Quién
          fr Qui
        """#
}
