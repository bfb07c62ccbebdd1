// What went wrong, in words: one sentence per problem code of the platform, and what to do where that is not plain. A
// new code needs its key here in the same change.

extension HouseText {
    static let problems = frameOfProblems + asked + sending + signIn + people + jobs + outside + bugs

    private static let frameOfProblems = #"""
        problem.place
          en Problem
          es Problema
          fr Problème
        problem.home
          en Back to the floor
          es Volver a la planta
          fr Retour à l’atelier
        problem.number
          en Number for support: {id}
          es Número para soporte: {id}
          fr Numéro pour le support : {id}
        problem.other
          en This could not be done ({code}).
          es No se pudo hacer ({code}).
          fr Cela n’a pas pu être fait ({code}).
        problem.title.401
          en Please sign in
          es Entre primero
          fr Connectez-vous d’abord
        problem.title.403
          en Not allowed
          es No está permitido
          fr Non autorisé
        problem.title.404
          en Not found
          es No se encontró
          fr Introuvable
        problem.title.409
          en Not in this state
          es No en este estado
          fr Pas dans cet état
        problem.title.413
          en Too large
          es Demasiado grande
          fr Trop volumineux
        problem.title.422
          en Cannot be done as asked
          es No se puede hacer así
          fr Impossible tel que demandé
        problem.title.429
          en Too many attempts
          es Demasiados intentos
          fr Trop d’essais
        problem.title.500
          en A fault of ours
          es Una falla nuestra
          fr Une faute de notre part
        problem.title.503
          en Something outside does not answer
          es Algo de afuera no responde
          fr Un élément extérieur ne répond pas

        """#

    private static let asked = #"""
        problem.json_invalid
          en The JSON cannot be read; nothing was changed.
          es El JSON no se puede leer; no se cambió nada.
          fr Le JSON est illisible ; rien n’a été changé.
        problem.zone_unknown
          en “{zone}” is not a time zone.
          es «{zone}» no es una zona horaria.
          fr « {zone} » n’est pas un fuseau horaire.
        problem.zone_unknown.hint
          en Use a name such as Europe/Paris or America/Mexico_City.
          es Use un nombre como Europe/Paris o America/Mexico_City.
          fr Utilisez un nom comme Europe/Paris ou America/Mexico_City.
        problem.database_url
          en The database address “{url}…” is not one Gemba knows.
          es Gemba no conoce la dirección de base de datos «{url}…».
          fr Gemba ne connaît pas l’adresse de base de données « {url}… ».
        problem.database_url.hint
          en Use sqlite:PATH, postgres://user@host/name or mysql://user@host/name.
          es Use sqlite:RUTA, postgres://usuario@servidor/nombre o mysql://usuario@servidor/nombre.
          fr Utilisez sqlite:CHEMIN, postgres://utilisateur@serveur/nom ou mysql://utilisateur@serveur/nom.
        problem.schema_ahead
          en The database {database} is newer than this program (step {migration}).
          es La base de datos {database} es más nueva que este programa (paso {migration}).
          fr La base de données {database} est plus récente que ce programme (étape {migration}).
        problem.schema_ahead.hint
          en It was used by a newer Gemba. Install that version or newer; nothing was changed.
          es La usó un Gemba más nuevo. Instale esa versión o una posterior; no se cambió nada.
          fr Un Gemba plus récent l’a utilisée. Installez cette version ou une suivante ; rien n’a été changé.
        problem.engine_missing
          en This build does not know the database engine {engine}.
          es Esta versión no conoce el motor de base de datos {engine}.
          fr Cette version ne connaît pas le moteur de base de données {engine}.
        problem.engine_missing.hint
          en This build knows sqlite only.
          es Esta versión solo conoce sqlite.
          fr Cette version ne connaît que sqlite.
        problem.demo_loopback
          en The demo does not listen on {listen}.
          es La demostración no escucha en {listen}.
          fr La démonstration n’écoute pas sur {listen}.
        problem.demo_loopback.hint
          en It signs every visitor in as administrator, so it listens on 127.0.0.1 only.
          es Da a cada visitante el papel de administrador, así que solo escucha en 127.0.0.1.
          fr Elle connecte chaque visiteur comme administrateur : elle n’écoute que sur 127.0.0.1.
        problem.parameter_invalid
          en “{value}” does not fit the field {name}.
          es «{value}» no sirve para el campo {name}.
          fr « {value} » ne convient pas au champ {name}.
        problem.body_too_large
          en What was sent is larger than {limit} bytes; nothing of it was taken.
          es Lo enviado supera {limit} bytes; no se tomó nada.
          fr L’envoi dépasse {limit} octets ; rien n’en a été pris.
        problem.page_missing
          en There is no page {path}.
          es No hay página {path}.
          fr Il n’y a pas de page {path}.

