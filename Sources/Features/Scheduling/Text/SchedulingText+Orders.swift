// The words of orders and what is done to them.

extension SchedulingText {
    static let orders = #"""
        problem.schedule_edit_conflict
          en Somebody has changed {what} meanwhile: {fields}.
          es Alguien ha cambiado {what} entretanto: {fields}.
          fr Quelqu’un a modifié {what} entre-temps : {fields}.
        problem.schedule_edit_conflict.hint
          en Look at it as it is now, and decide again.
          es Mírelo como está ahora y decida de nuevo.
          fr Regardez l’état actuel et décidez à nouveau.
        scheduling.any
          en any
          es cualquiera
          fr tous
        scheduling.column.assembly
          en Assembly
          es Ensamble
          fr Ensemble
        scheduling.column.clear
          en Clear to build
          es Listo para montar
          fr Prêt à monter
        scheduling.column.customer
          en Customer
          es Cliente
          fr Client
        scheduling.column.end
          en End
          es Fin
          fr Fin
        scheduling.column.hours
          en Hours
          es Horas
          fr Heures
        scheduling.column.kit
          en Kit
          es Kit
          fr Kit
        scheduling.column.late
          en Late
          es Retraso
          fr Retard
        scheduling.column.late-hours
          en Hours late
          es Horas de retraso
          fr Heures de retard
        scheduling.column.line
          en Line
          es Línea
          fr Ligne
        scheduling.column.order
          en Order
          es Orden
          fr Ordre
        scheduling.column.position
          en Position
          es Posición
          fr Position
        scheduling.column.quantity
          en Quantity
          es Cantidad
          fr Quantité
        scheduling.column.rev
          en Rev
          es Rev
          fr Rév
        scheduling.column.search
          en Order, customer, assembly, note
          es Orden, cliente, ensamble, nota
          fr Ordre, client, ensemble, note
        scheduling.column.ship
          en Ships
          es Envío
          fr Départ
        scheduling.column.start
          en Start
          es Inicio
          fr Début
        scheduling.column.status
          en Status
          es Estado
          fr État
        scheduling.column.trolleys
          en Trolleys
          es Carros
          fr Chariots
        scheduling.deed.assembly
          en assembly
          es ensamble
          fr ensemble
        scheduling.deed.block
          en block
          es bloqueo
          fr blocage
        scheduling.deed.create
          en created
          es creado
          fr créé
        scheduling.deed.customer
          en customer
          es cliente
          fr client
        scheduling.deed.day
          en special day
          es día especial
          fr jour spécial
        scheduling.deed.edit
          en edited
          es editado
          fr modifié
        scheduling.deed.import
          en imported
          es importado
          fr importé
        scheduling.deed.line
          en line
          es línea
          fr ligne
        scheduling.deed.pin
          en pinned
          es fijado
          fr épinglé
        scheduling.deed.place
          en placed
          es colocado
          fr placé
        scheduling.deed.plan
          en engine’s plan
          es plan del motor
          fr plan du moteur
        scheduling.deed.publish
          en published
          es publicado
          fr publié
        scheduling.deed.redo
          en done again
          es rehecho
          fr refait
        scheduling.deed.remove
          en removed
          es eliminado
          fr supprimé
        scheduling.deed.restore
          en restored
          es restaurado
          fr restauré
        scheduling.deed.rules
          en rules
          es reglas
          fr règles
        scheduling.deed.status
          en status
          es estado
          fr état
        scheduling.deed.trolley
          en trolley
          es carro
          fr chariot
        scheduling.deed.undo
          en taken back
          es deshecho
          fr annulé
        scheduling.deed.unplace
          en taken off
          es quitado
          fr retiré
        scheduling.field.actual_run_hours
          en Actual run (h)
          es Producción real (h)
          fr Production réelle (h)
        scheduling.field.actual_setup_hours
          en Actual set-up (h)
          es Preparación real (h)
          fr Réglage réel (h)
        scheduling.field.after
          en After order
          es Después de la orden
          fr Après l’ordre
        scheduling.field.assembly
          en Assembly
          es Ensamble
          fr Ensemble
        scheduling.field.clear_to_build
          en Clear to build
          es Listo para montar
          fr Prêt à monter
        scheduling.field.customer
          en Customer
          es Cliente
          fr Client
        scheduling.field.ended_at
          en Ended
          es Terminó
          fr Fini
        scheduling.field.hand_placement
          en Placed by hand
          es Montaje manual
          fr Posé à la main
        scheduling.field.kit_date
          en Kit date
          es Fecha del kit
          fr Date du kit
        scheduling.field.missing_part
          en Missing part
          es Pieza que falta
          fr Pièce manquante
        scheduling.field.note
          en Note
          es Nota
          fr Note
        scheduling.field.quantity
          en Quantity
          es Cantidad
          fr Quantité
        scheduling.field.rev
          en Revision
          es Revisión
          fr Révision
        scheduling.field.run_minutes
          en Run (min)
          es Producción (min)
          fr Production (min)
        scheduling.field.setup_hours
          en Set-up (h)
          es Preparación (h)
          fr Réglage (h)
        scheduling.field.ship_date
          en Ship date
          es Fecha de envío
          fr Date de départ
        scheduling.field.starred
          en Starred: revision to be checked
          es Con asterisco: revisar la revisión
          fr Étoilé : révision à vérifier
        scheduling.field.started_at
          en Began
          es Empezó
          fr Commencé
        scheduling.field.status
          en Status
          es Estado
          fr État
        scheduling.field.trolleys
          en Trolleys
          es Carros
          fr Chariots
        scheduling.field.weight
          en Weight of lateness
          es Peso del retraso
          fr Poids du retard
        scheduling.history
          en History
          es Historial
          fr Historique
        scheduling.history.created
          en Order created
          es Orden creada
          fr Ordre créé
        scheduling.history.moved
          en Moved within the queue
          es Movida dentro de la cola
          fr Déplacé dans la file
        scheduling.history.none
          en Nothing has happened yet.
          es Aún no ha pasado nada.
          fr Rien ne s’est encore passé.
        scheduling.history.placed
          en Placed on {line}
          es Colocada en {line}
          fr Placé sur {line}
        scheduling.history.removed
          en Order removed
          es Orden eliminada
          fr Ordre supprimé
        scheduling.history.unplaced
          en Taken off {line}
          es Quitada de {line}
          fr Retiré de {line}
        scheduling.late-by
          en {time} late
          es {time} de retraso
          fr {time} de retard
        scheduling.more
          en Next
          es Siguientes
          fr Suivants
        scheduling.no
          en No
          es No
          fr Non
        scheduling.no-line
          en On no line
          es En ninguna línea
          fr Sur aucune ligne
        scheduling.order.actual
          en Actual
          es Real
          fr Réel
        scheduling.order.at-end
          en {line}: at the end
          es {line}: al final
          fr {line} : à la fin
        scheduling.order.before
          en {line}: before {order}
          es {line}: antes de {order}
          fr {line} : avant {order}
        scheduling.order.conflict
          en Somebody else has changed the same fields meanwhile.
          es Otra persona ha cambiado los mismos campos entretanto.
          fr Quelqu’un d’autre a modifié les mêmes champs entre-temps.
        scheduling.order.conflict.step
          en Nothing was written. Your values stand in the form: save again to keep them, or take over the others.
          es No se escribió nada. Sus valores están en el formulario: guarde de nuevo para conservarlos o tome los otros.
          fr Rien n’a été écrit. Vos valeurs sont dans le formulaire : enregistrez à nouveau pour les garder, ou reprenez les autres.
        scheduling.order.facts
          en The order
          es La orden
          fr L’ordre
        scheduling.order.formula
          en Set-up + minutes × plant’s factor × line’s multiplier / 60
          es Preparación + minutos × factor de planta × multiplicador de línea / 60
          fr Réglage + minutes × facteur de l’usine × multiplicateur de la ligne / 60
        scheduling.order.mine
          en yours:
          es suyo:
          fr le vôtre :
        scheduling.order.move
          en Move order
          es Mover orden
          fr Déplacer l’ordre
        scheduling.order.nowhere
          en On no line yet.
          es Aún en ninguna línea.
          fr Encore sur aucune ligne.
        scheduling.order.on-line
          en on {line}
          es en {line}
          fr sur {line}
        scheduling.order.on-none
          en on a line of multiplier 1
          es en una línea de multiplicador 1
          fr sur une ligne de multiplicateur 1
        scheduling.order.place
          en Place in the plan
          es Lugar en el plan
          fr Place dans le plan
        scheduling.order.planned
          en Planned now
          es Planificado ahora
          fr Prévu maintenant
        scheduling.order.position
          en position {n}
          es posición {n}
          fr position {n}
        scheduling.order.promised
          en Promised
          es Prometido
          fr Promis
        scheduling.order.put
          en Place order
          es Colocar orden
          fr Placer l’ordre
        scheduling.order.refused
          en Some fields cannot be kept.
          es Algunos campos no se pueden guardar.
          fr Certains champs ne peuvent pas être enregistrés.
        scheduling.order.refused.kept
          en Nothing was changed; what you typed is still here.
          es No se cambió nada; lo que escribió sigue aquí.
          fr Rien n’a été changé ; votre saisie est toujours là.
        scheduling.order.remove
          en Remove order
          es Eliminar orden
          fr Supprimer l’ordre
        scheduling.order.remove.title
          en Remove order {order}?
          es ¿Eliminar la orden {order}?
          fr Supprimer l’ordre {order} ?
        scheduling.order.remove.what
          en Order {order} and its place go for good; its history stays.
          es La orden {order} y su lugar desaparecen; su historial queda.
          fr L’ordre {order} et sa place disparaissent ; son historique reste.
        scheduling.order.theirs
          en now there:
          es ahora hay:
          fr maintenant :
        scheduling.order.times
          en Planned, promised, actual
          es Planificado, prometido, real
          fr Prévu, promis, réel
        scheduling.order.to
          en Line and place
          es Línea y lugar
          fr Ligne et place
        scheduling.order.unplace
          en Take off the line
          es Quitar de la línea
          fr Retirer de la ligne
        scheduling.orders
          en Orders
          es Órdenes
          fr Ordres
        scheduling.orders.answer
          en {n} open orders.
          es {n} órdenes abiertas.
          fr {n} ordres ouverts.
        scheduling.orders.count
          en {n} orders
          es {n} órdenes
          fr {n} ordres
        scheduling.orders.create
          en Create order
          es Crear orden
          fr Créer l’ordre
        scheduling.orders.empty
          en No orders yet
          es Todavía no hay órdenes
          fr Pas encore d’ordres
        scheduling.orders.empty.step
          en Import the planner’s sheet, or enter the first order.
          es Importe la hoja del planificador o introduzca la primera orden.
          fr Importez la feuille du planificateur ou saisissez le premier ordre.
        scheduling.orders.late
          en {n} of them will be late,
          es {n} llegarán tarde,
          fr {n} seront en retard,
        scheduling.orders.new
          en New order
          es Nueva orden
          fr Nouvel ordre
        scheduling.orders.new.what
          en Everything but the number can be filled in later.
          es Todo menos el número puede completarse después.
          fr Tout sauf le numéro peut être complété plus tard.
        scheduling.orders.none-late
          en None will be late,
          es Ninguna llegará tarde,
          fr Aucun ne sera en retard,
        scheduling.orders.question
          en What is there to make?
          es ¿Qué hay que fabricar?
          fr Qu’y a-t-il à fabriquer ?
        scheduling.orders.removed
          en Order {order} was removed.
          es Se eliminó la orden {order}.
          fr L’ordre {order} a été supprimé.
        scheduling.orders.show.backlog
          en Without a line
          es Sin línea
          fr Sans ligne
        scheduling.orders.show.closed
          en Done and cancelled
          es Terminadas y canceladas
          fr Terminés et annulés
        scheduling.orders.show.late
          en Late
          es Con retraso
          fr En retard
        scheduling.orders.show.open
          en Open
          es Abiertas
          fr Ouverts
        scheduling.orders.unplaced
          en {n} have no line yet.
          es {n} aún no tienen línea.
          fr {n} n’ont pas encore de ligne.
        scheduling.pieces
          en {n} pieces
          es {n} piezas
          fr {n} pièces
        scheduling.pin
          en Pin
          es Fijación
          fr Épingle
        scheduling.pin.hint
          en What is pinned the engine leaves alone.
          es El motor no mueve lo que está fijado.
          fr Le moteur ne touche pas à ce qui est épinglé.
        scheduling.pin.line
          en on its line
          es en su línea
          fr sur sa ligne
        scheduling.pin.none
          en not pinned
          es sin fijar
          fr non épinglé
        """#
}
