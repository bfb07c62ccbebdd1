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
        consolidation.column.branch
          en Branch
          es Sucursal
          fr Succursale
        consolidation.column.central
          en Central
          es Central
          fr Centrale
        consolidation.column.state
          en State
          es Estado
          fr État
        consolidation.column.since
          en Since
          es Desde
          fr Depuis
        consolidation.column.closing
          en Last closing
          es Último cierre
          fr Dernière clôture
        consolidation.column.proof
          en Proof
          es Comprobación
          fr Vérification
        consolidation.column.refused
          en Refused
          es Rechazadas
          fr Refusées
        consolidation.column.actions
          en Actions
          es Acciones
          fr Actions
        consolidation.column.address
          en Address
          es Dirección
          fr Adresse
        consolidation.column.closed-into
          en Branches closed into it
          es Sucursales cerradas en ella
          fr Succursales clôturées dedans
        consolidation.column.opened
          en Opened
          es Apertura
          fr Ouverture
        consolidation.column.closed
          en Closed
          es Cierre
          fr Clôture
        consolidation.column.when
          en When
          es Cuándo
          fr Quand
        consolidation.column.what
          en What
          es Qué
          fr Quoi
        consolidation.column.result
          en Result
          es Resultado
          fr Résultat
        consolidation.column.counts
          en Rows
          es Filas
          fr Lignes
        consolidation.column.by
          en By
          es Por
          fr Par
        consolidation.column.table
          en Table
          es Tabla
          fr Table
        consolidation.column.inserted
          en New
          es Nuevas
          fr Nouvelles
        consolidation.column.updated
          en Changed
          es Cambiadas
          fr Modifiées
        consolidation.column.deleted
          en Deleted
          es Borradas
          fr Supprimées
        consolidation.column.failed
          en Refused
          es Rechazadas
          fr Refusées
        consolidation.column.samples
          en Samples
          es Ejemplos
          fr Exemples
        consolidation.column.started
          en Began
          es Empezó
          fr Début
        consolidation.column.ended
          en Ended
          es Terminó
          fr Fin
        consolidation.column.took
          en Took
          es Duró
          fr Durée
        consolidation.column.removed
          en Removed
          es Quitadas
          fr Retirées
        consolidation.column.restored
          en Put back
          es Repuestas
          fr Rétablies
        consolidation.column.key
          en Key
          es Clave
          fr Clé
        consolidation.column.deed
          en What was tried
          es Qué se intentó
          fr Tentative
        consolidation.column.reason
          en Reason
          es Motivo
          fr Raison
        consolidation.column.tries
          en Tries
          es Intentos
          fr Essais
        consolidation.column.status
          en Status
          es Situación
          fr Situation
        consolidation.column.first
          en First
          es Primera vez
          fr Première fois
        consolidation.column.last
          en Last
          es Última vez
          fr Dernière fois
        consolidation.column.next
          en Next
          es Próxima
          fr Prochaine
        consolidation.column.on-update
          en A changed row
          es Una fila cambiada
          fr Une ligne modifiée
        consolidation.column.on-delete
          en A deleted row
          es Una fila borrada
          fr Une ligne supprimée
        consolidation.column.on-columns
          en A new column
          es Una columna nueva
          fr Une nouvelle colonne
        consolidation.column.excluded
          en Left out
          es Excluida
          fr Exclue
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
        consolidation.doing.open
          en Opening
          es Abriendo
          fr Ouverture
        consolidation.doing.close
          en Closing
          es Cerrando
          fr Clôture
        consolidation.doing.verify
          en Checking
          es Comprobando
          fr Vérification
        consolidation.doing.retry
          en Trying refused rows again
          es Reintentando filas rechazadas
          fr Nouvel essai des lignes refusées
        consolidation.doing.undo
          en Taking back
          es Revirtiendo
          fr Annulation
        consolidation.job.open
          en Open a branch
          es Abrir una sucursal
          fr Ouvrir une succursale
        consolidation.job.close
          en Close a branch
          es Cerrar una sucursal
          fr Clôturer une succursale
        consolidation.job.verify
          en Check a branch
          es Comprobar una sucursal
          fr Vérifier une succursale
        consolidation.job.retry
          en Try refused rows again
          es Reintentar filas rechazadas
          fr Réessayer les lignes refusées
        consolidation.job.undo
          en Take a closing back
          es Revertir un cierre
          fr Annuler une clôture
        consolidation.will.open
          en Open {branch}
          es Abrir {branch}
          fr Ouvrir {branch}
        consolidation.will.close
          en Close {branch} into {central}
          es Cerrar {branch} en {central}
          fr Clôturer {branch} dans {central}
        consolidation.will.verify
          en Check {branch}
          es Comprobar {branch}
          fr Vérifier {branch}
        consolidation.will.retry
          en Try refused rows again
          es Reintentar filas rechazadas
          fr Réessayer les lignes refusées
        consolidation.will.undo
          en Take back a closing of {branch}
          es Revertir un cierre de {branch}
          fr Annuler une clôture de {branch}
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
        consolidation.need.failed-card
          en Closings failed
          es Cierres fallidos
          fr Clôtures échouées
        consolidation.need.failed
          en The last closing of {branch} failed
          es Falló el último cierre de {branch}
          fr La dernière clôture de {branch} a échoué
        consolidation.need.unequal-card
          en Not equal
          es No iguales
          fr Non égales
        consolidation.need.unequal
          en The central database is not equal to {branch}
          es La base central no es igual a {branch}
          fr La base centrale n’est pas égale à {branch}
        consolidation.need.refused-card
          en Refused rows
          es Filas rechazadas
          fr Lignes refusées
        consolidation.need.refused
          en {n} rows of {branch} were refused
          es {n} filas de {branch} rechazadas
          fr {n} lignes de {branch} refusées
        consolidation.need.look
          en Look
          es Ver
          fr Voir
        """#
}
