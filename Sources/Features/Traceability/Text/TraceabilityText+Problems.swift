// What traceability says when something cannot be done.

extension TraceabilityText {
    static let problems = #"""
        problem.time_invalid
          en “{value}” is not a time.
          es «{value}» no es una hora.
          fr « {value} » n'est pas une heure.
        problem.cursor_invalid
          en The place to go on from cannot be read.
          es No se puede leer desde dónde seguir.
          fr L'endroit d'où continuer est illisible.
        problem.change_missing
          en There is no such change.
          es No existe ese cambio.
          fr Ce changement n'existe pas.
        problem.folder_unknown
          en “{folder}” names no line and mounter.
          es «{folder}» no nombra línea y mounter.
          fr « {folder} » ne nomme ni ligne ni machine.
        problem.span_invalid
          en The span ends before it begins.
          es El periodo acaba antes de empezar.
          fr La période finit avant de commencer.
        problem.upload_missing
          en The upload has no file.
          es La subida no trae archivo.
          fr L'envoi ne contient pas de fichier.
        problem.demo_file_failed
          en The simulated plant cannot write {path}.
          es La planta simulada no puede escribir {path}.
          fr L'usine simulée ne peut pas écrire {path}.
        problem.demo_file_too_large
          en The simulated file {path} has grown too large.
          es El archivo simulado {path} creció demasiado.
          fr Le fichier simulé {path} est devenu trop grand.
        """#
}
