// The words for what MongoDB refuses or fails at.

extension BatchesText {
    static let mongo = #"""
        problem.bson_invalid
          en This is not a document that MongoDB can take: {reason}.
          es Esto no es un documento que MongoDB pueda aceptar: {reason}.
          fr Ce n’est pas un document que MongoDB puisse prendre : {reason}.
        problem.bson_invalid.hint
          en Nothing was sent. Correct it and try again.
          es No se ha enviado nada. Corríjalo y vuelva a intentarlo.
          fr Rien n’a été envoyé. Corrigez-le et réessayez.
        problem.mongo_url_invalid
          en This is not an address of MongoDB.
          es Esto no es una dirección de MongoDB.
          fr Ce n’est pas une adresse de MongoDB.
        problem.mongo_url_invalid.hint
          en Nothing was connected. Write it as mongodb://USER:PASSWORD@HOST:PORT/DATABASE, with special letters of the password as %XX.
          es No se ha conectado con nada. Escríbala como mongodb://USUARIO:CONTRASEÑA@SERVIDOR:PUERTO/BASE, con los caracteres especiales de la contraseña como %XX.
          fr Rien n’a été connecté. Écrivez-la sous la forme mongodb://UTILISATEUR:MOT-DE-PASSE@SERVEUR:PORT/BASE, les caractères spéciaux du mot de passe en %XX.
        problem.mongo_away
          en MongoDB at {hosts} does not answer.
          es MongoDB en {hosts} no responde.
          fr MongoDB à {hosts} ne répond pas.
        problem.mongo_away.hint
          en What was done before is kept, and Gemba tries again. If it lasts, look whether the server runs and the network lets this machine through.
          es Lo hecho hasta ahora se conserva y Gemba volverá a intentarlo. Si continúa, compruebe que el servidor está en marcha y que la red deja pasar a esta máquina.
          fr Ce qui était fait est conservé, et Gemba réessaie. Si cela dure, vérifiez que le serveur tourne et que le réseau laisse passer cette machine.
        problem.mongo_refused
          en MongoDB at {hosts} refuses this user.
          es MongoDB en {hosts} rechaza a este usuario.
          fr MongoDB à {hosts} refuse cet utilisateur.
        problem.mongo_refused.hint
          en Nothing was changed. Check the user, the password and authSource in the address, and the user’s roles.
          es No se ha cambiado nada. Compruebe el usuario, la contraseña y authSource en la dirección, y los roles del usuario.
          fr Rien n’a été changé. Vérifiez l’utilisateur, le mot de passe et authSource dans l’adresse, ainsi que les rôles de l’utilisateur.
        problem.mongo_tls
          en The certificate of MongoDB at {hosts} cannot be trusted: {message}.
          es No se puede confiar en el certificado de MongoDB en {hosts}: {message}.
          fr Le certificat de MongoDB à {hosts} n’est pas digne de confiance : {message}.
        problem.mongo_tls.hint
          en Nothing was sent. Check tlsCAFile in the address, and that the certificate names the host of the address.
          es No se ha enviado nada. Compruebe tlsCAFile en la dirección y que el certificado lleva el nombre del servidor de la dirección.
          fr Rien n’a été envoyé. Vérifiez tlsCAFile dans l’adresse, et que le certificat porte le nom du serveur de l’adresse.
        problem.mongo_failed
          en MongoDB at {hosts} could not do this: {message} (code {code}).
          es MongoDB en {hosts} no pudo hacerlo: {message} (código {code}).
          fr MongoDB à {hosts} n’a pas pu le faire : {message} (code {code}).
        problem.mongo_failed.hint
          en What was done before is kept. The server’s log says more.
          es Lo hecho hasta ahora se conserva. El registro del servidor dice más.
          fr Ce qui était fait est conservé. Le journal du serveur en dit plus.
        problem.mongo_duplicate
          en There is already a document with this key.
          es Ya existe un documento con esta clave.
          fr Il existe déjà un document avec cette clé.
        problem.mongo_duplicate.hint
          en It stays as it is, and nothing was added. Choose another key, or change the document that is there.
          es Sigue como estaba y no se ha añadido nada. Elija otra clave o cambie el documento existente.
          fr Il reste tel quel, et rien n’a été ajouté. Choisissez une autre clé, ou modifiez le document existant.
        problem.mongo_unknown_write
          en The line to MongoDB at {hosts} broke while it was writing: the last write may or may not have been done.
          es La conexión con MongoDB en {hosts} se cortó mientras escribía: la última escritura puede haberse hecho o no.
          fr La liaison avec MongoDB à {hosts} s’est rompue pendant l’écriture : la dernière écriture a pu être faite ou non.
        problem.mongo_unknown_write.hint
          en What was acknowledged before is kept. Gemba looks what is there before it writes again.
          es Lo confirmado antes se conserva. Gemba mira lo que hay antes de volver a escribir.
          fr Ce qui était confirmé est conservé. Gemba regarde ce qui s’y trouve avant d’écrire à nouveau.
        problem.mongo_conflict
          en Others kept changing the same documents in MongoDB at {hosts}.
          es Otros cambiaban sin cesar los mismos documentos en MongoDB en {hosts}.
          fr D’autres modifiaient sans cesse les mêmes documents dans MongoDB à {hosts}.
        problem.mongo_conflict.hint
          en Nothing of this step was done, and Gemba tries again.
          es No se ha hecho nada de este paso y Gemba volverá a intentarlo.
          fr Rien de cette étape n’a été fait, et Gemba réessaie.
        problem.mongo_transactions_unavailable
          en MongoDB at {hosts} has no transactions, since it is not a replica set.
          es MongoDB en {hosts} no tiene transacciones, porque no es un conjunto de réplicas.
          fr MongoDB à {hosts} n’a pas de transactions, car ce n’est pas un jeu de réplicas.
        problem.mongo_transactions_unavailable.hint
          en Nothing was changed. Start the server as a replica set (--replSet), of one node if need be.
          es No se ha cambiado nada. Inicie el servidor como conjunto de réplicas (--replSet), aunque sea de un solo nodo.
          fr Rien n’a été changé. Démarrez le serveur en jeu de réplicas (--replSet), au besoin d’un seul nœud.
        problem.mongo_changes_unavailable
          en MongoDB at {hosts} does not tell changes, since it is not a replica set.
          es MongoDB en {hosts} no comunica los cambios, porque no es un conjunto de réplicas.
          fr MongoDB à {hosts} n’annonce pas les changements, car ce n’est pas un jeu de réplicas.
        problem.mongo_changes_unavailable.hint
          en What was read is kept, and Gemba looks from time to time instead. Start the server as a replica set (--replSet) to hear changes at once.
          es Lo leído se conserva y Gemba mira de vez en cuando en su lugar. Inicie el servidor como conjunto de réplicas (--replSet) para conocer los cambios al momento.
          fr Ce qui a été lu est conservé, et Gemba regarde de temps en temps à la place. Démarrez le serveur en jeu de réplicas (--replSet) pour entendre les changements aussitôt.
        problem.mongo_history_lost
          en MongoDB at {hosts} has forgotten where this listener stood: its log of changes is shorter than the pause was.
          es MongoDB en {hosts} ha olvidado dónde estaba este oyente: su registro de cambios es más corto que la pausa.
          fr MongoDB à {hosts} a oublié où en était cet auditeur : son journal des changements est plus court que la pause.
        problem.mongo_history_lost.hint
          en What was read is kept. Everything is read anew; a larger oplog keeps this from happening.
          es Lo leído se conserva. Se lee todo de nuevo; un oplog mayor lo evita.
          fr Ce qui a été lu est conservé. Tout est relu ; un oplog plus grand l’évite.
        problem.mongo_file_missing
          en The file {id} is not in MongoDB any more.
          es El archivo {id} ya no está en MongoDB.
          fr Le fichier {id} n’est plus dans MongoDB.
        problem.mongo_file_missing.hint
          en Nothing was changed. Look whether it was stored again under another number.
          es No se ha cambiado nada. Compruebe si se guardó de nuevo con otro número.
          fr Rien n’a été changé. Voyez s’il a été enregistré à nouveau sous un autre numéro.
        problem.mongo_file_damaged
          en Pieces of the file {id} in {bucket} are missing or have another length.
          es Faltan partes del archivo {id} en {bucket}, o tienen otra longitud.
          fr Des morceaux du fichier {id} dans {bucket} manquent ou ont une autre longueur.
        problem.mongo_file_damaged.hint
          en Nothing of it was used, and it stays as it is. Store the file again.
          es No se ha usado nada de él y sigue como está. Guarde el archivo de nuevo.
          fr Rien n’en a été utilisé, et il reste tel quel. Enregistrez le fichier à nouveau.
        problem.mongo_closed
          en The connections to MongoDB are closed, since Gemba is stopping or its settings have changed.
          es Las conexiones con MongoDB están cerradas, porque Gemba se está deteniendo o su configuración ha cambiado.
          fr Les connexions à MongoDB sont fermées, car Gemba s’arrête ou ses réglages ont changé.
        problem.mongo_closed.hint
          en What was acknowledged is kept. Try again in a moment.
          es Lo confirmado se conserva. Vuelva a intentarlo en un momento.
          fr Ce qui était confirmé est conservé. Réessayez dans un instant.
        problem.mongo_session_over
          en Gemba used a connection to MongoDB after giving it back.
          es Gemba usó una conexión con MongoDB después de devolverla.
          fr Gemba a utilisé une connexion à MongoDB après l’avoir rendue.
        problem.mongo_session_over.hint
          en This is a fault of Gemba’s; nothing was sent. Please report it with the log.
          es Es un fallo de Gemba; no se ha enviado nada. Comuníquelo junto con el registro.
          fr C’est une faute de Gemba ; rien n’a été envoyé. Signalez-le avec le journal.
        problem.mongo_transaction_nested
          en Gemba began a transaction inside another.
          es Gemba empezó una transacción dentro de otra.
          fr Gemba a commencé une transaction dans une autre.
        problem.mongo_transaction_nested.hint
          en This is a fault of Gemba’s; nothing of it was done. Please report it with the log.
          es Es un fallo de Gemba; no se ha hecho nada de ella. Comuníquelo junto con el registro.
          fr C’est une faute de Gemba ; rien n’en a été fait. Signalez-le avec le journal.
        """#
}
