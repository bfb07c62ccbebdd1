// The words of the board, its columns and fields.

extension BatchesText {
    static let board = #"""
        batches.title
          en Batches
          es Batches
          fr Lots
        batches.board
          en Board
          es Tablero
          fr Tableau
        batches.masks
          en Masks
          es Máscaras
          fr Masques
        batches.team
          en Team
          es Equipo
          fr Équipe
        batches.assign
          en Assign
          es Asignar
          fr Attribuer
        batches.metrics
          en Metrics
          es Métricas
          fr Indicateurs
        batches.data
          en Data
          es Datos
          fr Données
        batches.deeds
          en Changes
          es Cambios
          fr Modifications
        batches.settings
          en Where things are
          es Dónde están las cosas
          fr Où sont les choses
        batches.question
          en Who has what, what is done?
          es ¿Quién tiene qué, qué está hecho?
          fr Qui a quoi, qu’est-ce qui est fait ?
        batches.answer
          en {done} of {total} are done.
          es {done} de {total} están hechos.
          fr {done} sur {total} sont faits.
        batches.in-step
          en In step with {n} mask files,
          es Al día con {n} archivos de máscaras,
          fr À jour avec {n} fichiers de masques,
        batches.sync
          en Look now
          es Mirar ahora
          fr Regarder maintenant
        batches.new
          en New batches
          es Nuevos batches
          fr Nouveaux lots
        batches.rows
          en batches
          es batches
          fr lots
        batches.file-count
          en {n} mask files
          es {n} archivos de máscaras
          fr {n} fichiers de masques
        batches.nobody
          en nobody
          es nadie
          fr personne
        batches.stranger
          en not in the crew
          es no está en el equipo
          fr pas dans l’équipe
        batches.yes
          en Yes
          es Sí
          fr Oui
        batches.no
          en No
          es No
          fr Non
        batches.any
          en any
          es cualquiera
          fr tous
        batches.show
          en Show them
          es Mostrarlos
          fr Les montrer
        batches.save
          en Save
          es Guardar
          fr Enregistrer
        batches.saved
          en Saved.
          es Guardado.
          fr Enregistré.
        batches.more
          en Open
          es Abrir
          fr Ouvrir
        batches.create
          en create it
          es crearlo
          fr le créer
        batches.hub
          en Gemba’s own database
          es la base de datos de Gemba
          fr la base de Gemba
        batches.none
          en No batch is like that.
          es Ningún batch es así.
          fr Aucun lot n’est ainsi.
        batches.empty
          en Here will be the batches
          es Aquí estarán los batches
          fr Ici seront les lots
        batches.empty.step
          en Paste a list of ids, or upload the file of the old system.
          es Pegue una lista de ids o suba el archivo del sistema anterior.
          fr Collez une liste d’identifiants, ou envoyez le fichier de l’ancien système.
        batches.pages
          en Pages
          es Páginas
          fr Pages
        batches.page
          en {from} to {to} of {total}
          es {from} a {to} de {total}
          fr {from} à {to} sur {total}
        batches.page.before
          en Before
          es Anteriores
          fr Précédents
        batches.page.next
          en Next
          es Siguientes
          fr Suivants
        batches.away.since
          en It has been away since {when}.
          es No responde desde {when}.
          fr Il ne répond plus depuis {when}.
        batches.away.shown
          en What is shown is of {when}. Nothing was cleared; it goes on by itself when it answers again.
          es Lo que se muestra es de {when}. No se borró nada; sigue por sí solo cuando vuelva a responder.
          fr Ce qui est montré date du {when}. Rien n’a été effacé ; cela reprend seul dès qu’il répond.
        batches.away.never
          en It has never been read.
          es Nunca se ha leído.
          fr Il n’a jamais été lu.
        batches.nowhere
          en It has not been said where the mask files are.
          es No se ha dicho dónde están los archivos de máscaras.
          fr On n’a pas dit où sont les fichiers de masques.
        batches.nowhere.step
          en Batches can be planned and assigned all the same.
          es Los batches se pueden planificar y asignar igualmente.
          fr Les lots peuvent être planifiés et attribués quand même.
        batches.clashes
          en These ids come to the same number: {ids}.
          es Estos ids equivalen al mismo número: {ids}.
          fr Ces identifiants reviennent au même numéro : {ids}.
        batches.clashes.step
          en What is noted of their masks stays as it is until one is renamed or deleted.
          es Lo anotado de sus máscaras se queda como está hasta que uno se renombre o se borre.
          fr Ce qui est noté de leurs masques reste tel quel tant que l’un n’est pas renommé ou supprimé.
        batches.no-chunks
          en Whether files are complete cannot be told.
          es No se puede saber si los archivos están completos.
          fr On ne peut pas savoir si les fichiers sont complets.
        batches.no-chunks.why
          en The bucket has no chunks, so every file counts as it is listed.
          es El bucket no tiene trozos (chunks): cada archivo cuenta tal como está en la lista.
          fr Le bucket n’a pas de morceaux (chunks) : chaque fichier compte tel qu’il est listé.
        batches.strangers
          en {n} batches belong to people who are not in the crew: {names}.
          es {n} batches son de personas que no están en el equipo: {names}.
          fr {n} lots appartiennent à des personnes hors de l’équipe : {names}.
        batches.strangers.step
          en Add them to the crew, or give their batches to somebody.
          es Añádalas al equipo o dé sus batches a alguien.
          fr Ajoutez-les à l’équipe, ou donnez leurs lots à quelqu’un.
        batches.card.total
          en All
          es Todos
          fr Tous
        batches.card.pending
          en Not started
          es Sin empezar
          fr Pas commencés
        batches.card.progress
          en In progress
          es En progreso
          fr En cours
        batches.card.done
          en Done
          es Hechos
          fr Faits
        batches.card.masks
          en {n} with masks
          es {n} con máscaras
          fr {n} avec masques
        batches.done.share
          en Done
          es Hecho
          fr Fait
        batches.column.id
          en Batch
          es Batch
          fr Lot
        batches.column.assignee
          en Assignee
          es Responsable
          fr Responsable
        batches.column.uploaded
          en Masks there
          es Máscaras cargadas
          fr Masques présents
        batches.column.status
          en Segmentation
          es Segmentación
          fr Segmentation
        batches.column.assigned
          en Assigned
          es Asignado
          fr Attribué
        batches.column.review
          en Review
          es Revisión
          fr Relecture
        batches.column.comments
          en Comments
          es Comentarios
          fr Commentaires
        batches.column.actions
          en Actions
          es Acciones
          fr Actions
        batches.column.family
          en Family
          es Familia
          fr Famille
        batches.column.file
          en File
          es Archivo
          fr Fichier
        batches.column.files
          en Files
          es Archivos
          fr Fichiers
        batches.column.last
          en Newest mask
          es Última máscara
          fr Dernier masque
        batches.column.time
          en Uploaded
          es Subido
          fr Envoyé
        batches.column.bytes
          en Size
          es Tamaño
          fr Taille
        batches.column.by
          en By
          es Por
          fr Par
        batches.column.state
          en State
          es Estado
          fr État
        batches.column.change
          en Change
          es Cambio
          fr Modification
        batches.column.deed
          en What
          es Qué
          fr Quoi
        batches.column.when
          en When
          es Cuándo
          fr Quand
        batches.column.who
          en Who
          es Quién
          fr Qui
        batches.column.batches
          en Batches
          es Batches
          fr Lots
        batches.column.note
          en Detail
          es Detalle
          fr Détail
        batches.column.total
          en All
          es Todos
          fr Tous
        batches.column.pending
          en Not started
          es Sin empezar
          fr Pas commencés
        batches.column.progress
          en In progress
          es En progreso
          fr En cours
        batches.column.done
          en Done
          es Hechos
          fr Faits
        batches.column.completion
          en Done %
          es Hecho %
          fr Fait %
        batches.column.efficiency
          en Finished of begun
          es Terminados de empezados
          fr Finis sur commencés
        batches.column.priority
          en Priority
          es Prioridad
          fr Priorité
        batches.column.folder
          en Folder
          es Carpeta
          fr Dossier
        batches.status.NS
          en Not started
          es Sin empezar
          fr Pas commencé
        batches.status.In
          en Incomplete
          es Incompleto
          fr Incomplet
        batches.status.S
          en Done
          es Segmentado
          fr Segmenté
        batches.review.pending
          en Pending
          es Pendiente
          fr En attente
        batches.review.approved
          en Approved
          es Aprobado
          fr Approuvé
        batches.review.not_approved
          en Not approved
          es No aprobado
          fr Non approuvé
        batches.field.assignee
          en Assignee
          es Responsable
          fr Responsable
        batches.field.folder
          en Folder
          es Carpeta
          fr Dossier
        batches.field.tasks
          en Tasks
          es Tareas
          fr Tâches
        batches.field.status
          en Segmentation
          es Segmentación
          fr Segmentation
        batches.field.comments
          en Comments
          es Comentarios
          fr Commentaires
        batches.field.priority
          en Priority
          es Prioridad
          fr Priorité
        batches.field.review_status
          en Review
          es Revisión
          fr Relecture
        """#
}
