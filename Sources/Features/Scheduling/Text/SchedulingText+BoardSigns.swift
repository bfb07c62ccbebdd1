// The words of the board’s signs, times, pins and previews.

extension SchedulingText {
    static let boardSigns = #"""
        scheduling.board.no-due
          en no ship date
          es sin fecha de salida
          fr sans date de départ
        scheduling.board.on-time
          en On time
          es A tiempo
          fr À temps
        scheduling.board.others
          en Others
          es Otros
          fr Autres
        scheduling.board.phase.cancelled
          en Cancelled
          es Cancelada
          fr Annulé
        scheduling.board.phase.done
          en Done
          es Terminada
          fr Terminé
        scheduling.board.phase.held
          en On hold
          es En espera
          fr Suspendu
        scheduling.board.phase.missing
          en Part missing
          es Falta una pieza
          fr Pièce manquante
        scheduling.board.phase.running
          en Running
          es En marcha
          fr En cours
        scheduling.board.phase.waiting
          en Waiting
          es Pendiente
          fr En attente
        scheduling.board.pin.line
          en Pinned to its line
          es Fijada a su línea
          fr Épinglé à sa ligne
        scheduling.board.pin.none
          en Not pinned
          es Sin fijar
          fr Non épinglé
        scheduling.board.pin.not-before
          en Not before
          es No antes de
          fr Pas avant
        scheduling.board.pin.position
          en Pinned to its place
          es Fijada a su lugar
          fr Épinglé à sa place
        scheduling.board.pin.save
          en Save
          es Guardar
          fr Enregistrer
        scheduling.board.pin.start
          en not before {when}
          es no antes de {when}
          fr pas avant {when}
        scheduling.board.pin.title
          en What the engine leaves
          es Lo que el motor respeta
          fr Ce que le moteur laisse
        scheduling.board.pin.what
          en Pin
          es Fijación
          fr Épingle
        scheduling.board.preview.later
          en Later still: {names}
          es Aún más tarde: {names}
          fr Encore plus tard : {names}
        scheduling.board.preview.late
          en Becomes late: {names}
          es Se retrasa: {names}
          fr Prend du retard : {names}
        scheduling.board.preview.nobody
          en Nobody becomes later.
          es Nadie se retrasa.
          fr Personne ne prend de retard.
        scheduling.board.preview.nowhere
          en has no place there.
          es no tiene lugar ahí.
          fr n’a pas de place là.
        scheduling.board.preview.place
          en place {n}
          es lugar {n}
          fr place {n}
        scheduling.board.preview.rescued
          en In time again: {names}
          es De nuevo a tiempo: {names}
          fr De nouveau à temps : {names}
        scheduling.board.preview.sooner
          en Less late: {names}
          es Menos tarde: {names}
          fr Moins en retard : {names}
        scheduling.board.preview.timeless
          en finds no time on this line.
          es no encuentra tiempo en esta línea.
          fr ne trouve pas de temps sur cette ligne.
        scheduling.board.preview.trolleys
          en Trolleys at the peak: {old} → {new} of {pool}
          es Carros en el pico: {old} → {new} de {pool}
          fr Chariots au maximum : {old} → {new} sur {pool}
        scheduling.board.preview.was
          en now ends {when} on {line}
          es ahora acaba {when} en {line}
          fr finit maintenant {when} sur {line}
        scheduling.board.propose.do
          en Propose
          es Proponer
          fr Proposer
        scheduling.board.propose.name
          en Proposal of {when}
          es Propuesta del {when}
          fr Proposition du {when}
        scheduling.board.propose.what
          en The engine makes a draft. Running and pinned orders stay where they are, and the published plan is not touched.
          es El motor crea un borrador. Lo que está en marcha o fijado se queda, y el plan publicado no se toca.
          fr Le moteur crée un brouillon. Les ordres en cours ou épinglés restent, et le plan publié n’est pas touché.
        scheduling.board.propose
          en Propose a plan
          es Proponer un plan
          fr Proposer un plan
        scheduling.board.publish.do
          en Publish
          es Publicar
          fr Publier
        scheduling.board.publish.title
          en Publish {name}
          es Publicar {name}
          fr Publier {name}
        scheduling.board.published
          en Published plan
          es Plan publicado
          fr Plan publié
        scheduling.board.question
          en Will we ship on time?
          es ¿Saldremos a tiempo?
          fr Partirons-nous à temps ?
        scheduling.board.queue
          en {n} orders
          es {n} órdenes
          fr {n} ordres
        scheduling.board.reason.estimated_repair
          en Repair
          es Reparación
          fr Réparation
        scheduling.board.reason.maintenance
          en Maintenance
          es Mantenimiento
          fr Maintenance
        scheduling.board.reason.malfunction
          en Malfunction
          es Avería
          fr Panne
        scheduling.board.reason.other
          en Blocked
          es Bloqueada
          fr Bloquée
        scheduling.board.reason.scheduled_downtime
          en Planned stop
          es Paro planeado
          fr Arrêt prévu
        scheduling.board.redo.nothing
          en Nothing to do again
          es Nada que rehacer
          fr Rien à refaire
        scheduling.board.redo.what
          en Do again: {what}
          es Rehacer: {what}
          fr Refaire : {what}
        scheduling.board.redo
          en Redo
          es Rehacer
          fr Refaire
        scheduling.board.row.gone
          en removed
          es eliminada
          fr supprimée
        scheduling.board.row.new
          en new
          es nueva
          fr nouvelle
        scheduling.board.rows
          en {n} rows
          es {n} filas
          fr {n} lignes
        scheduling.board.seed.hint
          en The same seed gives the same plan.
          es La misma semilla da el mismo plan.
          fr La même graine donne le même plan.
        scheduling.board.seed
          en Seed
          es Semilla
          fr Graine
        scheduling.board.ships
          en ships {day}
          es sale {day}
          fr part le {day}
        scheduling.board.sign.block
          en Blocked
          es Bloqueada
          fr Bloquée
        scheduling.board.sign.breach
          en Cannot be kept
          es No se puede cumplir
          fr Ne peut être tenu
        scheduling.board.sign.pin
          en Pinned
          es Fijada
          fr Épinglé
        scheduling.board.sign.setup
          en Set-up
          es Preparación
          fr Réglage
        scheduling.board.sign.shut
          en Closed
          es Cerrada
          fr Fermé
        scheduling.board.tab.board
          en Board
          es Tablero
          fr Tableau
        scheduling.board.tab.changes
          en Changes
          es Cambios
          fr Modifications
        scheduling.board.tab.drafts
          en Drafts
          es Borradores
          fr Brouillons
        scheduling.board.tight
          en Less than half a day to spare
          es Menos de medio día de margen
          fr Moins d’une demi-journée de marge
        scheduling.board.today
          en Today
          es Hoy
          fr Aujourd’hui
        scheduling.board.trolleys.peak
          en peak {n} of {pool}
          es pico {n} de {pool}
          fr maximum {n} sur {pool}
        scheduling.board.trolleys.pool
          en {n} trolleys
          es {n} carros
          fr {n} chariots
        scheduling.board.trolleys
          en Trolleys
          es Carros
          fr Chariots
        scheduling.board.undo.nothing
          en Nothing of yours to take back
          es Nada suyo que deshacer
          fr Rien de vous à annuler
        scheduling.board.undo.what
          en Take back: {what}
          es Deshacer: {what}
          fr Annuler : {what}
        scheduling.board.undone-by
          en taken back by {n}
          es deshecho por {n}
          fr annulé par {n}
        scheduling.board.undo
          en Undo
          es Deshacer
          fr Annuler
        scheduling.board.unfold
          en Show closed time
          es Mostrar horas cerradas
          fr Montrer le temps fermé
        scheduling.board.until-unknown
          en nobody knows until when
          es no se sabe hasta cuándo
          fr on ne sait pas jusqu’à quand
        scheduling.board.until
          en until {when}
          es hasta {when}
          fr jusqu’au {when}
        scheduling.board.view.chart
          en As a picture
          es Como imagen
          fr En image
        scheduling.board.view.list
          en As a list
          es Como lista
          fr En liste
        scheduling.board.weekday.0
          en Mon
          es lun
          fr lun
        scheduling.board.weekday.1
          en Tue
          es mar
          fr mar
        scheduling.board.weekday.2
          en Wed
          es mié
          fr mer
        scheduling.board.weekday.3
          en Thu
          es jue
          fr jeu
        scheduling.board.weekday.4
          en Fri
          es vie
          fr ven
        scheduling.board.weekday.5
          en Sat
          es sáb
          fr sam
        scheduling.board.weekday.6
          en Sun
          es dom
          fr dim
        scheduling.board.window
          en Window
          es Ventana
          fr Fenêtre
        scheduling.board.worse
          en worse
          es peor
          fr pire
        scheduling.board.zoom.day
          en Day
          es Día
          fr Jour
        scheduling.board.zoom.hours
          en Hours
          es Horas
          fr Heures
        scheduling.board.zoom.month
          en Month
          es Mes
          fr Mois
        scheduling.board.zoom.week
          en Week
          es Semana
          fr Semaine
        scheduling.board.zoom
          en Zoom
          es Zoom
          fr Zoom
        """#
}
