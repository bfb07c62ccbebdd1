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
        traceability.ng
          en Open NG
          es NG abiertos
          fr NG ouverts
        traceability.ng-question
          en Which refused scans are still open?
          es ¿Qué escaneos rechazados siguen abiertos?
          fr Quels scans refusés sont encore ouverts ?
        traceability.ng-answer
          en {n} NG scans have no OK on their slot yet.
          es {n} escaneos NG aún no tienen OK en su ranura.
          fr {n} scans NG n'ont pas encore d'OK sur leur position.
        traceability.ng-answer-one
          en One NG scan has no OK on its slot yet.
          es Un escaneo NG aún no tiene OK en su ranura.
          fr Un scan NG n'a pas encore d'OK sur sa position.
        traceability.ng-none
          en No NG is open.
          es No hay NG abierto.
          fr Aucun NG n'est ouvert.
        traceability.ng-median
          en In the last 7 days an NG took {time} to its OK in the middle case.
          es En los últimos 7 días, un NG tardó {time} hasta su OK en el caso mediano.
          fr Ces 7 derniers jours, un NG a mis {time} jusqu'à son OK dans le cas médian.
        traceability.ng-open
          en Open
          es Abiertos
          fr Ouverts
        traceability.ng-closed
          en Answered by an OK
          es Respondidos con un OK
          fr Suivis d'un OK
        traceability.ng-nothing
          en None.
          es Ninguno.
          fr Aucun.
        traceability.ng-card
          en Open NG
          es NG abiertos
          fr NG ouverts
        traceability.ng-need
          en NG without an OK: {place}
          es NG sin OK: {place}
          fr NG sans OK : {place}
        traceability.ng-do
          en See the board
          es Ver el tablero
          fr Voir le tableau
        traceability.chain
          en Chain
          es Cadena
          fr Chaîne
        traceability.chain-question
          en Does each change follow the one before?
          es ¿Cada cambio sigue al anterior?
          fr Chaque changement suit-il le précédent ?
        traceability.chain-answer
          en {broken} changes name another reel than the one that was loaded.
          es {broken} cambios nombran otro carrete que el que estaba cargado.
          fr {broken} changements nomment une autre bobine que celle qui était chargée.
        traceability.chain-whole
          en No change names another reel than the one that was loaded.
          es Ningún cambio nombra otro carrete que el que estaba cargado.
          fr Aucun changement ne nomme une autre bobine que celle qui était chargée.
        traceability.chain-rest
          en {swap} put another part on its slot, {splice} went on with the same part.
          es {swap} pusieron otra parte en su ranura, {splice} siguieron con la misma.
          fr {swap} ont mis une autre référence à la position, {splice} ont continué avec la même.
        traceability.chain-broken
          en Another reel named
          es Otro carrete nombrado
          fr Autre bobine nommée
        traceability.chain-swap
          en Swap
          es Cambio de parte
          fr Changement de référence
        traceability.chain-splice
          en Splice
          es Empalme
          fr Raccord
        traceability.chain-why-broken
          en The reel named as the one before was not the one loaded.
          es El carrete nombrado como anterior no era el cargado.
          fr La bobine nommée comme précédente n'était pas celle chargée.
        traceability.chain-why-swap
          en Another part came onto the slot.
          es Otra parte llegó a la ranura.
          fr Une autre référence est arrivée à la position.
        traceability.chain-why-splice
          en A new reel of the same part was joined to the loaded one.
          es Un carrete nuevo de la misma parte se unió al cargado.
          fr Une nouvelle bobine de la même référence a suivi celle chargée.
        traceability.chain-none
          en None in this span
          es Ninguno en este periodo
          fr Aucun dans cette période
        traceability.chain-none-step
          en Choose another kind, or a longer span of time.
          es Elija otra clase o un periodo más largo.
          fr Choisissez un autre genre ou une période plus longue.
        traceability.chain-more
          en The newest {n} are listed; a narrower filter shows the rest.
          es Se listan los {n} más recientes; un filtro más estrecho muestra el resto.
          fr Les {n} plus récents sont listés ; un filtre plus étroit montre le reste.
        traceability.charts
          en Charts
          es Gráficas
          fr Graphiques
        traceability.charts-question
          en When and where do changes go wrong?
          es ¿Cuándo y dónde fallan los cambios?
          fr Quand et où les changements échouent-ils ?
        traceability.charts-answer
          en {n} changes, {ng} of them NG ({rate}).
          es {n} cambios, {ng} de ellos NG ({rate}).
          fr {n} changements, dont {ng} NG ({rate}).
        traceability.charts-none
          en No changes in this span.
          es Sin cambios en este periodo.
          fr Aucun changement dans cette période.
        traceability.day
          en 1 day
          es 1 día
          fr 1 jour
        traceability.days
          en {n} days
          es {n} días
          fr {n} jours
        traceability.chart-hours
          en Changes over time by result
          es Cambios en el tiempo por resultado
          fr Changements dans le temps par résultat
        traceability.chart-line-rate
          en NG per thousand changes, by line
          es NG por mil cambios, por línea
          fr NG pour mille changements, par ligne
        traceability.chart-top
          en Parts changed most
          es Partes más cambiadas
          fr Articles les plus changés
        traceability.chart-worst
          en Parts with the most NG
          es Partes con más NG
          fr Articles avec le plus de NG
        traceability.floor-hours
          en Material changes, last 24 hours
          es Cambios de material, últimas 24 horas
          fr Changements de matière, dernières 24 heures
        traceability.floor-lines
          en SMT lines
          es Líneas SMT
          fr Lignes CMS
        traceability.last-day
          en last 24 hours
          es últimas 24 horas
          fr dernières 24 heures
        traceability.rate
          en NG rate
          es Tasa de NG
          fr Taux de NG
        traceability.open
          en Open the history
          es Abrir el historial
          fr Ouvrir l'historique
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
        chart.table
          en The same figures as a table
          es Las mismas cifras en tabla
          fr Les mêmes chiffres en tableau
        """#
}
