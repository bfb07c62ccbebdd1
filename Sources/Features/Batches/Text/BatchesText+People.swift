// The words of masks, team, assigning and figures.

extension BatchesText {
    static let people = #"""
        batches.field.reviewed_at
          en Reviewed on
          es Revisado el
          fr Relu le
        batches.field.assigned_at
          en Assigned on
          es Asignado el
          fr Attribué le
        batches.field.due_date
          en Due on
          es Vence el
          fr Échéance
        batches.field.created_at
          en Created on
          es Creado el
          fr Créé le
        batches.field.total_masks
          en Masks to make
          es Máscaras por hacer
          fr Masques à faire
        batches.field.completed_masks
          en Masks made
          es Máscaras hechas
          fr Masques faits
        batches.facts
          en The batch
          es El batch
          fr Le lot
        batches.files
          en Mask files
          es Archivos de máscaras
          fr Fichiers de masques
        batches.files.none
          en No mask file names this batch yet.
          es Ningún archivo de máscaras nombra este batch todavía.
          fr Aucun fichier de masques ne nomme encore ce lot.
        batches.history
          en History
          es Historial
          fr Historique
        batches.history.none
          en Nobody has changed it yet.
          es Nadie lo ha cambiado todavía.
          fr Personne ne l’a encore modifié.
        batches.rename
          en Change the id
          es Cambiar el id
          fr Changer l’identifiant
        batches.rename.to
          en New id
          es Nuevo id
          fr Nouvel identifiant
        batches.delete
          en Delete
          es Borrar
          fr Supprimer
        batches.delete.title
          en Delete {batch}?
          es ¿Borrar {batch}?
          fr Supprimer {batch} ?
        batches.delete.what
          en {batch} goes, with all that is noted of it. The change is kept and can be taken back. Its mask files stay.
          es Se va {batch}, con todo lo anotado. El cambio se guarda y se puede deshacer. Sus archivos de máscaras se quedan.
          fr {batch} part, avec tout ce qui est noté. La modification est gardée et peut être annulée. Ses fichiers de masques restent.
        batches.delete.many
          en Delete {n} batches
          es Borrar {n} batches
          fr Supprimer {n} lots
        batches.delete.answer
          en {n} batches would be deleted.
          es Se borrarían {n} batches.
          fr {n} lots seraient supprimés.
        batches.change.create
          en Created
          es Creado
          fr Créé
        batches.change.delete
          en Deleted
          es Borrado
          fr Supprimé
        batches.change.state.pending
          en under way
          es en curso
          fr en cours
        batches.change.state.done
          en done
          es hecho
          fr fait
        batches.change.state.overtaken
          en left: somebody had changed it
          es sin tocar: alguien lo había cambiado
          fr laissé : quelqu’un l’avait modifié
        batches.change.state.exists
          en left: there is one already
          es sin tocar: ya existe uno
          fr laissé : il en existe déjà un
        batches.change.state.missing
          en left: it is not there
          es sin tocar: no está
          fr laissé : il n’est pas là
        batches.masks.question
          en Which masks are there?
          es ¿Qué máscaras hay?
          fr Quels masques sont là ?
        batches.masks.answer
          en {n} mask files.
          es {n} archivos de máscaras.
          fr {n} fichiers de masques.
        batches.masks.count
          en {n} of {all} files
          es {n} de {all} archivos
          fr {n} sur {all} fichiers
        batches.masks.empty
          en No mask files have been seen yet.
          es Aún no se ha visto ningún archivo de máscaras.
          fr Aucun fichier de masques n’a encore été vu.
        batches.mask.matched
          en Belongs to a batch
          es Pertenece a un batch
          fr Appartient à un lot
        batches.mask.unknown
          en No such batch
          es No existe ese batch
          fr Ce lot n’existe pas
        batches.mask.unmatched
          en No number in the name
          es Sin número en el nombre
          fr Pas de numéro dans le nom
        batches.mask.incomplete
          en Incomplete
          es Incompletos
          fr Incomplets
        batches.mask.unknown.why
          en Files whose batch is not in the list
          es Archivos cuyo batch no está en la lista
          fr Fichiers dont le lot n’est pas dans la liste
        batches.mask.ambiguous
          en Several batches of this number
          es Varios batches con ese número
          fr Plusieurs lots de ce numéro
        batches.mask.ambiguous.why
          en Files whose number several ids come to
          es Archivos a cuyo número equivalen varios ids
          fr Fichiers au numéro desquels plusieurs identifiants reviennent
        batches.mask.unmatched.why
          en Files that name no batch, or two
          es Archivos que no nombran un batch, o nombran dos
          fr Fichiers qui ne nomment aucun lot, ou deux
        batches.mask.incomplete.why
          en Files that are not whole; they do not count
          es Archivos que no están enteros; no cuentan
          fr Fichiers qui ne sont pas entiers ; ils ne comptent pas
        batches.incomplete
          en incomplete
          es incompleto
          fr incomplet
        batches.proposal
          en Perhaps
          es Quizá
          fr Peut-être
        batches.team.question
          en Who has how much?
          es ¿Quién tiene cuánto?
          fr Qui en a combien ?
        batches.team.answer
          en {n} people.
          es {n} personas.
          fr {n} personnes.
        batches.team.free
          en {n} batches are nobody’s.
          es {n} batches no son de nadie.
          fr {n} lots ne sont à personne.
        batches.team.empty
          en Nobody is in the crew yet
          es Aún no hay nadie en el equipo
          fr Il n’y a encore personne dans l’équipe
        batches.team.empty.step
          en Add the people who annotate.
          es Añada a las personas que anotan.
          fr Ajoutez les personnes qui annotent.
        batches.team.strangers
          en Not in the crew
          es No están en el equipo
          fr Pas dans l’équipe
        batches.member.new
          en A new member
          es Nuevo miembro
          fr Nouveau membre
        batches.member.add
          en Add
          es Añadir
          fr Ajouter
        batches.member.name
          en Name
          es Nombre
          fr Nom
        batches.member.role
          en Role
          es Rol
          fr Rôle
        batches.member.email
          en E-mail
          es Correo
          fr Courriel
        batches.member.edit
          en Edit
          es Editar
          fr Modifier
        batches.member.settle
          en Settle
          es Resolver
          fr Régler
        batches.member.carried
          en With another name, {n} batches go along.
          es Con otro nombre, {n} batches van con él.
          fr Avec un autre nom, {n} lots suivent.
        batches.member.has
          en {n} batches
          es {n} batches
          fr {n} lots
        batches.member.remove
          en Remove from the crew
          es Quitar del equipo
          fr Retirer de l’équipe
        batches.member.heir
          en Who gets the {n} batches
          es Quién recibe los {n} batches
          fr Qui reçoit les {n} lots
        batches.member.give
          en Give
          es Dar
          fr Donner
        batches.assign.question
          en Who gets what?
          es ¿A quién se le da qué?
          fr Qui reçoit quoi ?
        batches.assign.answer
          en {n} batches are nobody’s.
          es {n} batches no son de nadie.
          fr {n} lots ne sont à personne.
        batches.assign.search
          en Find a batch
          es Buscar un batch
          fr Chercher un lot
        batches.assign.free
          en Nobody’s
          es De nadie
          fr À personne
        batches.assign.all
          en All of these
          es Todos estos
          fr Tous ceux-ci
        batches.assign.none
          en Every batch has somebody.
          es Cada batch tiene a alguien.
          fr Chaque lot a quelqu’un.
        batches.assign.more
          en The first {n} of {all} are shown; search for the others.
          es Se muestran los primeros {n} de {all}; busque los demás.
          fr Les {n} premiers sur {all} sont montrés ; cherchez les autres.
        batches.assign.to
          en Give to
          es Dar a
          fr Donner à
        batches.assign.how
          en Drag batches here, or tick them and press a name.
          es Arrastre batches aquí, o márquelos y pulse un nombre.
          fr Glissez des lots ici, ou cochez-les et appuyez sur un nom.
        batches.assign.open
          en {n} to do
          es {n} por hacer
          fr {n} à faire
        batches.assign.paste
          en Paste a list
          es Pegar una lista
          fr Coller une liste
        batches.assign.list
          en Ids
          es Ids
          fr Identifiants
        batches.assign.list.hint
          en One per line, or with commas or blanks between them. The number alone will do: 000040F.
          es Uno por línea, o separados por comas o espacios. Basta el número: 000040F.
          fr Un par ligne, ou séparés par des virgules ou des espaces. Le numéro suffit : 000040F.
        batches.assign.do
          en Assign
          es Asignar
          fr Attribuer
        batches.assign.done
          en {n} batches now belong to {name}.
          es {n} batches son ahora de {name}.
          fr {n} lots sont maintenant à {name}.
        batches.assign.missing
          en Not there: {ids}
          es No están: {ids}
          fr Absents : {ids}
        batches.metrics.question
          en When will it be done?
          es ¿Cuándo estará hecho?
          fr Quand sera-ce fini ?
        batches.metrics.all-done
          en Everything is done.
          es Todo está hecho.
          fr Tout est fait.
        batches.metrics.forecast
          en About {day}.
          es Hacia el {day}.
          fr Vers le {day}.
        batches.metrics.pace
          en {n} batches a week in the last weeks, {left} left.
          es {n} batches por semana en las últimas semanas, quedan {left}.
          fr {n} lots par semaine ces dernières semaines, il en reste {left}.
        batches.metrics.no-forecast
          en {left} are left.
          es Quedan {left}.
          fr Il en reste {left}.
        batches.metrics.no-forecast.why
          en A week with finished batches is needed to say when.
          es Hace falta una semana con batches terminados para decir cuándo.
          fr Il faut une semaine avec des lots finis pour dire quand.
        batches.metrics.completion
          en Done
          es Hecho
          fr Fait
        batches.metrics.efficiency
          en Finished of begun
          es Terminados de empezados
          fr Finis sur commencés
        batches.metrics.efficiency.why
          en done / (done + incomplete)
          es hechos / (hechos + incompletos)
          fr faits / (faits + incomplets)
        batches.metrics.unassigned
          en Nobody’s
          es De nadie
          fr À personne
        batches.metrics.with-masks
          en With masks
          es Con máscaras
          fr Avec masques
        batches.metrics.no-weeks
          en When batches become done, their weeks will stand here.
          es Cuando haya batches hechos, aquí estarán sus semanas.
          fr Quand des lots seront faits, leurs semaines seront ici.
        batches.metrics.weeks
          en Finished by week
          es Terminados por semana
          fr Finis par semaine
        batches.metrics.weeks.unit
          en batches
          es batches
          fr lots
        batches.metrics.people
          en By person
          es Por persona
          fr Par personne
        batches.preview
          en What would change
          es Qué cambiaría
          fr Ce qui changerait
        batches.need.away-card
          en Batches: a side is away
          es Batches: un lado no responde
          fr Lots : un côté ne répond pas
        batches.need.strangers-card
          en Batches of unknown people
          es Batches de desconocidos
          fr Lots d’inconnus
        batches.need.strangers
          en {n} batches belong to people who are not in the crew
          es {n} batches son de personas que no están en el equipo
          fr {n} lots appartiennent à des personnes hors de l’équipe
        batches.need.loose-card
          en Mask files without a batch
          es Máscaras sin batch
          fr Masques sans lot
        batches.need.loose
          en {n} mask files or numbers belong to no batch, or are incomplete
          es {n} archivos o números de máscaras no son de ningún batch, o están incompletos
          fr {n} fichiers ou numéros de masques n’appartiennent à aucun lot, ou sont incomplets
        batches.need.look
          en Look
          es Mirar
          fr Regarder
        batches.job.sync
          en Bring batches in step with their masks
          es Poner los batches al día con sus máscaras
          fr Mettre les lots à jour avec leurs masques
        """#
}
