// The words of drafts, of what was done, and of what an engine proposes.

extension SchedulingText {
    static let boardDrafts = #"""
        scheduling.board.days-unit
          en d
          es d
          fr j
        scheduling.board.deed-number
          en change {n}
          es cambio {n}
          fr modification {n}
        scheduling.board.deed.assembly
          en Assembly
          es Ensamble
          fr Assemblage
        scheduling.board.deed.block
          en Line block
          es Bloqueo de línea
          fr Blocage de ligne
        scheduling.board.deed.create
          en New order
          es Orden nueva
          fr Nouvel ordre
        scheduling.board.deed.customer
          en Customer
          es Cliente
          fr Client
        scheduling.board.deed.day
          en Calendar day
          es Día del calendario
          fr Jour du calendrier
        scheduling.board.deed.edit
          en Edit
          es Cambio
          fr Modification
        scheduling.board.deed.import
          en Sheet taken in
          es Hoja importada
          fr Feuille importée
        scheduling.board.deed.line
          en Line
          es Línea
          fr Ligne
        scheduling.board.deed.pin
          en Pin
          es Fijación
          fr Épinglage
        scheduling.board.deed.place
          en Move
          es Movimiento
          fr Déplacement
        scheduling.board.deed.plan
          en Whole plan
          es Plan entero
          fr Plan entier
        scheduling.board.deed.publish
          en Plan published
          es Plan publicado
          fr Plan publié
        scheduling.board.deed.redo
          en Done again
          es Rehecho
          fr Refait
        scheduling.board.deed.remove
          en Order removed
          es Orden eliminada
          fr Ordre supprimé
        scheduling.board.deed.restore
          en Backup restored
          es Copia restaurada
          fr Sauvegarde restaurée
        scheduling.board.deed.rules
          en Rules
          es Reglas
          fr Règles
        scheduling.board.deed.status
          en Status
          es Estado
          fr État
        scheduling.board.deed.trolley
          en Trolley
          es Carro
          fr Chariot
        scheduling.board.deed.undo
          en Taken back
          es Deshecho
          fr Annulé
        scheduling.board.deed.unplace
          en Off its line
          es Fuera de su línea
          fr Retiré de sa ligne
        scheduling.board.diff.later
          en Later than now
          es Más tarde que ahora
          fr Plus tard que maintenant
        scheduling.board.diff.moved
          en Moved
          es Movidas
          fr Déplacés
        scheduling.board.diff.newly-late
          en Newly late
          es Nuevas con retraso
          fr Nouveaux retards
        scheduling.board.diff.rescued
          en In time again
          es De nuevo a tiempo
          fr De nouveau à temps
        scheduling.board.diff.sooner
          en Less late
          es Menos tarde
          fr Moins en retard
        scheduling.board.discard.do
          en Discard draft
          es Descartar borrador
          fr Abandonner le brouillon
        scheduling.board.discard.sentence
          en Its places are gone; the published plan stays as it is.
          es Sus lugares se pierden; el plan publicado queda como está.
          fr Ses places disparaissent ; le plan publié reste tel quel.
        scheduling.board.discard.title
          en Discard {name}
          es Descartar {name}
          fr Abandonner {name}
        scheduling.board.done.moved
          en Done. {what}
          es Hecho. {what}
          fr Fait. {what}
        scheduling.board.done.redone
          en Done again. {what}
          es Rehecho. {what}
          fr Refait. {what}
        scheduling.board.done.same
          en It stands there already; nothing was changed.
          es Ya está ahí; no se cambió nada.
          fr Il y est déjà ; rien n’a changé.
        scheduling.board.done.undone
          en Taken back. {what}
          es Deshecho. {what}
          fr Annulé. {what}
        scheduling.board.draft.answer
          en {moved} moved, {late} newly late, {rescued} in time again.
          es {moved} movidas, {late} con nuevo retraso, {rescued} de nuevo a tiempo.
          fr {moved} déplacés, {late} nouveaux retards, {rescued} de nouveau à temps.
        scheduling.board.draft.banner.more
          en Begun by {by}, {when}. Moves here change the published plan only when it is published.
          es Iniciado por {by}, {when}. Lo que mueva aquí cambia el plan publicado solo al publicarlo.
          fr Commencé par {by}, {when}. Les déplacements ne changent le plan publié qu’à la publication.
        scheduling.board.draft.banner
          en You are in the draft {name}; the floor does not see it.
          es Está en el borrador {name}; la planta no lo ve.
          fr Vous êtes dans le brouillon {name} ; l’atelier ne le voit pas.
        scheduling.board.draft.compare
          en Compare and publish
          es Comparar y publicar
          fr Comparer et publier
        scheduling.board.draft.conflicts.more
          en Publishing takes their places from the draft.
          es Al publicar, sus lugares se toman del borrador.
          fr La publication prend leurs places dans le brouillon.
        scheduling.board.draft.conflicts
          en {n} orders were moved in the published plan as well since this draft was begun.
          es {n} órdenes también se movieron en el plan publicado desde que empezó este borrador.
          fr {n} ordres ont aussi été déplacés dans le plan publié depuis le début de ce brouillon.
        scheduling.board.draft.gone
          en ended draft
          es borrador cerrado
          fr brouillon clos
        scheduling.board.draft.leave
          en To the published plan
          es Al plan publicado
          fr Au plan publié
        scheduling.board.draft.open
          en Open on the board
          es Abrir en el tablero
          fr Ouvrir sur le tableau
        scheduling.board.draft.same.step
          en Open it on the board and move something.
          es Ábralo en el tablero y mueva algo.
          fr Ouvrez-le sur le tableau et déplacez quelque chose.
        scheduling.board.draft.same
          en It is the same as the published plan.
          es Es igual al plan publicado.
          fr Il est identique au plan publié.
        scheduling.board.drafts.answer
          en Plans beside the published one: try, compare, then publish or discard.
          es Planes al lado del publicado: pruebe, compare y luego publique o descarte.
          fr Des plans à côté du plan publié : essayez, comparez, puis publiez ou abandonnez.
        scheduling.board.drafts.discarded
          en The draft {name} was discarded.
          es Se descartó el borrador {name}.
          fr Le brouillon {name} a été abandonné.
        scheduling.board.drafts.empty.step
          en A draft begins as a copy of the published plan.
          es Un borrador empieza como copia del plan publicado.
          fr Un brouillon commence comme copie du plan publié.
        scheduling.board.drafts.empty
          en No drafts
          es Sin borradores
          fr Aucun brouillon
        scheduling.board.drafts.make
          en Make draft
          es Crear borrador
          fr Créer le brouillon
        scheduling.board.drafts.new.hint
          en What you want to find out, such as “Saturday shift”.
          es Lo que quiere averiguar, por ejemplo «turno del sábado».
          fr Ce que vous voulez savoir, par exemple « équipe du samedi ».
        scheduling.board.drafts.new
          en New draft
          es Borrador nuevo
          fr Nouveau brouillon
        scheduling.board.drafts.published
          en The draft {name} is now the published plan.
          es El borrador {name} es ahora el plan publicado.
          fr Le brouillon {name} est maintenant le plan publié.
        scheduling.board.drafts.question
          en What if?
          es ¿Y si?
          fr Et si ?
        scheduling.board.draft
          en Draft
          es Borrador
          fr Brouillon
        scheduling.board.effort.normal
          en Normal
          es Normal
          fr Normal
        scheduling.board.effort.quick
          en Quick
          es Rápido
          fr Rapide
        scheduling.board.effort.thorough
          en Thorough
          es A fondo
          fr Approfondi
        scheduling.board.effort
          en Effort
          es Esfuerzo
          fr Effort
        scheduling.board.empty.enter
          en Enter an order
          es Introducir una orden
          fr Saisir un ordre
        scheduling.board.empty.import
          en Import a sheet
          es Importar una hoja
          fr Importer une feuille
        scheduling.board.empty.other
          en A scheduler can import the planners’ sheet or enter orders.
          es Un planificador puede importar la hoja o introducir órdenes.
          fr Un planificateur peut importer la feuille ou saisir des ordres.
        scheduling.board.empty.step
          en The lines, their queues and what will be late stand here once there are orders. Import your sheet as it is, or enter the first order.
          es Aquí estarán las líneas, sus colas y lo que llegará tarde en cuanto haya órdenes. Importe su hoja tal cual o introduzca la primera orden.
          fr Les lignes, leurs files et les retards s’affichent ici dès qu’il y a des ordres. Importez votre feuille telle quelle ou saisissez le premier ordre.
        scheduling.board.empty
          en No orders yet
          es Aún no hay órdenes
          fr Pas encore d’ordres
        scheduling.board.engine.changed
          en Somebody has changed it since.
          es Alguien la ha cambiado desde entonces.
          fr Quelqu’un l’a modifiée depuis.
        scheduling.board.engine.checked
          en The verifier found nothing wrong.
          es El verificador no halló nada mal.
          fr Le vérificateur n’a rien trouvé.
        scheduling.board.engine.dispatch
          en There are more orders than the engine takes: the earliest due first, on the line that ends first.
          es Hay más órdenes de las que admite el motor: primero la que vence antes, en la línea que acaba antes.
          fr Il y a plus d’ordres que le moteur n’en accepte : le plus urgent d’abord, sur la ligne qui finit le plus tôt.
        scheduling.board.engine.name.search
          en the planning engine
          es el motor de planificación
          fr le moteur de planification
        scheduling.board.engine.name.dispatch
          en a simple rule
          es una regla sencilla
          fr une règle simple
        scheduling.board.engine.effort
          en Iterations: {n}; seed {seed}.
          es Iteraciones: {n}; semilla {seed}.
          fr Itérations : {n} ; graine {seed}.
        scheduling.board.engine.faults
          en The verifier found {n} faults.
          es El verificador halló {n} fallos.
          fr Le vérificateur a trouvé {n} fautes.
        scheduling.board.engine.unplanned
          en {n} orders found no place.
          es {n} órdenes no encontraron lugar.
          fr {n} ordres n’ont pas trouvé de place.
        scheduling.board.engine
          en Proposed by {engine}.
          es Propuesta de {engine}.
          fr Proposé par {engine}.
        """#
}
