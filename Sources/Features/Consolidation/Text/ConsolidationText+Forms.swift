// The words of its questions and forms, and of what is found before a closing.

extension ConsolidationText {
    /// Questions and forms.
    static let forms = #"""
        consolidation.add.branch
          en Add branch
          es Añadir sucursal
          fr Ajouter une succursale
        consolidation.add.central
          en Add central database
          es Añadir base central
          fr Ajouter une base centrale
        consolidation.open.do
          en Open
          es Abrir
          fr Ouvrir
        consolidation.open.title
          en Open
          es Apertura
          fr Ouverture
        consolidation.open.question
          en Open {branch}?
          es ¿Abrir {branch}?
          fr Ouvrir {branch} ?
        consolidation.open.about
          en {tables} tables, {rows} rows
          es {tables} tablas, {rows} filas
          fr {tables} tables, {rows} lignes
        consolidation.open.from
          en What the next closing carries
          es Qué llevará el próximo cierre
          fr Ce que la prochaine clôture emportera
        consolidation.open.empty
          en Everything that is in the branch
          es Todo lo que hay en la sucursal
          fr Tout ce qui est dans la succursale
        consolidation.open.keep
          en Everything since the last closing
          es Todo desde el último cierre
          fr Tout depuis la dernière clôture
        consolidation.open.already
          en Everything since the last closing (the branch is open already)
          es Todo desde el último cierre (la sucursal ya está abierta)
          fr Tout depuis la dernière clôture (la succursale est déjà ouverte)
        consolidation.open.now
          en Only what changes from now on
          es Solo lo que cambie a partir de ahora
          fr Seulement ce qui change à partir de maintenant
        consolidation.open.skips
          en {n} changed rows would never be carried to the central database.
          es {n} filas cambiadas nunca llegarían a la base central.
          fr {n} lignes modifiées n’iraient jamais dans la base centrale.
        consolidation.open.this
          en Open {branch}
          es Abrir {branch}
          fr Ouvrir {branch}
        consolidation.close.do
          en Close…
          es Cerrar…
          fr Clôturer…
        consolidation.close.title
          en Close
          es Cierre
          fr Clôture
        consolidation.close.question
          en Close {branch} into {central}?
          es ¿Cerrar {branch} en {central}?
          fr Clôturer {branch} dans {central} ?
        consolidation.close.now
          en Close {branch}
          es Cerrar {branch}
          fr Clôturer {branch}
        consolidation.close.in-tables
          en in {n} of {all} tables
          es en {n} de {all} tablas
          fr dans {n} tables sur {all}
        consolidation.close.about
          en {tables} tables with about {rows} rows; a closing of all of them takes about {time}.
          es {tables} tablas con unas {rows} filas; cerrarlas todas dura unos {time}.
          fr {tables} tables avec environ {rows} lignes ; tout clôturer prend environ {time}.
        consolidation.close.unknown
          en The branch could not be looked at. Nothing was changed.
          es No se pudo mirar la sucursal. No se cambió nada.
          fr La succursale n’a pas pu être consultée. Rien n’a été changé.
        consolidation.preview
          en What the closing would do
          es Qué haría el cierre
          fr Ce que ferait la clôture
        consolidation.preview.do
          en Preview
          es Vista previa
          fr Aperçu
        consolidation.samples
          en Look
          es Ver
          fr Voir
        consolidation.verify.do
          en Check
          es Comprobar
          fr Vérifier
        consolidation.verify.title
          en Check
          es Comprobación
          fr Vérification
        consolidation.verify.question
          en Check {branch} against the central database?
          es ¿Comprobar {branch} con la base central?
          fr Vérifier {branch} par rapport à la base centrale ?
        consolidation.verify.about
          en All rows of both sides are held against each other; nothing is changed.
          es Se comparan todas las filas de ambos lados; no se cambia nada.
          fr Toutes les lignes des deux côtés sont comparées ; rien n’est changé.
        consolidation.verify.repair
          en Repair
          es Reparar
          fr Réparer
        consolidation.verify.repair.why
          en Rows that are not as the last closing left them are written anew.
          es Las filas que no están como las dejó el último cierre se escriben de nuevo.
          fr Les lignes qui ne sont pas comme la dernière clôture les a laissées sont réécrites.
        consolidation.undo.do
          en Take back
          es Revertir
          fr Annuler
        consolidation.undo.question
          en Take closing {n} back?
          es ¿Revertir el cierre {n}?
          fr Annuler la clôture {n} ?
        consolidation.undo.about
          en The central database becomes what it was before; the next closing brings the same again.
          es La base central vuelve a ser como era; el próximo cierre traerá lo mismo otra vez.
          fr La base centrale redevient ce qu’elle était ; la prochaine clôture apportera la même chose.
        consolidation.password
          en Sign in with another password this once
          es Entrar esta vez con otra contraseña
          fr Se connecter cette fois avec un autre mot de passe
        consolidation.password.why
          en It is kept in memory until this is done, and stored nowhere. Leave empty to use what the address refers to.
          es Se guarda en memoria hasta terminar y no se almacena en ningún sitio. Vacío: se usa lo que dice la dirección.
          fr Il reste en mémoire jusqu’à la fin et n’est enregistré nulle part. Vide : ce que l’adresse indique.
        consolidation.password.branch
          en Password of the branch
          es Contraseña de la sucursal
          fr Mot de passe de la succursale
        consolidation.password.central
          en Password of the central database
          es Contraseña de la base central
          fr Mot de passe de la base centrale
        consolidation.refused.question
          en Which rows did the central database refuse?
          es ¿Qué filas rechazó la base central?
          fr Quelles lignes la base centrale a-t-elle refusées ?
        consolidation.refused.answer
          en {n} rows
          es {n} filas
          fr {n} lignes
        consolidation.refused.none
          en No row waits.
          es Ninguna fila espera.
          fr Aucune ligne n’attend.
        consolidation.refused.in
          en The row is in the central database.
          es La fila está en la base central.
          fr La ligne est dans la base centrale.
        consolidation.refused.again
          en The central database refused it again.
          es La base central la rechazó de nuevo.
          fr La base centrale l’a refusée à nouveau.
        consolidation.retry.do
          en Try again
          es Reintentar
          fr Réessayer
        consolidation.retry.all
          en Try all again
          es Reintentar todas
          fr Tout réessayer
        consolidation.retry.all.what
          en {n} rows are tried again.
          es Se reintentan {n} filas.
          fr {n} lignes sont réessayées.
        consolidation.edit.why
          en What you change here is other than in the branch, and stays so until the branch changes the row.
          es Lo que cambie aquí será distinto de la sucursal, y seguirá así hasta que la sucursal cambie la fila.
          fr Ce que vous changez ici diffère de la succursale, jusqu’à ce que la succursale modifie la ligne.
        consolidation.dismiss
          en Let go
          es Descartar
          fr Écarter
        consolidation.dismiss.title
          en Let {row} go?
          es ¿Descartar {row}?
          fr Écarter {row} ?
        consolidation.dismiss.what
          en It stays out of the central database until the branch changes it.
          es Queda fuera de la base central hasta que la sucursal la cambie.
          fr Elle reste hors de la base centrale jusqu’à ce que la succursale la modifie.
        consolidation.planned.question
          en When is what opened and closed?
          es ¿Cuándo se abre y se cierra qué?
          fr Qu’est-ce qui est ouvert et clôturé, et quand ?
        consolidation.planned.next
          en Next:
          es Próximo:
          fr Prochain :
        consolidation.planned.none
          en Nothing is planned.
          es No hay nada programado.
          fr Rien n’est programmé.
        consolidation.planned.why
          en Openings and closings can be done once at a given time, every so many days, or by a timetable.
          es Las aperturas y los cierres pueden hacerse una vez a una hora dada, cada tantos días o según un horario.
          fr Les ouvertures et clôtures peuvent se faire une fois à une heure donnée, tous les tant de jours, ou selon un horaire.
        consolidation.planned.done
          en Saved.
          es Guardado.
          fr Enregistré.
        consolidation.plan
          en Plan
          es Programar
          fr Programmer
        consolidation.plan.do
          en Plan it
          es Programar
          fr Programmer
        consolidation.plan.central
          en For closings.
          es Para cierres.
          fr Pour les clôtures.
        consolidation.plan.day
          en First day
          es Primer día
          fr Premier jour
        consolidation.plan.time
          en Time
          es Hora
          fr Heure
        consolidation.plan.days
          en Every how many days
          es Cada cuántos días
          fr Tous les combien de jours
        consolidation.plan.words
          en In words
          es En palabras
          fr En mots
        consolidation.mode.open
          en Opening
          es Apertura
          fr Ouverture
        consolidation.mode.close
          en Closing
          es Cierre
          fr Clôture
        consolidation.repeat
          en How often
          es Con qué frecuencia
          fr Fréquence
        consolidation.repeat.once
          en once
          es una vez
          fr une fois
        consolidation.repeat.days
          en every so many days
          es cada tantos días
          fr tous les tant de jours
        consolidation.repeat.words
          en by a timetable in words
          es según un horario en palabras
          fr selon un horaire en mots
        consolidation.unplan
          en Delete
          es Eliminar
          fr Supprimer
        consolidation.unplan.title
          en Delete from the timetable?
          es ¿Eliminar de lo programado?
          fr Supprimer du programme ?
        consolidation.unplan.what
          en {what} is no longer done by itself.
          es «{what}» ya no se hará solo.
          fr « {what} » ne se fera plus tout seul.
        consolidation.place.about
          en Where the database is and where its password is found. The password itself is never stored.
          es Dónde está la base y dónde se encuentra su contraseña. La contraseña nunca se guarda.
          fr Où se trouve la base et où trouver son mot de passe. Le mot de passe n’est jamais enregistré.
        consolidation.place.alias
          en Alias
          es Alias
          fr Alias
        consolidation.place.alias.why
          en Its name on pages, and in the central database’s rows. It cannot be changed later.
          es Su nombre en las páginas y en las filas de la base central. No se puede cambiar después.
          fr Son nom sur les pages et dans les lignes de la base centrale. Il ne peut pas être changé ensuite.
        consolidation.place.url.why
          en Without the password: password=env:NAME names a variable of the server, password=file:/path a file that it may read.
          es Sin la contraseña: password=env:NOMBRE indica una variable del servidor, password=file:/ruta un archivo que puede leer.
          fr Sans le mot de passe : password=env:NOM désigne une variable du serveur, password=file:/chemin un fichier qu’il peut lire.
        consolidation.place.password
          en Password, to test
          es Contraseña, para probar
          fr Mot de passe, pour essayer
        consolidation.place.password.why
          en Only for the test; it is not stored.
          es Solo para la prueba; no se guarda.
          fr Seulement pour l’essai ; il n’est pas enregistré.
        consolidation.place.save
          en Save
          es Guardar
          fr Enregistrer
        consolidation.place.test
          en Test
          es Probar
          fr Essayer
        consolidation.place.found
          en It can be reached: {tables} tables, {views} views.
          es Se puede acceder: {tables} tablas, {views} vistas.
          fr Accessible : {tables} tables, {views} vues.
        consolidation.place.examples
          en Examples
          es Ejemplos
          fr Exemples
        consolidation.remove
          en Remove
          es Quitar
          fr Retirer
        consolidation.remove.title
          en Remove {name}?
          es ¿Quitar {name}?
          fr Retirer {name} ?
        consolidation.remove.what
          en Its baselines, refused rows and timetable are forgotten. What is in the central database stays.
          es Se olvidan sus bases de comparación, filas rechazadas y programación. Lo que hay en la base central se queda.
          fr Ses références, lignes refusées et programmes sont oubliés. Ce qui est dans la base centrale reste.
        consolidation.policies
          en Tables
          es Tablas
          fr Tables
        consolidation.policies.default
          en Every table as usual: changed rows are replaced, deleted ones marked, new columns added.
          es Todas las tablas como siempre: las filas cambiadas se sustituyen, las borradas se marcan, las columnas nuevas se añaden.
          fr Toutes les tables comme d’habitude : lignes modifiées remplacées, supprimées marquées, nouvelles colonnes ajoutées.
        consolidation.policies.change
          en Change
          es Cambiar
          fr Modifier
        consolidation.policies.question
          en What becomes of the tables of {branch}?
          es ¿Qué pasa con las tablas de {branch}?
          fr Que deviennent les tables de {branch} ?
        consolidation.policies.about
          en It counts from the next closing on.
          es Vale a partir del próximo cierre.
          fr Valable à partir de la prochaine clôture.
        consolidation.policies.save
          en Save
          es Guardar
          fr Enregistrer
        consolidation.policies.saved
          en Saved.
          es Guardado.
          fr Enregistré.
        consolidation.policy.excluded
          en left out
          es excluida
          fr exclue
        consolidation.policy.update.replace
          en replaces the central row
          es sustituye la fila central
          fr remplace la ligne centrale
        consolidation.policy.update.versions
          en what it was is kept beside it
          es lo anterior se conserva al lado
          fr l’ancienne est gardée à côté
        consolidation.policy.delete.mark
          en is marked as deleted
          es se marca como borrada
          fr est marquée supprimée
        consolidation.policy.delete.mirror
          en is deleted too
          es se borra también
          fr est supprimée aussi
        consolidation.policy.delete.ignore
          en stays as it is
          es se queda como está
          fr reste telle quelle
        consolidation.policy.columns.extend
          en is added
          es se añade
          fr est ajoutée
        consolidation.policy.columns.freeze
          en stops the closing
          es detiene el cierre
          fr arrête la clôture
        consolidation.policy.columns.discard
          en is left out
          es se omite
          fr est omise
        """#

    /// What is found before a closing.
    static let flight = #"""
        consolidation.flight
          en What was found beforehand
          es Lo encontrado de antemano
          fr Constaté au préalable
        consolidation.flight.count
          en {n} findings
          es {n} observaciones
          fr {n} constatations
        consolidation.flight.weight.stops
          en stops it
          es lo impide
          fr l’empêche
        consolidation.flight.weight.warns
          en mind
          es atención
          fr attention
        consolidation.flight.weight.tells
          en note
          es nota
          fr note
        consolidation.flight.no-baseline
          en The branch has never been opened.
          es La sucursal nunca se ha abierto.
          fr La succursale n’a jamais été ouverte.
        consolidation.flight.gone
          en The table is no longer in the branch.
          es La tabla ya no está en la sucursal.
          fr La table n’est plus dans la succursale.
        consolidation.flight.no-key
          en The table has no key: equal rows are told apart by their number.
          es La tabla no tiene clave: las filas iguales se distinguen por su número.
          fr La table n’a pas de clé : les lignes égales se distinguent par leur nombre.
        consolidation.flight.no-snapshot
          en The table’s engine knows no snapshot: rows changed during the closing may come with the next one.
          es El motor de la tabla no permite una instantánea: lo que cambie durante el cierre puede llegar con el siguiente.
          fr Le moteur de la table ne permet pas d’instantané : ce qui change pendant la clôture peut venir avec la suivante.
        consolidation.flight.new-table
          en The table is made in the central database.
          es La tabla se crea en la base central.
          fr La table est créée dans la base centrale.
        consolidation.flight.new-column
          en The column {detail} is new.
          es La columna {detail} es nueva.
          fr La colonne {detail} est nouvelle.
        consolidation.flight.retyped
          en The type of a column differs: {detail}
          es El tipo de una columna difiere: {detail}
          fr Le type d’une colonne diffère : {detail}
        consolidation.flight.column-gone
          en The column {detail} is no longer in the branch.
          es La columna {detail} ya no está en la sucursal.
          fr La colonne {detail} n’est plus dans la succursale.
        consolidation.flight.other-keys
          en The central table has keys of its own that may refuse rows.
          es La tabla central tiene claves propias que pueden rechazar filas.
          fr La table centrale a ses propres clés, qui peuvent refuser des lignes.
        consolidation.flight.type
          en Values may not survive the way between two engines: {detail}
          es Los valores pueden no sobrevivir entre dos motores: {detail}
          fr Des valeurs peuvent ne pas survivre entre deux moteurs : {detail}
        consolidation.flight.views
          en {n} views stay in the branch.
          es {n} vistas se quedan en la sucursal.
          fr {n} vues restent dans la succursale.
        consolidation.flight.triggers
          en {n} triggers stay in the branch.
          es {n} disparadores se quedan en la sucursal.
          fr {n} déclencheurs restent dans la succursale.
        """#
}
