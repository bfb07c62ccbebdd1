// The words of batches, in three languages: its problems.

enum BatchesText {
    static let all = [problems, mongo, board, people, forms]

    static let problems = #"""
        problem.batch_draft_gone
          en The list is no longer here, or somebody else uploaded it.
          es La lista ya no está aquí, o la subió otra persona.
          fr La liste n’est plus là, ou quelqu’un d’autre l’a envoyée.
        problem.batch_draft_gone.hint
          en Upload it again.
          es Súbala de nuevo.
          fr Envoyez-la à nouveau.
        problem.batch_exists
          en There is already a batch {batch}.
          es Ya existe un batch {batch}.
          fr Il existe déjà un lot {batch}.
        problem.batch_family_invalid
          en The family “{family}” cannot be read: {pattern}
          es No se puede leer la familia «{family}»: {pattern}
          fr La famille « {family} » est illisible : {pattern}
        problem.batch_family_invalid.hint
          en Write a name, a colon and a pattern of letters and one or two runs of digits, such as F: {digits}F or dated: {8 digits}T{digits}.
          es Escriba un nombre, dos puntos y un patrón de letras y uno o dos grupos de dígitos, como F: {digits}F o dated: {8 digits}T{digits}.
          fr Écrivez un nom, deux-points et un modèle de lettres et d’un ou deux groupes de chiffres, comme F: {digits}F ou dated: {8 digits}T{digits}.
        problem.batch_field_unknown
          en A batch has no field {field}.
          es Un batch no tiene el campo {field}.
          fr Un lot n’a pas de champ {field}.
        problem.batch_file_missing
          en There is no file {file} that can be read.
          es No hay ningún archivo {file} que se pueda leer.
          fr Il n’y a pas de fichier {file} lisible.
        problem.batch_file_unwritable
          en The file {file} could not be written.
          es No se pudo escribir el archivo {file}.
          fr Le fichier {file} n’a pas pu être écrit.
        problem.batch_filter_empty
          en Without a condition all batches would go. Nothing was deleted.
          es Sin ninguna condición se borrarían todos los batches. No se borró nada.
          fr Sans condition, tous les lots partiraient. Rien n’a été supprimé.
        problem.batch_filter_empty.hint
          en Choose at least one condition.
          es Elija al menos una condición.
          fr Choisissez au moins une condition.
        problem.batch_id_invalid
          en “{id}” cannot be the id of a batch.
          es «{id}» no puede ser el id de un batch.
          fr « {id} » ne peut pas être l’identifiant d’un lot.
        problem.batch_id_invalid.hint
          en Use up to 100 letters, digits, _, - and dots.
          es Use hasta 100 letras, dígitos, _, - y puntos.
          fr Utilisez jusqu’à 100 lettres, chiffres, _, - et points.
        problem.batch_id_same
          en That is its id already: {batch}.
          es Ya es su id: {batch}.
          fr C’est déjà son identifiant : {batch}.
        problem.batch_list_empty
          en The list names no batch.
          es La lista no nombra ningún batch.
          fr La liste ne nomme aucun lot.
        problem.batch_overtaken
          en Somebody else changed {batch} meanwhile. Your change was not made.
          es Otra persona cambió {batch} entretanto. Su cambio no se hizo.
          fr Quelqu’un d’autre a modifié {batch} entre-temps. Votre modification n’a pas été faite.
        problem.batch_overtaken.hint
          en Look at what it is now and change it again.
          es Mire cómo está ahora y cámbielo de nuevo.
          fr Regardez ce qu’il est maintenant et modifiez-le à nouveau.
        problem.batch_pattern_invalid
          en “{pattern}” is not a regular expression.
          es «{pattern}» no es una expresión regular.
          fr « {pattern} » n’est pas une expression régulière.
        problem.batch_unknown
          en There is no batch {batch}.
          es No hay ningún batch {batch}.
          fr Il n’y a pas de lot {batch}.
        problem.batch_upload_invalid
          en The list cannot be read at entry {line}: it needs an id. Nothing was changed.
          es No se puede leer la lista en la entrada {line}: falta un id. No se cambió nada.
          fr La liste est illisible à l’entrée {line} : il manque un identifiant. Rien n’a été changé.
        problem.batch_value_invalid
          en {batch}: {field} cannot be {value}. Nothing was changed.
          es {batch}: {field} no puede ser {value}. No se cambió nada.
          fr {batch} : {field} ne peut pas être {value}. Rien n’a été changé.
        problem.batches_busy
          en Others are changing the same batches at this moment.
          es Otros están cambiando los mismos batches en este momento.
          fr D’autres modifient les mêmes lots en ce moment.
        problem.batches_busy.hint
          en Try again; what is in step stays so.
          es Inténtelo de nuevo; lo que está al día sigue así.
          fr Réessayez ; ce qui est à jour le reste.
        problem.batches_collection_missing
          en There is no collection {collection} in {database}. What was read before stays.
          es No hay ninguna colección {collection} en {database}. Lo leído antes se conserva.
          fr Il n’y a pas de collection {collection} dans {database}. Ce qui a été lu avant reste.
        problem.batches_reset_refused
          en Everything would be wiped, so this path does nothing.
          es Se borraría todo; por eso esta ruta no hace nada.
          fr Tout serait effacé ; ce chemin ne fait donc rien.
        problem.batches_reset_refused.hint
          en Replace the batches with a list: its preview is shown first, and it can be taken back.
          es Reemplace los batches por una lista: primero se ve la vista previa y se puede deshacer.
          fr Remplacez les lots par une liste : l’aperçu vient d’abord, et cela peut être annulé.
        problem.batches_secret_missing
          en The password is not where the address says: {reference}.
          es La contraseña no está donde dice la dirección: {reference}.
          fr Le mot de passe n’est pas là où l’adresse le dit : {reference}.
        problem.batches_setting_invalid
          en {name} cannot be {value}.
          es {name} no puede ser {value}.
          fr {name} ne peut pas être {value}.
        problem.batches_url_invalid
          en That is no address of a MongoDB: {url}
          es No es una dirección de MongoDB: {url}
          fr Ce n’est pas une adresse de MongoDB : {url}
        problem.batches_url_password
          en The address holds a password: {url}
          es La dirección contiene una contraseña: {url}
          fr L’adresse contient un mot de passe : {url}
        problem.batches_url_password.hint
          en Write it without one and say where it is: ?password=env:NAME or ?password=file:/path.
          es Escríbala sin ella y diga dónde está: ?password=env:NOMBRE o ?password=file:/ruta.
          fr Écrivez-la sans lui et dites où il est : ?password=env:NOM ou ?password=file:/chemin.
        problem.crew_exists
          en {name} is in the crew already.
          es {name} ya está en el equipo.
          fr {name} est déjà dans l’équipe.
        problem.crew_heir_missing
          en Say who gets the batches of {name}, or that nobody does.
          es Diga quién recibe los batches de {name}, o que nadie.
          fr Dites qui reçoit les lots de {name}, ou que personne ne les reçoit.
        problem.crew_heir_self
          en {name} cannot get their own batches.
          es {name} no puede recibir sus propios batches.
          fr {name} ne peut pas recevoir ses propres lots.
        problem.crew_name_invalid
          en “{name}” cannot be a name in the crew.
          es «{name}» no puede ser un nombre del equipo.
          fr « {name} » ne peut pas être un nom de l’équipe.
        problem.crew_unknown
          en Nobody in the crew is called {name}.
          es Nadie del equipo se llama {name}.
          fr Personne dans l’équipe ne s’appelle {name}.
        problem.deed_not_undoable
          en Number {deed} changed nothing that could be taken back.
          es El número {deed} no cambió nada que se pueda deshacer.
          fr Le numéro {deed} n’a rien changé qui puisse être annulé.
        problem.deed_undone
          en Number {deed} has been taken back already.
          es El número {deed} ya se deshizo.
          fr Le numéro {deed} a déjà été annulé.
        problem.deed_unknown
          en There is no change number {deed}.
          es No hay ningún cambio número {deed}.
          fr Il n’y a pas de modification numéro {deed}.
        problem.mask_changed
          en The file changed while it was sent: {id}
          es El archivo cambió mientras se enviaba: {id}
          fr Le fichier a changé pendant l’envoi : {id}
        problem.mask_changed.hint
          en What has arrived is not whole. Fetch it again.
          es Lo que ha llegado no está entero. Descárguelo de nuevo.
          fr Ce qui est arrivé n’est pas entier. Récupérez-le à nouveau.
        problem.mask_incomplete
          en The file is not whole: {name}
          es El archivo no está entero: {name}
          fr Le fichier n’est pas entier : {name}
        problem.mask_incomplete.hint
          en Upload it again, or wait until it has arrived.
          es Súbalo de nuevo o espere a que haya llegado.
          fr Envoyez-le à nouveau, ou attendez qu’il soit arrivé.
        problem.mask_too_large
          en The file is too large to be handed out: {bytes} bytes, at most {max}.
          es El archivo es demasiado grande para entregarlo: {bytes} bytes, como máximo {max}.
          fr Le fichier est trop grand pour être remis : {bytes} octets, au plus {max}.
        problem.mask_too_large.hint
          en Fetch it from where the mask files are: {id}
          es Descárguelo de donde están los archivos de máscaras: {id}
          fr Récupérez-le là où sont les fichiers de masques : {id}
        problem.mask_unknown
          en There is no such mask file: {id}
          es No existe ese archivo de máscaras: {id}
          fr Ce fichier de masques n’existe pas : {id}
        problem.masks_bucket_missing
          en There is no bucket {bucket} in {database}. Nothing was cleared because of that.
          es No hay ningún bucket {bucket} en {database}. No se borró nada por ello.
          fr Il n’y a pas de bucket {bucket} dans {database}. Rien n’a été effacé pour autant.
        problem.masks_bucket_missing.hint
          en Check the names of the database and the bucket.
          es Compruebe los nombres de la base y del bucket.
          fr Vérifiez les noms de la base et du bucket.
        problem.masks_nowhere
          en It has not been said where the mask files are.
          es No se ha dicho dónde están los archivos de máscaras.
          fr On n’a pas dit où sont les fichiers de masques.
        problem.masks_nowhere.hint
          en Name a folder or a MongoDB in the settings of batches.
          es Indique una carpeta o un MongoDB en los ajustes de batches.
          fr Indiquez un dossier ou un MongoDB dans les réglages des lots.
        """#
}
