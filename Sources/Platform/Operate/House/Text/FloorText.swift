// Words of the Floor.

enum FloorText {
    static let catalogue = #"""
        floor.place
          en Floor
          es Planta
          fr Atelier
        floor.title
          en What needs me now
          es Qué me necesita ahora
          fr Ce qui m’attend
        floor.calm
          en Nothing needs a person now.
          es Nada necesita a una persona ahora.
          fr Rien n’attend personne en ce moment.
        floor.not-set-up
          en Nothing is read yet, so nothing can need you.
          es Aún no se lee nada, así que nada puede necesitarle.
          fr Rien n’est encore lu, donc rien ne peut vous attendre.
        floor.waits.one
          en One thing waits for a person:
          es Un asunto espera a una persona:
          fr Une chose attend quelqu’un :
        floor.waits.many
          en {n} things wait for a person:
          es {n} asuntos esperan a una persona:
          fr {n} choses attendent quelqu’un :
        floor.oldest
          en oldest
          es el más viejo
          fr la plus ancienne
        floor.needs
          en Waiting for a person
          es Necesitan una persona
          fr En attente de quelqu’un
        floor.needs.order
          en the gravest first, then the oldest
          es lo más grave primero, luego lo más viejo
          fr le plus grave d’abord, puis le plus ancien
        floor.more
          en and {n} more
          es y {n} más
          fr et {n} de plus
        floor.look
          en Look
          es Ver
          fr Voir
        floor.unreadable
          en A part of this page cannot be read
          es Una parte de esta página no se puede leer
          fr Une partie de cette page est illisible
        floor.unreadable.card
          en Cannot be read
          es No se puede leer
          fr Illisible
        floor.no-picture
          en This picture cannot be drawn now.
          es Esta imagen no se puede dibujar ahora.
          fr Cette image ne peut pas être dessinée pour l’instant.
        floor.empty.title
          en What the machines write will be here
          es Aquí estará lo que escriben las máquinas
          fr Ici sera ce qu’écrivent les machines
        floor.empty.step
          en Add the folder where the machines leave their files.
          es Añada la carpeta donde las máquinas dejan sus archivos.
          fr Ajoutez le dossier où les machines déposent leurs fichiers.
        floor.empty.do
          en Add the first source
          es Añadir la primera fuente
          fr Ajouter la première source
        floor.source.gone
          en a removed source
          es una fuente eliminada
          fr une source retirée
        floor.source.failing
          en {source} cannot be read
          es {source} no se puede leer
          fr {source} est illisible
        floor.source.failing.card
          en Failing sources
          es Fuentes con falla
          fr Sources en panne
        floor.source.silent
          en {source} is silent
          es {source} calla
          fr {source} se tait
        floor.source.silent.card
          en Silent sources
          es Fuentes calladas
          fr Sources muettes
        floor.source.silent.why
          en No new row for more than {minutes} min; the folder can be read.
          es Sin filas nuevas en más de {minutes} min; la carpeta se puede leer.
          fr Aucune ligne nouvelle depuis plus de {minutes} min ; le dossier se lit.
        floor.source.do
          en See source
          es Ver fuente
          fr Voir la source
        floor.rejects.card
          en Sources with rejects
          es Fuentes con rechazos
          fr Sources avec rejets
        floor.rejects.one
          en One rejected line from {source}
          es Una línea rechazada de {source}
          fr Une ligne rejetée de {source}
        floor.rejects.many
          en {n} rejected lines from {source}
          es {n} líneas rechazadas de {source}
          fr {n} lignes rejetées de {source}
        floor.rejects.kept
          en Their bytes are kept; correct them or dismiss them.
          es Se guardaron sus bytes; corríjalas o descártelas.
          fr Leurs octets sont gardés ; corrigez-les ou écartez-les.
        floor.rejects.do
          en Correct
          es Corregir
          fr Corriger
        floor.jobs.card
          en Failed jobs
          es Trabajos fallidos
          fr Tâches échouées
        floor.jobs.failed
          en {job} failed
          es {job} falló
          fr {job} a échoué
        floor.jobs.do
          en See run
          es Ver corrida
          fr Voir l’exécution
        floor.sources
          en Sources
          es Fuentes
          fr Sources
        floor.sources.all
          en All sources
          es Todas las fuentes
          fr Toutes les sources
        floor.sources.name
          en Source
          es Fuente
          fr Source
        floor.sources.state
          en State
          es Estado
          fr État
        floor.sources.row
          en Last row
          es Última fila
          fr Dernière ligne

        """#
}
