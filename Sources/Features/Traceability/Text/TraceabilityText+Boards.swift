// The words of the NG board, the chain check and the charts.

extension TraceabilityText {
    static let boards = #"""
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
        chart.table
          en The same figures as a table
          es Las mismas cifras en tabla
          fr Les mêmes chiffres en tableau
        """#
}
