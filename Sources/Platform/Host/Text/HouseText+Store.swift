// What the database says when something is wrong with it, and what can be done.

extension HouseText {
    static let store = storeItself + storeServers

    /// Any engine.
    private static let storeItself = #"""
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
        problem.database_open
          en The database {path} cannot be opened.
          es No se puede abrir la base de datos {path}.
          fr La base de données {path} ne s’ouvre pas.
        problem.database_open.hint
          en Check that the folder exists, is writable, and that the file is a Gemba database.
          es Revise que la carpeta exista, se pueda escribir, y que el archivo sea una base de Gemba.
          fr Vérifiez que le dossier existe, accepte l’écriture, et que le fichier est une base Gemba.
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
          en Check that its server runs and that the host and port are right; for a file, check the disk that holds it.
          es Revise que su servidor funcione y que el nombre y el puerto sean correctos; si es un archivo, revise su disco.
          fr Vérifiez que son serveur fonctionne et que le nom et le port sont justes ; pour un fichier, vérifiez son disque.
        problem.store_read_only
          en The database cannot be written.
          es No se puede escribir en la base de datos.
          fr La base de données n’accepte pas l’écriture.
        problem.store_read_only.hint
          en Make the database file and its folder writable; let the server write, or name the one that may.
          es Permita escribir en el archivo de la base y su carpeta; si es un servidor, permita escribir o nombre el que puede.
          fr Rendez le fichier de la base et son dossier accessibles en écriture ; pour un serveur, autorisez l’écriture ou nommez celui qui peut.
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

