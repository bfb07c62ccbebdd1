// The words of lines, their calendars, trolleys, customers and rules.

extension SchedulingText {
    static let lines2 = #"""
        scheduling.rules.limit.warn
          en it begins and is marked
          es empieza y se marca
          fr il commence et est marqué
        scheduling.rules.question
          en What holds for every plan?
          es ¿Qué vale para todos los planes?
          fr Qu’est-ce qui vaut pour tous les plans ?
        scheduling.rules.shipping_days.hint
          en Days from the line to the door.
          es Días de la línea a la puerta.
          fr Jours de la ligne à la porte.
        scheduling.rules.statuses.hint
          en One per line, with what it means: “Waiting for paint: held”. {phases}
          es Uno por línea, con su significado: «Waiting for paint: held». {phases}
          fr Un par ligne, avec son sens : « Waiting for paint: held ». {phases}
        scheduling.rules.trolley_limit.hint
          en Trolleys of all lines together, from kitting to the end of the run.
          es Carros de todas las líneas juntas, del kitting al final.
          fr Chariots de toutes les lignes, du kit à la fin.
        scheduling.search
          en Search
          es Buscar
          fr Chercher
        scheduling.shift.breaks
          en Breaks
          es Pausas
          fr Pauses
        scheduling.shift.from
          en From
          es Desde
          fr De
        scheduling.shift.hint
          en Up to 12 shifts. An end that is not after its start is the next day; an empty row is no shift. Save for more rows.
          es Hasta 12 turnos. Un final que no es posterior al inicio es del día siguiente; una fila vacía no es un turno. Guarde para más filas.
          fr Jusqu’à 12 équipes. Une fin qui ne suit pas le début est le lendemain ; une ligne vide n’est pas une équipe. Enregistrez pour plus de lignes.
        scheduling.shift.row
          en Shift {n}
          es Turno {n}
          fr Équipe {n}
        scheduling.shift.to
          en To
          es Hasta
          fr À
        scheduling.shifts
          en Shifts: days, from, to, breaks
          es Turnos: días, desde, hasta, pausas
          fr Équipes : jours, début, fin, pauses
        scheduling.trolley.away
          en away
          es fuera
          fr absent
        scheduling.trolley.do.away
          en Take out
          es Sacar
          fr Retirer
        scheduling.trolley.do.back
          en Bring back
          es Devolver
          fr Remettre
        scheduling.trolley.there
          en there
          es disponible
          fr là
        scheduling.trolleys
          en Trolleys
          es Carros
          fr Chariots
        scheduling.trolleys.add
          en Add trolley
          es Añadir carro
          fr Ajouter un chariot
        scheduling.trolleys.answer
          en {n} of {all} can be used.
          es Se pueden usar {n} de {all}.
          fr {n} sur {all} sont utilisables.
        scheduling.trolleys.question
          en How many trolleys are there?
          es ¿Cuántos carros hay?
          fr Combien y a-t-il de chariots ?
        scheduling.until
          en until {at}
          es hasta {at}
          fr jusqu’à {at}
        scheduling.week-hours
          en Working hours this week
          es Horas de trabajo esta semana
          fr Heures de travail cette semaine
        """#
}
