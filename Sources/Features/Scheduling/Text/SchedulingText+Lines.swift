// The words of lines, their calendars, trolleys, customers and rules.

extension SchedulingText {
    static let lines = #"""
        problem.schedule_block_overlap
          en There is already a block in this time: {note}, {start} – {end}.
          es Ya hay un bloqueo en ese tiempo: {note}, {start} – {end}.
          fr Il y a déjà un blocage à ce moment : {note}, {start} – {end}.
        problem.schedule_block_times
          en A block ends after it begins, within {days} days.
          es Un bloqueo termina después de empezar, en {days} días como máximo.
          fr Un blocage finit après son début, en {days} jours au plus.
        problem.schedule_block_unknown
          en There is no such block.
          es No existe ese bloqueo.
          fr Ce blocage n’existe pas.
        problem.schedule_day_unknown
          en There is no such special day.
          es No existe ese día especial.
          fr Ce jour spécial n’existe pas.
        problem.schedule_line_exists
          en There is already a line {line}.
          es Ya existe una línea {line}.
          fr Il existe déjà une ligne {line}.
        problem.schedule_line_in_use
          en Orders still stand on {line}, such as {order}.
          es Aún hay órdenes en {line}, como {order}.
          fr Des ordres sont encore sur {line}, comme {order}.
        problem.schedule_return_past
          en {line} cannot be expected back in the past.
          es {line} no puede volver en el pasado.
          fr {line} ne peut pas revenir dans le passé.
        problem.schedule_setting_invalid
          en {field} cannot be “{value}”.
          es {field} no puede ser «{value}».
          fr {field} ne peut pas être « {value} ».
        problem.schedule_shift_invalid
          en Shift {row} needs days, from, to, and breaks like 12:00-13:00.
          es El turno {row} necesita días, desde, hasta y pausas como 12:00-13:00.
          fr L’équipe {row} demande jours, début, fin et pauses comme 12:00-13:00.
        problem.schedule_status_in_use
          en Order {order} still has the status “{status}”.
          es La orden {order} aún tiene el estado «{status}».
          fr L’ordre {order} a encore l’état « {status} ».
        problem.schedule_trolley_unknown
          en There is no such trolley.
          es No existe ese carro.
          fr Ce chariot n’existe pas.
        scheduling.assemblies
          en Assemblies
          es Ensambles
          fr Ensembles
        scheduling.assemblies.answer
          en {n} assemblies.
          es {n} ensambles.
          fr {n} ensembles.
        scheduling.assemblies.family
          en Family
          es Familia
          fr Famille
        scheduling.assemblies.question
          en What do the assemblies need?
          es ¿Qué necesitan los ensambles?
          fr Que demandent les ensembles ?
        scheduling.assemblies.slots
          en Slots
          es Ranuras
          fr Emplacements
        scheduling.assemblies.what
          en Those of one family follow each other without a full set-up; slots keep an order off a line that has fewer.
          es Los de una familia se siguen sin preparación completa; las ranuras evitan una línea que tiene menos.
          fr Ceux d’une famille se suivent sans réglage complet ; les emplacements évitent une ligne qui en a moins.
        scheduling.block.add
          en Block this time
          es Bloquear este tiempo
          fr Bloquer ce temps
        scheduling.block.kind
          en Kind
          es Tipo
          fr Type
        scheduling.block.maintenance
          en Maintenance
          es Mantenimiento
          fr Maintenance
        scheduling.block.malfunction
          en Malfunction
          es Avería
          fr Panne
        scheduling.block.other
          en Other
          es Otro
          fr Autre
        scheduling.blocks
          en Blocked times
          es Tiempos bloqueados
          fr Temps bloqués
        scheduling.blocks.none
          en No blocked times ahead.
          es Sin tiempos bloqueados.
          fr Pas de temps bloqués.
        scheduling.current
          en Now
          es Ahora
          fr Maintenant
        scheduling.customers
          en Customers
          es Clientes
          fr Clients
        scheduling.customers.answer
          en {n} customers.
          es {n} clientes.
          fr {n} clients.
        scheduling.customers.days
          en Shipping days
          es Días de envío
          fr Jours d’expédition
        scheduling.customers.late
          en Late
          es Con retraso
          fr En retard
        scheduling.customers.open
          en Open orders
          es Órdenes abiertas
          fr Ordres ouverts
        scheduling.customers.question
          en Whose orders are they?
          es ¿De quién son las órdenes?
          fr À qui sont les ordres ?
        scheduling.customers.weight
          en Weight
          es Peso
          fr Poids
        scheduling.customers.what
          en A customer is here as soon as an order names it; the weight says what a minute of lateness costs beside others’.
          es Un cliente aparece en cuanto una orden lo nombra; el peso dice cuánto cuesta un minuto de retraso frente a los demás.
          fr Un client apparaît dès qu’un ordre le nomme ; le poids dit ce que coûte une minute de retard à côté des autres.
        scheduling.days
          en Special days
          es Días especiales
          fr Jours spéciaux
        scheduling.days.add
          en Add day
          es Añadir día
          fr Ajouter le jour
        scheduling.days.answer
          en {n} special days ahead.
          es {n} días especiales por delante.
          fr {n} jours spéciaux à venir.
        scheduling.days.closed
          en closed
          es cerrado
          fr fermé
        scheduling.days.column.day
          en Day
          es Día
          fr Jour
        scheduling.days.column.line
          en Line
          es Línea
          fr Ligne
        scheduling.days.column.name
          en Name
          es Nombre
          fr Nom
        scheduling.days.column.works
          en Works
          es Trabaja
          fr Travaille
        scheduling.days.hint
          en Without hours the day is closed.
          es Sin horas, el día está cerrado.
          fr Sans heures, le jour est fermé.
        scheduling.days.none
          en No special days yet
          es Aún no hay días especiales
          fr Pas encore de jours spéciaux
        scheduling.days.none.step
          en Add holidays and days with other hours; plans follow them at once.
          es Añada festivos y días con otro horario; los planes los siguen de inmediato.
          fr Ajoutez jours fériés et jours à autres horaires ; les plans les suivent aussitôt.
        scheduling.days.plant
          en whole plant
          es toda la planta
          fr toute l’usine
        scheduling.days.question
          en Which days are not like others?
          es ¿Qué días no son como los demás?
          fr Quels jours ne sont pas comme les autres ?
        scheduling.days.until
          en Until (included)
          es Hasta (incluido)
          fr Jusqu’au (inclus)
        scheduling.display
          en Display
          es Pantalla
          fr Écran
        scheduling.edit.family
          en Family
          es Familia
          fr Famille
        scheduling.edit.note
          en Note
          es Nota
          fr Note
        scheduling.edit.shipping_days
          en Shipping days
          es Días de envío
          fr Jours d’expédition
        scheduling.edit.slots
          en Slots
          es Ranuras
          fr Emplacements
        scheduling.edit.weight
          en Weight
          es Peso
          fr Poids
        scheduling.line.back
          en expected back {at}
          es vuelve {at}
          fr retour prévu {at}
        scheduling.line.back-unknown
          en nobody knows until when: nothing is planned on it
          es no se sabe hasta cuándo: no se planifica nada en ella
          fr on ne sait pas jusqu’à quand : rien n’y est planifié
        scheduling.line.create
          en Create line
          es Crear línea
          fr Créer la ligne
        scheduling.line.customers.hint
          en Separated by semicolons; empty for everybody. Their orders go to no other line.
          es Separados por punto y coma; vacío para todos. Sus órdenes no van a otra línea.
          fr Séparés par des points-virgules ; vide pour tous. Leurs ordres ne vont sur aucune autre ligne.
        scheduling.line.expected
          en Expected back
          es Vuelta prevista
          fr Retour prévu
        scheduling.line.field.active
          en In use
          es En uso
          fr En service
        scheduling.line.field.capacity
          en Orders at once
          es Órdenes a la vez
          fr Ordres à la fois
        scheduling.line.field.customers
          en Only for these customers
          es Solo para estos clientes
          fr Seulement pour ces clients
        scheduling.line.field.days_per_week
          en Days per week
          es Días por semana
          fr Jours par semaine
        scheduling.line.field.efficiency_factor
          en Efficiency factor
          es Factor de eficiencia
          fr Facteur d’efficacité
        scheduling.line.field.frozen_hours
          en Frozen window (h)
          es Ventana congelada (h)
          fr Fenêtre gelée (h)
        scheduling.line.field.hours_per_day
          en Hours per day
          es Horas por día
          fr Heures par jour
        scheduling.line.field.kind
          en Kind
          es Tipo
          fr Type
        scheduling.line.field.kitting_minutes
          en Kitting (min)
          es Kitting (min)
          fr Préparation du kit (min)
        scheduling.line.field.location
          en Where it stands
          es Dónde está
          fr Où elle se trouve
        scheduling.line.field.multiplier
          en Time multiplier
          es Multiplicador de tiempo
          fr Multiplicateur de temps
        scheduling.line.field.name
          en Name
          es Nombre
          fr Nom
        scheduling.line.field.note
          en Note
          es Nota
          fr Note
        scheduling.line.field.number
          en Number
          es Número
          fr Numéro
        scheduling.line.field.shifts
          en Shifts
          es Turnos
          fr Équipes
        scheduling.line.field.shipping_days
          en Shipping days
          es Días de envío
          fr Jours d’expédition
        scheduling.line.field.slots
          en Feeder slots (0: not counted)
          es Ranuras (0: sin contar)
          fr Emplacements (0 : non comptés)
        scheduling.line.field.statuses
          en The plant’s own statuses
          es Estados propios de la planta
          fr États propres à l’usine
        scheduling.line.field.takes_plans
          en The engine may plan on it
          es El motor puede planificar en ella
          fr Le moteur peut y planifier
        scheduling.line.field.trolley_limit
          en When trolleys run short
          es Cuando faltan carros
          fr Quand les chariots manquent
        scheduling.line.inactive
          en not in use
          es fuera de uso
          fr hors service
        scheduling.line.kind.hand
          en By hand
          es Manual
          fr À la main
        scheduling.line.kind.smt
          en SMT
          es SMT
          fr CMS
        scheduling.line.new
          en New line
          es Nueva línea
          fr Nouvelle ligne
        scheduling.line.new.what
          en Its number is the one that planners’ sheets begin its name with.
          es Su número es con el que empieza su nombre en las hojas de los planificadores.
          fr Son numéro est celui par lequel commence son nom dans les feuilles des planificateurs.
        scheduling.line.reason
          en Reason
          es Motivo
          fr Motif
        scheduling.line.reason.estimated_repair
          en Repair
          es Reparación
          fr Réparation
        scheduling.line.reason.maintenance
          en Maintenance
          es Mantenimiento
          fr Maintenance
        scheduling.line.reason.malfunction
          en Malfunction
          es Avería
          fr Panne
        scheduling.line.reason.other
          en Other
          es Otro
          fr Autre
        scheduling.line.reason.scheduled_downtime
          en Scheduled downtime
          es Parada programada
          fr Arrêt programmé
        scheduling.line.status.down
          en Down
          es Parada
          fr En panne
        scheduling.line.status.idle
          en Idle
          es Inactiva
          fr Inactive
        scheduling.line.status.maintenance
          en Maintenance
          es Mantenimiento
          fr Maintenance
        scheduling.line.status.running
          en Running
          es En marcha
          fr En marche
        scheduling.line.status.setup
          en Set-up
          es Preparación
          fr Réglage
        scheduling.line.stop
          en Stopped…
          es Parada…
          fr Arrêt…
        scheduling.line.week
          en {hours} of working time this week
          es {hours} de trabajo esta semana
          fr {hours} de travail cette semaine
        scheduling.line.what
          en The line
          es La línea
          fr La ligne
        scheduling.lines
          en Lines
          es Líneas
          fr Lignes
        scheduling.lines.all-up
          en All {n} lines can work.
          es Las {n} líneas pueden trabajar.
          fr Les {n} lignes peuvent travailler.
        scheduling.lines.away
          en {n} of {all} lines stand still:
          es {n} de {all} líneas paradas:
          fr {n} sur {all} lignes à l’arrêt :
        scheduling.lines.question
          en How do the lines stand?
          es ¿Cómo están las líneas?
          fr Comment vont les lignes ?
        scheduling.load
          en Work waiting
          es Trabajo pendiente
          fr Travail en attente
        scheduling.names.none
          en Nothing here yet: orders bring them.
          es Aún no hay nada: llegan con las órdenes.
          fr Rien encore : les ordres les apportent.
        scheduling.next
          en Next
          es Siguiente
          fr Ensuite
        scheduling.phase.cancelled
          en is cancelled
          es está cancelada
          fr est annulé
        scheduling.phase.done
          en is done
          es está terminada
          fr est terminé
        scheduling.phase.held
          en is stopped
          es está detenida
          fr est arrêté
        scheduling.phase.missing
          en a part is missing
          es falta una pieza
          fr une pièce manque
        scheduling.phase.running
          en is on a line
          es está en una línea
          fr est sur une ligne
        scheduling.phase.waiting
          en waits
          es espera
          fr attend
        scheduling.remove
          en Remove
          es Quitar
          fr Retirer
        scheduling.rules
          en Rules
          es Reglas
          fr Règles
        scheduling.rules.answer
          en A change here moves every time in the plan.
          es Un cambio aquí mueve todas las horas del plan.
          fr Un changement ici déplace toutes les heures du plan.
        scheduling.rules.days_per_week.hint
          en As the sheet has it.
          es Como lo tiene la hoja.
          fr Comme dans la feuille.
        scheduling.rules.efficiency_factor.hint
          en hours = set-up + minutes × factor × multiplier / 60
          es horas = preparación + minutos × factor × multiplicador / 60
          fr heures = réglage + minutes × facteur × multiplicateur / 60
        scheduling.rules.frozen_hours.hint
          en What begins within so many hours the engine leaves as it is.
          es Lo que empieza en estas horas el motor lo deja como está.
          fr Ce qui commence dans ces heures, le moteur le laisse.
        scheduling.rules.hours_per_day.hint
          en For “Time (days)” of the sheet; working time comes from shifts.
          es Para «Time (days)» de la hoja; el tiempo de trabajo sale de los turnos.
          fr Pour « Time (days) » de la feuille ; le temps de travail vient des équipes.
        scheduling.rules.kitting_minutes.hint
          en Trolleys are held so long before set-up.
          es Los carros se ocupan este tiempo antes de la preparación.
          fr Les chariots sont pris ce temps avant le réglage.
        scheduling.rules.limit.block
          en the order waits
          es la orden espera
          fr l’ordre attend
        scheduling.rules.limit.show
          en it begins, only shown
          es empieza, solo se muestra
          fr il commence, seulement montré
        """#
}
