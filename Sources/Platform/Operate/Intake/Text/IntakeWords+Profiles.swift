// The words of profiles and what speaks for a proposal.

extension IntakeWords {
    static let profiles = #"""
        profiles.title
          en Profiles
          es Perfiles
          fr Profils
        profiles.add
          en New profile
          es Perfil nuevo
          fr Nouveau profil
        profiles.answer
          en {n} formats can be read, {own} of them described by this plant.
          es Se pueden leer {n} formatos, {own} descritos por esta planta.
          fr {n} formats peuvent être lus, dont {own} décrits par cette usine.
        profiles.answer.one
          en One format can be read, {own} of them described by this plant.
          es Se puede leer un formato, {own} descritos por esta planta.
          fr Un format peut être lu, dont {own} décrit par cette usine.
        profile.name
          en Name
          es Nombre
          fr Nom
        profile.kind
          en Kind
          es Clase
          fr Genre
        profile.built-in
          en built in
          es incluido
          fr intégré
        profile.own
          en own
          es propio
          fr propre
        profile.built-in.more
          en It is built in and stays as it is; copy it to change it.
          es Está incluido y no cambia; cópielo para cambiarlo.
          fr Il est intégré et reste tel quel ; copiez-le pour le modifier.
        profile.own.more
          en It was described by this plant.
          es Lo describió esta planta.
          fr Il a été décrit par cette usine.
        profile.target
          en Rows go to
          es Las filas van a
          fr Lignes vers
        profile.files
          en Files
          es Archivos
          fr Fichiers
        profile.columns
          en Columns
          es Columnas
          fr Colonnes
        profile.sources
          en Sources
          es Fuentes
          fr Sources
        profile.unused
          en No source uses it.
          es Ninguna fuente lo usa.
          fr Aucune source ne l’utilise.
        profile.copy
          en Copy
          es Copiar
          fr Copier
        profile.change
          en Change
          es Cambiar
          fr Modifier
        profile.answer
          en It reads files named {files} with {columns} known columns.
          es Lee archivos llamados {files} con {columns} columnas conocidas.
          fr Il lit les fichiers nommés {files} avec {columns} colonnes connues.
        profile.definition
          en Definition
          es Definición
          fr Définition
        profile.reading
          en How it reads
          es Cómo lee
          fr Comment il lit
        profile.delimiter
          en Delimiter
          es Separador
          fr Séparateur
        profile.quote
          en Quote
          es Comillas
          fr Guillemet
        profile.quote.none
          en none
          es ninguna
          fr aucun
        profile.header
          en Header
          es Encabezado
          fr En-tête
        profile.header.present
          en in the first line
          es en la primera línea
          fr dans la première ligne
        profile.header.absent
          en may be missing; then {n} columns in their usual order
          es puede faltar; entonces {n} columnas en su orden habitual
          fr peut manquer ; alors {n} colonnes dans leur ordre habituel
        profile.header.within
          en within the first {n} lines
          es en las primeras {n} líneas
          fr dans les {n} premières lignes
        profile.dates
          en Dates
          es Fechas
          fr Dates
        profile.dates.day_first
          en day before month
          es día antes que mes
          fr jour avant mois
        profile.dates.month_first
          en month before day
          es mes antes que día
          fr mois avant jour
        profile.column
          en Column
          es Columna
          fr Colonne
        profile.synonyms
          en Also called
          es También llamada
          fr Aussi appelée
        profile.column.kind
          en Holds
          es Contiene
          fr Contient
        profile.column.needed
          en Needed
          es Necesaria
          fr Nécessaire
        profile.column.matters
          en yes
          es sí
          fr oui
        profile.column.optional
          en no
          es no
          fr non
        profile.kind.text
          en text
          es texto
          fr texte
        profile.kind.date
          en date
          es fecha
          fr date
        profile.kind.time
          en time
          es hora
          fr heure
        profile.kind.integer
          en whole number
          es número entero
          fr nombre entier
        profile.kind.decimal
          en number
          es número
          fr nombre
        profile.paths
          en What paths tell
          es Qué dicen las rutas
          fr Ce que disent les chemins
        profile.paths.more
          en Names in braces are found in the path; case, blanks, hyphens and underscores do not count.
          es Los nombres entre llaves se encuentran en la ruta; mayúsculas, blancos, guiones y guiones bajos no cuentan.
          fr Les noms entre accolades sont trouvés dans le chemin ; casse, blancs, tirets et soulignés ne comptent pas.
        profile.base
          en Start from
          es Partir de
          fr Partir de
        profile.base.hint
          en The profile whose columns come nearest.
          es El perfil con las columnas más parecidas.
          fr Le profil aux colonnes les plus proches.
        profile.sample
          en Sample
          es Muestra
          fr Échantillon
        profile.sample.answer
          en Give a file, or a few of its lines; the draft is made from it and nothing is loaded.
          es Entregue un archivo, o unas líneas; con ello se hace el borrador y no se carga nada.
          fr Donnez un fichier, ou quelques lignes ; l’ébauche en est tirée et rien n’est chargé.
        profile.sample.drop
          en Drop a sample file here
          es Suelte aquí un archivo de muestra
          fr Déposez ici un fichier d’exemple
        profile.sample.paste
          en Or paste some lines
          es O pegue unas líneas
          fr Ou collez quelques lignes
        profile.sample.read
          en Read sample
          es Leer muestra
          fr Lire l’échantillon
        profile.editor
          en Describe a format
          es Describir un formato
          fr Décrire un format
        profile.editor.answer
          en Change the definition and preview it on the sample; only saving changes something.
          es Cambie la definición y véala con la muestra; solo al guardar cambia algo.
          fr Changez la définition et prévisualisez-la sur l’échantillon ; seul l’enregistrement change quelque chose.
        profile.preview
          en Preview
          es Previsualizar
          fr Prévisualiser
        profile.preview.title
          en The sample’s {n} lines read like this
          es Las {n} líneas de la muestra se leen así
          fr Les {n} lignes de l’échantillon se lisent ainsi
        profile.save
          en Save profile
          es Guardar perfil
          fr Enregistrer le profil
        profile.faults
          en The definition cannot be used yet
          es La definición aún no se puede usar
          fr La définition n’est pas encore utilisable
        evidence.title
          en What the sample suggests
          es Qué sugiere la muestra
          fr Ce que suggère l’échantillon
        evidence.what
          en Question
          es Pregunta
          fr Question
        evidence.value
          en Proposal
          es Propuesta
          fr Proposition
        evidence.why
          en What speaks for it
          es Qué lo apoya
          fr Ce qui l’appuie
        evidence.trust
          en Trust
          es Confianza
          fr Confiance
        evidence.delimiter_regular
          en {lines} of {of} lines have {fields} fields
          es {lines} de {of} líneas tienen {fields} campos
          fr {lines} lignes sur {of} ont {fields} champs
        evidence.encoding_mark
          en the file begins with the mark {bytes}
          es el archivo empieza con la marca {bytes}
          fr le fichier commence par la marque {bytes}
        evidence.encoding_ascii
          en all {bytes} bytes are plain ASCII
          es los {bytes} bytes son ASCII simple
          fr les {bytes} octets sont de l’ASCII simple
        evidence.encoding_valid
          en {characters} letters beyond ASCII, all valid, such as “{example}”
          es {characters} letras fuera de ASCII, todas válidas, como «{example}»
          fr {characters} lettres hors ASCII, toutes valides, comme « {example} »
        evidence.encoding_mostly_valid
          en {characters} letters beyond ASCII are valid, some are not, such as “{example}”
          es {characters} letras fuera de ASCII son válidas, otras no, como «{example}»
          fr {characters} lettres hors ASCII sont valides, d’autres non, comme « {example} »
        evidence.encoding_hangul
          en {characters} Korean syllables, such as “{example}”
          es {characters} sílabas coreanas, como «{example}»
          fr {characters} syllabes coréennes, comme « {example} »
        evidence.encoding_kana
          en {characters} Japanese kana, such as “{example}”
          es {characters} kana japoneses, como «{example}»
          fr {characters} kanas japonais, comme « {example} »
        evidence.encoding_western
          en {characters} accented letters, such as “{example}”
          es {characters} letras con acento, como «{example}»
          fr {characters} lettres accentuées, comme « {example} »
        evidence.encoding_every_other_nul
          en {nul} of {of} byte pairs hold a zero
          es {nul} de {of} pares de bytes tienen un cero
          fr {nul} paires d’octets sur {of} ont un zéro

        """#
}
