// The words of scheduling, in three languages: its problems, and the few that all its pages share.

enum SchedulingText {
    /// Each part has a file of its own.
    static let all = [
        problems, common, sheetProblems, sheetPages, board, boardDrafts, boardMoves, boardSigns, orders, orders2, lines, lines2, floor, reports,
        explain,
    ]

    static let problems = #"""
        problem.schedule_after_circle
          en Order {order} would wait for itself.
          es La orden {order} se esperaría a sí misma.
          fr L’ordre {order} s’attendrait lui-même.
        problem.schedule_deed_unknown
          en There is no change {deed}.
          es No existe el cambio {deed}.
          fr Il n’y a pas de modification {deed}.
        problem.schedule_draft_conflict
          en These orders were changed in the published plan meanwhile: {orders}.
          es Estas órdenes se cambiaron entretanto en el plan publicado: {orders}.
          fr Ces ordres ont été modifiés entre-temps dans le plan publié : {orders}.
        problem.schedule_draft_conflict.hint
          en Look at the differences; publish all the same to take them from the draft.
          es Mire las diferencias; publique de todos modos para tomarlas del borrador.
          fr Regardez les différences ; publiez tout de même pour les prendre du brouillon.
        problem.schedule_drafts_many
          en There are already {limit} drafts.
          es Ya hay {limit} borradores.
          fr Il y a déjà {limit} brouillons.
        problem.schedule_drafts_many.hint
          en Discard some that are no longer needed.
          es Descarte algunos que ya no hagan falta.
          fr Abandonnez-en quelques-uns qui ne servent plus.
        problem.schedule_end_before_start
          en Order {order} cannot have ended before it began.
          es La orden {order} no puede haber terminado antes de empezar.
          fr L’ordre {order} ne peut pas finir avant d’avoir commencé.
        problem.schedule_field_unknown
          en An order has no field {field}.
          es Una orden no tiene el campo {field}.
          fr Un ordre n’a pas de champ {field}.
        problem.schedule_line_inactive
          en The line {line} is not in use.
          es La línea {line} no está en uso.
          fr La ligne {line} n’est pas en service.
        problem.schedule_line_unknown
          en There is no line {line}.
          es No existe la línea {line}.
          fr Il n’y a pas de ligne {line}.
        problem.schedule_name_invalid
          en “{name}” cannot be a name: up to 100 letters.
          es «{name}» no puede ser un nombre: hasta 100 letras.
          fr « {name} » ne peut pas être un nom : 100 lettres au plus.
        problem.schedule_nothing_to_redo
          en There is nothing to do again.
          es No hay nada que rehacer.
          fr Il n’y a rien à refaire.
        problem.schedule_nothing_to_undo
          en There is nothing of yours to take back.
          es No hay nada suyo que deshacer.
          fr Il n’y a rien de vous à annuler.
        problem.schedule_number_invalid
          en “{order}” cannot be the number of an order: up to 60 letters, without blanks around them.
          es «{order}» no puede ser el número de una orden: hasta 60 letras, sin espacios alrededor.
          fr « {order} » ne peut pas être le numéro d’un ordre : 60 lettres au plus, sans espaces autour.
        problem.schedule_order_closed
          en Order {order} is done or cancelled.
          es La orden {order} está terminada o cancelada.
          fr L’ordre {order} est terminé ou annulé.
        problem.schedule_order_exists
          en There is already an order {order}.
          es Ya existe una orden {order}.
          fr Il existe déjà un ordre {order}.
        problem.schedule_order_running
          en Order {order} is being made on {line}; it cannot be moved.
          es La orden {order} se está fabricando en {line}; no se puede mover.
          fr L’ordre {order} est en cours sur {line} ; il ne peut pas être déplacé.
        problem.schedule_order_unknown
          en There is no order {order}.
          es No existe la orden {order}.
          fr Il n’y a pas d’ordre {order}.
        problem.schedule_order_unplaced
          en Order {order} is on no line.
          es La orden {order} no está en ninguna línea.
          fr L’ordre {order} n’est sur aucune ligne.
        problem.schedule_overtaken
          en Somebody has changed {what} since; nothing was changed.
          es Alguien ha cambiado {what} desde entonces; no se cambió nada.
          fr Quelqu’un a modifié {what} depuis ; rien n’a été changé.
        problem.schedule_overtaken.hint
          en Look at it as it is now, and decide again.
          es Mírelo como está ahora y decida de nuevo.
          fr Regardez l’état actuel et décidez à nouveau.
        problem.schedule_place_gone
          en Order {order} is no longer on {line}.
          es La orden {order} ya no está en {line}.
          fr L’ordre {order} n’est plus sur {line}.
        problem.schedule_plan_unknown
          en There is no draft {plan}.
          es No existe el borrador {plan}.
          fr Il n’y a pas de brouillon {plan}.
        problem.schedule_record_broken
          en A record of scheduling cannot be read: {kind} {key}.
          es No se puede leer un registro de la planificación: {kind} {key}.
          fr Un enregistrement de la planification est illisible : {kind} {key}.
        problem.schedule_ship_before_kit
          en Order {order} cannot ship on {ship}, before its kit is there on {kit}.
          es La orden {order} no puede salir el {ship}, antes de que llegue su kit el {kit}.
          fr L’ordre {order} ne peut pas partir le {ship}, avant que son kit soit là le {kit}.
        problem.schedule_status_unknown
          en Order {order}: “{status}” is no status of this plant.
          es Orden {order}: «{status}» no es un estado de esta planta.
          fr Ordre {order} : « {status} » n’est pas un état de cette usine.
        problem.schedule_status_unknown.hint
          en The list of statuses, and your own words, are in the rules.
          es La lista de estados, y los propios, está en las reglas.
          fr La liste des états, et les vôtres, se trouve dans les règles.
        problem.schedule_value_invalid
          en Order {order}: {field} cannot be “{value}”.
          es Orden {order}: {field} no puede ser «{value}».
          fr Ordre {order} : {field} ne peut pas être « {value} ».
        """#

    static let common = #"""
        scheduling.title
          en Scheduling
          es Planificación
          fr Planification
        """#
}
