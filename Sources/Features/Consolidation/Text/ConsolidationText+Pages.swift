// The words on the pages of consolidation, in three languages.

extension ConsolidationText {
    /// Headings, states, columns.
    static let pages = #"""
        consolidation.title
          en Consolidation
          es Consolidación
          fr Consolidation
        consolidation.question
          en Is the central database equal to the branches?
          es ¿Es la base central igual a las sucursales?
          fr La base centrale est-elle égale aux succursales ?
        consolidation.branches
          en Branches
          es Sucursales
          fr Succursales
        consolidation.centrals
          en Central databases
          es Bases centrales
          fr Bases centrales
        consolidation.history
          en History
          es Historial
          fr Historique
        consolidation.history.question
          en What was opened, closed and checked?
          es ¿Qué se abrió, cerró y comprobó?
          fr Qu’est-ce qui a été ouvert, clôturé et vérifié ?
        consolidation.timetable
          en Timetable
          es Programado
          fr Programme
        consolidation.refused
          en Refused rows
          es Filas rechazadas
          fr Lignes refusées
        consolidation.floor
          en Branches
          es Sucursales
          fr Succursales
        consolidation.log
          en Activity
          es Actividad
          fr Activité
        consolidation.now
          en Now
          es Ahora
          fr En ce moment
        consolidation.facts
          en Facts
          es Datos
          fr Faits
        consolidation.tables
          en Tables
          es Tablas
          fr Tables
        consolidation.row
          en The row
          es La fila
          fr La ligne
        consolidation.any
          en any
          es cualquiera
          fr toutes
        consolidation.again
          en Try again
          es Intentar de nuevo
          fr Réessayer
        consolidation.edit
          en Edit
          es Editar
          fr Modifier
        consolidation.once
          en once
          es una vez
          fr une fois
        consolidation.asked
          en It has begun.
          es Ha empezado.
          fr C’est lancé.
        consolidation.empty
          en No branch yet
          es Todavía no hay sucursales
          fr Aucune succursale pour l’instant
        consolidation.empty.answer
          en Here you will see each branch and whether the central database has all of it.
          es Aquí verá cada sucursal y si la base central lo tiene todo.
          fr Vous verrez ici chaque succursale et si la base centrale contient tout.
        consolidation.empty.why
          en A branch is a database where people work. It is opened, and when it is closed, what has changed goes into a central database.
          es Una sucursal es una base de datos en la que se trabaja. Se abre, y al cerrarla lo que ha cambiado pasa a una base central.
          fr Une succursale est une base où l’on travaille. On l’ouvre, et à la clôture ce qui a changé va dans une base centrale.
        consolidation.no-central
          en There is no central database yet. Add one first.
          es Todavía no hay base central. Añada una primero.
          fr Il n’y a pas encore de base centrale. Ajoutez-en une d’abord.
        consolidation.no-runs
          en Nothing has been done yet.
          es Todavía no se ha hecho nada.
          fr Rien n’a encore été fait.
        consolidation.answer.equal
          en {n} of {all} proven equal
          es {n} de {all} comprobadas iguales
          fr {n} sur {all} vérifiées égales
        consolidation.answer.wrong
          en {n} not equal
          es {n} no iguales
          fr {n} non égales
        consolidation.answer.open
          en {n} open
          es {n} abiertas
          fr {n} ouvertes
        consolidation.answer.refused
          en {n} refused rows wait
          es {n} filas rechazadas esperan
          fr {n} lignes refusées attendent
        consolidation.equal
          en equal
          es igual
          fr égale
        consolidation.not-equal
          en not equal
          es no es igual
          fr non égale
        consolidation.differing
          en {n} differ
          es {n} difieren
          fr {n} diffèrent
        consolidation.state.new
          en never opened
          es nunca abierta
          fr jamais ouverte
        consolidation.state.open
          en open
          es abierta
          fr ouverte
        consolidation.state.closed
          en closed
          es cerrada
          fr clôturée
        consolidation.kind.open
          en Opening
          es Apertura
          fr Ouverture
        consolidation.kind.close
          en Closing
          es Cierre
          fr Clôture
        consolidation.kind.verify
          en Check
          es Comprobación
          fr Vérification
        consolidation.kind.repair
          en Repair
          es Reparación
          fr Réparation
        consolidation.kind.undo
          en Taking back
          es Reversión
          fr Annulation
        consolidation.kind.retry
          en Retry
          es Reintento
          fr Nouvel essai
        consolidation.run.title
          en {kind} {n}
          es {kind} {n}
          fr {kind} {n}
        consolidation.run.running
          en running
          es en curso
          fr en cours
        consolidation.run.done
          en done
          es hecho
          fr fait
        consolidation.run.failed
          en failed
          es fallido
          fr échoué
        consolidation.run.interrupted
          en interrupted
          es interrumpido
          fr interrompu
        consolidation.run.undone
          en taken back
          es revertido
          fr annulé
        consolidation.count.nothing
          en nothing to do
          es nada que hacer
          fr rien à faire
        consolidation.count.new
          en {n} new
          es {n} nuevas
          fr {n} nouvelles
        consolidation.count.changed
          en {n} changed
          es {n} cambiadas
          fr {n} modifiées
        consolidation.count.deleted
          en {n} deleted
          es {n} borradas
          fr {n} supprimées
        consolidation.count.refused
          en {n} refused
          es {n} rechazadas
          fr {n} refusées
        consolidation.deed.insert
          en insert
          es insertar
          fr insérer
        consolidation.deed.update
          en update
          es actualizar
          fr modifier
        consolidation.deed.delete
          en delete
          es borrar
          fr supprimer
        consolidation.status.waiting
          en waiting
          es en espera
          fr en attente
        consolidation.status.open
          en waiting
          es en espera
          fr en attente
        consolidation.status.given_up
          en given up
          es abandonada
          fr abandonnée
        consolidation.status.settled
          en in
          es dentro
          fr entrée
        consolidation.status.dismissed
          en let go
          es descartada
          fr écartée
        """#
}
