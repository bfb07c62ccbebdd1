// The words of what can go wrong in intake.

extension IntakeWords {
    static let problems = #"""
        problem.changed_meanwhile
          en Somebody else changed {what} meanwhile.
          es Alguien cambió {what} mientras tanto.
          fr Quelqu’un a modifié {what} entre-temps.
        problem.changed_meanwhile.hint
          en Open it again and make your change on what it is now.
          es Ábralo de nuevo y haga su cambio sobre lo actual.
          fr Rouvrez-le et faites votre modification sur l’état actuel.
        problem.column_unknown
          en The file has no column {column}.
          es El archivo no tiene la columna {column}.
          fr Le fichier n’a pas de colonne {column}.
        problem.edit_ambiguous
          en Give either a whole line or single columns.
          es Dé una línea entera o columnas sueltas.
          fr Donnez soit une ligne entière, soit des colonnes.
        problem.edit_not_quotable
          en “{value}” in the column {column} would need quotes, and the profile knows none.
          es «{value}» en la columna {column} necesitaría comillas, y el perfil no tiene.
          fr « {value} » dans la colonne {column} demanderait des guillemets, et le profil n’en a pas.
        problem.edit_not_quotable.hint
          en Write a value without the delimiter and without a line end, or give the profile a quote.
          es Escriba un valor sin el delimitador y sin fin de línea, o dé unas comillas al perfil.
          fr Écrivez une valeur sans le délimiteur et sans fin de ligne, ou donnez un guillemet au profil.
        problem.encoding_unknown
          en The encoding {encoding} is not known.
          es La codificación {encoding} no se conoce.
          fr L’encodage {encoding} est inconnu.
        problem.field_invalid
          en The field {field} cannot be used as it is.
          es El campo {field} no se puede usar así.
          fr Le champ {field} ne convient pas.
        problem.file_busy
          en {path} is being read at this moment.
          es {path} se está leyendo en este momento.
          fr {path} est en cours de lecture.
        problem.file_busy.hint
          en Try again in a few seconds.
          es Inténtelo en unos segundos.
          fr Réessayez dans quelques secondes.
        problem.file_changing
          en {path} changed while it was read.
          es {path} cambió mientras se leía.
          fr {path} a changé pendant la lecture.
        problem.file_missing
          en The file {path} is not there.
          es El archivo {path} no está.
          fr Le fichier {path} n’est pas là.
        problem.file_not_in_ledger
          en There is no file {file} in the ledger.
          es No hay ningún archivo {file} en el registro.
          fr Il n’y a pas de fichier {file} dans le registre.
        problem.map_empty
          en Say at least one of the folder’s numbers.
          es Diga al menos uno de los números de la carpeta.
          fr Indiquez au moins un des numéros du dossier.
        problem.map_invalid
          en “{value}” is no {name}: one to four digits are.
          es «{value}» no sirve como {name}: de una a cuatro cifras.
          fr « {value} » ne convient pas pour {name} : un à quatre chiffres.
        problem.path_outside_root
          en {path} does not lie in {root}.
          es {path} no está en {root}.
          fr {path} n’est pas dans {root}.
        problem.path_pattern_invalid
          en The path pattern {pattern} cannot be read ({reason}).
          es El patrón de ruta {pattern} no se entiende ({reason}).
          fr Le motif de chemin {pattern} est incompréhensible ({reason}).
        problem.profile_built_in
          en {profile} is built in and stays as it is.
          es {profile} está incluido y no cambia.
          fr {profile} est intégré et reste tel quel.
        problem.profile_built_in.hint
          en Save it under another name.
          es Guárdelo con otro nombre.
          fr Enregistrez-le sous un autre nom.
        problem.profile_invalid
          en {member}: {reason} {value}
          es {member}: {reason} {value}
          fr {member} : {reason} {value}
        problem.profile_missing
          en There is no profile {profile}.
          es No hay ningún perfil {profile}.
          fr Il n’y a pas de profil {profile}.
        problem.profile_target_unknown
          en Nothing takes the rows of {target}.
          es Nada recibe las filas de {target}.
          fr Rien ne prend les lignes de {target}.
        problem.reject_cut
          en The line was too long to be kept whole, so it cannot be tried again from here.
          es La línea era demasiado larga para guardarla entera y no se puede reintentar desde aquí.
          fr La ligne était trop longue pour être conservée entière et ne peut être réessayée d’ici.
        problem.reject_limit
          en {path} has more rejects than its source allows; nothing new of it was loaded.
          es {path} tiene más rechazos de los que permite su fuente; no se cargó nada nuevo.
          fr {path} a plus de rejets que sa source n’en permet ; rien de nouveau n’a été chargé.
        problem.reject_limit.hint
          en Release the file to load it with its rejects, or mend it first.
          es Libere el archivo para cargarlo con sus rechazos, o corríjalo antes.
          fr Libérez le fichier pour le charger avec ses rejets, ou corrigez-le d’abord.
        problem.reject_missing
          en There is no reject {reject}.
          es No hay ningún rechazo {reject}.
          fr Il n’y a pas de rejet {reject}.
        problem.reject_withdrawn
          en The line of reject {reject} is no longer in its file.
          es La línea del rechazo {reject} ya no está en su archivo.
          fr La ligne du rejet {reject} n’est plus dans son fichier.
        problem.rejects_not_named
          en Say which rejects.
          es Diga qué rechazos.
          fr Indiquez quels rejets.
        problem.run_followed
          en {path} was loaded further by a later run.
          es {path} siguió cargándose en una carga posterior.
          fr {path} a été chargé plus loin par un chargement ultérieur.
        problem.run_followed.hint
          en Take back {later} first.
          es Deshaga primero {later}.
          fr Annulez d’abord {later}.
        problem.run_missing
          en There is no load {run}.
          es No hay ninguna carga {run}.
          fr Il n’y a pas de chargement {run}.
        problem.run_rewrote
          en {path} was rewritten during this load, so its former rows cannot be put back.
          es {path} se reescribió durante esta carga y sus filas anteriores no se pueden reponer.
          fr {path} a été réécrit pendant ce chargement et ses anciennes lignes ne peuvent être remises.
        problem.run_undone
          en The load {run} is taken back already.
          es La carga {run} ya está deshecha.
          fr Le chargement {run} est déjà annulé.
        problem.set_invalid
          en “{set}” does not say which column gets which value.
          es «{set}» no dice qué columna recibe qué valor.
          fr « {set} » ne dit pas quelle colonne reçoit quelle valeur.
        problem.source_missing
          en There is no source {source}.
          es No hay ninguna fuente {source}.
          fr Il n’y a pas de source {source}.
        problem.source_name_taken
          en Another source is called {name}.
          es Otra fuente se llama {name}.
          fr Une autre source s’appelle {name}.
        problem.source_unknown
          en There is no source {source}.
          es No hay ninguna fuente {source}.
          fr Il n’y a pas de source {source}.
        problem.file_not_chosen
          en No file was chosen.
          es No se eligió ningún archivo.
          fr Aucun fichier n’a été choisi.
        problem.upload_name
          en A file cannot be kept under the name “{name}”.
          es No se puede guardar un archivo con el nombre «{name}».
          fr Un fichier ne peut pas être conservé sous le nom « {name} ».
        problem.digest_state
          en What is known of {file} cannot be read.
          es Lo que se sabe de {file} no se puede leer.
          fr Ce qui est connu de {file} est illisible.
        problem.entries_missing
          en What is known of file {file} is incomplete.
          es Lo que se sabe del archivo {file} está incompleto.
          fr Ce qui est connu du fichier {file} est incomplet.
        problem.entries_unbalanced
          en The lines of {file} do not add up; nothing of it was changed.
          es Las líneas de {file} no cuadran; no se cambió nada.
          fr Les lignes de {file} ne tombent pas juste ; rien n’a été changé.
        problem.no_stream
          en A file was read out of turn.
          es Un archivo se leyó fuera de turno.
          fr Un fichier a été lu hors de son tour.
        problem.run_file_missing
          en A file of this load is not known any more.
          es Un archivo de esta carga ya no se conoce.
          fr Un fichier de ce chargement n’est plus connu.
        problem.run_state
          en What this load changed cannot be read.
          es Lo que cambió esta carga no se puede leer.
          fr Ce que ce chargement a changé est illisible.

        """#
}
