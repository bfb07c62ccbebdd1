// The words of the form of a source, filters and pagers.

extension IntakeWords {
    static let sourceForm = #"""
        source.new
          en New source
          es Fuente nueva
          fr Nouvelle source
        source.edit
          en Change {source}
          es Cambiar {source}
          fr Modifier {source}
        source.form.answer
          en Test as often as you like; only saving changes something.
          es Pruebe cuantas veces quiera; solo al guardar cambia algo.
          fr Testez autant que vous voulez ; seul l’enregistrement change quelque chose.
        source.save
          en Save source
          es Guardar fuente
          fr Enregistrer la source
        source.part.place
          en Place
          es Lugar
          fr Emplacement
        source.part.reading
          en Reading
          es Lectura
          fr Lecture
        source.part.watch
          en Watching
          es Vigilancia
          fr Surveillance
        source.field.name
          en Name
          es Nombre
          fr Nom
        source.field.name.hint
          en As people at the plant call it.
          es Como la llaman en la planta.
          fr Comme on l’appelle à l’usine.
        source.field.location
          en Folder
          es Carpeta
          fr Dossier
        source.field.location.hint
          en The absolute path on this machine; a share must be mounted.
          es La ruta absoluta en este equipo; un recurso compartido debe estar montado.
          fr Le chemin absolu sur cette machine ; un partage doit être monté.
        source.field.recursive
          en Include sub-folders
          es Incluir subcarpetas
          fr Inclure les sous-dossiers
        source.field.recursive.hint
          en up to 16 levels
          es hasta 16 niveles
          fr jusqu’à 16 niveaux
        source.field.include
          en Names of files
          es Nombres de archivos
          fr Noms de fichiers
        source.field.include.hint
          en One pattern a line, such as *.csv. Empty: as the profile says.
          es Un patrón por línea, como *.csv. Vacío: como dice el perfil.
          fr Un motif par ligne, comme *.csv. Vide : selon le profil.
        source.field.profile
          en Profile
          es Perfil
          fr Profil
        source.field.profile.hint
          en How the files are read.
          es Cómo se leen los archivos.
          fr Comment les fichiers sont lus.
        source.field.encoding
          en Encoding
          es Codificación
          fr Encodage
        source.field.encoding.profile
          en as the profile says
          es como dice el perfil
          fr selon le profil
        source.field.zone
          en Time zone
          es Zona horaria
          fr Fuseau horaire
        source.field.zone.hint
          en What the machines’ clocks show, such as America/Mexico_City.
          es Lo que marcan los relojes de las máquinas, como America/Mexico_City.
          fr Ce que montrent les horloges des machines, comme Europe/Paris.
        source.field.poll_seconds
          en Seconds between two looks
          es Segundos entre dos miradas
          fr Secondes entre deux passages
        source.field.quiet_seconds
          en Seconds of quiet
          es Segundos de reposo
          fr Secondes de calme
        source.field.quiet_seconds.hint
          en A last line without its end counts when the file has been still for so long.
          es Una última línea sin fin cuenta cuando el archivo lleva quieto este tiempo.
          fr Une dernière ligne sans fin compte quand le fichier est resté immobile aussi longtemps.
        source.field.reject_limit_count
          en At most this many rejects in a file
          es Rechazos por archivo, como máximo
          fr Rejets par fichier, au plus
        source.field.reject_limit_count.hint
          en With more, nothing of that file is loaded. Empty: no limit.
          es Con más, no se carga nada del archivo. Vacío: sin límite.
          fr Au-delà, rien du fichier n’est chargé. Vide : sans limite.
        source.field.reject_limit_percent
          en At most this percentage of rejects
          es Porcentaje de rechazos, como máximo
          fr Pourcentage de rejets, au plus
        source.field.silence_minutes
          en Silent after minutes without a row
          es Calla tras estos minutos sin filas
          fr Muette après ces minutes sans ligne
        source.field.silence_minutes.hint
          en Empty: silence is not reported.
          es Vacío: el silencio no se avisa.
          fr Vide : le silence n’est pas signalé.
        source.after-load
          en Files stay where they are and as they are; they are only read.
          es Los archivos se quedan donde están y como están; solo se leen.
          fr Les fichiers restent où ils sont et tels qu’ils sont ; ils sont seulement lus.
        field.optional
          en optional
          es opcional
          fr facultatif
        filter.all
          en all
          es todas
          fr toutes
        filter.apply
          en Show
          es Mostrar
          fr Afficher
        filter.copy
          en Copy link
          es Copiar enlace
          fr Copier le lien
        pager.first
          en First page
          es Primera página
          fr Première page
        pager.next
          en Next page
          es Página siguiente
          fr Page suivante
        pager.older
          en Older
          es Más antiguos
          fr Plus anciens
        pager.rows
          en {n} rows
          es {n} filas
          fr {n} lignes

        """#
}