        """#

    private static let sending = #"""
        problem.request_malformed
          en The request cannot be read.
          es La petición no se puede leer.
          fr La requête est illisible.
        problem.body_incomplete
          en The connection ended before everything had arrived; nothing was taken.
          es La conexión terminó antes de que llegara todo; no se tomó nada.
          fr La connexion s’est terminée avant que tout soit arrivé ; rien n’a été pris.
        problem.body_read_twice
          en What was sent was read twice.
          es Lo enviado se leyó dos veces.
          fr L’envoi a été lu deux fois.
        problem.multipart_invalid
          en The form with files cannot be read; nothing was taken.
          es El formulario con archivos no se puede leer; no se tomó nada.
          fr Le formulaire avec fichiers est illisible ; rien n’a été pris.
        problem.upload_not_stored
          en The file could not be stored; nothing was taken.
          es El archivo no se pudo guardar; no se tomó nada.
          fr Le fichier n’a pas pu être enregistré ; rien n’a été pris.
        problem.upload_not_stored.hint
          en See whether the disk of the data folder is full.
          es Vea si está lleno el disco de la carpeta de datos.
          fr Voyez si le disque du dossier de données est plein.
        problem.event_listeners_full
          en Too many open pages wait for news; this one is up to date when it is reloaded.
          es Demasiadas páginas abiertas esperan novedades; esta se actualiza al recargarla.
          fr Trop de pages ouvertes attendent des nouvelles ; celle-ci est à jour si on la recharge.
        problem.event_topics_many
          en A page asks for too many kinds of news at once.
          es Una página pide demasiadas clases de novedades a la vez.
          fr Une page demande trop de sortes de nouvelles à la fois.
        problem.export_not_written
          en The export could not be written to the end; what arrived is not complete.
          es La exportación no se pudo escribir hasta el final; lo que llegó no está completo.
          fr L’export n’a pas pu être écrit jusqu’au bout ; ce qui est arrivé est incomplet.
        problem.export_not_written.hint
          en See whether the disk of temporary files is full.
          es Vea si está lleno el disco de archivos temporales.
          fr Voyez si le disque des fichiers temporaires est plein.

        """#

    private static let signIn = #"""
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

    private static let people = #"""
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

    private static let jobs = #"""
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

