// Words of people, tokens and one's own account.

enum PeopleText {
    static let catalogue = #"""
        people.title
          en People
          es Personas
          fr Personnes
        people.answer.one
          en One person may sign in; administrators: {admins}.
          es Una persona puede entrar; administradores: {admins}.
          fr Une personne peut se connecter ; administrateurs : {admins}.
        people.answer.many
          en {n} people may sign in; administrators: {admins}.
          es {n} personas pueden entrar; administradores: {admins}.
          fr {n} personnes peuvent se connecter ; administrateurs : {admins}.
        people.add
          en Add person
          es Añadir persona
          fr Ajouter une personne
        people.empty
          en Nobody can sign in yet
          es Nadie puede entrar todavía
          fr Personne ne peut encore se connecter
        people.empty.step
          en Add the first person; make at least one an administrator.
          es Añada la primera persona; al menos una debe ser administrador.
          fr Ajoutez la première personne ; nommez au moins un administrateur.
        people.name
          en Name
          es Nombre
          fr Nom
        people.role
          en Role
          es Papel
          fr Rôle
        people.state
          en State
          es Estado
          fr État
        people.since
          en Since
          es Desde
          fr Depuis
        people.active
          en may sign in
          es puede entrar
          fr peut se connecter
        people.inactive
          en may not sign in
          es no puede entrar
          fr ne peut pas se connecter
        people.no-password
          en no password yet
          es aún sin contraseña
          fr pas encore de mot de passe
        people.audit
          en Changes to this person
          es Cambios de esta persona
          fr Changements de cette personne
        people.role.set
          en Set role
          es Cambiar papel
          fr Changer le rôle
        people.password.new
          en New password
          es Contraseña nueva
          fr Nouveau mot de passe
        people.password.set
          en Set password
          es Cambiar contraseña
          fr Changer le mot de passe
        people.password.hint
          en At least {shortest} characters. Leave it empty for somebody who shall not sign in yet.
          es Al menos {shortest} caracteres. Déjela vacía para quien aún no debe entrar.
          fr Au moins {shortest} caractères. Laissez vide pour quelqu’un qui ne doit pas encore se connecter.
        people.password.ends
          en All sessions of this person end.
          es Terminan todas las sesiones de esta persona.
          fr Toutes les sessions de cette personne se terminent.
        people.sessions
          en Sessions now
          es Sesiones ahora
          fr Sessions en cours
        people.tokens
          en Tokens in use
          es Llaves en uso
          fr Jetons en service
        people.activate
          en Let in again
          es Dejar entrar de nuevo
          fr Laisser entrer à nouveau
        people.deactivate
          en Deactivate
          es Desactivar
          fr Désactiver
        people.deactivate.title
          en Deactivate {name}
          es Desactivar a {name}
          fr Désactiver {name}
        people.deactivate.what
          en Sessions that end now: {sessions}. Tokens that are refused until the person is active again: {tokens}. What the person did stays in the audit.
          es Sesiones que terminan ahora: {sessions}. Llaves que se rechazan hasta que vuelva a estar activa: {tokens}. Lo que hizo queda en la auditoría.
          fr Sessions qui se terminent maintenant : {sessions}. Jetons refusés jusqu’à son retour : {tokens}. Ce que la personne a fait reste dans l’audit.
        role.with
          en {role}: {may}
          es {role}: {may}
          fr {role} : {may}
        role.admin.may
          en everything
          es todo
          fr tout
        role.scheduler.may
          en sees all, plans, runs jobs, corrects rejects
          es ve todo, planifica, corre trabajos, corrige rechazos
          fr voit tout, planifie, lance des tâches, corrige les rejets
        role.supervisor.may
          en sees all and the audit, runs jobs, corrects rejects
          es ve todo y la auditoría, corre trabajos, corrige rechazos
          fr voit tout et l’audit, lance des tâches, corrige les rejets
        role.floor.may
          en sees what the floor needs
          es ve lo que el piso necesita
          fr voit ce qu’il faut à l’atelier
        role.viewer.may
          en looks, changes nothing
          es mira, no cambia nada
          fr regarde, ne change rien
        tokens.title
          en Tokens
          es Llaves
          fr Jetons
        tokens.answer.one
          en One token is in use.
          es Una llave está en uso.
          fr Un jeton est en service.
        tokens.answer.many
          en {n} tokens are in use.
          es {n} llaves están en uso.
          fr {n} jetons sont en service.
        tokens.empty
          en No tokens yet
          es Aún no hay llaves
          fr Pas encore de jeton
        tokens.empty.step
          en A program shows a token instead of a password. Make one for each program.
          es Un programa muestra una llave en vez de contraseña. Cree una por programa.
          fr Un programme montre un jeton au lieu d’un mot de passe. Créez-en un par programme.
        tokens.new
          en New token
          es Llave nueva
          fr Nouveau jeton
        tokens.name
          en Name
          es Nombre
          fr Nom
        tokens.name.hint
          en What it is for, such as “ERP import”.
          es Para qué sirve, como «importación ERP».
          fr À quoi il sert, par exemple « import ERP ».
        tokens.days
          en Days until it ends
          es Días hasta que termina
          fr Jours avant la fin
        tokens.days.hint
          en Leave it empty for a token without an end.
          es Déjelo vacío para una llave sin fin.
          fr Laissez vide pour un jeton sans fin.
        tokens.create
          en Create token
          es Crear llave
          fr Créer le jeton
        tokens.once
          en The token {name}, shown this once
          es La llave {name}, mostrada solo esta vez
          fr Le jeton {name}, montré cette seule fois
        tokens.once.why
          en Copy it into the program now. Gemba keeps only its fingerprint.
          es Cópiela ahora en el programa. Gemba solo guarda su huella.
          fr Copiez-le maintenant dans le programme. Gemba n’en garde que l’empreinte.
        tokens.copy
          en Copy
          es Copiar
          fr Copier
        tokens.by
          en Made by
          es Creada por
          fr Créé par
        tokens.used
          en Last used
          es Último uso
          fr Dernier usage
        tokens.never
          en never
          es nunca
          fr jamais
        tokens.end
          en Ends
          es Termina
          fr Fin
        tokens.no-end
          en without end
          es sin fin
          fr sans fin
        tokens.state
          en State
          es Estado
          fr État
        tokens.revoked
          en revoked
          es revocada
          fr révoqué
        tokens.ended
          en ended
          es terminada
          fr terminé
        tokens.revoke
          en Revoke
          es Revocar
          fr Révoquer
        tokens.revoke.title
          en Revoke the token {name}
          es Revocar la llave {name}
          fr Révoquer le jeton {name}
        tokens.revoke.what
          en One program that uses it is refused from now on. This cannot be undone; make a new token instead.
          es El programa que la usa será rechazado desde ahora. No se puede deshacer; cree una llave nueva.
          fr Le programme qui l’utilise est refusé dès maintenant. C’est définitif ; créez un nouveau jeton.
        me.title
          en My account
          es Mi cuenta
          fr Mon compte
        me.password
          en Password
          es Contraseña
          fr Mot de passe
        me.password.current
          en Present password
          es Contraseña actual
          fr Mot de passe actuel
        me.password.done
          en The password is changed.
          es La contraseña cambió.
          fr Le mot de passe est changé.
        me.password.ended
          en All your other sessions have ended.
          es Terminaron todas sus otras sesiones.
          fr Toutes vos autres sessions sont terminées.
        me.language
          en Language
          es Idioma
          fr Langue
        me.language.set
          en Set language
          es Cambiar idioma
          fr Changer la langue
        me.no-account
          en You are here without an account of your own, so there is nothing to change.
          es Está aquí sin cuenta propia, así que no hay nada que cambiar.
          fr Vous êtes ici sans compte propre : il n’y a rien à changer.
        me.sessions
          en Where you are signed in
          es Dónde tiene sesión abierta
          fr Où vous êtes connecté
        me.sessions.agent
          en Browser
          es Navegador
          fr Navigateur
        me.sessions.address
          en Address
          es Dirección
          fr Adresse
        me.sessions.begun
          en Since
          es Desde
          fr Depuis
        me.sessions.seen
          en Last seen
          es Visto por última vez
          fr Vu pour la dernière fois
        me.sessions.this
          en this one
          es esta
          fr celle-ci
        me.sessions.end
          en End
          es Terminar
          fr Terminer
        problem.session_needed
          en Only a person who signed in can change this.
          es Solo una persona que entró puede cambiar esto.
          fr Seule une personne connectée peut changer cela.
        problem.password_needed
          en A password is needed and there is no terminal to ask at.
          es Hace falta una contraseña y no hay terminal donde pedirla.
          fr Il faut un mot de passe et il n’y a pas de terminal où le demander.
        problem.password_variable_empty
          en The variable {name} is empty or not set.
          es La variable {name} está vacía o no existe.
          fr La variable {name} est vide ou absente.

        """#
}
