// What the house says when signing in, people, tokens, jobs or timetables cannot be as asked.

extension HouseText {
    static let signIn = #"""
        problem.sign_in_needed
          en Sign in to see this.
          es Entre para ver esto.
          fr Connectez-vous pour voir ceci.
        problem.sign_in_failed
          en Name or password is wrong.
          es El nombre o la contraseña no coinciden.
          fr Le nom ou le mot de passe ne convient pas.
        problem.sign_in_throttled
          en Too many wrong attempts. Try again in {minutes} min.
          es Demasiados intentos fallidos. Intente de nuevo en {minutes} min.
          fr Trop d’essais manqués. Réessayez dans {minutes} min.
        problem.not_allowed
          en Your role does not allow this ({permission}).
          es Su papel no lo permite ({permission}).
          fr Votre rôle ne le permet pas ({permission}).
        problem.csrf
          en This page was too old to send its form; nothing was changed.
          es La página era demasiado vieja para enviar su formulario; no se cambió nada.
          fr La page était trop ancienne pour envoyer son formulaire ; rien n’a été changé.
        problem.csrf.hint
          en Reload the page and try again.
          es Recargue la página e intente de nuevo.
          fr Rechargez la page et réessayez.
        problem.busy
          en Too many people sign in at this moment.
          es Demasiadas personas entran en este momento.
          fr Trop de personnes se connectent en ce moment.
        problem.busy.hint
          en Try again in a few seconds.
          es Intente de nuevo en unos segundos.
          fr Réessayez dans quelques secondes.
        problem.session_missing
          en This session has ended already.
          es Esta sesión ya terminó.
          fr Cette session est déjà terminée.
        problem.first_run_remote
          en The first administrator is created on the machine that runs Gemba.
          es El primer administrador se crea en la máquina donde corre Gemba.
          fr Le premier administrateur se crée sur la machine où tourne Gemba.
        problem.first_run_remote.hint
          en Open this page there, or run: gemba user add NAME --role admin
          es Abra esta página allí, o ejecute: gemba user add NOMBRE --role admin
          fr Ouvrez cette page là-bas, ou lancez : gemba user add NOM --role admin

        """#

    static let people = #"""
        problem.name_missing
          en The name is missing.
          es Falta el nombre.
          fr Le nom manque.
        problem.name_long
          en The name is longer than {longest} characters.
          es El nombre supera {longest} caracteres.
          fr Le nom dépasse {longest} caractères.
        problem.name_invalid
          en The name holds characters that cannot be shown.
          es El nombre tiene caracteres que no se pueden mostrar.
          fr Le nom contient des caractères qui ne s’affichent pas.
        problem.password_short
          en The password needs at least {shortest} characters.
          es La contraseña necesita al menos {shortest} caracteres.
          fr Le mot de passe demande au moins {shortest} caractères.
        problem.password_long
          en The password is longer than {longest} bytes.
          es La contraseña supera {longest} bytes.
          fr Le mot de passe dépasse {longest} octets.
        problem.people_not_empty
          en There is a person already; sign in with that name.
          es Ya hay una persona; entre con ese nombre.
          fr Il existe déjà une personne ; connectez-vous avec ce nom.
        problem.person_exists
          en There is a person named {name} already.
          es Ya hay una persona llamada {name}.
          fr Une personne nommée {name} existe déjà.
        problem.person_missing
          en There is no such person any more.
          es Esa persona ya no existe.
          fr Cette personne n’existe plus.
        problem.last_admin
          en {name} is the last administrator who can sign in.
          es {name} es el último administrador que puede entrar.
          fr {name} est le dernier administrateur qui puisse se connecter.
        problem.last_admin.hint
          en Make another person an administrator with a password first.
          es Haga primero administrador a otra persona con contraseña.
          fr Nommez d’abord un autre administrateur avec un mot de passe.
        problem.theme_unknown
          en There is no theme “{theme}”.
          es No hay tema «{theme}».
          fr Il n’y a pas de thème « {theme} ».
        problem.token_missing
          en There is no such token.
          es No existe esa llave.
          fr Ce jeton n’existe pas.
        problem.token_exists
          en A token named {name} is in use already.
          es Ya hay una llave en uso llamada {name}.
          fr Un jeton nommé {name} est déjà en service.
        problem.token_by_token
          en A token cannot make tokens; a person has to.
          es Una llave no puede crear llaves; debe hacerlo una persona.
          fr Un jeton ne peut pas créer de jeton ; il faut une personne.
        problem.token_without_person
          en Nobody stands behind this token.
          es Nadie respalda esta llave.
          fr Personne ne répond de ce jeton.
        problem.token_expiry_past
          en The token would end in the past.
          es La llave terminaría en el pasado.
          fr Le jeton se terminerait dans le passé.
        problem.token_role_above_own
          en A token with the role {role} is above your own role, {own}.
          es Una llave con el papel {role} está por encima del suyo, {own}.
          fr Un jeton avec le rôle {role} dépasse le vôtre, {own}.

