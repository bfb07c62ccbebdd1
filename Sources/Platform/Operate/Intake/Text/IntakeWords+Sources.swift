// The words of the pages of sources, their runs and uploads.

extension IntakeWords {
    static let sources = #"""
        sources.title
          en Sources
          es Fuentes
          fr Sources
        sources.add
          en Add source
          es Añadir fuente
          fr Ajouter une source
        sources.none
          en Nothing is read yet.
          es Todavía no se lee nada.
          fr Rien n’est encore lu.
        sources.empty.title
          en The folders your machines write to
          es Las carpetas donde escriben sus máquinas
          fr Les dossiers où vos machines écrivent
        sources.empty.text
          en Add the first folder; it is tested before anything is read.
          es Añada la primera carpeta; se prueba antes de leer nada.
          fr Ajoutez le premier dossier ; il est testé avant toute lecture.
        sources.answer
          en {n} of {of} watched sources read as they should.
          es {n} de {of} fuentes vigiladas leen con normalidad.
          fr {n} des {of} sources surveillées lisent normalement.
        sources.answer.failing
          en {source} has failed for
          es {source} falla desde hace
          fr {source} est en échec depuis
        sources.answer.silent
          en {source} has been silent for
          es {source} calla desde hace
          fr {source} est muette depuis
        sources.show.all
          en All
          es Todas
          fr Toutes
        sources.show.problem
          en With a problem
          es Con problema
          fr Avec problème
        sources.show.paused
          en Paused
          es En pausa
          fr En pause
        sources.count
          en {n} sources
          es {n} fuentes
          fr {n} sources
        sources.count.one
          en {n} source
          es {n} fuente
          fr {n} source
        sources.name
          en Name
          es Nombre
          fr Nom
        sources.state
          en State
          es Estado
          fr État
        sources.kind
          en Kind
          es Clase
          fr Genre
        sources.place
          en Place
          es Lugar
          fr Emplacement
        sources.profile
          en Profile
          es Perfil
          fr Profil
        sources.look
          en Last look
          es Última mirada
          fr Dernier passage
        sources.row
          en Last row
          es Última fila
          fr Dernière ligne
        sources.today
          en Rows today
          es Filas hoy
          fr Lignes du jour
        sources.files
          en Files
          es Archivos
          fr Fichiers
        sources.rejects
          en Rejects
          es Rechazos
          fr Rejets
        source.kind.folder
          en folder
          es carpeta
          fr dossier
        source.kind.upload
          en uploads
          es subidas
          fr envois
        source.kind.command
          en on command
          es por comando
          fr sur commande
        source.kind.ftp
          en FTP
          es FTP
          fr FTP
        source.kind.ftps
          en FTPS
          es FTPS
          fr FTPS
        source.kind.sftp
          en SFTP
          es SFTP
          fr SFTP
        source.state.failing
          en fails
          es falla
          fr en échec
        source.state.silent
          en silent
          es calla
          fr muette
        source.state.paused
          en paused
          es en pausa
          fr en pause
        source.state.waiting
          en not looked at yet
          es aún sin mirar
          fr pas encore consultée
        source.state.reading
          en reads
          es lee
          fr lit
        source.state.request
          en on request
          es a petición
          fr à la demande
        source.answer.failing
          en It could not be read for
          es No se puede leer desde hace
          fr Elle ne peut pas être lue depuis
        source.answer.silent
          en No row has come for
          es No llega ninguna fila desde hace
          fr Aucune ligne n’est arrivée depuis
        source.answer.paused
          en It is paused and nothing is read.
          es Está en pausa y no se lee nada.
          fr Elle est en pause et rien n’est lu.
        source.answer.waiting
          en It has not been looked at yet; the first look comes within seconds.
          es Todavía no se ha mirado; la primera mirada llega en segundos.
          fr Elle n’a pas encore été consultée ; le premier passage vient dans quelques secondes.
        source.answer.request
          en It is read when somebody hands in files or runs the command.
          es Se lee cuando alguien entrega archivos o ejecuta el comando.
          fr Elle est lue quand quelqu’un remet des fichiers ou lance la commande.
        source.answer.reading
          en It reads as it should.
          es Lee con normalidad.
          fr Elle lit normalement.
        source.empty.title
          en No file was taken yet
          es Aún no se tomó ningún archivo
          fr Aucun fichier n’a encore été pris
        source.empty.text
          en Files will stand here as soon as the folder can be read and holds one that fits the profile.
          es Los archivos aparecerán aquí en cuanto la carpeta se pueda leer y tenga uno que cumpla el perfil.
          fr Les fichiers apparaîtront ici dès que le dossier pourra être lu et en contiendra un qui répond au profil.
        source.answer.kept
          en {n} rows of {files} files are stored, {today} of them came today.
          es {n} filas de {files} archivos están guardadas, {today} llegaron hoy.
          fr {n} lignes de {files} fichiers sont enregistrées, dont {today} aujourd’hui.
        source.problem.kept
          en Kept: {n} rows of {files} files, and where each file was read to. The files at the source were not touched.
          es Se guardó: {n} filas de {files} archivos y hasta dónde se leyó cada uno. Los archivos en la fuente no se han tocado.
          fr Conservé : {n} lignes de {files} fichiers et le point de lecture de chacun. Les fichiers à la source n’ont pas été touchés.
        source.problem.todo
          en It is tried again by itself, less often the longer it fails. Nothing is lost meanwhile.
          es Se reintenta solo, cada vez con más pausa. Mientras tanto no se pierde nada.
          fr Un nouvel essai a lieu tout seul, de plus en plus espacé. Rien ne se perd entre-temps.
        source.retry
          en Try again
          es Reintentar
          fr Réessayer
        source.scan
          en Look now
          es Mirar ahora
          fr Consulter maintenant
        source.test
          en Test this source
          es Probar esta fuente
          fr Tester cette source
        source.change
          en Change
          es Cambiar
          fr Modifier
        source.back
          en Back to the source
          es Volver a la fuente
          fr Retour à la source
        source.pause
          en Pause
          es Pausar
          fr Mettre en pause
        source.pause.title
          en Pause {source}
          es Pausar {source}
          fr Mettre {source} en pause
        source.pause.sentence
          en The source is not read any more until it is resumed. The {n} rows of {files} files that are stored stay; reading goes on later where it stopped.
          es La fuente deja de leerse hasta que se reanude. Las {n} filas de {files} archivos guardadas se quedan; después se sigue donde quedó.
          fr La source n’est plus lue jusqu’à la reprise. Les {n} lignes de {files} fichiers enregistrées restent ; la lecture reprendra où elle s’est arrêtée.
        source.resume
          en Resume
          es Reanudar
          fr Reprendre
        source.settings
          en Settings
          es Ajustes
          fr Réglages
        source.files
          en Files
          es Archivos
          fr Fichiers
        source.include.profile
          en as the profile says
          es como dice el perfil
          fr selon le profil
        source.deep
          en sub-folders too
          es también subcarpetas
          fr sous-dossiers compris
        source.flat
          en without sub-folders
          es sin subcarpetas
          fr sans sous-dossiers
        source.rhythm
          en Rhythm
          es Ritmo
          fr Rythme
        source.rhythm.value
          en every {every} s, still for {quiet} s
          es cada {every} s, reposo {quiet} s
          fr toutes les {every} s, calme pendant {quiet} s
        source.limit
          en Reject limit
          es Límite de rechazos
          fr Limite de rejets
        source.limit.none
          en none
          es ninguno
          fr aucune
        source.limit.count
          en {n} rejects per file
          es {n} rechazos por archivo
          fr {n} rejets par fichier
        source.limit.percent
          en {n} % of a file
          es {n} % de un archivo
          fr {n} % d’un fichier
        source.silence
          en Silence
          es Silencio
          fr Silence
        source.silence.none
          en never reported
          es nunca se avisa
          fr jamais signalé
        source.silence.value
          en after {n} min without a row
          es tras {n} min sin filas
          fr après {n} min sans ligne
        """#
}
