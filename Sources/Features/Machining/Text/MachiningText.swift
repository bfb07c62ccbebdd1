// The words of machining, in three languages side by side.

enum MachiningText {
    static let catalogue = #"""
        machining.title
          en Machining
          es Mecanizado
          fr Usinage
        machining.compare
          en Centres
          es Centros
          fr Centres
        machining.calendar
          en Calendar
          es Calendario
          fr Calendrier
        machining.quality
          en Data quality
          es Calidad de datos
          fr Qualité des données
        machining.import
          en Import
          es Importar
          fr Importation
        machining.question
          en Where did the day go?
          es ¿Adónde se fue el día?
          fr Où est passée la journée ?
        machining.answer
          en {pieces} pieces, centres: {n};
          es {pieces} piezas, centros: {n};
          fr {pieces} pièces, centres : {n} ;
        machining.answer-shares
          en of {window} between first and last piece they produced {production}, waited {wait} and stood still {stop}.
          es de {window} entre la primera y la última pieza, produjeron {production}, esperaron {wait} y estuvieron parados {stop}.
          fr sur {window} entre première et dernière pièce, ils ont produit {production}, attendu {wait} et sont restés arrêtés {stop}.
        machining.no-lines
          en no log lines.
          es ninguna línea de registro.
          fr aucune ligne de journal.
        machining.earlier
          en Earlier
          es Antes
          fr Avant
        machining.later
          en Later
          es Después
          fr Après
        machining.day
          en Day
          es Día
          fr Jour
        machining.show
          en Show
          es Mostrar
          fr Afficher
        machining.span.day
          en Day
          es Día
          fr Jour
        machining.span.week
          en Week
          es Semana
          fr Semaine
        machining.span.month
          en Month
          es Mes
          fr Mois
        machining.chart-centres
          en What each centre did
          es Lo que hizo cada centro
          fr Ce qu'a fait chaque centre
        machining.best
          en best
          es mejor
          fr meilleur
        machining.without-lines
          en No lines of these days: {centres}.
          es Sin líneas de estos días: {centres}.
          fr Aucune ligne de ces jours : {centres}.
        machining.empty
          en No machine log has been read yet
          es Aún no se ha leído ningún registro de máquina
          fr Aucun journal de machine n'a encore été lu
        machining.empty-step
          en Production, waits and stops appear here as soon as a source has brought a log.
          es La producción, las esperas y los paros aparecen aquí en cuanto una fuente trae un registro.
          fr La production, les attentes et les arrêts apparaissent ici dès qu'une source apporte un journal.
        machining.empty-day
          en No log lines of these days
          es Ninguna línea de registro de estos días
          fr Aucune ligne de journal de ces jours
        machining.empty-day-step
          en The calendar shows which days have lines.
          es El calendario muestra qué días tienen líneas.
          fr Le calendrier montre quels jours ont des lignes.
        machining.column.centre
          en Centre
          es Centro
          fr Centre
        machining.column.type
          en Type
          es Tipo
          fr Type
        machining.column.days
          en Days
          es Días
          fr Jours
        machining.column.pieces
          en Pieces
          es Piezas
          fr Pièces
        machining.column.window
          en Observed window
          es Ventana observada
          fr Fenêtre observée
        machining.column.production
          en Production
          es Producción
          fr Production
        machining.column.wait
          en Waiting
          es Espera
          fr Attente
        machining.column.stop
          en Stopped
          es Paro
          fr Arrêt
        machining.column.per-hour
          en Pieces per hour
          es Piezas por hora
          fr Pièces par heure
        machining.column.grade
          en Grade
          es Grado
          fr Note
        machining.column.jobs
          en Jobs
          es Trabajos
          fr Travaux
        machining.column.from
          en From
          es Desde
          fr De
        machining.column.until
          en Until
          es Hasta
          fr À
        machining.column.length
          en Length
          es Duración
          fr Durée
        machining.column.length-mm
          en Length (mm)
          es Longitud (mm)
          fr Longueur (mm)
        machining.column.reference
          en Profile
          es Perfil
          fr Profil
        machining.column.colour
          en Colour
          es Color
          fr Couleur
        machining.column.first
          en First
          es Primero
          fr Premier
        machining.column.time
          en Time
          es Hora
          fr Heure
        machining.column.event
          en Event
          es Evento
          fr Événement
        machining.column.details
          en Details
          es Detalles
          fr Détails
        machining.column.file
          en File
          es Archivo
          fr Fichier
        machining.column.lines
          en Lines
          es Líneas
          fr Lignes
        machining.column.meaning
          en Meaning
          es Significado
          fr Signification
        machining.column.why
          en Why
          es Por qué
          fr Pourquoi
        machining.column.events
          en Events
          es Eventos
          fr Événements
        machining.column.rejects
          en Rejected lines
          es Líneas rechazadas
          fr Lignes rejetées
        machining.column.unknown-events
          en Unknown events
          es Eventos desconocidos
          fr Événements inconnus
        machining.column.silence
          en Silence
          es Silencio
          fr Silence
        machining.column.missing-days
          en Days without lines
          es Días sin líneas
          fr Jours sans lignes
        machining.column.grade-a
          en Grade A
          es Grado A
          fr Note A
        machining.column.grade-b
          en Grade B
          es Grado B
          fr Note B
        machining.column.grade-c
          en Grade C
          es Grado C
          fr Note C
        machining.column.finding
          en Finding
          es Hallazgo
          fr Constat
        machining.column.latest
          en Latest
          es Último
          fr Dernier
        machining.column.source
          en Source
          es Fuente
          fr Source
        machining.column.state
          en State
          es Estado
          fr État
        machining.column.looked
          en Last look
          es Última revisión
          fr Dernier passage
        machining.column.last-line
          en Last line
          es Última línea
          fr Dernière ligne
        machining.floor
          en Machining centres
          es Centros de mecanizado
          fr Centres d'usinage
        machining.need-card
          en Days to check
          es Días por revisar
          fr Jours à vérifier
        machining.need
          en {centre}: the figures of {day} are doubtful
          es {centre}: las cifras del {day} son dudosas
          fr {centre} : les chiffres du {day} sont douteux
        machining.need-do
          en Look at the day
          es Ver el día
          fr Voir le jour
        machining.weekday.1
          en Mon
          es lun
          fr lun.
        machining.weekday.2
          en Tue
          es mar
          fr mar.
        machining.weekday.3
          en Wed
          es mié
          fr mer.
        machining.weekday.4
          en Thu
          es jue
          fr jeu.
        machining.weekday.5
          en Fri
          es vie
          fr ven.
        machining.weekday.6
          en Sat
          es sáb
          fr sam.
        machining.weekday.7
          en Sun
          es dom
          fr dim.

        """#

    static let problems = #"""
        problem.centre_missing
          en There is no machining centre {centre}.
          es No existe el centro de mecanizado {centre}.
          fr Il n'y a pas de centre d'usinage {centre}.
        problem.day_invalid
          en {value} is not a day. Write 2025-05-28.
          es {value} no es un día. Escriba 2025-05-28.
          fr {value} n'est pas un jour. Écrivez 2025-05-28.
        problem.range_reversed
          en The range ends ({to}) before it begins ({from}).
          es El intervalo termina ({to}) antes de empezar ({from}).
          fr La période finit ({to}) avant de commencer ({from}).
        reason.no_log_marker
          en not a log line
          es no es una línea de registro
          fr pas une ligne de journal
        reason.stamp_not_a_time
          en date or time unreadable
          es fecha u hora ilegible
          fr date ou heure illisible
        reason.no_event_name
          en no event name
          es sin nombre de evento
          fr sans nom d'événement
        reason.wait_length
          en wait without a readable length
          es espera sin duración legible
          fr attente sans durée lisible
        reason.job_payload
          en job without profile or length
          es trabajo sin perfil o longitud
          fr travail sans profil ou longueur

        """#
}
