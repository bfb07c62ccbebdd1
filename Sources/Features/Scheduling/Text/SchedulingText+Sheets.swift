// The words of sheets: what can be wrong with one, the preview, exports.

extension SchedulingText {
    static let sheetProblems = #"""
        problem.schedule_backup_broken
          en The file {file} of the backup is not as its report says, or its line {line} cannot be read.
          es El archivo {file} de la copia no es como dice su informe, o no se puede leer su línea {line}.
          fr Le fichier {file} de la sauvegarde n’est pas tel que le dit son rapport, ou sa ligne {line} est illisible.
        problem.schedule_backup_missing
          en There is no backup in this folder.
          es En esta carpeta no hay ninguna copia.
          fr Il n’y a pas de sauvegarde dans ce dossier.
        problem.schedule_backup_missing.hint
          en A backup has a backup_report.txt.
          es Una copia tiene un backup_report.txt.
          fr Une sauvegarde a un backup_report.txt.
        problem.schedule_backup_there
          en There is something at {path} already.
          es Ya hay algo en {path}.
          fr Il y a déjà quelque chose à {path}.
        problem.schedule_backup_there.hint
          en Choose a folder that is not there yet.
          es Elija una carpeta que aún no exista.
          fr Choisissez un dossier qui n’existe pas encore.
        problem.schedule_desk_not_empty
          en There are {orders} orders here; a backup goes into an empty hub.
          es Aquí hay {orders} órdenes; una copia se restaura en un sistema vacío.
          fr Il y a {orders} ordres ici ; une sauvegarde se restaure dans un système vide.
        problem.schedule_desk_not_empty.hint
          en With --replace what is there goes.
          es Con --replace desaparece lo que hay.
          fr Avec --replace, ce qui est là disparaît.
        problem.schedule_export_unknown
          en There is no export {kind}. There are: {kinds}.
          es No existe la exportación {kind}. Existen: {kinds}.
          fr Il n’y a pas d’export {kind}. Il y a : {kinds}.
        problem.schedule_file_missing
          en The file {file} cannot be read.
          es No se puede leer el archivo {file}.
          fr Le fichier {file} est illisible.
        problem.schedule_orders_invalid
          en This is no list of orders: a JSON list of objects, or an object with “orders”.
          es Esto no es una lista de órdenes: una lista JSON de objetos, o un objeto con «orders».
          fr Ce n’est pas une liste d’ordres : une liste JSON d’objets, ou un objet avec « orders ».
        problem.schedule_sheet_binary
          en This file is no text.
          es Este archivo no es texto.
          fr Ce fichier n’est pas du texte.
        problem.schedule_sheet_binary.hint
          en Save the sheet as CSV first.
          es Guarde antes la hoja como CSV.
          fr Enregistrez d’abord la feuille en CSV.
        problem.schedule_sheet_column_twice
          en Line {line}: the column {column} is there twice.
          es Línea {line}: la columna {column} aparece dos veces.
          fr Ligne {line} : la colonne {column} figure deux fois.
        problem.schedule_sheet_column_twice.hint
          en Leave one of them out, or say what the other means.
          es Quite una de ellas o indique qué significa la otra.
          fr Retirez l’une d’elles, ou dites ce que signifie l’autre.
        problem.schedule_sheet_columns_many
          en Line {line} has more than {limit} columns.
          es La línea {line} tiene más de {limit} columnas.
          fr La ligne {line} a plus de {limit} colonnes.
        problem.schedule_sheet_columns_missing
          en The header in line {line} has no column for: {columns}.
          es El encabezado de la línea {line} no tiene columna para: {columns}.
          fr L’en-tête de la ligne {line} n’a pas de colonne pour : {columns}.
        problem.schedule_sheet_columns_missing.hint
          en Say which of the columns it is.
          es Indique cuál de las columnas es.
          fr Dites laquelle des colonnes c’est.
        problem.schedule_sheet_empty
          en The file is empty.
          es El archivo está vacío.
          fr Le fichier est vide.
        problem.schedule_sheet_field_long
          en The text in {column} is longer than {limit} bytes.
          es El texto en {column} tiene más de {limit} bytes.
          fr Le texte dans {column} dépasse {limit} octets.
        problem.schedule_sheet_gone
          en This upload is no longer there.
          es Esta subida ya no está.
          fr Ce fichier envoyé n’est plus là.
        problem.schedule_sheet_gone.hint
          en Upload the file again.
          es Suba el archivo otra vez.
          fr Envoyez le fichier à nouveau.
        problem.schedule_sheet_header_again
          en The header of line {first} is repeated here.
          es Aquí se repite el encabezado de la línea {first}.
          fr L’en-tête de la ligne {first} est répété ici.
        problem.schedule_sheet_header_again.hint
          en Keep one header; put two sheets into two files.
          es Deje un solo encabezado; ponga dos hojas en dos archivos.
          fr Gardez un seul en-tête ; mettez deux feuilles dans deux fichiers.
        problem.schedule_sheet_header_missing
          en No line of this file is a header: at least WO, Customer and Assembly are looked for.
          es Ninguna línea de este archivo es un encabezado: se buscan al menos WO, Customer y Assembly.
          fr Aucune ligne de ce fichier n’est un en-tête : WO, Customer et Assembly au moins sont cherchés.
        problem.schedule_sheet_header_missing.hint
          en Say what the columns mean, once for files of this kind.
          es Indique qué significan las columnas, una vez para archivos de este tipo.
          fr Dites ce que signifient les colonnes, une fois pour ce type de fichier.
        problem.schedule_sheet_kinds_many
          en The columns of {limit} kinds of files are already known.
          es Ya se conocen las columnas de {limit} tipos de archivo.
          fr Les colonnes de {limit} types de fichiers sont déjà connues.
        problem.schedule_sheet_large
          en The file has {bytes} bytes; {limit} are the most.
          es El archivo tiene {bytes} bytes; el máximo es {limit}.
          fr Le fichier a {bytes} octets ; le maximum est {limit}.
        problem.schedule_sheet_number_missing
          en The order’s number is missing.
          es Falta el número de la orden.
          fr Le numéro de l’ordre manque.
        problem.schedule_sheet_number_twice
          en Order {order} is already in line {first}.
          es La orden {order} ya está en la línea {first}.
          fr L’ordre {order} figure déjà à la ligne {first}.
        problem.schedule_sheet_order_incomplete
          en Order {order} is new and has no {column}.
          es La orden {order} es nueva y no tiene {column}.
          fr L’ordre {order} est nouveau et n’a pas de {column}.
        problem.schedule_sheet_parameter_invalid
          en {name} cannot be “{value}”.
          es {name} no puede ser «{value}».
          fr {name} ne peut pas être « {value} ».
        problem.schedule_sheet_quote
          en The quote that opens in line {line} is never closed.
          es Las comillas que se abren en la línea {line} no se cierran.
          fr Le guillemet ouvert à la ligne {line} n’est jamais fermé.
        problem.schedule_sheet_rows_many
          en The file has more than {limit} rows.
          es El archivo tiene más de {limit} filas.
          fr Le fichier a plus de {limit} lignes.
        problem.schedule_sheet_rows_many.hint
          en Split it.
          es Divídalo.
          fr Divisez-le.
        problem.document_address
          en The address cannot be read at {part}.
          es La dirección no se puede leer en {part}.
          fr L’adresse ne peut être lue à {part}.
        problem.document_address.hint
          en Write https://host/path#token=env:NAME; blanks and special letters as %20 and the like.
          es Escriba https://servidor/ruta#token=env:NOMBRE; espacios y letras especiales como %20.
          fr Écrivez https://serveur/chemin#token=env:NOM ; espaces et lettres spéciales comme %20.
        problem.document_answer
          en {url} answered with {status}.
          es {url} respondió con {status}.
          fr {url} a répondu par {status}.
        problem.document_answer.hint
          en 401 and 403: look at the token. 404: look at the address. 500 and more: ask whoever runs that system.
          es 401 y 403: revise el token. 404: revise la dirección. 500 o más: pregunte a quien lleva ese sistema.
          fr 401 et 403 : vérifiez le jeton. 404 : vérifiez l’adresse. 500 et plus : demandez à qui gère ce système.
        problem.document_elsewhere
          en {host} points to another server ({next}), which is not followed.
          es {host} remite a otro servidor ({next}), al que no se sigue.
          fr {host} renvoie vers un autre serveur ({next}), qui n’est pas suivi.
        problem.document_large
          en What {url} sends is longer than {limit} bytes.
          es Lo que envía {url} pasa de {limit} bytes.
          fr Ce qu’envoie {url} dépasse {limit} octets.
        problem.schedule_source_endless
          en {source} points from page to page without an end ({path}).
          es {source} remite de página en página sin fin ({path}).
          fr {source} renvoie de page en page sans fin ({path}).
        problem.schedule_source_none
          en No other system is set up.
          es No hay ningún otro sistema configurado.
          fr Aucun autre système n’est configuré.
        problem.schedule_source_none.hint
          en Set its address on the import page, or name it: gemba schedule pull ADDRESS.
          es Ponga su dirección en la página de importación, o nómbrela: gemba schedule pull DIRECCIÓN.
          fr Indiquez son adresse sur la page d’import, ou nommez-la : gemba schedule pull ADRESSE.
        problem.schedule_source_unknown
          en Orders cannot be fetched from {source}.
          es No se pueden traer órdenes de {source}.
          fr Les ordres ne peuvent pas venir de {source}.
        problem.schedule_source_unknown.hint
          en Give a file’s whole path (/…) or an address with http:// or https://.
          es Dé la ruta completa de un archivo (/…) o una dirección con http:// o https://.
          fr Donnez le chemin complet d’un fichier (/…) ou une adresse en http:// ou https://.
        """#
}
