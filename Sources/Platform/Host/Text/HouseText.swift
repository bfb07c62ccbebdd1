// The words of the house itself: the frame, the reader's numbers and ages, roles, charts and scripts. The texts of
// problems are next door; each feature brings its own words.

/// The catalogue of the house.
public enum HouseText {
    public static let catalogue = frame + roles + reader + chart + problems

    private static let frame = #"""
        frame.skip
          en Skip to content
          es Ir al contenido
          fr Aller au contenu
        frame.main
          en Main
          es Principal
          fr Principal
        frame.more
          en More
          es Más
          fr Plus
        frame.stale
          en Connection lost, trying again
          es Sin conexión, reintentando
          fr Connexion perdue, nouvel essai
        frame.operate
          en Operate
          es Operar
          fr Exploiter
        frame.place
          en Where you are
          es Lugar
          fr Emplacement
        frame.search
          en Reel, lot, part, file
          es Carrete, lote, parte, archivo
          fr Bobine, lot, composant, fichier
        frame.theme
          en Theme
          es Tema
          fr Thème
        frame.account
          en My account
          es Mi cuenta
          fr Mon compte
        frame.sign-out
          en Sign out
          es Cerrar sesión
          fr Se déconnecter
        sign-in.do
          en Sign in
          es Entrar
          fr Se connecter
        theme.auto
          en Like the system
          es Como el sistema
          fr Comme le système
        theme.light
          en Light
          es Claro
          fr Clair
        theme.dark
          en Dark
          es Oscuro
          fr Sombre
        script.cancel
          en Cancel
          es Cancelar
          fr Annuler
        script.close
          en Close
          es Cerrar
          fr Fermer
        script.openPage
          en Open as page
          es Abrir como página
          fr Ouvrir en pleine page
        script.copied
          en Copied
          es Copiado
          fr Copié
        script.failed
          en Could not be loaded.
          es No se pudo cargar.
          fr Chargement impossible.

        """#

    private static let roles = #"""
        role.admin
          en Administrator
          es Administrador
          fr Administrateur
        role.scheduler
          en Scheduler
          es Programador
          fr Planificateur
        role.supervisor
          en Supervisor
          es Supervisor
          fr Chef d’équipe
        role.floor
          en Floor
          es Piso
          fr Atelier
        role.viewer
          en Viewer
          es Consulta
          fr Lecteur

        """#

    private static let reader = #"""
        month.1
          en Jan
          es ene
          fr janv.
        month.2
          en Feb
          es feb
          fr févr.
        month.3
          en Mar
          es mar
          fr mars
        month.4
          en Apr
          es abr
          fr avr.
        month.5
          en May
          es may
          fr mai
        month.6
          en Jun
          es jun
          fr juin
        month.7
          en Jul
          es jul
          fr juil.
        month.8
          en Aug
          es ago
          fr août
        month.9
          en Sep
          es sep
          fr sept.
        month.10
          en Oct
          es oct
          fr oct.
        month.11
          en Nov
          es nov
          fr nov.
        month.12
          en Dec
          es dic
          fr déc.
        age.seconds
          en {n} s
          es {n} s
          fr {n} s
        age.minutes
          en {n} min
          es {n} min
          fr {n} min
        age.hours
          en {n} h
          es {n} h
          fr {n} h
        age.days
          en {n} d
          es {n} d
          fr {n} j

        """#

    private static let chart = #"""
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