    private static let outside = #"""
        problem.database_open
          en The database {path} cannot be opened.
          es No se puede abrir la base de datos {path}.
          fr La base de données {path} ne s’ouvre pas.
        problem.database_open.hint
          en Check that the folder exists, is writable, and that the file is a Gemba database.
          es Revise que la carpeta exista, se pueda escribir, y que el archivo sea una base de Gemba.
          fr Vérifiez que le dossier existe, accepte l’écriture, et que le fichier est une base Gemba.
        problem.address_invalid
          en Gemba cannot listen on {address}.
          es Gemba no puede escuchar en {address}.
          fr Gemba ne peut pas écouter sur {address}.
        problem.address_invalid.hint
          en Write an address of this machine and a port, such as 127.0.0.1:8080 or [::1]:8080.
          es Escriba una dirección de esta máquina y un puerto, como 127.0.0.1:8080 o [::1]:8080.
          fr Écrivez une adresse de cette machine et un port, comme 127.0.0.1:8080 ou [::1]:8080.
        problem.address_in_use
          en Another program listens on {address} already.
          es Otro programa ya escucha en {address}.
          fr Un autre programme écoute déjà sur {address}.
        problem.address_in_use.hint
          en Stop it, or choose another port.
          es Deténgalo, o elija otro puerto.
          fr Arrêtez-le, ou choisissez un autre port.
        problem.store_busy
          en The database is busy; nothing was lost.
          es La base de datos está ocupada; no se perdió nada.
          fr La base de données est occupée ; rien n’est perdu.
        problem.store_busy.hint
          en Another program holds it; Gemba tries again.
          es Otro programa la retiene; Gemba lo intenta de nuevo.
          fr Un autre programme la retient ; Gemba réessaie.
        problem.store_full
          en The disk of the database is full; nothing was lost.
          es El disco de la base de datos está lleno; no se perdió nada.
          fr Le disque de la base de données est plein ; rien n’est perdu.
        problem.store_full.hint
          en Free some disk space; loading goes on by itself.
          es Libere espacio en disco; la carga sigue sola.
          fr Libérez de la place ; le chargement reprend tout seul.
        problem.store_unreachable
          en The database cannot be reached; nothing was lost.
          es No se llega a la base de datos; no se perdió nada.
          fr La base de données est hors d’atteinte ; rien n’est perdu.
        problem.store_unreachable.hint
          en Check the disk that holds the database.
          es Revise el disco que tiene la base de datos.
          fr Vérifiez le disque qui porte la base de données.
        problem.store_read_only
          en The database cannot be written.
          es No se puede escribir en la base de datos.
          fr La base de données n’accepte pas l’écriture.
        problem.store_read_only.hint
          en Make the database file and its folder writable.
          es Permita escribir en el archivo de la base y su carpeta.
          fr Rendez le fichier de la base et son dossier accessibles en écriture.
        problem.store_damaged
          en The database is damaged.
          es La base de datos está dañada.
          fr La base de données est endommagée.
        problem.store_damaged.hint
          en Restore the last backup.
          es Restaure el último respaldo.
          fr Restaurez la dernière sauvegarde.
        problem.store_constraint
          en Somebody else stored the same thing meanwhile; nothing was changed.
          es Otra persona guardó lo mismo entre tanto; no se cambió nada.
          fr Quelqu’un d’autre a enregistré la même chose entre-temps ; rien n’a été changé.
        problem.folder_missing
          en The folder {path} is not there.
          es La carpeta {path} no está.
          fr Le dossier {path} n’est pas là.
        problem.folder_missing.hint
          en Check the path (also for doubled blanks) and that the share is mounted.
          es Revise la ruta (también espacios dobles) y que el recurso compartido esté montado.
          fr Vérifiez le chemin (aussi les espaces doubles) et que le partage est monté.
        problem.folder_unreadable
          en The folder {path} cannot be read: {reason}.
          es La carpeta {path} no se puede leer: {reason}.
          fr Le dossier {path} est illisible : {reason}.
        problem.file_unreadable
          en The file {path} cannot be read: {reason}.
          es El archivo {path} no se puede leer: {reason}.
          fr Le fichier {path} est illisible : {reason}.
        problem.file_not_removed
          en The file {path} was loaded but could not be deleted: {reason}.
          es El archivo {path} se cargó pero no se pudo borrar: {reason}.
          fr Le fichier {path} est chargé mais n’a pas pu être supprimé : {reason}.
        problem.file_not_moved
          en The file {path} was loaded but could not be moved: {reason}.
          es El archivo {path} se cargó pero no se pudo mover: {reason}.
          fr Le fichier {path} est chargé mais n’a pas pu être déplacé : {reason}.
        problem.file_not_written
          en The file {path} could not be written: {reason}.
          es No se pudo escribir el archivo {path}: {reason}.
          fr Le fichier {path} n’a pas pu être écrit : {reason}.

        """#

    private static let bugs = #"""
        problem.unexpected
          en Something unforeseen happened; what was in hand was not changed.
          es Pasó algo imprevisto; lo que estaba en curso no cambió.
          fr Un imprévu est survenu ; ce qui était en cours n’a pas changé.
        problem.insert_without_id
          en The database did not number a new row of {table}.
          es La base de datos no numeró una fila nueva de {table}.
          fr La base de données n’a pas numéroté une nouvelle ligne de {table}.
        problem.statement_nested
          en A statement of the database ran inside itself.
          es Una instrucción de la base corrió dentro de sí misma.
          fr Une instruction de la base s’est exécutée dans elle-même.
        problem.rehearsal_without_result
          en A preview came back without a result.
          es Una vista previa volvió sin resultado.
          fr Un aperçu est revenu sans résultat.
        problem.store_statement
          en The database refused a statement of Gemba.
          es La base de datos rechazó una instrucción de Gemba.
          fr La base de données a refusé une instruction de Gemba.
        problem.job_enqueue
          en A run could not be added to the queue.
          es No se pudo añadir una corrida a la cola.
          fr Une exécution n’a pas pu être mise en file.
        problem.audit_via_unknown
          en An entry of the audit came by an unknown way, {via}.
          es Una entrada de la auditoría llegó por una vía desconocida, {via}.
          fr Une entrée du journal d’audit vient d’une voie inconnue, {via}.
        problem.role_unknown
          en A person has an unknown role, {role}.
          es Una persona tiene un papel desconocido, {role}.
          fr Une personne a un rôle inconnu, {role}.

        """#
}
