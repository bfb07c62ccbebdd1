// What is done at a source: a test, mapping folders, runs and their undo, uploads.

extension IntakeWords {
    static let sourceDeeds = #"""
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
