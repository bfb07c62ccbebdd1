// The words of rejects and their reasons.

extension IntakeWords {
    static let rejects = #"""
        rejects.title
          en Rejects
          es Rechazos
          fr Rejets
        rejects.none
          en No line waits: every line that came is loaded or accounted for.
          es Ninguna línea espera: todas están cargadas o con cuenta.
          fr Aucune ligne n’attend : toutes sont chargées ou comptées.
        rejects.answer
          en {n} lines could not be loaded and wait.
          es {n} líneas no se pudieron cargar y esperan.
          fr {n} lignes n’ont pas pu être chargées et attendent.
        rejects.answer.one
          en {n} line could not be loaded and waits.
          es {n} línea no se pudo cargar y espera.
          fr {n} ligne n’a pas pu être chargée et attend.
        rejects.answer.reason
          en Most often: {reason} ({n}).
          es Lo más frecuente: {reason} ({n}).
          fr Le plus souvent : {reason} ({n}).
        rejects.count
          en {n} rejects
          es {n} rechazos
          fr {n} rejets
        rejects.count.one
          en {n} reject
          es {n} rechazo
          fr {n} rejet
        rejects.new
          en {n} new rejects
          es {n} rechazos nuevos
          fr {n} nouveaux rejets
        rejects.new.one
          en 1 new reject
          es 1 rechazo nuevo
          fr 1 nouveau rejet
        rejects.empty.title
          en Lines that could not be loaded
          es Líneas que no se pudieron cargar
          fr Lignes qui n’ont pas pu être chargées
        rejects.empty.text
          en There are none. One that comes stands here with its bytes and the reason.
          es No hay ninguna. La que llegue estará aquí con sus bytes y el motivo.
          fr Il n’y en a pas. Celle qui viendra sera ici avec ses octets et la raison.
        rejects.nothing.title
          en No reject fits this filter
          es Ningún rechazo coincide con este filtro
          fr Aucun rejet ne correspond à ce filtre
        rejects.retry
          en Retry all of these
          es Reintentar todos estos
          fr Réessayer tous ceux-ci
        rejects.retry.title
          en Retry {n} lines
          es Reintentar {n} líneas
          fr Réessayer {n} lignes
        rejects.retry.sentence
          en {n} lines are read again by the profile as it is now. {loaded} would load, {failed} would stay rejected.
          es {n} líneas se leen de nuevo con el perfil de ahora. {loaded} entrarían, {failed} seguirían rechazadas.
          fr {n} lignes sont relues avec le profil actuel. {loaded} seraient chargées, {failed} resteraient rejetées.
        rejects.dismiss
          en Dismiss all of these
          es Descartar todos estos
          fr Écarter tous ceux-ci
        rejects.dismiss.title
          en Dismiss {n} lines
          es Descartar {n} líneas
          fr Écarter {n} lignes
        rejects.dismiss.sentence
          en {n} lines stay on record but no longer ask for attention. They stay counted as rejected.
          es {n} líneas se conservan, pero dejan de pedir atención. Siguen contadas como rechazadas.
          fr {n} lignes restent conservées mais ne demandent plus d’attention. Elles restent comptées comme rejetées.
        reject.number
          en Number
          es Número
          fr Numéro
        reject.reason
          en Reason
          es Motivo
          fr Raison
        reject.column
          en Column
          es Columna
          fr Colonne
        reject.value
          en Value
          es Valor
          fr Valeur
        reject.file
          en File
          es Archivo
          fr Fichier
        reject.line
          en Line
          es Línea
          fr Ligne
        reject.status
          en Status
          es Estado
          fr Statut
        reject.status.open
          en open
          es abierto
          fr ouvert
        reject.status.retried
          en loaded
          es cargado
          fr chargé
        reject.status.dismissed
          en dismissed
          es descartado
          fr écarté
        reject.status.withdrawn
          en vanished
          es desaparecido
          fr disparu
        reject.status.any
          en any
          es cualquiera
          fr tous
        reject.seen
          en Seen
          es Visto
          fr Vu
        reject.place
          en Reject {n}
          es Rechazo {n}
          fr Rejet {n}
        reject.heading
          en Reject {n}: {reason}
          es Rechazo {n}: {reason}
          fr Rejet {n} : {reason}
        reject.answer.column
          en The column {column} says “{value}”.
          es La columna {column} dice «{value}».
          fr La colonne {column} dit « {value} ».
        reject.answer.other
          en One other line has the same reason
          es Otra línea tiene el mismo motivo
          fr Une autre ligne a la même raison
        reject.answer.others
          en {n} other lines have the same reason
          es Otras {n} líneas tienen el mismo motivo
          fr {n} autres lignes ont la même raison
        reject.in-file
          en The line in its file
          es La línea en su archivo
          fr La ligne dans son fichier
        reject.copy
          en Copy
          es Copiar
          fr Copier
        reject.elsewhere
          en The file no longer shows this line at this place, or cannot be read now. These are the bytes that were kept.
          es El archivo ya no muestra esta línea en este lugar, o no se puede leer ahora. Estos son los bytes guardados.
          fr Le fichier ne montre plus cette ligne à cet endroit, ou ne peut pas être lu. Voici les octets conservés.
        reject.where
          en Where it comes from
          es De dónde viene
          fr D’où elle vient
        reject.at
          en {line}, byte {byte}
          es {line}, byte {byte}
          fr {line}, octet {byte}
        reject.code
          en Code
          es Código
          fr Code
        reject.tries
          en Tries
          es Intentos
          fr Essais
        reject.mend
          en Mend and preview
          es Corregir y previsualizar
          fr Corriger et prévisualiser
        reject.mended
          en The line, mended
          es Línea corregida
          fr La ligne corrigée
        reject.kept
          en The original bytes are always kept.
          es Los bytes originales se conservan siempre.
          fr Les octets d’origine sont toujours conservés.
        reject.preview
          en Preview
          es Previsualizar
          fr Prévisualiser
        reject.load
          en Load this line
          es Cargar esta línea
          fr Charger cette ligne
        reject.back
          en Back to the original
          es Volver al original
          fr Revenir à l’original
        reject.retry
          en Retry as it is
          es Reintentar tal cual
          fr Réessayer telle quelle
        reject.dismiss
          en Dismiss
          es Descartar
          fr Écarter
        reject.dismiss.title
          en Dismiss reject {n}
          es Descartar el rechazo {n}
          fr Écarter le rejet {n}
        reject.dismiss.sentence
          en 1 line stays on record but no longer asks for attention. It stays counted as rejected.
          es 1 línea se conserva, pero deja de pedir atención. Sigue contada como rechazada.
          fr 1 ligne reste conservée mais ne demande plus d’attention. Elle reste comptée comme rejetée.
        reject.is.retried
          en This line has been loaded.
          es Esta línea ya se cargó.
          fr Cette ligne a été chargée.
        reject.is.dismissed
          en This line was dismissed.
          es Esta línea se descartó.
          fr Cette ligne a été écartée.
        reject.is.withdrawn
          en This line is no longer in its file.
          es Esta línea ya no está en su archivo.
          fr Cette ligne n’est plus dans son fichier.
        reject.by
          en By {person}.
          es Por {person}.
          fr Par {person}.
        reject.would-load
          en So mended, the line would load.
          es Así corregida, la línea entraría.
          fr Ainsi corrigée, la ligne serait chargée.
        reject.would-load.more
          en Nothing is changed yet.
          es Todavía no ha cambiado nada.
          fr Rien n’est encore changé.
        reject.still
          en The line is still rejected.
          es La línea sigue rechazada.
          fr La ligne est toujours rejetée.
        reject.cut
          en The line is too long to be kept whole.
          es La línea es demasiado larga para guardarla entera.
          fr La ligne est trop longue pour être conservée entière.
        reject.cut.more
          en Mend it in its file; it is read again from there.
          es Corríjala en su archivo; se lee de nuevo desde allí.
          fr Corrigez-la dans son fichier ; elle est relue de là.
        reject.field
          en Field
          es Campo
          fr Champ
        reject.fields
          en The {n} fields of the line
          es Los {n} campos de la línea
          fr Les {n} champs de la ligne
        reason.not_a_number
          en not a number
          es no es un número
          fr pas un nombre
        reason.too_few_columns
          en too few columns
          es faltan columnas
          fr trop peu de colonnes
        reason.too_few_columns.answer
          en The line has only {value} fields.
          es La línea solo tiene {value} campos.
          fr La ligne n’a que {value} champs.
        reason.record_too_long
          en line too long
          es línea demasiado larga
          fr ligne trop longue
        reason.not_one_line
          en not one line
          es no es una sola línea
          fr pas une seule ligne

        """#
}
