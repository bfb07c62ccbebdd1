// The words of lists, previews, changes and settings.

extension BatchesText {
    static let forms = #"""
        batches.deed.link
          en It can be taken back in Changes, number {deed}.
          es Se puede deshacer en Cambios, número {deed}.
          fr Cela peut être annulé dans Modifications, numéro {deed}.
        batches.data.question
          en Add, replace, delete
          es Añadir, reemplazar, borrar
          fr Ajouter, remplacer, supprimer
        batches.data.where
          en Batches: {batches}. Masks: {masks}.
          es Batches: {batches}. Máscaras: {masks}.
          fr Lots : {batches}. Masques : {masks}.
        batches.data.done
          en {n} batches changed.
          es {n} batches cambiados.
          fr {n} lots modifiés.
        batches.data.undo
          en It can be taken back in Changes.
          es Se puede deshacer en Cambios.
          fr Cela peut être annulé dans Modifications.
        batches.data.new
          en New batches
          es Nuevos batches
          fr Nouveaux lots
        batches.data.list
          en Ids
          es Ids
          fr Identifiants
        batches.data.unknown
          en Numbers on mask files that have no batch: {n}.
          es Números en archivos de máscaras que no tienen batch: {n}.
          fr Numéros sur des fichiers de masques qui n’ont pas de lot : {n}.
        batches.data.preview
          en Show what would change
          es Mostrar qué cambiaría
          fr Montrer ce qui changerait
        batches.data.upload
          en From a file
          es Desde un archivo
          fr Depuis un fichier
        batches.data.file
          en A file with batches
          es Un archivo con batches
          fr Un fichier de lots
        batches.data.file.hint
          en JSON as it is exported here, or ids one per line
          es JSON como se exporta aquí, o ids uno por línea
          fr JSON tel qu’exporté ici, ou des identifiants, un par ligne
        batches.data.mode
          en What becomes of those that are there
          es Qué pasa con los que ya están
          fr Ce que deviennent ceux qui sont là
        batches.data.add
          en Add
          es Añadir
          fr Ajouter
        batches.data.add.hint
          en What is there stays as it is.
          es Lo que está se queda como está.
          fr Ce qui est là reste tel quel.
        batches.data.replace
          en Replace all
          es Reemplazar todo
          fr Tout remplacer
        batches.data.replace.hint
          en What the file does not name goes; it is kept and can be taken back.
          es Lo que el archivo no nombra se va; se guarda y se puede deshacer.
          fr Ce que le fichier ne nomme pas part ; c’est gardé et peut être annulé.
        batches.data.delete
          en Delete by a filter
          es Borrar por filtro
          fr Supprimer par filtre
        batches.data.delete.hint
          en All conditions hold together. Without any, nothing is deleted.
          es Todas las condiciones valen juntas. Sin ninguna, no se borra nada.
          fr Toutes les conditions valent ensemble. Sans aucune, rien n’est supprimé.
        batches.data.pattern
          en Id matches
          es El id coincide con
          fr L’identifiant correspond à
        batches.data.pattern.hint
          en A regular expression, such as ^batch_T
          es Una expresión regular, como ^batch_T
          fr Une expression régulière, comme ^batch_T
        batches.data.before
          en Assigned before
          es Asignado antes del
          fr Attribué avant le
        batches.data.exports
          en Take along
          es Llevarse
          fr Emporter
        batches.data.export.json
          en All batches, JSON
          es Todos los batches, JSON
          fr Tous les lots, JSON
        batches.data.export.csv
          en All assignments, CSV
          es Todas las asignaciones, CSV
          fr Toutes les attributions, CSV
        batches.data.export.xlsx
          en All batches, XLSX
          es Todos los batches, XLSX
          fr Tous les lots, XLSX
        batches.data.export.all
          en Batches and crew, JSON
          es Batches y equipo, JSON
          fr Lots et équipe, JSON
        batches.preview.answer
          en {created} new, {updated} changed, {deleted} deleted.
          es {created} nuevos, {updated} cambiados, {deleted} borrados.
          fr {created} nouveaux, {updated} modifiés, {deleted} supprimés.
        batches.preview.created
          en New
          es Nuevos
          fr Nouveaux
        batches.preview.updated
          en Changed
          es Cambiados
          fr Modifiés
        batches.preview.deleted
          en Deleted
          es Borrados
          fr Supprimés
        batches.preview.same
          en As they are
          es Como están
          fr Inchangés
        batches.preview.existing
          en There already
          es Ya están
          fr Déjà là
        batches.preview.duplicates
          en Named twice
          es Nombrados dos veces
          fr Nommés deux fois
        batches.preview.do
          en Do it
          es Hacerlo
          fr Le faire
        batches.preview.replace
          en Replace
          es Reemplazar
          fr Remplacer
        batches.preview.kept
          en What goes or changes is kept, can be downloaded, and can be taken back.
          es Lo que se va o cambia se guarda, se puede descargar y se puede deshacer.
          fr Ce qui part ou change est gardé, peut être téléchargé et annulé.
        batches.deeds.question
          en Who changed what?
          es ¿Quién cambió qué?
          fr Qui a changé quoi ?
        batches.deeds.answer
          en Every change can be taken back, as far as nobody has changed the same since.
          es Cada cambio se puede deshacer, mientras nadie haya cambiado lo mismo después.
          fr Chaque modification peut être annulée, tant que personne n’a changé la même chose depuis.
        batches.deeds.empty
          en Nothing has been changed yet.
          es Aún no se ha cambiado nada.
          fr Rien n’a encore été changé.
        batches.deed.outside
          en another program
          es otro programa
          fr un autre programme
        batches.deed.undone
          en taken back
          es deshecho
          fr annulé
        batches.deed.undone.by
          en Taken back by number {deed}.
          es Deshecho por el número {deed}.
          fr Annulé par le numéro {deed}.
        batches.deed.of
          en of number {deed}
          es del número {deed}
          fr du numéro {deed}
        batches.deed.state.pending
          en under way
          es en curso
          fr en cours
        batches.deed.state.done
          en done
          es hecho
          fr fait
        batches.deed.state.partly
          en partly
          es en parte
          fr en partie
        batches.deed.state.failed
          en nothing done
          es nada hecho
          fr rien de fait
        batches.deed.count
          en {n} of {all} batches
          es {n} de {all} batches
          fr {n} sur {all} lots
        batches.deed.first
          en The first {n} of {all} are shown; the download has all.
          es Se muestran los primeros {n} de {all}; la descarga los tiene todos.
          fr Les {n} premiers sur {all} sont montrés ; le téléchargement les a tous.
        batches.deed.done
          en Done.
          es Hecho.
          fr Fait.
        batches.deed.backup
          en As it was before
          es Como estaba antes
          fr Comme c’était avant
        batches.deed.undo
          en Take back
          es Deshacer
          fr Annuler
        batches.deed.undo.what
          en {n} batches become what they were, those that nobody has changed since.
          es {n} batches vuelven a ser lo que eran, los que nadie ha cambiado después.
          fr {n} lots redeviennent ce qu’ils étaient, ceux que personne n’a modifiés depuis.
        batches.deed.kind.edit
          en Edited
          es Editado
          fr Modifié
        batches.deed.kind.assign
          en Assigned
          es Asignado
          fr Attribué
        batches.deed.kind.create
          en Created
          es Creado
          fr Créé
        batches.deed.kind.delete
          en Deleted
          es Borrado
          fr Supprimé
        batches.deed.kind.rename
          en Renamed
          es Renombrado
          fr Renommé
        batches.deed.kind.replace
          en Replaced
          es Reemplazado
          fr Remplacé
        batches.deed.kind.add
          en Added
          es Añadido
          fr Ajouté
        batches.deed.kind.crew_add
          en Member added
          es Miembro añadido
          fr Membre ajouté
        batches.deed.kind.crew_rename
          en Member changed
          es Miembro cambiado
          fr Membre modifié
        batches.deed.kind.crew_remove
          en Member removed
          es Miembro quitado
          fr Membre retiré
        batches.deed.kind.undo
          en Taken back
          es Deshecho
          fr Annulé
        batches.deed.kind.outside
          en Changed elsewhere
          es Cambiado en otra parte
          fr Modifié ailleurs
        batches.settings.answer
          en Mask files lie in a folder or in a MongoDB; batches live in Gemba, or in the team’s MongoDB.
          es Las máscaras están en una carpeta o en un MongoDB; los batches viven en Gemba, o en el MongoDB del equipo.
          fr Les masques sont dans un dossier ou dans un MongoDB ; les lots vivent dans Gemba, ou dans le MongoDB de l’équipe.
        batches.settings.masks
          en Mask files
          es Archivos de máscaras
          fr Fichiers de masques
        batches.settings.batches
          en Batches and crew
          es Batches y equipo
          fr Lots et équipe
        batches.settings.more
          en Reading
          es Lectura
          fr Lecture
        batches.settings.folder
          en Folder
          es Carpeta
          fr Dossier
        batches.settings.folder.hint
          en A path on the machine Gemba runs on, such as /srv/masks.
          es Una ruta en la máquina donde corre Gemba, como /srv/masks.
          fr Un chemin sur la machine où tourne Gemba, comme /srv/masks.
        batches.settings.training_url
          en MongoDB with the mask files
          es MongoDB con las máscaras
          fr MongoDB avec les masques
        batches.settings.training_url.hint
          en In place of a folder: mongodb://user@host:27017/QUALITY_IEMSA?password=env:NAME
          es En lugar de una carpeta: mongodb://usuario@host:27017/QUALITY_IEMSA?password=env:NOMBRE
          fr À la place d’un dossier : mongodb://utilisateur@hôte:27017/QUALITY_IEMSA?password=env:NOM
        batches.settings.bucket
          en Bucket
          es Bucket
          fr Bucket
        batches.settings.mongo_url
          en MongoDB with the batches
          es MongoDB con los batches
          fr MongoDB avec les lots
        batches.settings.mongo_url.hint
          en Empty: they live in Gemba. Otherwise mongodb://user@host:27017/?password=env:NAME
          es Vacío: viven en Gemba. Si no, mongodb://usuario@host:27017/?password=env:NOMBRE
          fr Vide : ils vivent dans Gemba. Sinon mongodb://utilisateur@hôte:27017/?password=env:NOM
        batches.settings.batches_database
          en Database of batches
          es Base de batches
          fr Base des lots
        batches.settings.batches_collection
          en Collection of batches
          es Colección de batches
          fr Collection des lots
        batches.settings.crew_database
          en Database of the crew
          es Base del equipo
          fr Base de l’équipe
        batches.settings.crew_collection
          en Collection of the crew
          es Colección del equipo
          fr Collection de l’équipe
        batches.settings.poll_seconds
          en Seconds between two looks, where nobody tells of changes
          es Segundos entre dos miradas, donde nadie avisa de cambios
          fr Secondes entre deux regards, là où personne n’annonce les changements
        batches.settings.families
          en How batches are numbered
          es Cómo se numeran los batches
          fr Comment les lots sont numérotés
        batches.settings.families.hint
          en A name and a pattern per line. A number counts only as a whole word behind “batch”.
          es Un nombre y un patrón por línea. Un número solo cuenta como palabra entera tras «batch».
          fr Un nom et un modèle par ligne. Un numéro ne compte que comme mot entier après « batch ».
        batches.settings.test
          en Try
          es Probar
          fr Essayer
        batches.settings.tested
          en It answers: {batches} batches, {crew} people, {files} mask files. Nothing was saved.
          es Responde: {batches} batches, {crew} personas, {files} archivos de máscaras. No se guardó nada.
          fr Cela répond : {batches} lots, {crew} personnes, {files} fichiers de masques. Rien n’a été enregistré.
        batches.settings.variables
          en The variables MONGO_URI, MONGO_DB or TRAINING_MONGO_URI are set and count before what stands here.
          es Las variables MONGO_URI, MONGO_DB o TRAINING_MONGO_URI están puestas y valen antes que lo de aquí.
          fr Les variables MONGO_URI, MONGO_DB ou TRAINING_MONGO_URI sont définies et priment sur ce qui est ici.
        """#
}
