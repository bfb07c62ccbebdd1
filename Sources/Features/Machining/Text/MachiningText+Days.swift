// The words of a centre's day, its lines and the calendar.

extension MachiningText {
    static let days = #"""
        machining.day-question
          en Where did the day of {centre} go?
          es ¿Adónde se fue el día de {centre}?
          fr Où est passée la journée de {centre} ?
        machining.day-answer
          en It produced {production} of {window}.
          es Produjo {production} de {window}.
          fr Il a produit {production} de {window}.
        machining.day-answer-rest
          en It waited {wait} and stood still {stop}; {pieces} pieces.
          es Esperó {wait} y estuvo parado {stop}; {pieces} piezas.
          fr Il a attendu {wait} et est resté arrêté {stop} ; {pieces} pièces.
        machining.answer-no-window
          en {pieces} pieces: without two of them there is no window to share out.
          es {pieces} piezas: sin dos de ellas no hay ventana que repartir.
          fr {pieces} pièces : sans deux d'entre elles, il n'y a pas de fenêtre à répartir.
        machining.day-empty
          en No log of this day
          es Ningún registro de este día
          fr Aucun journal de ce jour
        machining.day-empty-step
          en A day off, or a log that has not come yet. The sources say when they last brought one.
          es Un día libre, o un registro que aún no ha llegado. Las fuentes dicen cuándo trajeron el último.
          fr Un jour chômé, ou un journal qui n'est pas encore arrivé. Les sources disent quand elles ont apporté le dernier.
        machining.open-sources
          en Open the sources
          es Abrir las fuentes
          fr Ouvrir les sources
        machining.all-centres
          en All centres
          es Todos los centros
          fr Tous les centres
        machining.centre-settings
          en Settings of the centre
          es Ajustes del centro
          fr Réglages du centre
        machining.per-hour
          en {n} per hour
          es {n} por hora
          fr {n} par heure
        machining.doubts
          en Grade {grade}: take these figures with care
          es Grado {grade}: tome estas cifras con cautela
          fr Note {grade} : prenez ces chiffres avec prudence
        machining.rejected-lines
          en {n} lines could not be read
          es {n} líneas no se pudieron leer
          fr {n} lignes n'ont pas pu être lues
        machining.chart-day
          en The day, moment by moment
          es El día, momento a momento
          fr La journée, instant par instant
        machining.chart-day-finding
          en A dot is a piece, or several.
          es Un punto es una pieza, o varias.
          fr Un point est une pièce, ou plusieurs.
        machining.lane
          en Centre
          es Centro
          fr Centre
        machining.piece
          en Piece
          es Pieza
          fr Pièce
        machining.chart-pieces
          en Pieces per hour
          es Piezas por hora
          fr Pièces par heure
        machining.stops
          en Stops
          es Paros
          fr Arrêts
        machining.waits
          en Waits
          es Esperas
          fr Attentes
        machining.their-lines
          en {n}, all their lines
          es {n}, todas sus líneas
          fr {n}, toutes leurs lignes
        machining.jobs
          en Jobs by profile
          es Trabajos por perfil
          fr Travaux par profil
        machining.none
          en None.
          es Ninguno.
          fr Aucun.
        machining.longest
          en The {n} longest of {all}.
          es Los {n} más largos de {all}.
          fr Les {n} plus longs sur {all}.
        machining.from-before
          en since the day before
          es desde el día anterior
          fr depuis la veille
        machining.goes-on
          en goes on
          es continúa
          fr continue
        machining.counted
          en {length} of it in the window
          es {length} dentro de la ventana
          fr dont {length} dans la fenêtre
        machining.facts
          en Behind the figures
          es Detrás de las cifras
          fr Derrière les chiffres
        machining.all-lines
          en All lines of the day
          es Todas las líneas del día
          fr Toutes les lignes du jour
        machining.fact.first-start
          en First start
          es Primer arranque
          fr Premier démarrage
        machining.fact.first-piece
          en First piece
          es Primera pieza
          fr Première pièce
        machining.fact.last-piece
          en Last piece
          es Última pieza
          fr Dernière pièce
        machining.fact.last-stop
          en Last stop
          es Último paro
          fr Dernier arrêt
        machining.fact.overlap
          en Waiting inside stops
          es Espera dentro de paros
          fr Attente pendant des arrêts
        machining.fact.silence
          en Silence
          es Silencio
          fr Silence
        machining.fact.unknown-events
          en Unknown events
          es Eventos desconocidos
          fr Événements inconnus
        machining.fact.rejects
          en Rejected lines
          es Líneas rechazadas
          fr Lignes rejetées
        machining.fact.notes
          en Notes
          es Notas
          fr Remarques
        machining.compat
          en The formula of before
          es La fórmula de antes
          fr L'ancienne formule
        machining.compat-why
          en It takes off all waits and stops, also those before the first and after the last piece, counts a wait inside a stop twice, and reads 12.5 sec as 5. That is why it may differ, even fall below zero.
          es Descuenta todas las esperas y paros, también los de antes de la primera y después de la última pieza, cuenta dos veces una espera dentro de un paro y lee 12.5 sec como 5. Por eso puede diferir, e incluso ser negativa.
          fr Elle retire toutes les attentes et tous les arrêts, même avant la première et après la dernière pièce, compte deux fois une attente pendant un arrêt et lit 12.5 sec comme 5. Elle peut donc différer, et même être négative.
        machining.hours
          en Hours
          es Horas
          fr Heures
        machining.before
          en Before
          es Antes
          fr Avant
        machining.lines
          en Log lines
          es Líneas del registro
          fr Lignes du journal
        machining.lines-title
          en What the log of {centre} says
          es Lo que dice el registro de {centre}
          fr Ce que dit le journal de {centre}
        machining.lines-count
          en {n} lines.
          es {n} líneas.
          fr {n} lignes.
        machining.lines-all
          en All lines of this stretch
          es Todas las líneas de este tramo
          fr Toutes les lignes de cette période
        machining.lines-none
          en No line in this stretch
          es Ninguna línea en este tramo
          fr Aucune ligne dans cette période
        machining.lines-more
          en There are more; a shorter stretch shows them all.
          es Hay más; un tramo más corto las muestra todas.
          fr Il y en a d'autres ; une période plus courte les montre toutes.
        machining.back-to-day
          en Back to the day
          es Volver al día
          fr Retour au jour
        machining.byte
          en byte {n}
          es byte {n}
          fr octet {n}
        machining.note.back
          en clock set back
          es reloj atrasado
          fr horloge reculée
        machining.note.skipped
          en skipped hour
          es hora omitida
          fr heure sautée
        machining.note.second
          en second pass of the hour
          es segunda pasada de la hora
          fr second passage de l'heure
        machining.meaning.piece
          en piece
          es pieza
          fr pièce
        machining.meaning.wait
          en wait
          es espera
          fr attente
        machining.meaning.stop
          en stop
          es paro
          fr arrêt
        machining.meaning.start
          en start
          es arranque
          fr démarrage
        machining.meaning.job
          en job
          es trabajo
          fr travail
        machining.meaning.other
          en unknown
          es desconocido
          fr inconnu
        machining.meaning.ignore
          en ignored
          es ignorado
          fr ignoré
        machining.calendar-question
          en Which days were good, and which are missing?
          es ¿Qué días fueron buenos y cuáles faltan?
          fr Quels jours ont été bons, et lesquels manquent ?
        machining.calendar-answer
          en {share} production over {days} days with lines.
          es {share} de producción en {days} días con líneas.
          fr {share} de production sur {days} jours avec lignes.
        machining.calendar-doubts
          en {n} of them are doubtful.
          es {n} de ellos son dudosos.
          fr {n} d'entre eux sont douteux.
        machining.chart-calendar
          en Production by day
          es Producción por día
          fr Production par jour
        machining.calendar-hint
          en Hatched: no lines of that day. A cell opens its day.
          es Rayado: sin líneas ese día. Una celda abre su día.
          fr Hachuré : pas de lignes ce jour-là. Une case ouvre son jour.

        """#
}
