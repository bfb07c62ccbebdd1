// The words of traceability, in three languages side by side.

enum TraceabilityText {
    static let catalogue = #"""
        traceability.title
          en Traceability
          es Trazabilidad
          fr Traçabilité
        traceability.history
          en History
          es Historial
          fr Historique
        traceability.question
          en Which reel was where?
          es ¿Qué carrete estuvo dónde?
          fr Quelle bobine était où ?
        traceability.count
          en {n} changes
          es {n} cambios
          fr {n} changements
        traceability.count-ok
          en {n} OK
          es {n} OK
          fr {n} OK
        traceability.count-ng
          en {n} NG
          es {n} NG
          fr {n} NG
        traceability.no-ng
          en no NG
          es ningún NG
          fr aucun NG
        traceability.answer-all
          en in all:
          es en total:
          fr au total :
        traceability.answer-filter
          en in this filter:
          es en este filtro:
          fr dans ce filtre :
        traceability.changes
          en changes
          es cambios
          fr changements
        traceability.upload
          en Upload a CSV
          es Subir un CSV
          fr Envoyer un CSV
        traceability.empty
          en No change matches
          es Ningún cambio coincide
          fr Aucun changement ne correspond
        traceability.empty-step
          en Material changes appear here as soon as a source has loaded a file. Clear the filter, or look at the sources.
          es Los cambios de material aparecen aquí en cuanto una fuente carga un archivo. Quite el filtro o mire las fuentes.
          fr Les changements de matière apparaissent ici dès qu'une source a chargé un fichier. Effacez le filtre ou regardez les sources.
        traceability.empty-do
          en Open the sources
          es Abrir las fuentes
          fr Ouvrir les sources
        traceability.loaded
          en Loaded now
          es Cargado ahora
          fr Chargé maintenant
        traceability.loaded-question
          en What is on each slot?
          es ¿Qué hay en cada ranura?
          fr Qu'y a-t-il sur chaque position ?
        traceability.loaded-answer
          en {n} slots loaded on line {line}, mounter {mounter}.
          es {n} ranuras cargadas en la línea {line}, mounter {mounter}.
          fr {n} positions chargées sur la ligne {line}, machine {mounter}.
        traceability.loaded-latest
          en Latest OK scan:
          es Último escaneo OK:
          fr Dernier scan OK :
        traceability.loaded-none
          en No OK scan is known for this machine yet.
          es Aún no se conoce ningún escaneo OK de esta máquina.
          fr Aucun scan OK n'est encore connu pour cette machine.
        traceability.loaded-empty
          en Nothing is known to be loaded
          es No consta nada cargado
          fr Rien de chargé n'est connu
        traceability.loaded-empty-step
          en Each OK scan puts its reel on a slot. Scans without line, mounter or time do not count here.
          es Cada escaneo OK pone su carrete en una ranura. Aquí no cuentan los escaneos sin línea, mounter u hora.
          fr Chaque scan OK place sa bobine sur une position. Les scans sans ligne, machine ou heure ne comptent pas ici.
        traceability.lots
          en Reel or lot
          es Carrete o lote
          fr Bobine ou lot
        traceability.lots-question
          en Where was this lot, and which lots were there?
          es ¿Dónde estuvo este lote y qué lotes estuvieron ahí?
          fr Où était ce lot, et quels lots étaient là ?
        traceability.lots-ask
          en Enter a lot or barcode, or a line and a span of time.
          es Escriba un lote o código, o una línea y un periodo.
          fr Saisissez un lot ou un code, ou une ligne et une période.
        traceability.lots-answer
          en {lot} was on slots {n} times; {still} of them still.
          es {lot} estuvo {n} veces en una ranura; {still} siguen.
          fr {lot} a été {n} fois sur une position ; {still} y sont encore.
        traceability.lots-line-answer
          en {n} reels were in on line {line} in this span; {still} still are.
          es {n} carretes estuvieron en la línea {line} en este periodo; {still} siguen.
          fr {n} bobines étaient sur la ligne {line} dans cette période ; {still} y sont encore.
        traceability.lots-none
          en No slot held it
          es Ninguna ranura lo tuvo
          fr Aucune position ne l'a eu
        traceability.lots-none-step
          en The search is exact: check the text, or search the history for a part of it.
          es La búsqueda es exacta: revise el texto, o busque una parte en el historial.
          fr La recherche est exacte : vérifiez le texte, ou cherchez-en une partie dans l'historique.
        traceability.by-lot
          en By lot or barcode
          es Por lote o código
          fr Par lot ou code
        traceability.by-line
          en By line and time
          es Por línea y hora
          fr Par ligne et heure
        traceability.lot-or-barcode
          en Lot or barcode
          es Lote o código
          fr Lot ou code
        traceability.find
          en Find
          es Buscar
          fr Chercher
        traceability.show
          en Show
          es Mostrar
          fr Afficher
        traceability.still
          en still there
          es sigue ahí
          fr encore là
        traceability.by-window
          en This is by window of time, not by board.
          es Esto es por ventana de tiempo, no por placa.
          fr Ceci est par fenêtre de temps, non par carte.
        traceability.by-window-why
          en A reel counts from its first OK scan on a slot until the next other reel there. Which board it was placed on is not in these files.
          es Un carrete cuenta desde su primer escaneo OK en la ranura hasta el siguiente carrete distinto. En qué placa se montó no está en estos archivos.
          fr Une bobine compte de son premier scan OK sur la position jusqu'à la bobine suivante. Sur quelle carte elle a servi ne figure pas dans ces fichiers.
        traceability.change-title
          en {part} put on a slot
          es {part} puesto en una ranura
          fr {part} posé sur une position
        traceability.on-line
          en Line {n}
          es Línea {n}
          fr Ligne {n}
        traceability.on-mounter
          en mounter {n}
          es mounter {n}
          fr machine {n}
        traceability.no-time
          en the machine wrote “{text}” for the time
          es la máquina escribió «{text}» como hora
          fr la machine a écrit « {text} » pour l'heure
        traceability.withdrawn
          en no longer in its file
          es ya no está en su archivo
          fr n'est plus dans son fichier
        traceability.as-written
          en As the machine wrote it
          es Como lo escribió la máquina
          fr Tel que la machine l'a écrit
        traceability.origin
          en Where it comes from
          es De dónde viene
          fr D'où cela vient
        traceability.line-of-file
          en Line of the file
          es Línea del archivo
          fr Ligne du fichier
        traceability.byte
          en Byte
          es Byte
          fr Octet
        traceability.on-this-slot
          en On this slot
          es En esta ranura
          fr Sur cette position
        traceability.newest-first
          en newest first
          es lo más nuevo primero
          fr le plus récent d'abord
        traceability.side.front
          en front
          es frente
          fr avant
        traceability.side.rear
          en rear
          es atrás
          fr arrière
        traceability.column.time
          en Time
          es Hora
          fr Heure
        traceability.column.from
          en From
          es Desde
          fr De
        traceability.column.to
          en To
          es Hasta
          fr À
        traceability.column.line
          en Line
          es Línea
          fr Ligne
        traceability.column.mounter
          en Mounter
          es Mounter
          fr Machine
        traceability.column.slot
          en Slot
          es Ranura
          fr Position
        traceability.column.part
          en Part
          es Parte
          fr Article
        traceability.column.result
          en Result
          es Resultado
          fr Résultat
        traceability.column.barcode
          en Barcode
          es Código
          fr Code-barres
        traceability.column.lot
          en Lot
          es Lote
          fr Lot
        traceability.column.quantity
          en Quantity
          es Cantidad
          fr Quantité
        traceability.column.vendor
          en Vendor
          es Proveedor
          fr Fournisseur
        traceability.column.previous
          en Previous barcode
          es Código anterior
          fr Code précédent
        traceability.column.file
          en File and line
          es Archivo y línea
          fr Fichier et ligne
        traceability.column.file_id
          en File
          es Archivo
          fr Fichier
        traceability.column.feeder
          en Feeder base
          es Base del feeder
          fr Base du feeder
        traceability.column.product-date
          en Product date
          es Fecha de producto
          fr Date de produit
        traceability.column.sequence
          en Sequence
          es Secuencia
          fr Séquence
        traceability.column.raw-time
          en Date and time as written
          es Fecha y hora como se escribió
          fr Date et heure telles qu'écrites
        traceability.column.since
          en Since
          es Desde
          fr Depuis
        traceability.column.to-ok
          en Until OK
          es Hasta OK
          fr Jusqu'à OK
        traceability.column.expected-part
          en Its part
          es Su parte
          fr Sa référence
        traceability.column.expected
          en Was loaded
          es Estaba cargado
          fr Était chargée
        """#
}
