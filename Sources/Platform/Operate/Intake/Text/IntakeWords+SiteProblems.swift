// The words of what can go wrong with a server of files.

extension IntakeWords {
    static let siteProblems = #"""
        problem.remote_cut
          en The connection to {host} broke off at {path}.
          es La conexión con {host} se cortó en {path}.
          fr La connexion à {host} s’est interrompue à {path}.
        problem.remote_cut.hint
          en It goes on at the next look from where it stopped. If it happens often, look at the network and the server’s log.
          es En la próxima mirada sigue desde donde quedó. Si pasa a menudo, revise la red y el registro del servidor.
          fr Le prochain passage reprend là où il s’est arrêté. Si cela arrive souvent, regardez le réseau et le journal du serveur.
        problem.remote_failed
          en {host} did not do what was asked at {path}.
          es {host} no hizo lo que se le pidió en {path}.
          fr {host} n’a pas fait ce qui lui était demandé à {path}.
        problem.remote_failed.hint
          en The log of Gemba says what it answered.
          es El registro de Gemba dice qué respondió.
          fr Le journal de Gemba dit ce qu’il a répondu.
        problem.remote_host
          en The name of the server {host} is not known.
          es El nombre del servidor {host} no se conoce.
          fr Le nom du serveur {host} est inconnu.
        problem.remote_host.hint
          en Check how it is written, or use the server’s number (such as 10.0.0.5).
          es Revise cómo está escrito, o use el número del servidor (como 10.0.0.5).
          fr Vérifiez l’orthographe, ou utilisez le numéro du serveur (comme 10.0.0.5).
        problem.remote_host_key
          en {host} shows another key than the one it is known by.
          es {host} muestra una clave distinta de la conocida.
          fr {host} présente une autre clé que celle qui est connue.
        problem.remote_host_key.hint
          en Ask whoever runs the server whether its key was changed, and only then write the new one into hostkey= or the known_hosts file.
          es Pregunte a quien lleva el servidor si cambió la clave, y solo entonces escriba la nueva en hostkey= o en el archivo known_hosts.
          fr Demandez à qui gère le serveur si la clé a changé, et alors seulement écrivez la nouvelle dans hostkey= ou le fichier known_hosts.
        problem.remote_listing
          en The listing of {path} on {host} is not understood.
          es El listado de {path} en {host} no se entiende.
          fr La liste de {path} sur {host} n’est pas comprise.
        problem.remote_listing.hint
          en Set the server to list as UNIX or MS-DOS do.
          es Configure el servidor para que liste como UNIX o MS-DOS.
          fr Réglez le serveur pour qu’il liste comme UNIX ou MS-DOS.
        problem.remote_login
          en {host} does not let this user in.
          es {host} no deja entrar a este usuario.
          fr {host} n’accepte pas cet utilisateur.
        problem.remote_login.hint
          en Check user and password; some servers let nobody in without tls=require.
          es Revise usuario y contraseña; algunos servidores no dejan entrar a nadie sin tls=require.
          fr Vérifiez l’utilisateur et le mot de passe ; certains serveurs n’acceptent personne sans tls=require.
        problem.remote_missing
          en {path} is not there on {host}, or may not be read.
          es {path} no está en {host}, o no se puede leer.
          fr {path} n’est pas sur {host}, ou ne peut être lu.
        problem.remote_missing.hint
          en Check the folder letter by letter, also for doubled blanks, and what the user may read.
          es Revise la carpeta letra por letra, también espacios dobles, y qué puede leer el usuario.
          fr Vérifiez le dossier lettre par lettre, aussi les espaces doubles, et ce que l’utilisateur peut lire.
        problem.remote_name
          en {path} has a name that cannot be asked for on {host}.
          es {path} tiene un nombre que no se puede pedir a {host}.
          fr {path} a un nom qu’on ne peut pas demander à {host}.
        problem.remote_refused
          en {host} refuses to move or delete {path}.
          es {host} se niega a mover o borrar {path}.
          fr {host} refuse de déplacer ou supprimer {path}.
        problem.remote_refused.hint
          en The user needs the right to write there; a file is never moved over another.
          es El usuario necesita permiso para escribir ahí; un archivo nunca se mueve sobre otro.
          fr L’utilisateur doit pouvoir y écrire ; un fichier n’est jamais déplacé sur un autre.
        problem.remote_stopped
          en The look at {host} was stopped.
          es Se detuvo la mirada a {host}.
          fr Le passage sur {host} a été arrêté.
        problem.remote_timeout
          en {host} does not answer in time.
          es {host} no responde a tiempo.
          fr {host} ne répond pas à temps.
        problem.remote_timeout.hint
          en Signing in works, data does not: try mode=active, or open the server’s passive ports. Nothing works: look at the network.
          es Si entra pero no llegan datos: pruebe mode=active, o abra los puertos pasivos del servidor. Si nada funciona: revise la red.
          fr Si la connexion passe mais pas les données : essayez mode=active, ou ouvrez les ports passifs du serveur. Si rien ne passe : regardez le réseau.
        problem.remote_tls
          en The encryption with {host} does not come about.
          es El cifrado con {host} no se establece.
          fr Le chiffrement avec {host} ne s’établit pas.
        problem.remote_tls.hint
          en For a certificate of your own, name its authority with ca=/path; a server without TLS cannot be used with tls=require or ftps.
          es Para un certificado propio, indique su autoridad con ca=/ruta; un servidor sin TLS no sirve con tls=require ni ftps.
          fr Pour un certificat maison, indiquez son autorité avec ca=/chemin ; un serveur sans TLS ne va pas avec tls=require ni ftps.
        problem.remote_unreachable
          en {host} cannot be reached.
          es No se llega a {host}.
          fr {host} est injoignable.
        problem.remote_unreachable.hint
          en Check that the server runs, the port, and the firewall between.
          es Revise que el servidor funcione, el puerto y el cortafuegos.
          fr Vérifiez que le serveur tourne, le port et le pare-feu.
        problem.site_address
          en The server’s address cannot be read at “{part}”.
          es La dirección del servidor no se entiende en «{part}».
          fr L’adresse du serveur est incompréhensible à « {part} ».
        problem.site_address.hint
          en Write ftp://user@host/folder?password=env:NAME; special characters as %20 and the like.
          es Escriba ftp://usuario@equipo/carpeta?password=env:NOMBRE; los caracteres especiales como %20.
          fr Écrivez ftp://utilisateur@hôte/dossier?password=env:NOM ; les caractères spéciaux comme %20.
        problem.site_host_key
          en Without its key, nobody knows whether {host} is the right server.
          es Sin su clave nadie sabe si {host} es el servidor correcto.
          fr Sans sa clé, personne ne sait si {host} est le bon serveur.
        problem.site_host_key.hint
          en Add hostkey=… (what ssh-keygen -lf shows behind SHA256:), or known_hosts=/path; hostkey=any takes every server.
          es Añada hostkey=… (lo que ssh-keygen -lf muestra tras SHA256:) o known_hosts=/ruta; hostkey=any acepta cualquier servidor.
          fr Ajoutez hostkey=… (ce que ssh-keygen -lf montre derrière SHA256:) ou known_hosts=/chemin ; hostkey=any accepte tout serveur.
        problem.site_password
          en A password does not belong into the address.
          es Una contraseña no va en la dirección.
          fr Un mot de passe n’a pas sa place dans l’adresse.
        problem.site_password.hint
          en Write ?password=env:NAME or ?password=file:/path behind the folder, and keep the password there.
          es Escriba ?password=env:NOMBRE o ?password=file:/ruta tras la carpeta y guarde ahí la contraseña.
          fr Écrivez ?password=env:NOM ou ?password=file:/chemin derrière le dossier, et gardez-y le mot de passe.
        problem.site_password_missing
          en There is no password at {reference}.
          es No hay contraseña en {reference}.
          fr Il n’y a pas de mot de passe à {reference}.
        problem.site_password_missing.hint
          en env:NAME is a variable of the service (of Gemba’s own only GEMBA_SITE_…), file:/path a file it may read.
          es env:NOMBRE es una variable del servicio (de las propias de Gemba, solo GEMBA_SITE_…); file:/ruta, un archivo que puede leer.
          fr env:NOM est une variable du service (de celles de Gemba, seulement GEMBA_SITE_…) ; file:/chemin, un fichier qu’il peut lire.
        problem.spool_busy
          en Another program of Gemba is fetching files into {path}.
          es Otro programa de Gemba está trayendo archivos a {path}.
          fr Un autre programme de Gemba récupère des fichiers dans {path}.
        problem.spool_failed
          en Copies of the server’s files cannot be kept in {path}: {reason}.
          es Las copias de los archivos del servidor no se pueden guardar en {path}: {reason}.
          fr Les copies des fichiers du serveur ne peuvent être gardées dans {path} : {reason}.
        problem.spool_full
          en No room for copies of the server’s files in {path}.
          es No queda sitio para copias de los archivos del servidor en {path}.
          fr Plus de place pour les copies des fichiers du serveur dans {path}.
        problem.spool_full.hint
          en Make room on that disk; it goes on by itself. The folder spool may be deleted at any time: its files are fetched again.
          es Haga sitio en ese disco; sigue solo. La carpeta spool puede borrarse en cualquier momento: sus archivos se traen de nuevo.
          fr Faites de la place sur ce disque ; cela reprend tout seul. Le dossier spool peut être supprimé à tout moment : ses fichiers sont récupérés de nouveau.

        """#
}
