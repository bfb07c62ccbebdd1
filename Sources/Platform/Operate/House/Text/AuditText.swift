// Words of the audit.

enum AuditText {
    static let catalogue = #"""
        audit.title
          en Audit
          es Auditoría
          fr Audit
        audit.answer
          en The last change was on {when}, by {who}.
          es El último cambio fue el {when}, por {who}.
          fr Le dernier changement date du {when}, par {who}.
        audit.none
          en No change fits this filter.
          es Ningún cambio cumple este filtro.
          fr Aucun changement ne répond à ce filtre.
        audit.empty
          en Nothing was changed yet. Every change will be here, with what it was before.
          es Aún no se cambió nada. Aquí estará cada cambio, con lo que había antes.
          fr Rien n’a encore été changé. Chaque changement sera ici, avec ce qu’il y avait avant.
        audit.filter
          en Filter
          es Filtrar
          fr Filtrer
        audit.filter.from
          en from
          es desde
          fr de
        audit.filter.to
          en to
          es hasta
          fr à
        audit.filter.person
          en name
          es nombre
          fr nom
        audit.filter.action
          en action, e.g. person.
          es acción, p. ej. person.
          fr action, p. ex. person.
        audit.filter.subject
          en subject
          es asunto
          fr objet
        audit.all
          en Show all
          es Mostrar todo
          fr Tout montrer
        audit.export
          en Export
          es Exportar
          fr Exporter
        audit.link
          en Copy link
          es Copiar enlace
          fr Copier le lien
        audit.at
          en When
          es Cuándo
          fr Quand
        audit.person
          en Who
          es Quién
          fr Qui
        audit.via
          en By
          es Por
          fr Par
        audit.action
          en What
          es Qué
          fr Quoi
        audit.subject
          en Subject
          es Asunto
          fr Objet
        audit.change
          en Change
          es Cambio
          fr Changement
        audit.via.page
          en page
          es página
          fr page
        audit.via.api
          en API
          es API
          fr API
        audit.via.verb
          en terminal
          es terminal
          fr terminal
        audit.via.system
          en Gemba
          es Gemba
          fr Gemba
        audit.older
          en Older
          es Más antiguas
          fr Plus anciennes
        audit.newest
          en Newest
          es Más nuevas
          fr Plus récentes
        audit.rows
          en {n} rows
          es {n} filas
          fr {n} lignes
        audit.action.person.create
          en Person added
          es Persona añadida
          fr Personne ajoutée
        audit.action.person.role
          en Role changed
          es Papel cambiado
          fr Rôle changé
        audit.action.person.active
          en Sign-in switched
          es Entrada cambiada
          fr Accès changé
        audit.action.person.password
          en Password set
          es Contraseña cambiada
          fr Mot de passe changé
        audit.action.person.preferences
          en Preferences changed
          es Preferencias cambiadas
          fr Préférences changées
        audit.action.person.remove
          en Person removed
          es Persona eliminada
          fr Personne retirée
        audit.action.session.end
          en Session ended
          es Sesión terminada
          fr Session terminée
        audit.action.token.create
          en Token made
          es Llave creada
          fr Jeton créé
        audit.action.token.revoke
          en Token revoked
          es Llave revocada
          fr Jeton révoqué
        audit.action.setting.change
          en Setting changed
          es Ajuste cambiado
          fr Réglage changé
        audit.action.job.run
          en Job run by hand
          es Trabajo corrido a mano
          fr Tâche lancée à la main
        audit.action.job.cancel
          en Run cancelled
          es Corrida cancelada
          fr Exécution annulée
        audit.action.job.retry
          en Run tried again
          es Corrida repetida
          fr Exécution relancée
        audit.action.timetable.create
          en Timetable added
          es Horario añadido
          fr Horaire ajouté
        audit.action.timetable.change
          en Timetable changed
          es Horario cambiado
          fr Horaire changé
        audit.action.timetable.remove
          en Timetable removed
          es Horario eliminado
          fr Horaire retiré
        audit.action.source.create
          en Source added
          es Fuente añadida
          fr Source ajoutée
        audit.action.source.change
          en Source changed
          es Fuente cambiada
          fr Source changée
        audit.action.source.pause
          en Source paused
          es Fuente en pausa
          fr Source mise en pause
        audit.action.source.resume
          en Source resumed
          es Fuente reanudada
          fr Source reprise
        audit.action.source.scan
          en Look at a source asked for
          es Revisión de fuente pedida
          fr Examen d’une source demandé
        audit.action.source.map
          en Folders mapped
          es Carpetas asignadas
          fr Dossiers attribués
        audit.action.profile.create
          en Profile added
          es Perfil añadido
          fr Profil ajouté
        audit.action.profile.change
          en Profile changed
          es Perfil cambiado
          fr Profil changé
        audit.action.reject.retry
          en Reject retried
          es Rechazo reintentado
          fr Rejet réessayé
        audit.action.reject.dismiss
          en Reject dismissed
          es Rechazo descartado
          fr Rejet écarté
        audit.action.file.release
          en File released
          es Archivo liberado
          fr Fichier libéré
        audit.action.file.reload
          en File read again
          es Archivo releído
          fr Fichier relu
        audit.action.run.undo
          en Run taken back
          es Carga deshecha
          fr Chargement annulé
        audit.action.intake.ingest
          en Files read from the terminal
          es Archivos leídos desde la terminal
          fr Fichiers lus depuis le terminal
        audit.action.upload.take
          en File uploaded
          es Archivo subido
          fr Fichier envoyé

        """#
}
