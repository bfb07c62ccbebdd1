// The words of its columns, of what is done and was done, in three languages.

extension ConsolidationText {
    /// Columns, deeds, lines of the log, needs.
    static let lines = #"""
        consolidation.column.branch
          en Branch
          es Sucursal
          fr Succursale
        consolidation.column.central
          en Central
          es Central
          fr Centrale
        consolidation.column.state
          en State
          es Estado
          fr État
        consolidation.column.since
          en Since
          es Desde
          fr Depuis
        consolidation.column.closing
          en Last closing
          es Último cierre
          fr Dernière clôture
        consolidation.column.proof
          en Proof
          es Comprobación
          fr Vérification
        consolidation.column.refused
          en Refused
          es Rechazadas
          fr Refusées
        consolidation.column.actions
          en Actions
          es Acciones
          fr Actions
        consolidation.column.address
          en Address
          es Dirección
          fr Adresse
        consolidation.column.closed-into
          en Branches closed into it
          es Sucursales cerradas en ella
          fr Succursales clôturées dedans
        consolidation.column.opened
          en Opened
          es Apertura
          fr Ouverture
        consolidation.column.closed
          en Closed
          es Cierre
          fr Clôture
        consolidation.column.when
          en When
          es Cuándo
          fr Quand
        consolidation.column.what
          en What
          es Qué
          fr Quoi
        consolidation.column.result
          en Result
          es Resultado
          fr Résultat
        consolidation.column.counts
          en Rows
          es Filas
          fr Lignes
        consolidation.column.by
          en By
          es Por
          fr Par
        consolidation.column.table
          en Table
          es Tabla
          fr Table
        consolidation.column.inserted
          en New
          es Nuevas
          fr Nouvelles
        consolidation.column.updated
          en Changed
          es Cambiadas
          fr Modifiées
        consolidation.column.deleted
          en Deleted
          es Borradas
          fr Supprimées
        consolidation.column.failed
          en Refused
          es Rechazadas
          fr Refusées
        consolidation.column.samples
          en Samples
          es Ejemplos
          fr Exemples
        consolidation.column.started
          en Began
          es Empezó
          fr Début
        consolidation.column.ended
          en Ended
          es Terminó
          fr Fin
        consolidation.column.took
          en Took
          es Duró
          fr Durée
        consolidation.column.removed
          en Removed
          es Quitadas
          fr Retirées
        consolidation.column.restored
          en Put back
          es Repuestas
          fr Rétablies
        consolidation.column.key
          en Key
          es Clave
          fr Clé
        consolidation.column.deed
          en What was tried
          es Qué se intentó
          fr Tentative
        consolidation.column.reason
          en Reason
          es Motivo
          fr Raison
        consolidation.column.tries
          en Tries
          es Intentos
          fr Essais
        consolidation.column.status
          en Status
          es Situación
          fr Situation
        consolidation.column.first
          en First
          es Primera vez
          fr Première fois
        consolidation.column.last
          en Last
          es Última vez
          fr Dernière fois
        consolidation.column.next
          en Next
          es Próxima
          fr Prochaine
        consolidation.column.on-update
          en A changed row
          es Una fila cambiada
          fr Une ligne modifiée
        consolidation.column.on-delete
          en A deleted row
          es Una fila borrada
          fr Une ligne supprimée
        consolidation.column.on-columns
          en A new column
          es Una columna nueva
          fr Une nouvelle colonne
        consolidation.column.excluded
          en Left out
          es Excluida
          fr Exclue
        consolidation.doing.open
          en Opening
          es Abriendo
          fr Ouverture
        consolidation.doing.close
          en Closing
          es Cerrando
          fr Clôture
        consolidation.doing.verify
          en Checking
          es Comprobando
          fr Vérification
        consolidation.doing.retry
          en Trying refused rows again
          es Reintentando filas rechazadas
          fr Nouvel essai des lignes refusées
        consolidation.doing.undo
          en Taking back
          es Revirtiendo
          fr Annulation
        consolidation.job.open
          en Open a branch
          es Abrir una sucursal
          fr Ouvrir une succursale
        consolidation.job.close
          en Close a branch
          es Cerrar una sucursal
          fr Clôturer une succursale
        consolidation.job.verify
          en Check a branch
          es Comprobar una sucursal
          fr Vérifier une succursale
        consolidation.job.retry
          en Try refused rows again
          es Reintentar filas rechazadas
          fr Réessayer les lignes refusées
        consolidation.job.undo
          en Take a closing back
          es Revertir un cierre
          fr Annuler une clôture
        consolidation.will.open
          en Open {branch}
          es Abrir {branch}
          fr Ouvrir {branch}
        consolidation.will.close
          en Close {branch} into {central}
          es Cerrar {branch} en {central}
          fr Clôturer {branch} dans {central}
        consolidation.will.verify
          en Check {branch}
          es Comprobar {branch}
          fr Vérifier {branch}
        consolidation.will.retry
          en Try refused rows again
          es Reintentar filas rechazadas
          fr Réessayer les lignes refusées
        consolidation.will.undo
          en Take back a closing of {branch}
          es Revertir un cierre de {branch}
          fr Annuler une clôture de {branch}
        consolidation.line.opened
          en opened with {rows} rows
          es abierta con {rows} filas
          fr ouverte avec {rows} lignes
        consolidation.line.opened-now
          en opened with {rows} rows; {skipped} of them are taken for consolidated
          es abierta con {rows} filas; {skipped} se dan por consolidadas
          fr ouverte avec {rows} lignes ; {skipped} sont tenues pour consolidées
        consolidation.line.closed
          en closed into {central}: {inserted} new, {updated} changed, {deleted} deleted, {failed} refused; equal
          es cerrada en {central}: {inserted} nuevas, {updated} cambiadas, {deleted} borradas, {failed} rechazadas; igual
          fr clôturée dans {central} : {inserted} nouvelles, {updated} modifiées, {deleted} supprimées, {failed} refusées ; égale
        consolidation.line.closed-unequal
          en closed into {central}: {inserted} new, {updated} changed, {deleted} deleted, {failed} refused; NOT equal
          es cerrada en {central}: {inserted} nuevas, {updated} cambiadas, {deleted} borradas, {failed} rechazadas; NO es igual
          fr clôturée dans {central} : {inserted} nouvelles, {updated} modifiées, {deleted} supprimées, {failed} refusées ; NON égale
        consolidation.line.goes-on
          en goes on after: {problem}
          es continúa después de: {problem}
          fr continue après : {problem}
        consolidation.line.failed
          en failed: {problem}
          es falló: {problem}
          fr échec : {problem}
        consolidation.line.differ
          en {table}: {n} rows differ: {keys}
          es {table}: {n} filas difieren: {keys}
          fr {table} : {n} lignes diffèrent : {keys}
        consolidation.line.checked
          en checked against {central}: equal
          es comprobada con {central}: igual
          fr vérifiée par rapport à {central} : égale
        consolidation.line.checked-unequal
          en checked against {central}: {n} rows differ
          es comprobada con {central}: {n} filas difieren
          fr vérifiée par rapport à {central} : {n} lignes diffèrent
        consolidation.line.repaired
          en repaired in {central}: {repaired} rows written anew, {n} still differ
          es reparada en {central}: {repaired} filas reescritas, {n} aún difieren
          fr réparée dans {central} : {repaired} lignes réécrites, {n} diffèrent encore
        consolidation.line.retried
          en {n} refused rows tried again: {in} are in, {again} refused again
          es {n} filas rechazadas reintentadas: {in} dentro, {again} rechazadas de nuevo
          fr {n} lignes refusées réessayées : {in} entrées, {again} refusées à nouveau
        consolidation.line.undone
          en closing {closing} taken back: {removed} rows away, {restored} as before
          es cierre {closing} revertido: {removed} filas quitadas, {restored} como antes
          fr clôture {closing} annulée : {removed} lignes retirées, {restored} comme avant
        consolidation.line.undone-rest
          en closing {closing} taken back to its end
          es cierre {closing} revertido hasta el final
          fr clôture {closing} annulée jusqu’au bout
        consolidation.need.failed-card
          en Closings failed
          es Cierres fallidos
          fr Clôtures échouées
        consolidation.need.failed
          en The last closing of {branch} failed
          es Falló el último cierre de {branch}
          fr La dernière clôture de {branch} a échoué
        consolidation.need.unequal-card
          en Not equal
          es No iguales
          fr Non égales
        consolidation.need.unequal
          en The central database is not equal to {branch}
          es La base central no es igual a {branch}
          fr La base centrale n’est pas égale à {branch}
        consolidation.need.refused-card
          en Refused rows
          es Filas rechazadas
          fr Lignes refusées
        consolidation.need.refused
          en {n} rows of {branch} were refused
          es {n} filas de {branch} rechazadas
          fr {n} lignes de {branch} refusées
        consolidation.need.look
          en Look
          es Ver
          fr Voir
        """#
}
