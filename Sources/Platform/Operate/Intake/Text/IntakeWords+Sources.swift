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
        test.title
          en What the test found
          es Qué encontró la prueba
          fr Ce que le test a trouvé
        test.nothing-saved
          en Nothing was loaded or saved.
          es No se ha cargado ni guardado nada.
          fr Rien n’a été chargé ni enregistré.
        test.reachable
          en The place can be reached and read.
          es El lugar se alcanza y se lee.
          fr L’emplacement est accessible et lisible.
        test.no-files
          en No file there has a fitting name. Check the folder and the names.
          es Ningún archivo tiene un nombre adecuado. Revise la carpeta y los nombres.
          fr Aucun fichier n’a un nom qui convient. Vérifiez le dossier et les noms.
        test.all-matched
          en {n} files fit, and every path tells where its file comes from.
          es {n} archivos encajan y cada ruta dice de dónde viene.
          fr {n} fichiers conviennent et chaque chemin dit d’où il vient.
        test.some-matched
          en {n} files fit; {matched} paths tell where they come from, the others do not.
          es {n} archivos encajan; {matched} rutas dicen de dónde vienen, las demás no.
          fr {n} fichiers conviennent ; {matched} chemins disent d’où ils viennent, les autres non.
        test.unreadable
          en {n} folders there cannot be read:
          es {n} carpetas no se pueden leer:
          fr {n} dossiers ne peuvent pas être lus :
        test.unmatched
          en These folders do not say what they are. Fill in what you know; it is saved with the source. Their rows load either way and get it later.
          es Estas carpetas no dicen qué son. Anote lo que sepa; se guarda con la fuente. Sus filas se cargan igual y lo reciben después.
          fr Ces dossiers ne disent pas ce qu’ils sont. Indiquez ce que vous savez ; c’est enregistré avec la source. Leurs lignes sont chargées de toute façon et le recevront après.
        test.sample
          en The first lines of {file}, as they would be read:
          es Las primeras líneas de {file}, tal como se leerían:
          fr Les premières lignes de {file}, telles qu’elles seraient lues :
        test.no-rows
          en {file} is the newest file and has no row yet.
          es {file} es el archivo más reciente y aún no tiene filas.
          fr {file} est le fichier le plus récent et n’a pas encore de ligne.
        map.title
          en Folders and what they are
          es Carpetas y qué son
          fr Dossiers et ce qu’ils sont
        map.folder
          en Folder
          es Carpeta
          fr Dossier
        map.lead
          en {n} files do not tell where they come from. Say it per folder, and their rows get it at once.
          es {n} archivos no dicen de dónde vienen. Dígalo por carpeta y sus filas lo reciben enseguida.
          fr {n} fichiers ne disent pas d’où ils viennent. Indiquez-le par dossier et leurs lignes le reçoivent aussitôt.
        map.lead.one
          en 1 file does not tell where it comes from. Say it for its folder, and its rows get it at once.
          es 1 archivo no dice de dónde viene. Dígalo para su carpeta y sus filas lo reciben enseguida.
          fr 1 fichier ne dit pas d’où il vient. Indiquez-le pour son dossier et ses lignes le reçoivent aussitôt.
        map.done
          en These folders were named by hand.
          es Estas carpetas se nombraron a mano.
          fr Ces dossiers ont été nommés à la main.
        map.save
          en Save what they are
          es Guardar qué son
          fr Enregistrer ce qu’ils sont
        part.line
          en Line
          es Línea
          fr Ligne
        part.mounter
          en Mounter
          es Montadora
          fr Poseuse
        part.centre
          en Centre
          es Centro
          fr Centre
        run.title
          en Latest loads
          es Últimas cargas
          fr Derniers chargements
        run.began
          en Began
          es Empezó
          fr Début
        run.files
          en Files
          es Archivos
          fr Fichiers
        run.undo
          en Take back
          es Deshacer
          fr Annuler
        run.undone
          en taken back
          es deshecha
          fr annulé
        run.undo.title
          en Take back the load of {at}
          es Deshacer la carga de {at}
          fr Annuler le chargement de {at}
        run.undo.sentence
          en {loaded} rows and {rejected} rejects of {files} files from {source} leave the database. The files are held until they are released; then they load again.
          es {loaded} filas y {rejected} rechazos de {files} archivos de {source} salen de la base de datos. Los archivos quedan retenidos hasta que se liberen; entonces se cargan de nuevo.
          fr {loaded} lignes et {rejected} rejets de {files} fichiers de {source} quittent la base. Les fichiers sont retenus jusqu’à leur libération ; ils sont alors rechargés.
        upload.title
          en Upload files
          es Subir archivos
          fr Envoyer des fichiers
        upload.answer
          en The file is kept and read at once. The same file twice loads once.
          es El archivo se guarda y se lee enseguida. El mismo archivo dos veces se carga una vez.
          fr Le fichier est conservé et lu aussitôt. Le même fichier deux fois n’est chargé qu’une fois.
        upload.file
          en File
          es Archivo
          fr Fichier
        upload.drop
          en Drop a file here
          es Suelte aquí un archivo
          fr Déposez un fichier ici
        upload.choose
          en or choose one
          es o elija uno
          fr ou choisissez-en un
        upload.parts
          en Leave these empty when the file’s name tells them.
          es Déjelos vacíos si el nombre del archivo ya lo dice.
          fr Laissez vide si le nom du fichier le dit.
        upload.do
          en Upload and read
          es Subir y leer
          fr Envoyer et lire
        upload.done
          en {file} was read.
          es {file} se leyó.
          fr {file} a été lu.
        upload.unmatched
          en Its name does not tell where it comes from; say so on the page of the source.
          es Su nombre no dice de dónde viene; dígalo en la página de la fuente.
          fr Son nom ne dit pas d’où il vient ; indiquez-le sur la page de la source.

        """#
}