        """#

    static let jobs = #"""
        problem.timetable_words
          en “{word}” is not understood in a timetable.
          es No se entiende «{word}» en un horario.
          fr « {word} » n’est pas compris dans un horaire.
        problem.timetable_words.hint
          en Write for example: every 15 minutes; weekdays at 8:30; first of the month at 05:00; 0 6 * * 1-5.
          es Escriba por ejemplo: cada 15 minutos; de lunes a viernes a las 8:30; el primero de cada mes a las 05:00; 0 6 * * 1-5.
          fr Écrivez par exemple : toutes les 15 minutes ; en semaine à 8:30 ; le premier du mois à 05:00 ; 0 6 * * 1-5.
        problem.timetable_field
          en “{text}” does not fit the field {field} of a timetable.
          es «{text}» no sirve para el campo {field} de un horario.
          fr « {text} » ne convient pas au champ {field} d’un horaire.
        problem.timetable_field.hint
          en Write for example: 0 6 * * 1-5, or in words: weekdays at 6:00.
          es Escriba por ejemplo: 0 6 * * 1-5, o en palabras: de lunes a viernes a las 6:00.
          fr Écrivez par exemple : 0 6 * * 1-5, ou en mots : en semaine à 6:00.
        problem.timetable_never
          en “{words}” never happens.
          es «{words}» no ocurre nunca.
          fr « {words} » n’arrive jamais.
        problem.timetable_name
          en A timetable needs a name of 1 to 80 characters.
          es Un horario necesita un nombre de 1 a 80 caracteres.
          fr Un horaire demande un nom de 1 à 80 caractères.
        problem.timetable_name_taken
          en There is a timetable named {name} already.
          es Ya hay un horario llamado {name}.
          fr Un horaire nommé {name} existe déjà.
        problem.timetable_unknown
          en There is no timetable {timetable}.
          es No hay horario {timetable}.
          fr Il n’y a pas d’horaire {timetable}.
        problem.job_run_unknown
          en There is no run {run}.
          es No hay corrida {run}.
          fr Il n’y a pas d’exécution {run}.
        problem.job_run_over
          en Run {run} is over already ({status}).
          es La corrida {run} ya terminó ({status}).
          fr L’exécution {run} est déjà terminée ({status}).
        problem.job_run_running
          en Run {run} is still running.
          es La corrida {run} sigue en marcha.
          fr L’exécution {run} est encore en cours.
        problem.job_kind_unknown
          en This Gemba has no job {kind}.
          es Este Gemba no tiene el trabajo {kind}.
          fr Ce Gemba n’a pas de tâche {kind}.
        problem.job_too_large
          en The instructions for the job {kind} are too large.
          es Las instrucciones del trabajo {kind} son demasiado grandes.
          fr Les consignes de la tâche {kind} sont trop volumineuses.
        problem.job_lost
          en The node that worked on it vanished; it is done again.
          es El nodo que lo hacía desapareció; se hace de nuevo.
          fr Le nœud qui y travaillait a disparu ; c’est refait.
        problem.job_timeout
          en It took too long and was stopped.
          es Tardó demasiado y se detuvo.
          fr C’était trop long et a été arrêté.
        problem.lease_lost
          en Another node has taken run {run} over.
          es Otro nodo tomó la corrida {run}.
          fr Un autre nœud a repris l’exécution {run}.

        """#
}
