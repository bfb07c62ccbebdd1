// The words of consolidation: its problems, in three languages.

enum ConsolidationText {
    static let problems = #"""
        problem.typed_password_gone
          en The password that was typed for this once is no longer in memory.
          es La contraseña escrita para esta vez ya no está en memoria.
          fr Le mot de passe saisi pour cette fois n’est plus en mémoire.
        problem.typed_password_gone.hint
          en Type it again, or name in the address where it is.
          es Escríbala de nuevo o indique en la dirección dónde está.
          fr Saisissez-le à nouveau, ou indiquez dans l’adresse où il se trouve.
        problem.deed_unreadable
          en What was to be done cannot be read.
          es No se puede leer qué había que hacer.
          fr Impossible de lire ce qu’il fallait faire.
        problem.planned_unknown
          en It is no longer in the timetable.
          es Ya no está en lo programado.
          fr Ce n’est plus dans le programme.
        problem.volcado_config
          en This is not a file of the old system: {part} is missing or cannot be read.
          es No es un archivo del sistema anterior: falta {part} o no se puede leer.
          fr Ce n’est pas un fichier de l’ancien système : {part} manque ou est illisible.
        problem.planned_past
          en That moment has passed.
          es Ese momento ya pasó.
          fr Ce moment est passé.
        problem.place_alias
          en “{alias}” cannot be an alias.
          es «{alias}» no puede ser un alias.
          fr « {alias} » ne peut pas être un alias.
        problem.place_alias.hint
          en Use 1 to 64 characters without a slash.
          es Use de 1 a 64 caracteres, sin barra.
          fr Utilisez de 1 à 64 caractères, sans barre oblique.
        problem.place_password
          en The address holds a password.
          es La dirección contiene una contraseña.
          fr L’adresse contient un mot de passe.
        problem.place_password.hint
          en Write it without one and say where it is: ?password=env:NAME or ?password=file:/path.
          es Escríbala sin ella y diga dónde está: ?password=env:NOMBRE o ?password=file:/ruta.
          fr Écrivez-la sans lui et dites où il est : ?password=env:NOM ou ?password=file:/chemin.
        problem.place_taken
          en There is already a branch or central database named {alias}.
          es Ya existe una sucursal o base central llamada {alias}.
          fr Il existe déjà une succursale ou une base centrale nommée {alias}.
        problem.place_unknown
          en There is no {role} named {alias}.
          es No existe {role} con el nombre {alias}.
          fr Il n’y a pas de {role} nommé {alias}.
        problem.branch_busy
          en {branch} is in the middle of something.
          es {branch} está ocupada ahora mismo.
          fr {branch} est occupée en ce moment.
        problem.branch_busy.hint
          en Wait until it has ended, or cancel it.
          es Espere a que termine, o cancélelo.
          fr Attendez la fin, ou annulez.
        problem.no_baseline
          en {branch} has never been opened: there is nothing to compare with. Nothing was closed.
          es {branch} nunca se ha abierto: no hay con qué comparar. No se cerró nada.
          fr {branch} n’a jamais été ouverte : il n’y a rien à comparer. Rien n’a été clôturé.
        problem.no_baseline.hint
          en Open the branch first.
          es Abra primero la sucursal.
          fr Ouvrez d’abord la succursale.
        problem.branch_table_gone
          en The table {table} is no longer in {branch}. Nothing was closed.
          es La tabla {table} ya no está en {branch}. No se cerró nada.
          fr La table {table} n’est plus dans {branch}. Rien n’a été clôturé.
        problem.branch_table_gone.hint
          en If it was dropped or renamed on purpose, leave it out in the branch’s settings.
          es Si se borró o renombró a propósito, exclúyala en los ajustes de la sucursal.
          fr Si elle a été supprimée ou renommée exprès, excluez-la dans les réglages de la succursale.
        problem.branch_column_taken
          en The table {table} has a column {column}, a name that Gemba uses in central databases.
          es La tabla {table} tiene una columna {column}, nombre que Gemba usa en las bases centrales.
          fr La table {table} a une colonne {column}, un nom que Gemba utilise dans les bases centrales.
        problem.columns_frozen
          en The columns of {table} have changed ({column}), and its settings do not allow that.
          es Las columnas de {table} han cambiado ({column}) y sus ajustes no lo permiten.
          fr Les colonnes de {table} ont changé ({column}), et ses réglages ne le permettent pas.
        problem.central_table_other
          en The central database has a table {table} that is not one of Gemba’s; it was not touched.
          es La base central tiene una tabla {table} que no es de Gemba; no se tocó.
          fr La base centrale a une table {table} qui n’est pas de Gemba ; elle n’a pas été touchée.
        problem.central_column_gone
          en The column {column} of {table} is no longer in the central database.
          es La columna {column} de {table} ya no está en la base central.
          fr La colonne {column} de {table} n’est plus dans la base centrale.
        problem.policy_fixed
          en Whether {table} keeps versions was settled when its central table was made.
          es Si {table} guarda versiones se decidió al crear su tabla central.
          fr La conservation des versions de {table} a été fixée à la création de sa table centrale.
        problem.alias_taken
          en Another Gemba already closes a branch named {alias} into this central database.
          es Otro Gemba ya cierra una sucursal llamada {alias} en esta base central.
          fr Un autre Gemba clôture déjà une succursale nommée {alias} dans cette base centrale.
        problem.run_overtaken
          en A newer run of this branch has taken over; this one changed nothing more.
          es Una ejecución más nueva de esta sucursal tomó el relevo; esta no cambió nada más.
          fr Une exécution plus récente de cette succursale a pris le relais ; celle-ci n’a plus rien changé.
        problem.run_cancelled
          en It was cancelled; tables that were done stay done.
          es Se canceló; las tablas terminadas quedan hechas.
          fr Annulé ; les tables terminées le restent.
        problem.run_interrupted
          en It ended without a word; the next run goes on from there.
          es Terminó sin aviso; la próxima ejecución sigue desde ahí.
          fr Terminé sans un mot ; la prochaine exécution reprend de là.
        problem.run_unknown
          en There is no such run: {run}.
          es No existe esa ejecución: {run}.
          fr Il n’y a pas d’exécution {run}.
        problem.run_over
          en This run has already ended.
          es Esta ejecución ya terminó.
          fr Cette exécution est déjà terminée.
        problem.undo_not_last
          en Only the newest closing of a branch can be taken back; that is {last}.
          es Solo se puede deshacer el último cierre de una sucursal: {last}.
          fr Seule la dernière clôture d’une succursale peut être annulée : {last}.
        problem.undo_too_old
          en What closing {consolidation} needs to be taken back is no longer kept.
          es Ya no se conserva lo necesario para deshacer el cierre {consolidation}.
          fr Ce qu’il faut pour annuler la clôture {consolidation} n’est plus conservé.
        problem.failure_unknown
          en There is no refused row {id}.
          es No existe la fila rechazada {id}.
          fr Il n’y a pas de ligne refusée {id}.
        problem.edit_one
          en Values can be edited for one row at a time.
          es Los valores se editan en una fila cada vez.
          fr Les valeurs se modifient une ligne à la fois.
        problem.branch_column_unknown
          en {table} has no column {column}.
          es {table} no tiene la columna {column}.
          fr {table} n’a pas de colonne {column}.
        problem.column_key
          en {column} names the row and cannot be edited.
          es {column} identifica la fila y no se puede editar.
          fr {column} désigne la ligne et ne peut pas être modifiée.
        problem.needs_yes
          en This leaves out {skipped} changed rows; it has to be confirmed.
          es Esto omite {skipped} filas cambiadas; hay que confirmarlo.
          fr Ceci laisse de côté {skipped} lignes modifiées ; il faut le confirmer.
        problem.not_confirmed
          en Not confirmed; nothing was changed.
          es Sin confirmar; no se cambió nada.
          fr Non confirmé ; rien n’a été changé.
        problem.row_too_large
          en A row of {table} is too large for the server to digest.
          es Una fila de {table} es demasiado grande para el servidor.
          fr Une ligne de {table} est trop grande pour le serveur.
        problem.baseline_damaged
          en The stored baseline cannot be read; open the branch anew.
          es La línea base guardada no se puede leer; abra de nuevo la sucursal.
          fr La base de référence enregistrée est illisible ; rouvrez la succursale.
        problem.foreign_file
          en The database file {path} cannot be opened.
          es No se puede abrir el archivo {path}.
          fr Le fichier {path} ne peut pas être ouvert.
        problem.foreign_file.hint
          en Check that it is there and that Gemba may read and write it.
          es Compruebe que existe y que Gemba puede leerlo y escribirlo.
          fr Vérifiez qu’il est là et que Gemba peut le lire et l’écrire.
        problem.foreign_table_gone
          en A table is no longer where it was.
          es Una tabla ya no está donde estaba.
          fr Une table n’est plus là où elle était.
        problem.foreign_row
          en The database refuses a row for what is in it.
          es La base de datos rechaza una fila por su contenido.
          fr La base de données refuse une ligne pour son contenu.
        """#
}
