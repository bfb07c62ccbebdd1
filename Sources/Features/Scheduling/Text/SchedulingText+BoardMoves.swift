// The words of one order on the board and of moving it.

extension SchedulingText {
    static let boardMoves = #"""
        scheduling.board.fact.after
          en After order
          es Después de la orden
          fr Après l’ordre
        scheduling.board.fact.assembly
          en Assembly
          es Ensamble
          fr Assemblage
        scheduling.board.fact.customer
          en Customer
          es Cliente
          fr Client
        scheduling.board.fact.hours.value
          en {setup} set-up, {run} run
          es {setup} preparación, {run} marcha
          fr {setup} réglage, {run} marche
        scheduling.board.fact.hours
          en Time on the line
          es Tiempo en la línea
          fr Temps sur la ligne
        scheduling.board.fact.kit
          en Kit date
          es Fecha del kit
          fr Date du kit
        scheduling.board.fact.pin
          en Pinned
          es Fijada
          fr Épinglé
        scheduling.board.fact.quantity
          en Quantity
          es Cantidad
          fr Quantité
        scheduling.board.fact.ship
          en Ship date
          es Fecha de salida
          fr Date de départ
        scheduling.board.fact.status
          en Status
          es Estado
          fr État
        scheduling.board.fact.title
          en The order
          es La orden
          fr L’ordre
        scheduling.board.fact.trolleys
          en Trolleys
          es Carros
          fr Chariots
        scheduling.board.field.actual_run_hours
          en Actual run
          es Marcha real
          fr Marche réelle
        scheduling.board.field.actual_setup_hours
          en Actual set-up
          es Preparación real
          fr Réglage réel
        scheduling.board.field.after
          en After order
          es Después de la orden
          fr Après l’ordre
        scheduling.board.field.assembly
          en Assembly
          es Ensamble
          fr Assemblage
        scheduling.board.field.clear_to_build
          en Clear to build
          es Listo para producir
          fr Bon à produire
        scheduling.board.field.customer
          en Customer
          es Cliente
          fr Client
        scheduling.board.field.ended_at
          en Ended
          es Terminó
          fr Terminé
        scheduling.board.field.hand_placement
          en By hand
          es A mano
          fr À la main
        scheduling.board.field.kit_date
          en Kit date
          es Fecha del kit
          fr Date du kit
        scheduling.board.field.line
          en Line
          es Línea
          fr Ligne
        scheduling.board.field.missing_part
          en Missing part
          es Pieza que falta
          fr Pièce manquante
        scheduling.board.field.name
          en Name
          es Nombre
          fr Nom
        scheduling.board.field.note
          en Note
          es Nota
          fr Note
        scheduling.board.field.pin
          en Pin
          es Fijación
          fr Épingle
        scheduling.board.field.quantity
          en Quantity
          es Cantidad
          fr Quantité
        scheduling.board.field.rank
          en Place in the queue
          es Lugar en la cola
          fr Place dans la file
        scheduling.board.field.rev
          en Rev
          es Rev
          fr Rév
        scheduling.board.field.run_minutes
          en Run minutes
          es Minutos de marcha
          fr Minutes de marche
        scheduling.board.field.setup_hours
          en Set-up hours
          es Horas de preparación
          fr Heures de réglage
        scheduling.board.field.ship_date
          en Ship date
          es Fecha de salida
          fr Date de départ
        scheduling.board.field.starred
          en Starred
          es Con asterisco
          fr Marqué
        scheduling.board.field.started_at
          en Began
          es Empezó
          fr Commencé
        scheduling.board.field.start
          en Not before
          es No antes de
          fr Pas avant
        scheduling.board.field.status_since
          en Since
          es Desde
          fr Depuis
        scheduling.board.field.status
          en Status
          es Estado
          fr État
        scheduling.board.field.trolleys
          en Trolleys
          es Carros
          fr Chariots
        scheduling.board.field.values
          en Values of the last sheet
          es Valores de la última hoja
          fr Valeurs de la dernière feuille
        scheduling.board.field.weight
          en Weight
          es Peso
          fr Poids
        scheduling.board.fold
          en Fold closed time
          es Plegar horas cerradas
          fr Replier le temps fermé
        scheduling.board.forward
          en Later
          es Después
          fr Plus tard
        scheduling.board.keys.moving
          en Choose a place: arrows or mouse. Enter puts it down, Esc lets go.
          es Elija un lugar: flechas o ratón. Intro la deja, Esc la suelta.
          fr Choisissez une place : flèches ou souris. Entrée le pose, Échap le lâche.
        scheduling.board.keys
          en Drag an order to its place (by finger: hold it first), or by keys: arrows go from order to order, Space picks one up, arrows choose the place, Enter puts it down, Esc lets go. Enter opens it, Delete takes it off its line, Ctrl+Z takes back.
          es Arrastre una orden a su lugar (con el dedo: manténgala primero), o con teclas: las flechas van de orden en orden, Espacio la toma, las flechas eligen el lugar, Intro la deja, Esc la suelta. Intro la abre, Supr la quita de su línea, Ctrl+Z deshace.
          fr Glissez un ordre à sa place (au doigt : maintenez-le d’abord), ou au clavier : les flèches vont d’ordre en ordre, Espace le prend, les flèches choisissent la place, Entrée le pose, Échap le lâche. Entrée l’ouvre, Suppr le retire de sa ligne, Ctrl+Z annule.
        scheduling.board.kind.assembly
          en Assembly
          es Ensamble
          fr Assemblage
        scheduling.board.kind.block
          en Line block
          es Bloqueo de línea
          fr Blocage de ligne
        scheduling.board.kind.customer
          en Customer
          es Cliente
          fr Client
        scheduling.board.kind.day
          en Day
          es Día
          fr Jour
        scheduling.board.kind.line
          en Line
          es Línea
          fr Ligne
        scheduling.board.kind.order
          en Order
          es Orden
          fr Ordre
        scheduling.board.kind.placement
          en Place of
          es Lugar de
          fr Place de
        scheduling.board.kind.rules
          en Rules
          es Reglas
          fr Règles
        scheduling.board.kind.sheet
          en Sheet row
          es Fila de la hoja
          fr Ligne de feuille
        scheduling.board.kind.trolley
          en Trolley
          es Carro
          fr Chariot
        scheduling.board.kit.coming
          en Comes before the start
          es Llega antes de empezar
          fr Arrive avant le début
        scheduling.board.kit.here
          en Kit is there
          es El kit está
          fr Le kit est là
        scheduling.board.kit.missing
          en A part is missing
          es Falta una pieza
          fr Une pièce manque
        scheduling.board.kit.waits
          en Start waits for the kit
          es El inicio espera el kit
          fr Le début attend le kit
        scheduling.board.late-by
          en late by {time}
          es {time} tarde
          fr {time} de retard
        scheduling.board.late-count
          en {n} late
          es {n} tarde
          fr {n} en retard
        scheduling.board.late
          en Late
          es Tarde
          fr En retard
        scheduling.board.line.down
          en Down
          es Parada
          fr En panne
        scheduling.board.line.inactive
          en Not in use
          es Fuera de uso
          fr Hors service
        scheduling.board.line.maintenance
          en Maintenance
          es Mantenimiento
          fr Maintenance
        scheduling.board.list.more
          en and {n} more in this window
          es y {n} más en esta ventana
          fr et {n} de plus dans cette fenêtre
        scheduling.board.list.touch
          en Open an order to move it.
          es Abra una orden para moverla.
          fr Ouvrez un ordre pour le déplacer.
        scheduling.board.list.none
          en Nothing in this window.
          es Nada en esta ventana.
          fr Rien dans cette fenêtre.
        scheduling.board.mode.customer
          en Customer
          es Cliente
          fr Client
        scheduling.board.mode.kit
          en Kit
          es Kit
          fr Kit
        scheduling.board.mode.lateness
          en Lateness
          es Retraso
          fr Retard
        scheduling.board.mode.status
          en Status
          es Estado
          fr État
        scheduling.board.move.backlog
          en Take it off its line
          es Quitarla de su línea
          fr Le retirer de sa ligne
        scheduling.board.move.before
          en before {order}
          es antes de {order}
          fr avant {order}
        scheduling.board.move.closed
          en It is done or cancelled.
          es Está terminada o cancelada.
          fr Il est terminé ou annulé.
        scheduling.board.move.do
          en Move
          es Mover
          fr Déplacer
        scheduling.board.move.earlier
          en One earlier
          es Una antes
          fr Un plus tôt
        scheduling.board.move.end
          en at the end of {line}
          es al final de {line}
          fr à la fin de {line}
        scheduling.board.move.exact
          en To any place
          es A cualquier lugar
          fr À n’importe quelle place
        scheduling.board.move.find
          en Show
          es Mostrar
          fr Afficher
        scheduling.board.move.first
          en First
          es Primera
          fr Premier
        scheduling.board.move.last
          en Last
          es Última
          fr Dernier
        scheduling.board.move.later
          en One later
          es Una después
          fr Un plus tard
        scheduling.board.move.look
          en What would happen?
          es ¿Qué pasaría?
          fr Que se passerait-il ?
        scheduling.board.move.order
          en Order
          es Orden
          fr Ordre
        scheduling.board.move.preview
          en If it goes there
          es Si va ahí
          fr S’il va là
        scheduling.board.move.queue
          en In its queue
          es En su cola
          fr Dans sa file
        scheduling.board.move.title
          en Order {order}
          es Orden {order}
          fr Ordre {order}
        scheduling.board.move.unplaced
          en It is on no line.
          es No está en ninguna línea.
          fr Il n’est sur aucune ligne.
        scheduling.board.move.where
          en Place
          es Lugar
          fr Place
        scheduling.board.move.which
          en Which order?
          es ¿Qué orden?
          fr Quel ordre ?
        """#
}
