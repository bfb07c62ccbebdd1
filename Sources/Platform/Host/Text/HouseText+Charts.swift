// The words in and around charts and tables.

extension HouseText {
    static let chart = #"""
        chart.empty
          en Nothing to show yet
          es Aún no hay nada que mostrar
          fr Rien à montrer pour l’instant
        chart.missing
          en no data
          es sin datos
          fr sans données
        chart.other
          en Other
          es Otros
          fr Autres
        chart.total
          en Total
          es Total
          fr Total
        chart.share
          en Share
          es Parte
          fr Part
        chart.now
          en now
          es ahora
          fr maintenant
        chart.more
          en more
          es más
          fr de plus
        chart.hours
          en h
          es h
          fr h
        chart.minutes
          en min
          es min
          fr min
        chart.seconds
          en s
          es s
          fr s
        chart.time
          en Time
          es Hora
          fr Heure
        chart.from
          en From
          es Desde
          fr De
        chart.to
          en To
          es Hasta
          fr À
        chart.name
          en Name
          es Nombre
          fr Nom
        chart.value
          en Value
          es Valor
          fr Valeur
        chart.count
          en Count
          es Cantidad
          fr Nombre
        chart.production
          en Production
          es Producción
          fr Production
        chart.wait
          en Waiting
          es Espera
          fr Attente
        chart.stop
          en Stopped
          es Paro
          fr Arrêt
        chart.closed
          en Closed
          es Cerrado
          fr Fermé
        chart.unknown
          en Unknown
          es Sin datos
          fr Inconnu
        chart.late
          en Late
          es Tarde
          fr En retard
        chart.atRisk
          en At risk
          es En riesgo
          fr À risque
        chart.locked
          en Locked
          es Fijo
          fr Figé
        chart.setup
          en Set-up
          es Preparación
          fr Réglage
        chart.blocked
          en Blocked
          es Bloqueado
          fr Bloqué
        table.filter
          en Filter
          es Filtrar
          fr Filtrer
        table.all
          en all
          es todos
          fr tous
        table.contains
          en contains
          es contiene
          fr contient
        table.clear
          en Clear the filter
          es Quitar el filtro
          fr Effacer le filtre
        table.export
          en Export
          es Exportar
          fr Exporter
        table.export-rows
          en Exactly this filter, {n} rows
          es Exactamente este filtro, {n} filas
          fr Exactement ce filtre, {n} lignes
        table.copy-link
          en Copy link
          es Copiar enlace
          fr Copier le lien
        table.older
          en Older
          es Más antiguas
          fr Plus anciennes
        table.newest
          en Newest
          es Más nuevas
          fr Plus récentes
        table.rows
          en {n} rows
          es {n} filas
          fr {n} lignes
        table.new-one
          en 1 new row
          es 1 fila nueva
          fr 1 nouvelle ligne
        table.new-many
          en {n} new rows
          es {n} filas nuevas
          fr {n} nouvelles lignes
        table.print
          en Print
          es Imprimir
          fr Imprimer
        table.newer
          en Newer
          es Más recientes
          fr Plus récents
        table.oldest
          en Oldest
          es Los más antiguos
          fr Les plus anciens
        table.columns
          en Columns
          es Columnas
          fr Colonnes
        table.order
          en Order
          es Orden
          fr Ordre
        table.newest-first
          en newest first
          es más recientes primero
          fr les plus récents d’abord
        table.oldest-first
          en oldest first
          es más antiguos primero
          fr les plus anciens d’abord
        table.apply
          en Show these
          es Mostrar estas
          fr Afficher celles-ci
        table.sort-by
          en Sort by {column}
          es Ordenar por {column}
          fr Trier par {column}

        """#
}
