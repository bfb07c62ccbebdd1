// The words of explanations and of what would help.

extension SchedulingText {
    static let explain = #"""
        problem.instance_invalid
          en The problem cannot be read at {member}.
          es El problema no se puede leer en {member}.
          fr Le problème ne peut être lu à {member}.
        scheduling.relief.why
          en Why it is late
          es Por qué se retrasa
          fr Pourquoi il est en retard
        scheduling.relief.help
          en What would help
          es Qué ayudaría
          fr Ce qui aiderait
        scheduling.relief.none
          en No single change helps without making the plan as a whole worse.
          es Ningún cambio por sí solo ayuda sin empeorar el plan en conjunto.
          fr Aucun changement seul n’aide sans aggraver l’ensemble du plan.
        scheduling.relief.in-time
          en in time
          es a tiempo
          fr à temps
        scheduling.relief.still
          en still {late} late
          es aún {late} de retraso
          fr encore {late} de retard
        scheduling.relief.newly
          en Late then: {names}
          es Con retraso entonces: {names}
          fr En retard alors : {names}
        scheduling.relief.promise
          en It would end {end}.
          es Terminaría {end}.
          fr Il finirait {end}.
        scheduling.relief.draft
          en Try it in a draft
          es Probarlo en un borrador
          fr L’essayer dans un brouillon
        scheduling.relief.do
          en Do it
          es Hacerlo
          fr Le faire
        scheduling.relief.move
          en On {line}, before {order}
          es En {line}, antes de {order}
          fr Sur {line}, avant {order}
        scheduling.relief.move-end
          en On {line}, at the end
          es En {line}, al final
          fr Sur {line}, à la fin
        scheduling.relief.unpin
          en Let go of its pinned start
          es Soltar su inicio fijado
          fr Libérer son début fixé
        scheduling.relief.kit
          en Kit of {order} on {date}
          es Kit de {order} el {date}
          fr Kit de {order} le {date}
        scheduling.relief.overtime
          en {line} works on {date}
          es {line} trabaja el {date}
          fr {line} travaille le {date}
        scheduling.relief.longer
          en {line} works {h} h longer on {date}
          es {line} trabaja {h} h más el {date}
          fr {line} travaille {h} h de plus le {date}
        scheduling.relief.trolleys
          en {n} trolleys more
          es {n} carros más
          fr {n} chariots de plus
        """#
}
