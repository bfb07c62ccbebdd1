// What went wrong, in words: one sentence per problem code of the platform, and what to do where that is not plain. A
// new code needs its key here in the same change.

extension HouseText {
    static let problems = frameOfProblems + asked + sending + signIn + people + jobs + outside + store + bugs

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
        problem.demo_loopback
          en The demo does not listen on {listen}.
          es La demostración no escucha en {listen}.
          fr La démonstration n’écoute pas sur {listen}.
        problem.demo_loopback.hint
          en It signs every visitor in as administrator, so it listens on 127.0.0.1 only.
          es Da a cada visitante el papel de administrador, así que solo escucha en 127.0.0.1.
          fr Elle connecte chaque visiteur comme administrateur : elle n’écoute que sur 127.0.0.1.
        problem.export_too_large
          en The archive would be larger than 4 GB. Ask for less.
          es El archivo comprimido pasaría de 4 GB. Pida menos.
          fr L'archive dépasserait 4 Go. Demandez moins.
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

    private static let outside = #"""
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
