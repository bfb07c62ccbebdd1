// The words of sheets in and out, in three languages.

extension SchedulingText {
    static let sheets = #"""
        problem.schedule_export_unknown
          en There is no sheet {kind}.
          es No existe la hoja {kind}.
          fr Il n’y a pas de feuille {kind}.
        problem.schedule_file_missing
          en There is no file {file} that can be read.
          es No hay ningún archivo {file} que se pueda leer.
          fr Il n’y a pas de fichier {file} lisible.
        problem.schedule_file_unwritable
          en The file {file} could not be written.
          es No se pudo escribir el archivo {file}.
          fr Le fichier {file} n’a pas pu être écrit.
        problem.schedule_sheet_cell
          en Line {line}: a cell has more than {limit} bytes.
          es Línea {line}: una celda tiene más de {limit} bytes.
          fr Ligne {line} : une cellule a plus de {limit} octets.
        problem.schedule_sheet_cell_empty
          en The column {column} is empty.
          es La columna {column} está vacía.
          fr La colonne {column} est vide.
        problem.schedule_sheet_column_twice
          en Two columns mean the same: {column}.
          es Dos columnas significan lo mismo: {column}.
          fr Deux colonnes veulent dire la même chose : {column}.
        problem.schedule_sheet_columns
          en Line {line} has more than {limit} columns.
          es La línea {line} tiene más de {limit} columnas.
          fr La ligne {line} a plus de {limit} colonnes.
        problem.schedule_sheet_header
          en No line of the sheet is its header; these columns are missing: {columns}.
          es Ninguna línea de la hoja es su cabecera; faltan estas columnas: {columns}.
          fr Aucune ligne de la feuille n’est son en-tête ; il manque ces colonnes : {columns}.
        problem.schedule_sheet_headers
          en The sheet has two headers, in lines {first} and {second}.
          es La hoja tiene dos cabeceras, en las líneas {first} y {second}.
          fr La feuille a deux en-têtes, lignes {first} et {second}.
        problem.schedule_sheet_large
          en The sheet is larger than {limit}.
          es La hoja es mayor de {limit}.
          fr La feuille dépasse {limit}.
        problem.schedule_sheet_line
          en “{line}” is no line of this plant, and has no number to make one of.
          es «{line}» no es una línea de esta planta, y no tiene número para crear una.
          fr « {line} » n’est pas une ligne de cette usine, et n’a pas de numéro pour en créer une.
        problem.schedule_sheet_rows
          en The sheet has more than {limit} rows.
          es La hoja tiene más de {limit} filas.
          fr La feuille a plus de {limit} lignes.
        problem.schedule_sheet_twice
          en Order {order} stands in line {first} already.
          es La orden {order} ya está en la línea {first}.
          fr L’ordre {order} est déjà à la ligne {first}.
        problem.schedule_sheet_unreadable
          en This is no text; save the sheet as CSV.
          es Esto no es texto; guarde la hoja como CSV.
          fr Ce n’est pas du texte ; enregistrez la feuille en CSV.
        """#
}
