// The words of data quality, settings and import.

extension MachiningText {
    static let quality = #"""
        machining.quality-question
          en How far can the figures be trusted?
          es ¿Hasta dónde son fiables las cifras?
          fr Jusqu'où peut-on se fier aux chiffres ?
        machining.quality-answer
          en {a} of {n} days are of grade A.
          es {a} de {n} días son de grado A.
          fr {a} jours sur {n} ont la note A.
        machining.quality-answer-rest
          en {b} have doubts (B), {c} have holes (C).
          es {b} tienen dudas (B), {c} tienen huecos (C).
          fr {b} ont des doutes (B), {c} ont des trous (C).
        machining.quality-saved
          en Saved; all days were computed anew.
          es Guardado; todos los días se han calculado de nuevo.
          fr Enregistré ; tous les jours ont été recalculés.
        machining.last-days
          en {n} days
          es {n} días
          fr {n} jours
        machining.findings
          en What was met
          es Lo que se encontró
          fr Ce qui a été rencontré
        machining.odd-logs
          en Logs to look at
          es Registros por revisar
          fr Journaux à regarder
        machining.doubt
          en doubt
          es duda
          fr doute
        machining.log-empty
          en no line that counts
          es ninguna línea que cuente
          fr aucune ligne qui compte
        machining.log-encoding
          en not UTF-8; read as Western Windows text
          es no es UTF-8; leído como texto de Windows occidental
          fr pas en UTF-8 ; lu comme texte Windows occidental
        machining.by-centre
          en By centre
          es Por centro
          fr Par centre
        machining.doubtful
          en Days with doubts
          es Días con dudas
          fr Jours douteux
        machining.no-doubts
          en No day has a doubt.
          es Ningún día tiene dudas.
          fr Aucun jour n'est douteux.
        machining.grade.a
          en Nothing is missing or doubtful
          es No falta nada ni hay dudas
          fr Rien ne manque ni ne fait douter
        machining.grade.c
          en Much is missing
          es Falta mucho
          fr Il manque beaucoup
        machining.flag.clock_set_back
          en the machine's clock was set back
          es el reloj de la máquina se atrasó
          fr l'horloge de la machine a reculé
        machining.flag.skipped_hour
          en times that do not exist (clocks went forward)
          es horas que no existen (cambio de hora)
          fr heures qui n'existent pas (passage à l'heure d'été)
        machining.flag.clock_change
          en clocks changed on this day
          es ese día cambió la hora
          fr changement d'heure ce jour-là
        machining.flag.double_stop
          en a stop while it was stopped
          es un paro estando parado
          fr un arrêt alors qu'il était arrêté
        machining.flag.double_start
          en a start while it ran
          es un arranque estando en marcha
          fr un démarrage alors qu'il tournait
        machining.flag.piece_in_stop
          en pieces were finished while it was stopped: a start is missing
          es se acabaron piezas estando parado: falta un arranque
          fr des pièces finies pendant un arrêt : il manque un démarrage
        machining.flag.unreadable_wait
          en a wait without a length
          es una espera sin duración
          fr une attente sans durée
        machining.flag.rejected_lines
          en lines that could not be read
          es líneas que no se pudieron leer
          fr lignes illisibles
        machining.flag.silence
          en more than an hour without any line
          es más de una hora sin ninguna línea
          fr plus d'une heure sans aucune ligne
        machining.flag.wait_in_stop
          en waits inside stops count as stop
          es las esperas dentro de paros cuentan como paro
          fr les attentes pendant un arrêt comptent comme arrêt
        machining.flag.outside_window
          en waits or stops before the first or after the last piece do not count
          es no cuentan las esperas ni los paros antes de la primera o después de la última pieza
          fr les attentes et arrêts avant la première ou après la dernière pièce ne comptent pas
        machining.flag.overnight_stop
          en stopped over midnight
          es parado durante la medianoche
          fr arrêté à minuit
        machining.flag.unknown_events
          en events without a meaning
          es eventos sin significado
          fr événements sans signification
        machining.events
          en What events mean
          es Qué significan los eventos
          fr Ce que signifient les événements
        machining.events-why
          en An unknown event is kept and counted. Give it a meaning, and all days are computed anew.
          es Un evento desconocido se guarda y se cuenta. Dele un significado y todos los días se calculan de nuevo.
          fr Un événement inconnu est gardé et compté. Donnez-lui une signification, et tous les jours sont recalculés.
        machining.save-meanings
          en Save meanings
          es Guardar significados
          fr Enregistrer les significations
        machining.wait-stamp
          en When is a wait written down?
          es ¿Cuándo se anota una espera?
          fr Quand une attente est-elle notée ?
        machining.wait-why
          en A log says how long a wait was, not which end its time is. Under the true one hardly any piece is finished inside a wait: the smaller number is the likelier.
          es El registro dice cuánto duró una espera, no a qué extremo corresponde su hora. Con el correcto casi ninguna pieza se acaba dentro de una espera: el número menor es el más probable.
          fr Le journal dit combien a duré une attente, pas à quelle extrémité est son heure. Avec la bonne, presque aucune pièce ne se termine pendant une attente : le plus petit nombre est le plus probable.
        machining.wait.begin
          en at its beginning
          es al empezar
          fr au début
        machining.wait.end
          en at its end
          es al acabar
          fr à la fin
        machining.wait.assumed
          en assumed
          es supuesto
          fr supposé
        machining.wait.set
          en Counted as written
          es Se cuenta como anotada
          fr Comptée comme notée
        machining.wait.if-begin
          en Pieces inside, if at the beginning
          es Piezas dentro, si es al empezar
          fr Pièces dedans, si c'est au début
        machining.wait.if-end
          en Pieces inside, if at the end
          es Piezas dentro, si es al acabar
          fr Pièces dedans, si c'est à la fin
        machining.wait-confirmed
          en Confirmed: I have looked at the evidence
          es Confirmado: he visto los datos
          fr Confirmé : j'ai vu les indices
        machining.centre-answer
          en What is said here holds for all days of the centre; they are computed anew at once.
          es Lo que se diga aquí vale para todos los días del centro; se calculan de nuevo al momento.
          fr Ce qui est dit ici vaut pour tous les jours du centre ; ils sont recalculés aussitôt.
        machining.centre-saved
          en Saved; all days of the centre were computed anew.
          es Guardado; todos los días del centro se han calculado de nuevo.
          fr Enregistré ; tous les jours du centre ont été recalculés.
        machining.day-start
          en The production day begins at
          es El día de producción empieza a las
          fr La journée de production commence à
        machining.day-start-why
          en 00:00, or 06:00 where a night shift belongs to the day before.
          es 00:00, o 06:00 donde el turno de noche pertenece al día anterior.
          fr 00:00, ou 06:00 là où l'équipe de nuit appartient à la veille.
        machining.shifts
          en Shifts begin at
          es Los turnos empiezan a las
          fr Les équipes commencent à
        machining.shifts-why
          en For example 06:00 14:00 22:00. Empty: no figures by shift.
          es Por ejemplo 06:00 14:00 22:00. Vacío: sin cifras por turno.
          fr Par exemple 06:00 14:00 22:00. Vide : pas de chiffres par équipe.
        machining.save-centre
          en Save and compute anew
          es Guardar y calcular de nuevo
          fr Enregistrer et recalculer
        machining.import-question
          en Where do the logs come from?
          es ¿De dónde vienen los registros?
          fr D'où viennent les journaux ?
        machining.import-answer
          en {n} sources bring machine logs.
          es {n} fuentes traen registros de máquinas.
          fr {n} sources apportent des journaux de machines.
        machining.import-failing
          en {n} of them fail.
          es {n} de ellas fallan.
          fr {n} d'entre elles échouent.
        machining.sources
          en Sources of machine logs
          es Fuentes de registros
          fr Sources de journaux
        machining.add-source
          en Add a source
          es Añadir una fuente
          fr Ajouter une source
        machining.no-sources
          en No source of machine logs yet
          es Aún no hay fuentes de registros
          fr Pas encore de source de journaux
        machining.no-sources-step
          en A source is a folder or an FTP site with one folder per centre. Gemba looks there by itself.
          es Una fuente es una carpeta o un sitio FTP con una carpeta por centro. Gemba mira allí por sí mismo.
          fr Une source est un dossier ou un site FTP avec un dossier par centre. Gemba y regarde de lui-même.
        machining.source-off
          en paused
          es en pausa
          fr en pause
        machining.source-ok
          en works
          es funciona
          fr fonctionne
        machining.source-failing
          en fails
          es falla
          fr échoue
        machining.one-file
          en One log by hand
          es Un registro a mano
          fr Un journal à la main
        machining.drop
          en Drop a log here
          es Suelte aquí un registro
          fr Déposez un journal ici
        machining.drop-choose
          en or choose one
          es o elija uno
          fr ou choisissez-en un
        machining.upload-centre-why
          en As its folder is named; the type stands in parentheses.
          es Como se llama su carpeta; el tipo va entre paréntesis.
          fr Comme son dossier se nomme ; le type est entre parenthèses.
        machining.upload
          en Read the log
          es Leer el registro
          fr Lire le journal
        machining.upload-not
          en A supervisor can hand in single logs here.
          es Un supervisor puede entregar aquí registros sueltos.
          fr Un superviseur peut remettre ici des journaux isolés.
        machining.uploaded
          en {file}: {loaded} lines loaded, {rejected} rejected.
          es {file}: {loaded} líneas cargadas, {rejected} rechazadas.
          fr {file} : {loaded} lignes chargées, {rejected} rejetées.

        """#
}
