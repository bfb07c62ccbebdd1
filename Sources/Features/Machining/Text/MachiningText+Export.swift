// The words in files and pictures of machining, and of the daily job.

extension MachiningText {
    static let exports = #"""
        machining.picture.production
          en Production
          es Producción
          fr Production
        machining.picture.wait
          en Wait
          es Espera
          fr Attente
        machining.picture.stop
          en Stop
          es Parada
          fr Arrêt
        machining.picture.tick
          en one piece
          es una pieza
          fr une pièce
        machining.picture.nothing
          en No data
          es Sin datos
          fr Aucune donnée
        machining.picture.pieces
          en {count} pieces
          es {count} piezas
          fr {count} pièces
        machining.picture.speed
          en {count} per hour
          es {count} por hora
          fr {count} par heure
        machining.picture.grade
          en grade {grade}
          es calidad {grade}
          fr qualité {grade}
        machining.export.column.day
          en Day
          es Día
          fr Jour
        machining.export.column.centre
          en Centre
          es Centro
          fr Centre
        machining.export.column.type
          en Type
          es Tipo
          fr Type
        machining.export.column.pieces
          en Pieces
          es Piezas
          fr Pièces
        machining.export.column.window
          en Observed time
          es Tiempo observado
          fr Temps observé
        machining.export.column.first_start
          en First start
          es Primer arranque
          fr Premier démarrage
        machining.export.column.first_piece
          en First piece
          es Primera pieza
          fr Première pièce
        machining.export.column.last_piece
          en Last piece
          es Última pieza
          fr Dernière pièce
        machining.export.column.last_stop
          en Last stop
          es Última parada
          fr Dernier arrêt
        machining.export.column.wait
          en Wait
          es Espera
          fr Attente
        machining.export.column.stop
          en Stop
          es Parada
          fr Arrêt
        machining.export.column.production
          en Production
          es Producción
          fr Production
        machining.export.column.occupation
          en Occupation
          es Ocupación
          fr Occupation
        machining.export.column.wait_share
          en Share of wait
          es Parte de espera
          fr Part d'attente
        machining.export.column.stop_share
          en Share of stop
          es Parte de parada
          fr Part d'arrêt
        machining.export.column.grade
          en Grade
          es Calidad
          fr Qualité
        machining.export.column.rejected_lines
          en Rejected lines
          es Líneas rechazadas
          fr Lignes rejetées
        machining.export.column.flags
          en Flags
          es Avisos
          fr Signalements
        machining.export.readme.title
          en Machining from {from} to {to}
          es Mecanizado del {from} al {to}
          fr Usinage du {from} au {to}
        machining.export.readme.centres
          en Centres, their types and the time zones of their clocks:
          es Centros, sus tipos y las zonas horarias de sus relojes:
          fr Centres, leurs types et les fuseaux horaires de leurs horloges :
        machining.export.readme.files
          en What is here:
          es Qué hay aquí:
          fr Contenu :
        machining.export.readme.file.table
          en {name}.xlsx: a row for each centre and day; a day without a log is red.
          es {name}.xlsx: una fila por centro y día; un día sin registro está en rojo.
          fr {name}.xlsx : une ligne par centre et par jour ; un jour sans journal est en rouge.
        machining.export.readme.file.svg
          en A folder for each centre; in it each day with a log as a picture that stays sharp at any size (SVG).
          es Una carpeta por centro; en ella, cada día con registro como imagen nítida a cualquier tamaño (SVG).
          fr Un dossier par centre ; chaque jour avec un journal y est une image nette à toute taille (SVG).
        machining.export.readme.file.png
          en The same pictures for programs that do not read SVG (PNG).
          es Las mismas imágenes para programas que no leen SVG (PNG).
          fr Les mêmes images pour les programmes qui ne lisent pas le SVG (PNG).
        machining.export.readme.figures
          en What the figures mean:
          es Qué significan las cifras:
          fr Ce que disent les chiffres :
        machining.export.readme.window
          en Observed time: from the first piece of the day to the last. All other times lie within it.
          es Tiempo observado: de la primera pieza del día a la última. Los demás tiempos están dentro de él.
          fr Temps observé : de la première pièce du jour à la dernière. Les autres temps en font partie.
        machining.export.readme.stop
          en Stop: somebody stopped the machine, until it was started again.
          es Parada: alguien paró la máquina, hasta que se arrancó de nuevo.
          fr Arrêt : quelqu'un a arrêté la machine, jusqu'à ce qu'elle soit redémarrée.
        machining.export.readme.wait
          en Wait: the machine waited without being stopped. A wait inside a stop counts as stop.
          es Espera: la máquina esperó sin estar parada. Una espera dentro de una parada cuenta como parada.
          fr Attente : la machine a attendu sans être arrêtée. Une attente pendant un arrêt compte comme arrêt.
        machining.export.readme.production
          en Production: what is left. Production, wait and stop always sum up to the observed time.
          es Producción: lo que queda. Producción, espera y parada suman siempre el tiempo observado.
          fr Production : le reste. Production, attente et arrêt font toujours ensemble le temps observé.
        machining.export.readme.share
          en Occupation and shares: parts of the observed time. A mean of several days is the sum of times by the sum of times.
          es Ocupación y partes: fracciones del tiempo observado. La media de varios días es suma de tiempos entre suma de tiempos.
          fr Occupation et parts : fractions du temps observé. La moyenne de plusieurs jours est une somme de temps sur une somme de temps.
        machining.export.readme.grade
          en Grade: A complete, B with doubts (see the flags), C with gaps too large to rely on.
          es Calidad: A completo, B con dudas (véanse los avisos), C con huecos demasiado grandes para fiarse.
          fr Qualité : A complet, B avec des doutes (voir les signalements), C avec des trous trop grands pour s'y fier.
        machining.export.readme.times
          en Times are those of the machine's own clock.
          es Las horas son las del reloj de la máquina.
          fr Les heures sont celles de l'horloge de la machine.
        machining.export.readme.missing
          en A day without a log is not a day without work: nothing is known of it.
          es Un día sin registro no es un día sin trabajo: no se sabe nada de él.
          fr Un jour sans journal n'est pas un jour sans travail : on n'en sait rien.
        machining.job.daily
          en Take in machine logs
          es Recoger los registros de las máquinas
          fr Relever les journaux des machines
        problem.range_missing
          en Say from which day to which: from and to, for example 2025-05-01 and 2025-05-31.
          es Indique desde qué día hasta cuál: from y to, por ejemplo 2025-05-01 y 2025-05-31.
          fr Dites de quel jour à quel jour : from et to, par exemple 2025-05-01 et 2025-05-31.
        problem.range_too_long
          en {days} days are too many at once; {most} is the most.
          es {days} días son demasiados de una vez; el máximo es {most}.
          fr {days} jours, c'est trop à la fois ; {most} au plus.
        problem.type_missing
          en There is no machining centre of type {type}.
          es No existe ningún centro de mecanizado de tipo {type}.
          fr Il n'y a pas de centre d'usinage de type {type}.
        problem.export_too_many
          en {count} pictures are too many for one archive; {most} is the most. Ask for fewer days or one centre.
          es {count} imágenes son demasiadas para un archivo; el máximo es {most}. Pida menos días o un solo centro.
          fr {count} images, c'est trop pour une archive ; {most} au plus. Demandez moins de jours ou un seul centre.

        """#
}
