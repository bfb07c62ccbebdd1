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
}
