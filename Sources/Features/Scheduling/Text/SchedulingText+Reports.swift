// The words of reports and the formula behind each figure.

extension SchedulingText {
    static let reports = #"""
        scheduling.bind.away
          en the line stands still
          es la línea está parada
          fr la ligne est à l’arrêt
        scheduling.bind.kit
          en its kit date
          es su fecha de kit
          fr sa date de kit
        scheduling.bind.nothing
          en its own length
          es su propia duración
          fr sa propre durée
        scheduling.bind.pin
          en its pinned start
          es su inicio fijado
          fr son début épinglé
        scheduling.bind.predecessor
          en waits for {order}
          es espera a {order}
          fr attend {order}
        scheduling.bind.queue
          en the queue: {order}
          es la cola: {order}
          fr la file : {order}
        scheduling.bind.running
          en on the line now
          es ahora en la línea
          fr sur la ligne maintenant
        scheduling.bind.trolleys
          en trolleys
          es carros
          fr chariots
        scheduling.column.actual-end
          en Actual end
          es Fin real
          fr Fin réelle
        scheduling.column.actual-hours
          en Actual (h)
          es Real (h)
          fr Réel (h)
        scheduling.column.available
          en Available (h)
          es Disponible (h)
          fr Disponible (h)
        scheduling.column.binds
          en What binds
          es Qué frena
          fr Ce qui retient
        scheduling.column.booked
          en Booked (h)
          es Ocupado (h)
          fr Réservé (h)
        scheduling.column.correction
          en Correction of minutes
          es Corrección de minutos
          fr Correction des minutes
        scheduling.column.difference
          en Difference (h)
          es Diferencia (h)
          fr Différence (h)
        scheduling.column.done
          en Finished
          es Terminadas
          fr Terminés
        scheduling.column.drift
          en After promise (h)
          es Tras lo prometido (h)
          fr Après promesse (h)
        scheduling.column.due
          en Due
          es Vence
          fr Échéance
        scheduling.column.error
          en Error
          es Error
          fr Erreur
        scheduling.column.from
          en From
          es Desde
          fr De
        scheduling.column.on-time
          en On time
          es A tiempo
          fr À l’heure
        scheduling.column.over
          en Over
          es Exceso
          fr Excès
        scheduling.column.planned-hours
          en Planned (h)
          es Planificado (h)
          fr Prévu (h)
        scheduling.column.promised-end
          en Promised end
          es Fin prometido
          fr Fin promise
        scheduling.column.runs
          en Runs
          es Tandas
          fr Séries
        scheduling.column.share
          en Share
          es Proporción
          fr Part
        scheduling.column.slack
          en Slack (h)
          es Holgura (h)
          fr Marge (h)
        scheduling.column.source
          en Hours from
          es Horas de
          fr Heures de
        scheduling.column.use
          en Use
          es Uso
          fr Usage
        scheduling.column.week
          en Week of
          es Semana del
          fr Semaine du
        scheduling.column.when
          en When
          es Cuándo
          fr Quand
        scheduling.report.actuals
          en Planned and actual
          es Planificado y real
          fr Prévu et réel
        scheduling.report.actuals.answer
          en {n} orders took {share} of their planned hours.
          es {n} órdenes tardaron el {share} de sus horas planificadas.
          fr {n} ordres ont pris {share} de leurs heures prévues.
        scheduling.report.actuals.formula
          en Planned hours = set-up + minutes × factor × multiplier / 60. Actual hours: as recorded (set-up as planned where only the run was), else the line’s working time from beginning to end. After promise: end less promised end, by the clock.
          es Horas planificadas = preparación + minutos × factor × multiplicador / 60. Horas reales: las registradas (preparación planificada si solo hay producción) o el tiempo de trabajo de la línea entre inicio y fin. Tras lo prometido: fin menos fin prometido, por reloj.
          fr Heures prévues = réglage + minutes × facteur × multiplicateur / 60. Heures réelles : saisies (réglage prévu si seule la production l’est), sinon le temps de travail de la ligne du début à la fin. Après promesse : fin moins fin promise, à l’horloge.
        scheduling.report.actuals.none
          en No finished order has actual hours yet.
          es Ninguna orden terminada tiene aún horas reales.
          fr Aucun ordre terminé n’a encore d’heures réelles.
        scheduling.report.actuals.question
          en Did it take as long as planned?
          es ¿Duró lo planificado?
          fr Cela a-t-il duré comme prévu ?
        scheduling.report.ahead
          en planned
          es planificado
          fr prévu
        scheduling.report.by-clock
          en from its times
          es de sus horas
          fr d’après ses heures
        scheduling.report.customers
          en By customer
          es Por cliente
          fr Par client
        scheduling.report.customers.formula
          en Share = on time ÷ finished, 26 weeks back, the worst first.
          es Proporción = a tiempo ÷ terminadas, 26 semanas atrás, primero la peor.
          fr Part = à l’heure ÷ terminés, sur 26 semaines, la pire d’abord.
        scheduling.report.customers.none
          en No finished order with a ship date yet.
          es Aún no hay órdenes terminadas con fecha de envío.
          fr Pas encore d’ordre terminé avec une date de départ.
        scheduling.report.customers.question
          en Whose orders are on time?
          es ¿Las órdenes de quién llegan a tiempo?
          fr Les ordres de qui sont à l’heure ?
        scheduling.report.estimates
          en Estimates
          es Estimaciones
          fr Estimations
        scheduling.report.estimates.formula
          en Error = (actual − planned) ÷ planned hours of all runs of 26 weeks. Correction: multiply run minutes by actual run ÷ planned run; only after 3 runs or more.
          es Error = (real − planificado) ÷ horas planificadas de todas las tandas de 26 semanas. Corrección: multiplicar los minutos por producción real ÷ planificada; solo tras 3 tandas o más.
          fr Erreur = (réel − prévu) ÷ heures prévues de toutes les séries sur 26 semaines. Correction : multiplier les minutes par production réelle ÷ prévue ; seulement après 3 séries.
        scheduling.report.estimates.none
          en No finished order has actual hours yet.
          es Ninguna orden terminada tiene aún horas reales.
          fr Aucun ordre terminé n’a encore d’heures réelles.
        scheduling.report.estimates.question
          en Which estimates are wrong?
          es ¿Qué estimaciones fallan?
          fr Quelles estimations sont fausses ?
        scheduling.report.more
          en {n} of {all} rows are shown; the export has all.
          es Se muestran {n} de {all} filas; la exportación las tiene todas.
          fr {n} lignes sur {all} sont montrées ; l’export les a toutes.
        scheduling.report.ontime
          en On time
          es A tiempo
          fr À l’heure
        scheduling.report.ontime.answer
          en {share} of {n} finished orders were on time.
          es El {share} de {n} órdenes terminadas llegó a tiempo.
          fr {share} des {n} ordres terminés étaient à l’heure.
        scheduling.report.ontime.formula
          en Share = on time ÷ finished, by the week in which they ended, 26 weeks back. On time: ended not after the end of the ship date, less shipping days. Orders without a ship date do not count.
          es Proporción = a tiempo ÷ terminadas, por la semana en que terminaron, 26 semanas atrás. A tiempo: terminada no después del fin del día de envío menos los días de envío. Sin fecha de envío no cuentan.
          fr Part = à l’heure ÷ terminés, par semaine de fin, sur 26 semaines. À l’heure : fini au plus tard à la fin du jour de départ, moins les jours d’expédition. Sans date de départ, un ordre ne compte pas.
        scheduling.report.ontime.none
          en No finished order with a ship date yet.
          es Aún no hay órdenes terminadas con fecha de envío.
          fr Pas encore d’ordre terminé avec une date de départ.
        scheduling.report.ontime.question
          en Do we ship on time?
          es ¿Enviamos a tiempo?
          fr Livrons-nous à l’heure ?
        scheduling.report.past
          en done
          es hecho
          fr fait
        scheduling.report.recorded
          en recorded
          es registrado
          fr saisi
        scheduling.report.risk
          en At risk
          es En riesgo
          fr À risque
        scheduling.report.risk.formula
          en Late: working hours of the line from when the order was due to its end. Slack: hours by the clock from its end to when it is due (end of the ship date, less shipping days). Binds: of kit date, pin, predecessor, line’s return and queue, the one that ends last before its start; trolleys when all of these would let it begin earlier.
          es Retraso: horas de trabajo de la línea desde el vencimiento hasta su fin. Holgura: horas de reloj desde su fin hasta el vencimiento (fin del día de envío menos los días de envío). Frena: de kit, fijación, predecesora, vuelta de la línea y cola, lo último antes de su inicio; carros cuando todo lo demás la dejaría empezar antes.
          fr Retard : heures de travail de la ligne de l’échéance à sa fin. Marge : heures d’horloge de sa fin à l’échéance (fin du jour de départ, moins les jours d’expédition). Retient : parmi kit, épingle, prédécesseur, retour de la ligne et file, le dernier avant son début ; chariots quand tout le reste le laisserait commencer plus tôt.
        scheduling.report.risk.late
          en {n} orders will be late,
          es {n} órdenes llegarán tarde,
          fr {n} ordres seront en retard,
        scheduling.report.risk.near
          en {n} have less than a day of slack.
          es {n} tienen menos de un día de holgura.
          fr {n} ont moins d’un jour de marge.
        scheduling.report.risk.none
          en No order is late or has less than a day of slack.
          es Ninguna orden llega tarde ni tiene menos de un día de holgura.
          fr Aucun ordre n’est en retard ou à moins d’un jour de marge.
        scheduling.report.risk.question
          en Which orders are in danger, and why?
          es ¿Qué órdenes peligran y por qué?
          fr Quels ordres sont en danger, et pourquoi ?
        scheduling.report.target
          en target
          es objetivo
          fr objectif
        scheduling.report.trolleys
          en Trolleys
          es Carros
          fr Chariots
        scheduling.report.trolleys.answer
          en At most {n} of {all} are in use at once.
          es Como máximo se usan {n} de {all} a la vez.
          fr Au plus {n} sur {all} sont pris à la fois.
        scheduling.report.trolleys.formula
          en In use: trolleys of all planned orders from kitting before set-up to the end of the run. Over: in use less those there are.
          es En uso: carros de las órdenes planificadas desde el kitting hasta el final. Exceso: en uso menos los que hay.
          fr Pris : chariots des ordres prévus, du kit avant réglage à la fin. Excès : pris moins ceux qu’il y a.
        scheduling.report.trolleys.none
          en No planned order needs trolleys.
          es Ninguna orden planificada necesita carros.
          fr Aucun ordre prévu ne demande de chariots.
        scheduling.report.trolleys.pool
          en there are
          es hay
          fr il y a
        scheduling.report.trolleys.question
          en Will the trolleys be enough?
          es ¿Alcanzarán los carros?
          fr Les chariots suffiront-ils ?
        scheduling.report.use
          en Use of lines
          es Uso de líneas
          fr Usage des lignes
        scheduling.report.use.answer
          en {share} of the next four weeks is booked.
          es El {share} de las próximas cuatro semanas está ocupado.
          fr {share} des quatre prochaines semaines est réservé.
        scheduling.report.use.formula
          en Use = booked ÷ available. Booked: working hours of the week in which orders are planned, or were made from their recorded beginning to their end. Available: working hours of the line’s calendar × orders at once.
          es Uso = ocupado ÷ disponible. Ocupado: horas de trabajo de la semana con órdenes planificadas, o hechas desde su inicio hasta su fin registrados. Disponible: horas del calendario de la línea × órdenes a la vez.
          fr Usage = réservé ÷ disponible. Réservé : heures de travail de la semaine où des ordres sont prévus, ou ont été faits de leur début à leur fin saisis. Disponible : heures du calendrier de la ligne × ordres à la fois.
        scheduling.report.use.none
          en No line has working time.
          es Ninguna línea tiene tiempo de trabajo.
          fr Aucune ligne n’a de temps de travail.
        scheduling.report.use.question
          en How full are the lines?
          es ¿Cómo de llenas están las líneas?
          fr Les lignes sont-elles pleines ?
        scheduling.reports
          en Reports
          es Informes
          fr Rapports
        """#
}
