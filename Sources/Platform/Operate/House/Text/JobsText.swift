// Words of jobs and timetables.

enum JobsText {
    static let catalogue = #"""
        jobs.title
          en Jobs
          es Trabajos
          fr Tâches
        jobs.idle
          en Nothing runs and nothing waits.
          es Nada corre y nada espera.
          fr Rien ne tourne et rien n’attend.
        jobs.answer
          en Running: {running}, waiting: {due}.
          es En marcha: {running}, en espera: {due}.
          fr En cours : {running}, en attente : {due}.
        jobs.failed.none
          en No run shown here failed in the last day.
          es Ninguna corrida de esta lista falló en el último día.
          fr Aucune exécution de cette liste n’a échoué depuis un jour.
        jobs.failed.some
          en Failed in the last day: {n}.
          es Fallidas en el último día: {n}.
          fr Échouées depuis un jour : {n}.
        jobs.running
          en Running now
          es En marcha
          fr En cours
        jobs.due
          en Waiting
          es En espera
          fr En attente
        jobs.history
          en History
          es Historial
          fr Historique
        jobs.history.empty
          en No run has ended yet; they will be listed here.
          es Ninguna corrida ha terminado; se listarán aquí.
          fr Aucune exécution n’est encore terminée ; elles seront listées ici.
        jobs.by-hand
          en Run now
          es Correr ahora
          fr Lancer maintenant
        jobs.job
          en Job
          es Trabajo
          fr Tâche
        jobs.state
          en State
          es Estado
          fr État
        jobs.for
          en For
          es Desde hace
          fr Depuis
        jobs.progress
          en Progress
          es Avance
          fr Avancement
        jobs.at
          en Due
          es Toca
          fr Prévu
        jobs.why
          en Why it waits
          es Por qué espera
          fr Pourquoi elle attend
        jobs.again
          en attempt {n} failed:
          es el intento {n} falló:
          fr l’essai {n} a échoué :
        jobs.now
          en Run now
          es Correr ahora
          fr Lancer maintenant
        jobs.cancel
          en Cancel run
          es Cancelar corrida
          fr Annuler l’exécution
        jobs.retry
          en Run again
          es Correr de nuevo
          fr Relancer
        jobs.stopping
          en stopping
          es deteniéndose
          fr en arrêt
        jobs.status.all
          en all
          es todas
          fr toutes
        jobs.status.waiting
          en waiting
          es en espera
          fr en attente
        jobs.status.running
          en running
          es en marcha
          fr en cours
        jobs.status.done
          en done
          es hecha
          fr faite
        jobs.status.failed
          en failed
          es fallida
          fr échouée
        jobs.status.cancelled
          en cancelled
          es cancelada
          fr annulée
        jobs.ended
          en Ended
          es Terminó
          fr Fin
        jobs.took
          en Took
          es Tardó
          fr Durée
        jobs.usual
          en usually {time}
          es normalmente {time}
          fr d’habitude {time}
        jobs.counts
          en Counts
          es Cuentas
          fr Décomptes
        jobs.run
          en Run {n}
          es Corrida {n}
          fr Exécution {n}
        jobs.facts
          en Facts
          es Datos
          fr Faits
        jobs.attempt
          en Attempt
          es Intento
          fr Essai
        jobs.asked
          en Asked for
          es Pedida
          fr Demandée
        jobs.meant
          en Meant for
          es Prevista para
          fr Prévue pour
        jobs.started
          en Started
          es Empezó
          fr Début
        jobs.node
          en Node
          es Nodo
          fr Nœud
        jobs.retry-of
          en Again after run
          es Repite la corrida
          fr Reprise de l’exécution
        jobs.tries
          en Attempt {n} failed; the next is on {when}.
          es El intento {n} falló; el próximo es el {when}.
          fr L’essai {n} a échoué ; le prochain est le {when}.
        jobs.log
          en Log
          es Registro
          fr Journal
        jobs.kind.tidy
          en Tidy up
          es Limpiar
          fr Ranger
        timetable.one
          en Timetable
          es Horario
          fr Horaire
        timetable.title
          en Timetables
          es Horarios
          fr Horaires
        timetable.empty
          en No job has a timetable yet; jobs run when something asks for them.
          es Ningún trabajo tiene horario aún; corren cuando algo los pide.
          fr Aucune tâche n’a encore d’horaire ; elles tournent à la demande.
        timetable.add
          en Add timetable
          es Añadir horario
          fr Ajouter un horaire
        timetable.name
          en Name
          es Nombre
          fr Nom
        timetable.words
          en When
          es Cuándo
          fr Quand
        timetable.zone
          en Time zone
          es Zona horaria
          fr Fuseau horaire
        timetable.next
          en Next
          es Próxima
          fr Prochaine
        timetable.firings
          en The next five times
          es Las próximas cinco veces
          fr Les cinq prochaines fois
        timetable.on
          en Switched on
          es Encendido
          fr En service
        timetable.off
          en off
          es apagado
          fr hors service
        timetable.missed
          en If nobody was there to run it
          es Si no había quien lo corriera
          fr Si personne n’était là pour la lancer
        timetable.missed.skip
          en leave it out
          es se omite
          fr on la saute
        timetable.missed.once
          en run once for all that was missed
          es una corrida por todo lo perdido
          fr une exécution pour tout ce qui a manqué
        timetable.missed.all
          en run once for each that was missed, 100 at most
          es una corrida por cada vez perdida, 100 como máximo
          fr une exécution par fois manquée, 100 au plus
        timetable.overlap
          en If the run before is not over
          es Si la corrida anterior no ha terminado
          fr Si l’exécution précédente n’est pas finie
        timetable.overlap.skip
          en leave it out
          es se omite
          fr on la saute
        timetable.overlap.queue
          en wait for it
          es se espera
          fr on l’attend
        timetable.save
          en Save timetable
          es Guardar horario
          fr Enregistrer l’horaire
        timetable.remove
          en Remove timetable
          es Eliminar horario
          fr Retirer l’horaire
        timetable.remove.title
          en Remove the timetable {name}
          es Eliminar el horario {name}
          fr Retirer l’horaire {name}
        timetable.remove.what
          en It will not run any more: {words}. Its past runs stay in the history.
          es No volverá a correr: {words}. Sus corridas pasadas quedan en el historial.
          fr Elle ne tournera plus : {words}. Ses exécutions passées restent dans l’historique.

        """#
}
