// The words of the ledger and its files.

extension IntakeWords {
    static let ledger = #"""
        ledger.title
          en Ledger
          es Registro
          fr Registre
        ledger.none
          en No file has been read yet.
          es Todavía no se ha leído ningún archivo.
          fr Aucun fichier n’a encore été lu.
        ledger.answer
          en {lines} lines of {files} files: {accounted} accounted for, {loaded} of them loaded.
          es {lines} líneas de {files} archivos: {accounted} con cuenta, {loaded} de ellas cargadas.
          fr {lines} lignes de {files} fichiers : {accounted} comptées, dont {loaded} chargées.
        ledger.answer.one
          en {lines} lines of {files} file: {accounted} accounted for, {loaded} of them loaded.
          es {lines} líneas de {files} archivo: {accounted} con cuenta, {loaded} de ellas cargadas.
          fr {lines} lignes de {files} fichier : {accounted} comptées, dont {loaded} chargées.
        ledger.answer.clean
          en None is rejected.
          es Ninguna está rechazada.
          fr Aucune n’est rejetée.
        ledger.answer.rejected
          en {n} are rejected
          es {n} están rechazadas
          fr {n} sont rejetées
        ledger.source
          en Source
          es Fuente
          fr Source
        ledger.machine
          en Machine
          es Máquina
          fr Machine
        ledger.filter.machine
          en Line, then mounter, such as 1 2
          es Línea y luego mounter, como 1 2
          fr Ligne, puis machine, par exemple 1 2
        ledger.filter.path
          en Path
          es Ruta
          fr Chemin
        ledger.troubled
          en Only files that need a look
          es Solo archivos que piden atención
          fr Seulement les fichiers à regarder
        ledger.count
          en {n} files
          es {n} archivos
          fr {n} fichiers
        ledger.count.one
          en {n} file
          es {n} archivo
          fr {n} fichier
        ledger.bytes
          en Read
          es Leído
          fr Lu
        ledger.loaded-at
          en Last loaded
          es Última carga
          fr Dernier chargement
        ledger.total
          en All files of this filter
          es Todos los archivos de este filtro
          fr Tous les fichiers de ce filtre
        ledger.empty.title
          en Every file, and where each of its lines went
          es Cada archivo y adónde fue cada línea
          fr Chaque fichier, et où est allée chaque ligne
        ledger.empty.text
          en Add a source, and its files stand here within seconds.
          es Añada una fuente y sus archivos aparecen aquí en segundos.
          fr Ajoutez une source et ses fichiers apparaissent ici en quelques secondes.
        ledger.nothing.title
          en Nothing fits this filter
          es Nada coincide con este filtro
          fr Rien ne correspond à ce filtre
        ledger.nothing.text
          en Take a part of the filter away.
          es Quite una parte del filtro.
          fr Retirez une partie du filtre.
        balance.title
          en Where each line went
          es Adónde fue cada línea
          fr Où est allée chaque ligne
        balance.lines
          en {n} lines
          es {n} líneas
          fr {n} lignes
        balance.loaded
          en {n} loaded
          es {n} cargadas
          fr {n} chargées
        balance.rejected
          en {n} rejected
          es {n} rechazadas
          fr {n} rejetées
        balance.duplicate
          en {n} known already
          es {n} ya estaban
          fr {n} déjà connues
        balance.header
          en {n} header
          es {n} de encabezado
          fr {n} d’en-tête
        balance.blank
          en {n} blank
          es {n} en blanco
          fr {n} vides
        balance.head.lines
          en Lines
          es Líneas
          fr Lignes
        balance.head.header
          en Header
          es Encabezado
          fr En-tête
        balance.head.blank
          en Blank
          es En blanco
          fr Vides
        balance.head.loaded
          en Loaded
          es Cargadas
          fr Chargées
        balance.head.duplicate
          en Known
          es Ya estaban
          fr Connues
        balance.head.rejected
          en Rejected
          es Rechazadas
          fr Rejetées
        file.path
          en File
          es Archivo
          fr Fichier
        file.trouble
          en Needs a look
          es Pide atención
          fr À regarder
        file.troubled
          en Files that need a look
          es Archivos que piden atención
          fr Fichiers à regarder
        file.all-troubled
          en See all
          es Ver todos
          fr Voir tous
        file.latest
          en Latest files
          es Últimos archivos
          fr Derniers fichiers
        file.see-all
          en All {n} files
          es Los {n} archivos
          fr Les {n} fichiers
        file.facts
          en The file
          es El archivo
          fr Le fichier
        file.first-seen
          en First seen
          es Visto por primera vez
          fr Vu la première fois
        file.read
          en {read} of {size}
          es {read} de {size}
          fr {read} sur {size}
        file.waiting
          en ({n} wait for the end of the line)
          es ({n} esperan el fin de la línea)
          fr ({n} attendent la fin de la ligne)
        file.same
          en Same content as
          es Mismo contenido que
          fr Même contenu que
        file.withdrawn
          en Vanished
          es Desaparecidas
          fr Disparues
        file.withdrawn.value
          en {n} rows that are no longer in the file
          es {n} filas que ya no están en el archivo
          fr {n} lignes qui ne sont plus dans le fichier
        file.rejected
          en {n} rejected
          es {n} rechazadas
          fr {n} rejetées
        file.rejects
          en Its rejects
          es Sus rechazos
          fr Ses rejets
        file.changes
          en Its changes
          es Sus cambios
          fr Ses changements
        file.unmatched
          en The path does not tell where it comes from
          es La ruta no dice de dónde viene
          fr Le chemin ne dit pas d’où il vient
        file.unmatched.kept
          en Its rows are loaded, without line and mounter.
          es Sus filas están cargadas, sin línea ni montadora.
          fr Ses lignes sont chargées, sans ligne ni poseuse.
        file.unmatched.todo
          en Say on the page of the source what the folder is; the rows get it at once.
          es Diga en la página de la fuente qué es la carpeta; las filas lo reciben enseguida.
          fr Indiquez sur la page de la source ce qu’est le dossier ; les lignes le reçoivent aussitôt.
        file.other-encoding
          en It is not UTF-8 and was read as CP1252
          es No es UTF-8 y se leyó como CP1252
          fr Il n’est pas en UTF-8 et a été lu en CP1252
        file.other-encoding.todo
          en If letters look wrong, choose the encoding in the settings of the source and reload the file.
          es Si hay letras raras, elija la codificación en los ajustes de la fuente y recargue el archivo.
          fr Si des lettres sont fausses, choisissez l’encodage dans les réglages de la source et rechargez le fichier.
        file.held.undone
          en Held: its load was taken back
          es Retenido: su carga se deshizo
          fr Retenu : son chargement a été annulé
        file.held.undone.todo
          en Release it to load it again.
          es Libérelo para cargarlo de nuevo.
          fr Libérez-le pour le recharger.
        file.held.limit
          en Held: too many rejects
          es Retenido: demasiados rechazos
          fr Retenu : trop de rejets
        file.held.limit.todo
          en Nothing of what is new in it was loaded. Release it to load it with its rejects, or mend the file first.
          es No se cargó nada de lo nuevo. Libérelo para cargarlo con sus rechazos, o corrija antes el archivo.
          fr Rien de ce qui est nouveau n’a été chargé. Libérez-le pour le charger avec ses rejets, ou corrigez d’abord le fichier.
        file.release
          en Release
          es Liberar
          fr Libérer
        file.gone
          en The file is no longer at its place
          es El archivo ya no está en su sitio
          fr Le fichier n’est plus à sa place
        file.recheck
          en It is compared anew at the next look.
          es Se compara de nuevo en la próxima mirada.
          fr Il sera comparé de nouveau au prochain passage.
        file.kept
          en {n} rows of it are stored.
          es {n} de sus filas están guardadas.
          fr {n} de ses lignes sont enregistrées.
        file.reload
          en Reload
          es Recargar
          fr Recharger
        file.reload.title
          en Reload this file
          es Recargar este archivo
          fr Recharger ce fichier
        file.reload.sentence
          en {file} is read anew from its first byte. Rows that are stored stay; {loaded} would be added, {rejected} rejected and {withdrawn} marked as vanished.
          es {file} se lee de nuevo desde el primer byte. Las filas guardadas se quedan; se añadirían {loaded}, se rechazarían {rejected} y {withdrawn} se marcarían como desaparecidas.
          fr {file} est relu depuis son premier octet. Les lignes enregistrées restent ; {loaded} seraient ajoutées, {rejected} rejetées et {withdrawn} marquées comme disparues.

        """#
}