        """#

    /// Engines with a server, and a hub that moves.
    private static let storeServers = #"""
        problem.database_address
          en The database address cannot be read at “{part}”.
          es No se entiende la dirección de la base de datos en «{part}».
          fr L’adresse de la base de données n’est pas lisible à « {part} ».
        problem.database_address.hint
          en Write postgres://user@host:5432/name or mysql://user@host1,host2/name; special characters as %40 and the like.
          es Escriba postgres://usuario@servidor:5432/nombre o mysql://usuario@servidor1,servidor2/nombre; los signos especiales como %40.
          fr Écrivez postgres://utilisateur@serveur:5432/nom ou mysql://utilisateur@serveur1,serveur2/nom ; les signes spéciaux comme %40.
        problem.database_password
          en The database’s password is not where the address says ({reference}).
          es La contraseña de la base de datos no está donde dice la dirección ({reference}).
          fr Le mot de passe de la base n’est pas là où l’adresse le dit ({reference}).
        problem.database_password.hint
          en Use password=env:NAME or password=file:/path with the password in its first line.
          es Use password=env:NOMBRE o password=file:/ruta con la contraseña en la primera línea.
          fr Utilisez password=env:NOM ou password=file:/chemin avec le mot de passe sur la première ligne.
        problem.store_away
          en The database server {host} does not answer; nothing was lost.
          es El servidor de base de datos {host} no contesta; no se perdió nada.
          fr Le serveur de base de données {host} ne répond pas ; rien n’est perdu.
        problem.store_away.hint
          en Check that it runs and that host and port are right; Gemba tries again.
          es Revise que funcione y que el nombre y el puerto sean correctos; Gemba lo intenta de nuevo.
          fr Vérifiez qu’il fonctionne et que le nom et le port sont justes ; Gemba réessaie.
        problem.store_host
          en No machine named {host} is known here.
          es Aquí no se conoce ninguna máquina llamada {host}.
          fr Aucune machine nommée {host} n’est connue ici.
        problem.store_host.hint
          en Check the host in the database’s address.
          es Revise el nombre del servidor en la dirección de la base de datos.
          fr Vérifiez le nom du serveur dans l’adresse de la base de données.
        problem.store_login
          en The database at {host} does not let {user} in: user or password is wrong.
          es La base de datos en {host} no deja entrar a {user}: usuario o contraseña incorrectos.
          fr La base de données sur {host} ne laisse pas entrer {user} : utilisateur ou mot de passe faux.
        problem.store_login.hint
          en Check user and password, and at the server who may sign in from here.
          es Revise usuario y contraseña, y en el servidor quién puede entrar desde aquí.
          fr Vérifiez l’utilisateur et le mot de passe, et sur le serveur qui peut se connecter d’ici.
        problem.store_database
          en There is no database {name} at {host}.
          es No existe la base de datos {name} en {host}.
          fr Il n’y a pas de base de données {name} sur {host}.
        problem.store_database.hint
          en Let the server’s administrator create it, or correct the name in the address.
          es Pida al administrador del servidor que la cree, o corrija el nombre en la dirección.
          fr Faites-la créer par l’administrateur du serveur, ou corrigez le nom dans l’adresse.
        problem.store_forbidden
          en The database does not allow its user what Gemba needs.
          es La base de datos no permite a su usuario lo que Gemba necesita.
          fr La base de données n’autorise pas à son utilisateur ce dont Gemba a besoin.
        problem.store_forbidden.hint
          en Give the database’s user the right to make and change tables there.
          es Dé al usuario de la base permiso de crear y cambiar tablas allí.
          fr Donnez à l’utilisateur de la base le droit d’y créer et modifier des tables.
        problem.store_tls
          en The encrypted connection to the database at {host} could not be trusted.
          es No se pudo confiar en la conexión cifrada con la base de datos en {host}.
          fr La connexion chiffrée à la base de données sur {host} n’est pas digne de confiance.
        problem.store_tls.hint
          en Check sslmode, sslrootcert and the server’s certificate.
          es Revise sslmode, sslrootcert y el certificado del servidor.
          fr Vérifiez sslmode, sslrootcert et le certificat du serveur.
        problem.store_version
          en The database server at {host} is too old; {needed} or newer is needed.
          es El servidor de base de datos en {host} es demasiado antiguo; se necesita {needed} o posterior.
          fr Le serveur de base de données sur {host} est trop ancien ; il faut {needed} ou plus récent.
        problem.store_version.hint
          en Use a newer server; nothing was changed.
          es Use un servidor más nuevo; no se cambió nada.
          fr Utilisez un serveur plus récent ; rien n’a été changé.
        problem.store_lost
          en The connection to the database broke; nothing was lost.
          es Se cortó la conexión con la base de datos; no se perdió nada.
          fr La connexion à la base de données s’est rompue ; rien n’est perdu.
        problem.store_lost.hint
          en Gemba connects again by itself.
          es Gemba se vuelve a conectar sola.
          fr Gemba se reconnecte tout seul.
        problem.store_unknown
          en The database went away in the middle of a change; what became of it shows when it is back.
          es La base de datos se fue a mitad de un cambio; su resultado se verá cuando vuelva.
          fr La base de données a disparu au milieu d’un changement ; son sort se verra à son retour.
        problem.store_unknown.hint
          en Look at the result before doing it again.
          es Mire el resultado antes de repetirlo.
          fr Regardez le résultat avant de recommencer.
        problem.store_conflict
          en Others changed the same at the same time, again and again; nothing was changed.
          es Otros cambiaron lo mismo al mismo tiempo, una y otra vez; no se cambió nada.
          fr D’autres ont changé la même chose en même temps, encore et encore ; rien n’a été changé.
        problem.store_conflict.hint
          en Try once more.
          es Inténtelo otra vez.
          fr Réessayez.
        problem.store_crowded
          en All {connections} connections to the database are in use; nothing was lost.
          es Las {connections} conexiones con la base de datos están ocupadas; no se perdió nada.
          fr Les {connections} connexions à la base de données sont prises ; rien n’est perdu.
        problem.store_crowded.hint
          en Try once more; if it stays so, raise pool= in the address.
          es Inténtelo otra vez; si sigue así, suba pool= en la dirección.
          fr Réessayez ; si cela dure, augmentez pool= dans l’adresse.
        problem.store_too_large
          en A value is larger than the database server takes in one message.
          es Un valor es más grande de lo que el servidor de base de datos acepta en un mensaje.
          fr Une valeur est plus grande que ce que le serveur de base de données accepte en un message.
        problem.store_too_large.hint
          en Raise max_allowed_packet at the server.
          es Suba max_allowed_packet en el servidor.
          fr Augmentez max_allowed_packet sur le serveur.
        problem.store_memory
          en The database server is short of memory; nothing was lost.
          es Al servidor de base de datos le falta memoria; no se perdió nada.
          fr Le serveur de base de données manque de mémoire ; rien n’est perdu.
        problem.store_memory.hint
          en Give it more memory, or fewer connections; Gemba tries again.
          es Dele más memoria o menos conexiones; Gemba lo intenta de nuevo.
          fr Donnez-lui plus de mémoire ou moins de connexions ; Gemba réessaie.
        problem.store_interrupted
          en The statement was stopped; nothing was changed.
          es Se detuvo la instrucción; no se cambió nada.
          fr L’instruction a été arrêtée ; rien n’a été changé.
        problem.store_closed
          en The database has been closed.
          es La base de datos se ha cerrado.
          fr La base de données a été fermée.
        problem.hub_moved
          en This hub has moved to {place}; {database} is no longer in use.
          es Este centro se mudó a {place}; {database} ya no está en uso.
          fr Cette base centrale a déménagé vers {place} ; {database} n’est plus en service.
        problem.hub_moved.hint
          en Set GEMBA_DATABASE_URL to the new place; this one is kept as it was.
          es Ponga en GEMBA_DATABASE_URL el nuevo lugar; este se conserva como estaba.
          fr Mettez le nouvel endroit dans GEMBA_DATABASE_URL ; celui-ci est gardé tel quel.
        problem.hub_incomplete
          en {database} holds only a part of the hub from {place}: its move was stopped.
          es {database} tiene solo una parte del centro de {place}: la mudanza se interrumpió.
          fr {database} ne contient qu’une partie de la base centrale de {place} : son déménagement a été interrompu.
        problem.hub_incomplete.hint
          en Run gemba migrate-database once more; it begins anew.
          es Ejecute gemba migrate-database otra vez; empieza de nuevo.
          fr Lancez gemba migrate-database encore une fois ; il recommence à zéro.
        problem.hub_occupied
          en {database} holds a hub already; nothing was changed.
          es {database} ya tiene un centro; no se cambió nada.
          fr {database} contient déjà une base centrale ; rien n’a été changé.
        problem.hub_occupied.hint
          en Name an empty database.
          es Indique una base de datos vacía.
          fr Indiquez une base de données vide.
        problem.hub_differs
          en Row {row} of {table} is not the same on both sides: the old database was written to meanwhile.
          es La fila {row} de {table} no es igual en ambos lados: entre tanto se escribió en la base antigua.
          fr La ligne {row} de {table} n’est pas la même des deux côtés : on a écrit entre-temps dans l’ancienne base.
        problem.hub_differs.hint
          en Stop every Gemba that uses the old database and run this once more; the old one is as it was.
          es Detenga todo Gemba que use la base antigua y ejecute esto otra vez; la antigua está como estaba.
          fr Arrêtez tout Gemba qui utilise l’ancienne base et relancez ; l’ancienne est restée telle quelle.
        problem.hub_same
          en Both addresses name the same database, {database}.
          es Ambas direcciones nombran la misma base de datos, {database}.
          fr Les deux adresses désignent la même base de données, {database}.
        problem.hub_same.hint
          en Name another database behind --to.
          es Indique otra base de datos después de --to.
          fr Indiquez une autre base de données après --to.

        """#
}
