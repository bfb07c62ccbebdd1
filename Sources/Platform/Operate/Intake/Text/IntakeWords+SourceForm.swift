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
          en Folder or server
          es Carpeta o servidor
          fr Dossier ou serveur
        source.field.location.hint
          en A path of this machine, such as /mnt/smt, or a server: ftp://user@host/folder?password=env:GEMBA_SITE_SMT&tls=require, ftps:// or sftp://. The password itself is never written here.
          es Una ruta de este equipo, como /mnt/smt, o un servidor: ftp://usuario@equipo/carpeta?password=env:GEMBA_SITE_SMT&tls=require, ftps:// o sftp://. La contraseña misma nunca se escribe aquí.
          fr Un chemin de cette machine, comme /mnt/smt, ou un serveur : ftp://utilisateur@hôte/dossier?password=env:GEMBA_SITE_SMT&tls=require, ftps:// ou sftp://. Le mot de passe lui-même ne s’écrit jamais ici.
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
        source.field.poll_seconds.hint
          en Empty: 5 for a folder, 60 for a server.
          es Vacío: 5 para una carpeta, 60 para un servidor.
          fr Vide : 5 pour un dossier, 60 pour un serveur.
        source.field.after_load
          en After a file is loaded
          es Después de cargar un archivo
          fr Une fois un fichier chargé
        source.field.after_load.hint
          en Only once all of it is loaded and it is not of today.
          es Solo cuando está cargado entero y no es de hoy.
          fr Seulement quand il est chargé en entier et n’est pas d’aujourd’hui.
        source.field.move_to
          en Move to
          es Mover a
          fr Déplacer vers
        source.field.move_to.hint
          en A folder of the same server outside this one, such as /done.
          es Una carpeta del mismo servidor fuera de esta, como /hechos.
          fr Un dossier du même serveur hors de celui-ci, comme /faits.
        source.after.keep
          en leave it there
          es dejarlo ahí
          fr le laisser là
        source.after.move
          en move it on the server
          es moverlo en el servidor
          fr le déplacer sur le serveur
        source.after.delete
          en delete it on the server
          es borrarlo en el servidor
          fr le supprimer sur le serveur
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
